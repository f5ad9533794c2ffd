"""The line to begin with is put into the words of whoever reads it, not of whoever kept it."""

import pytest
from django.utils import translation

from sameroom.handoff import opening
from sameroom.handoff.web import opening_words

BEGIN = {
    "kind": "form", "about": "Pump check", "on": "2026-05-10", "first_name": "Rosa",
    "promise": "Half the downtime",
}  # fmt: skip


def test_it_is_said_in_english_and_in_german() -> None:
    english = opening_words.line({"begin": BEGIN})
    assert english.words == (
        "Hello Rosa, you filled in our form about “Pump check” on 10 May. "
        "What made you look into “Half the downtime”?"
    )
    assert english.rests_on == (
        "their act of 10 May: filled in our form about “Pump check”; what the campaign promised: "
        "“Half the downtime”"
    )
    with translation.override("de"):
        german = opening_words.line({"begin": BEGIN})
    assert german.words == (
        "Guten Tag Rosa, Sie haben am 10. Mai unser Formular zu „Pump check“ ausgefüllt. "
        "Wie sind Sie auf „Half the downtime“ gekommen?"
    )
    assert "“Pump" not in german.rests_on
    assert "10. Mai" in german.rests_on


@pytest.mark.parametrize("kind", opening.BY_WEIGHT)
@pytest.mark.parametrize("about", ["", "Pump check"])
def test_every_act_has_its_words_in_both_languages(kind: str, about: str) -> None:
    told = {"begin": BEGIN | {"kind": kind, "about": about, "promise": "", "first_name": ""}}
    english = opening_words.line(told)
    assert english.words.startswith("Hello, you ")
    assert (about in english.words, about in english.rests_on) == (True, True)
    with translation.override("de"):
        german = opening_words.line(told)
    assert german.words.startswith("Guten Tag, Sie ")
    assert german.words.endswith(" Wonach haben Sie gesucht?")
    assert not {*german.rests_on.split()} & {"their", "act", "our"}


def test_what_was_kept_in_words_still_shows_and_nothing_is_nothing() -> None:
    old = opening_words.line({"opening": "Hello Rosa, you came.", "rests_on": "their act"})
    assert (old.words, old.rests_on) == ("Hello Rosa, you came.", "their act")
    assert opening_words.line({"begin": {}}) == opening_words.Line()


def test_a_month_is_written_as_its_reader_does_however_it_was_kept() -> None:
    with translation.override("de"):
        told = ("2026-03-01", "2026-03-01T22:48:00+00:00", "March 2026", "", "in spring")
        assert [opening_words.month(one) for one in told] == [
            "März 2026", "März 2026", "März 2026", "", "in spring"
        ]  # fmt: skip
