"""A search finds what its reader sees, by the beginnings of words, and nothing else."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sameroom.record import finding
from sameroom.record.timeline import Subject, key_of
from sameroom.record.web import indexing, operations, person_search, search
from sameroom.record.web.models import WordsUsed
from sameroom.record.web.queries import visible
from sameroom.room.web.tests.builders import ACME, BOLT, NOW, PASSWORD, a_refresh, people
from sameroom.webkit.limits import Pace
from sameroom.webkit.rights import NOBODY, Reader, Sees

pytestmark = pytest.mark.django_db
ALL = Reader(1, "marketing", sees=Sees.ALL)
SELLS = Reader(2, "sales", sees=Sees.TEAM, member_id="crm:2")
MARKETS = Reader(3, "marketing", sees=Sees.TEAM)
ODA = Reader(4, "sales", sees=Sees.OWN, member_id="crm:3")
NEW = Reader(5, "sales", sees=Sees.OWN)


def a_subject(number: int, name: str, *, noun: str = "account", **told: str) -> Subject:
    key = key_of(noun=noun, subject_id=str(number))
    teams = frozenset(told.pop("teams", "sales").split())
    return Subject(key, noun, name, told, told.pop("owner", ""), teams)


def found(reader: Reader, question: str) -> list[str]:
    return [
        hit.words for kind in search.find(reader=reader, question=question) for hit in kind.hits
    ]


def show(*subjects: Subject) -> None:
    operations.write_subjects(generation=1, subjects=subjects)
    operations.show(generation=1, team_sizes={})


@pytest.mark.parametrize("question", ["mul", "MÜLLER", "muller gm", "gmbh mu", "mueller-gmbh.ex"])
def test_it_finds_by_the_beginning_of_any_word_of_name_and_domain(question: str) -> None:
    show(a_subject(1, "Müller GmbH", domain="mueller-gmbh.example"), a_subject(2, "Bolt GmbH"))
    assert found(ALL, question) == ["Müller GmbH"]


def test_it_finds_people_by_their_address() -> None:
    show(a_subject(1, "Ada Winter", noun="person", email="awinter@nord.example"))
    (kind,) = [one for one in search.find(reader=ALL, question="awint") if one.hits]
    assert kind.hits[0].detail == "awinter@nord.example"
    assert kind.hits[0].href.startswith("/persons/")


@pytest.mark.parametrize("question", ["", "   ", "%", "_", "' or 1=1 --", "üller", "\ud800", "*"])
def test_it_finds_nothing_by_signs_or_the_middle_of_a_word(question: str) -> None:
    show(a_subject(1, "Müller GmbH"))
    assert found(ALL, question.encode("utf-8", "ignore").decode()) == []


@pytest.mark.parametrize("reader", [ALL, SELLS, MARKETS, ODA, NEW, NOBODY, Reader(9)])
def test_it_finds_what_the_reader_sees_on_pages_and_nothing_else(reader: Reader) -> None:
    a_refresh()
    names = {"Acme": ACME, "Bolt": BOLT}
    generation = operations.Shown.objects.get().generation
    seen = set(visible(reader=reader, generation=generation).values_list("key", flat=True))
    for name, key in names.items():
        assert found(reader, name) == ([name] if key in seen else [])


def test_a_generation_that_is_not_shown_is_not_found() -> None:
    show(a_subject(1, "Acme"))
    operations.write_subjects(generation=2, subjects=[a_subject(2, "Acme Anew")])
    assert found(ALL, "acme") == ["Acme"]
    operations.show(generation=2, team_sizes={})
    operations.sweep(keep=2)
    assert found(ALL, "acme") == ["Acme Anew"]
    assert search.SubjectWord.objects.filter(generation=1).count() == 0


def test_words_of_the_same_names_are_not_written_again() -> None:
    rows = search.SubjectWord.objects.order_by("pk").values_list("pk", "generation")
    acme, bolt = a_subject(1, "Acme"), a_subject(2, "Bolt", noun="person")
    show(acme, bolt)
    written = list(rows)
    for generation in (2, 3):  # the third uses those of the first by way of the second
        operations.write_subjects(generation=generation, subjects=[bolt, acme])
        operations.show(generation=generation, team_sizes={})
        operations.sweep(keep=generation)
        assert list(rows) == written
        assert found(ALL, "acme") == ["Acme"]
        (person,) = person_search.find_persons(reader=ALL, question="bolt", most=2)
        assert person.name == "Bolt"
    assert list(WordsUsed.objects.values_list("generation", "words_of")) == [(3, 1)]


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "Acme Anew"}, {"facts": {"domain": "acme.example"}},
        {"teams": frozenset({"marketing"})}, {"owner_id": "crm:9"}, {"noun": "deal"},
        {"key": key_of(noun="account", subject_id="crm:other")},
    ],
)  # fmt: skip
def test_words_are_written_anew_where_anything_they_are_made_of_has_changed(
    changed: dict[str, Any],  # Any: what a subject holds
) -> None:
    one = a_subject(1, "Acme")
    show(one)
    operations.write_subjects(generation=2, subjects=[replace(one, **changed)])
    operations.show(generation=2, team_sizes={})
    operations.sweep(keep=2)
    assert set(search.SubjectWord.objects.values_list("generation", flat=True)) == {2}
    assert len(found(ALL, "acme")) == 1


def test_a_generation_that_was_cut_off_behind_its_words_keeps_them() -> None:
    rows = search.SubjectWord.objects.order_by("pk").values_list("pk", flat=True)
    operations.write_subjects(generation=1, subjects=[a_subject(1, "Acme")])
    written = list(rows)
    operations.write_subjects(generation=1, subjects=[a_subject(1, "Acme")])
    assert list(rows) == written
    operations.write_subjects(generation=1, subjects=[a_subject(1, "Bolt")])
    operations.show(generation=1, team_sizes={})
    assert found(ALL, "acme") == []
    assert found(ALL, "bolt") == ["Bolt"]


def test_words_cut_off_halfway_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    subjects = [a_subject(number, f"Acme {number}") for number in range(3)]
    with monkeypatch.context() as cut:
        cut.setattr(indexing, "_note", lambda *_: 1 / 0)  # all is written, but not said to be
        with pytest.raises(ZeroDivisionError):
            operations.write_subjects(generation=1, subjects=subjects)
    assert search.SubjectWord.objects.exists()
    show(*subjects)
    assert search.SubjectWord.objects.count() == 3 * 2 * 2  # "acme" and a number, in two scopes


def test_sweeping_steps_over_words_that_are_still_used() -> None:
    acme = a_subject(1, "Acme")
    show(acme)
    for generation in (2, 3):  # cut off in the middle of their words
        search.SubjectWord.objects.create(generation=generation, scope="*", word="aa", key="k")
    operations.write_subjects(generation=4, subjects=[acme])
    operations.show(generation=4, team_sizes={})
    with CaptureQueriesContext(connection) as asked:
        operations.sweep(keep=4)
    assert set(search.SubjectWord.objects.values_list("generation", flat=True)) == {1}
    assert found(ALL, "acme") == ["Acme"]
    steps = [one["sql"] for one in asked if '"record_subjectword"' in one["sql"]]
    assert all("LIMIT" in one or "DELETE" in one for one in steps)


def test_whoever_makes_words_otherwise_has_them_written_anew() -> None:
    """What was read before tells names apart, not how words are made of them: raise `WRITTEN`."""
    made = ("muller", "son", "o", "neill", "mail", "x", "example")
    assert finding.words_of("MÜLLER & Søn, O'Neill mail@x.example") == made
    assert indexing.WRITTEN == 1


def test_it_asks_the_same_few_queries_however_many_there_are() -> None:
    show(*[a_subject(number, f"Acme {number} Works") for number in range(1_500)])
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert len(found(ALL, "acme works")) == 8
    assert len(few) <= 4
    assert all("LIMIT" in one["sql"] or "IN (" in one["sql"] for one in few.captured_queries)


def test_names_from_outside_are_escaped_and_hits_are_the_page_without_its_frame() -> None:
    client = Client()
    ada = people().ada
    assert client.login(email=ada.email, password=PASSWORD)
    show(a_subject(1, "<script>alert(1)</script> Acme"))
    page = client.get("/search", {"q": "<script>"})
    assert b"<script>alert" not in page.content
    assert b"&lt;script&gt;" in page.content
    part = client.get("/search", {"q": "acme"}, headers={"X-Part": "hits"})
    assert b"<html" not in part.content
    assert b'class="hit"' in part.content
    assert "X-Part" in part["Vary"]


def test_who_asks_too_fast_has_to_wait_and_keeps_nobody_else_waiting() -> None:
    pace = Pace(most=2, seconds=60)
    assert [pace.allows(who=1, now=NOW) for _ in range(3)] == [True, True, False]
    assert pace.allows(who=2, now=NOW)
