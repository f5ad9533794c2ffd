"""What the pure rules of the hand-over say is translated where it is shown."""

from datetime import date

import pytest
from django.utils import translation

from sameroom.handoff import moves
from sameroom.handoff.moves import Move, State, Told
from sameroom.handoff.web import wording


def test_every_lack_and_every_listed_reason_can_be_translated() -> None:
    told, today = Told(return_on=date(2026, 1, 1)), date(2026, 7, 6)
    said = {
        words
        for one in (told, Told())
        for move in Move
        for words in moves.lacks(move=move, told=one, today=today).values()
    }
    assert said == {str(one) for one in wording.LACKING}
    assert tuple(words for _, words in moves.REASONS) == tuple(map(str, wording.REASONS))
    assert set(wording.STATES) == {one.value for one in State}


@pytest.mark.parametrize("words", [str(one) for one in (*wording.LACKING, *wording.REASONS)])
def test_a_german_reads_them_in_german(words: str) -> None:
    with translation.override("de"):
        assert wording.lacking(words) != words


def test_a_reason_in_own_words_stays_as_it_was_written() -> None:
    with translation.override("de"):
        assert wording.reason("Wrong role") == "Falsche Funktion"
        assert wording.reason("Close") == "Close"  # a word of a page, but no listed reason


def test_what_a_packet_keeps_in_english_is_told_in_german() -> None:
    """A noun within what somebody did keeps its capital letter."""
    scanned = {"acts": [{"kind": "badge_scan", "about": "Messe"}]}
    with translation.override("de"):
        assert [wording.fact(head) for head in ("Industry", "Employees", "Country", "Site")] == [
            "Branche", "Beschäftigte", "Land", "Website",
        ]  # fmt: skip
        assert (wording.attribute("industry"), wording.attribute("job_title")) == (
            "Branche", "Job title",
        )  # fmt: skip
        assert wording.why(scanned) == ("Ließ das Namensschild scannen „Messe“",)


def test_an_amount_is_written_as_on_other_pages() -> None:
    told = "EUR\N{NO-BREAK SPACE}24,490"
    assert wording.amount(told) == "€24,490"
    with translation.override("de"):
        assert wording.amount(told).split() == ["24.490", "€"]
        assert wording.amount("") == ""
