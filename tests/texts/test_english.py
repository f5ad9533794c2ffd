"""What is left in English on a page is found, in a text and in what is read out."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sameroom.audit.run import _failed, _missing
from sameroom.audit.unheld import warn_of_unheld
from sameroom.engines.catalog import list_measures
from sameroom.engines.trial import Trial
from sameroom.report.document import to_html
from sameroom.report.languages import say
from sameroom.report.page import lay_out
from sameroom.report.tests.builders import AREAS, PLACED, an_audit
from sameroom.webkit import phrases
from tests.texts.english import list_left, list_texts

ENGLISH = to_html(page=lay_out(audit=an_audit(), placed=PLACED, areas=AREAS))

# What the tests' measures say beside words of ours, in one sentence.
IN_SENTENCES = (
    "costs most", "name who answers on Mondays, when two in three leads come in",
    "agree on the segments to aim at, and move the audience", "who made a piece of content",
)  # fmt: skip


def made_up() -> list[str]:
    """List what no phrase is known for: the words of the measures that the tests invent."""
    missed: list[str] = []
    phrases.to_language(ENGLISH, language="de", missed=missed.append)
    return [*missed, *IN_SENTENCES]


def test_the_german_report_has_no_english_word() -> None:
    assert list_left(say(html=ENGLISH, language="de"), given=made_up()) == []


@pytest.mark.parametrize("held", [{"country": "DE", "industry": "Steel"}, {}])
def test_what_is_asked_for_in_vain_is_said_in_german_and_its_names_as_they_are(
    held: dict[str, str],
) -> None:
    asked = [{"attribute": one, "operator": "in", "content": "x"} for one in ("sales", "cuntry")]
    trial = Trial(facts={"account": [{"id": "crm:1", **held}]}, given={"icp_criterion": asked})
    audit = replace(an_audit(), warnings=warn_of_unheld(engine=trial))
    said = say(html=to_html(page=lay_out(audit=audit, placed=PLACED, areas=AREAS)), language="de")
    shown = said.replace("\u2068", "<bdi>").replace("\u2069", "</bdi>")
    assert list_left(shown, given=made_up()) == []
    assert "Der ideale Kunde fragt nach „<bdi>sales</bdi>“" in shown
    assert ("Ist „<bdi>country</bdi>“ gemeint?" in shown) is bool(held)


def test_that_a_measure_failed_or_lacks_something_is_said_in_german_but_for_the_fault() -> None:
    failed = _failed(list_measures()[0], "Binder Error: x").missing
    assert phrases.say(failed, language="de").endswith("gescheitert: Binder Error: x")
    lacks = [_missing(one, need).missing for one in list_measures() for need in one.measure.needs]
    assert len(lacks) > 40
    assert [one for one in lacks if not phrases.say(one, language="de").startswith("In den")] == []
    html = "".join(f"<p>{phrases.say(one, language='de')}</p>" for one in (failed, *lacks))
    assert list_left(html, given=()) == []


def test_of_the_english_report_nearly_all_is_english() -> None:
    words = [one for one in list_texts(ENGLISH) if sum(map(str.isalpha, one)) > 20]
    assert len(list_left(ENGLISH, given=made_up())) > 0.8 * len(words)


@pytest.mark.parametrize(
    "gone",
    [
        "Between x and y", "Skip to the gap picture", "The clauses that are defaults",
        "Who acts", "Sources", "{company}: where sales and marketing are apart, {period}",
        "This cannot be told yet.", "Made by Sameroom on {made_on} from the records of",
        "The difference between two shares: 80 % and 50 % are 30 points apart.",
        "Assumptions of the agreement", "Hours in which the agreement’s calendar says that the "
        "team works.",
    ],
)  # fmt: skip
def test_a_phrase_that_has_no_german_is_found(gone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given = made_up()
    told: dict[str, str] = {}
    for path in phrases.SAMEROOM.glob(phrases.FILES.format(language="de")):
        told |= json.loads(Path(path).read_text("utf-8"))
    del told[gone]
    book = phrases.make_book(told)
    monkeypatch.setattr(phrases, "find_book", lambda _: book)
    phrases._said.cache_clear()
    left = list_left(say(html=ENGLISH, language="de"), given=given)
    phrases._said.cache_clear()
    assert left != []


def test_what_is_code_from_outside_or_of_another_language_is_passed_over() -> None:
    html = (
        "<p>Die <bdi>Lions and Tigers</bdi> <code>what is this</code></p><br>"
        '<p lang="en" title="the other">with the <b>other</b></p><p title="mit allen">und so</p>'
    )
    assert list_left(html, given=()) == []
    assert list_left("<p>Käse und Brot, with Wein</p>", given=()) == ["Käse und Brot, with Wein"]
    assert list_left('<p aria-label="All of it"></p>', given=()) == ["All of it"]
    assert list_left("<p>Spiel and Spaß GmbH</p>", given=["Spiel and Spaß GmbH"]) == []
    assert list_left("<p>lead.id oder deal.id</p><p>IT</p>", given=()) == []
