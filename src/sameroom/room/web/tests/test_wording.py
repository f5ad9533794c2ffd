"""What the pure half says in English is known to the web half, which says it in every language."""

import pytest
from django.utils import translation

from sameroom import discover
from sameroom.engines.catalog import list_measures
from sameroom.facts.table import Table
from sameroom.report import money
from sameroom.report.page import DERIVED, _noun, lay_out, verdict
from sameroom.report.tests.builders import AREAS, PLACED, an_audit
from sameroom.room import things
from sameroom.room.laid_out import Front, _front
from sameroom.room.web import wording
from sameroom.room.web.templatetags.room import report_part
from sameroom.webkit.rights import Reader, Role, Sees
from sameroom.webkit.templatetags.local import phrase
from sameroom.webkit.things import Thing

ADMIN = Reader(1, "management", Role.LEAD, Sees.ALL, is_admin=True)


def of_ours() -> tuple[Thing, ...]:
    state = things.State(people=1, failure="The disk is full.", has_second_factor=False)
    return things.list_things(reader=ADMIN, rows=(), state=state)


@pytest.mark.parametrize("thing", of_ours(), ids=lambda thing: thing.words)
def test_every_thing_that_we_ask_is_said_in_german(thing: Thing) -> None:
    with translation.override("de"):
        said = wording.thing(thing)
    assert said.words != thing.words
    assert said.why != thing.why or thing.why == "The disk is full."
    assert said.lang == ""


def test_what_a_measure_asks_for_is_said_in_german_too() -> None:
    bring = "The leads from your CRM."
    state = things.State(people=9, untold=(("Leads rejected", "rejection_reasons", bring),))
    (thing,) = things.list_things(reader=ADMIN, rows=(), state=state)
    with translation.override("de"):
        said = wording.thing(thing)
    assert said.words == "Dafür nötig: Die Leads aus dem CRM."
    assert "Then" not in said.why
    assert wording.thing(thing).words == thing.words


def test_nouns_and_causes_that_nobody_named_stay_readable() -> None:
    with translation.override("de"):
        assert wording.noun("company") == "Firmen"
        assert wording.noun("odd things") == "Odd things"
        assert wording.cause("nightly") == "Jede Nacht"
        assert wording.step("Beginning") == "Es beginnt"


def test_every_kind_of_row_that_the_record_holds_has_a_name() -> None:
    tables = discover.cards("sameroom.facts", name="TABLE", kind=Table)
    nouns = {_noun(table.name) for table in tables if table.name not in DERIVED}
    assert len(nouns) > 10
    assert nouns - set(wording.NOUNS) == set()


def test_the_parts_of_the_report_are_said_in_german() -> None:
    with translation.override("de"):
        shown = report_part("_gap.html", page=lay_out_front())
    assert "Die Lücke" in shown
    assert "Wer handelt" in shown
    assert "Who acts" not in shown
    assert "Who acts" in report_part("_gap.html", page=lay_out_front())


def test_what_the_report_says_beside_its_figures_is_said_in_german() -> None:
    front = lay_out_front()
    said = {*money.TITLES.values(), *money.MEANING.values(), *money.TITLES, front.verdict}
    said |= {words for row in front.rows for words in (row.sure, row.apart, row.cost_words)}
    said |= {verdict(rows=(), is_whole=whole) for whole in (True, False)}
    with translation.override("de"):
        assert [words for words in sorted(said) if phrase(words) == words] == []
        assert phrase("Sales and marketing are apart in three places") == (
            "Vertrieb und Marketing liegen an drei Stellen auseinander"
        )
        assert phrase("4.5\xa0points apart") == "4,5\xa0Punkte auseinander"
        assert phrase("A measure's own words") == "A measure's own words"
    assert [words for words in said if phrase(words) != words] == []


def lay_out_front() -> Front:
    return _front(lay_out(audit=an_audit(), placed=PLACED, areas=AREAS))


def test_how_far_a_refresh_is_grows_from_question_to_question_and_on() -> None:
    questions = [placed.measure.question for placed in list_measures()]
    steps = [*questions, *(name for name in wording.STEPS if name != "Beginning")]
    told = [wording.how_far(one) for one in steps]
    shares = [one for one in told if one is not None]
    assert len(shares) == len(steps) > 45
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] < 100
    assert wording.how_far("Reading contacts.csv (3 of 9)") is None


def test_a_question_that_is_asked_is_told_in_the_reader_s_language() -> None:
    question = "How much of the content made for sales is never used?"
    assert question in [placed.measure.question for placed in list_measures()]
    with translation.override("de"):
        assert wording.step(question) == phrase(question) != question
        assert wording.step("Beginning") != "Beginning"
