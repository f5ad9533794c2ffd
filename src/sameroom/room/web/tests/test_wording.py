"""What the pure half says in English is known to the web half, which says it in every language."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from sameroom import discover
from sameroom.facts.table import Table
from sameroom.report import money, parts
from sameroom.report.page import DERIVED, _noun, lay_out, verdict
from sameroom.report.tests.builders import AREAS, PLACED, an_audit
from sameroom.room import things
from sameroom.room.laid_out import Front, _front
from sameroom.room.web import wording
from sameroom.room.web.templatetags.room import report_part
from sameroom.webkit.rights import Reader, Role, Sees
from sameroom.webkit.things import Thing

SAY = re.compile(r'say\("([^"]+)"\)')
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


def test_what_a_measure_says_of_itself_stays_as_it_is_and_says_so() -> None:
    state = things.State(people=9, untold=(("Score", "score", "the scores of leads"),))
    (thing,) = things.list_things(reader=ADMIN, rows=(), state=state)
    assert wording.thing(thing) == thing
    assert thing.lang == "en"


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


def test_every_heading_of_the_report_that_pages_show_is_said_in_german() -> None:
    home = Path(parts.__file__).parent / "templates"
    told = {one for file in home.glob("*.html") for one in SAY.findall(file.read_text("utf-8"))}
    assert told == set(wording.HEADINGS)
    with translation.override("de"):
        shown = report_part("_gap.html", page=lay_out_front())
    assert '<span lang="de">Die Lücke</span>' in shown
    assert '<span lang="de">Wer handelt</span>' in shown
    assert "lang=" not in report_part("_gap.html", page=lay_out_front())


def test_what_the_report_says_beside_its_figures_is_said_in_german() -> None:
    front = lay_out_front()
    said = {*money.TITLES.values(), *money.MEANING.values(), *money.TITLES, front.verdict}
    said |= {words for row in front.rows for words in (row.sure, row.apart, row.cost_words)}
    said |= {verdict(rows=(), is_whole=whole) for whole in (True, False)}
    with translation.override("de"):
        assert [words for words in sorted(said) if wording.heading(words) == words] == []
        assert wording.heading("Sales and marketing are apart in three places") == (
            "Vertrieb und Marketing liegen an 3 Stellen auseinander"
        )
        assert wording.heading("4.5\xa0points apart") == "4,5\xa0Punkte auseinander"
        assert wording.heading("A measure's own words") == "A measure's own words"
    assert [words for words in said if wording.heading(words) != words] == []


def lay_out_front() -> Front:
    return _front(lay_out(audit=an_audit(), placed=PLACED, areas=AREAS))
