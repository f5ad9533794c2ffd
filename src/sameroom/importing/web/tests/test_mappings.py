"""What is remembered of files is listed in full, and can be forgotten."""

import re
from pathlib import Path

import pytest
from django.test import Client

from sameroom.importing.answering import ColumnDecision, FileDecision, WordDecision
from sameroom.importing.found import Found, from_text
from sameroom.importing.meanings import OUTCOME
from sameroom.importing.web import jobs, mappings, operations
from sameroom.importing.web.models import Bringing, Remembered
from sameroom.importing.web.tests.builders import NOW, planned
from sameroom.importing.web.tests.test_words import deals
from sameroom.room.web.tests.builders import People
from sameroom.webkit.audit import Actor
from sameroom.webkit.models import AuditEntry

pytestmark = pytest.mark.django_db


def remember(folder: Path, by: Actor, *, meaning: str = "won") -> Bringing:
    """Say of a file what a word means and in which zone its times are, and ask for its import."""
    one = planned(folder=folder, by=by, files={"a b.csv": deals()})
    words = (
        WordDecision(OUTCOME, "unterschrieben", meaning),
        WordDecision(OUTCOME, "groß & <b>bunt</b>", "lost"),
    )
    columns = (ColumnDecision(4, words=words), ColumnDecision(3, zone="Asia/Tokyo"))
    file = from_text(one.found, Found).files[0]
    operations.answer(
        number=one.pk, version=one.version, settings=operations.Settings(), by=by, now=NOW,
        decisions=[FileDecision(file.path, file.name, columns=columns)],
    )  # fmt: skip
    jobs.plan.func(one.pk)
    one.refresh_from_db()
    operations.ask_run(number=one.pk, version=one.version, by=by, now=NOW)
    return one


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found is not None
    return found[1]


def test_nothing_is_remembered_at_first(client: Client) -> None:
    assert "Nothing is remembered yet" in client.get("/imports/mappings").content.decode()
    assert "/imports/mappings" in client.get("/imports").content.decode()


def test_what_is_remembered_is_shown_in_full_and_forgotten_for_later_files(
    tmp_path: Path, client: Client, room: People
) -> None:
    remember(tmp_path / "up", room.analyst)
    page = client.get("/imports/mappings").content.decode()
    assert ">a b.csv</h2>" in page
    assert "Files of this shape are taken for <b>deals</b> from HubSpot." in page
    assert "by Noor" in page
    assert "<code>unterschrieben</code> → won" in page
    assert "<code>groß &amp; &lt;b&gt;bunt&lt;/b&gt;</code> → lost" in page
    assert "all others → still open" in page
    assert "time zone: Asia/Tokyo" in page
    assert "Its 6 columns" in page
    assert "is looked at as if it were the first" in page
    kept = Remembered.objects.get()
    answer = client.post(
        f"/imports/mappings/{kept.pk}/forget", {"seen": seen(page)}, follow=True
    )  # fmt: skip
    assert "Forgotten. The next file of this shape is asked about anew." in answer.content.decode()
    assert not Remembered.objects.exists()
    entry = AuditEntry.objects.get(action="mapping.forgotten")
    assert (entry.actor_id, entry.subject) == (room.analyst.pk, str(kept.pk))
    later = planned(folder=tmp_path / "up", files={"b.csv": deals()})
    stage = from_text(later.found, Found).files[0].columns[4]
    assert {word.meaning for told in stage.words for word in told.words} == {""}


def test_what_was_decided_anew_since_it_was_looked_at_is_kept(
    tmp_path: Path, client: Client, room: People
) -> None:
    remember(tmp_path / "up", room.analyst)
    page = client.get("/imports/mappings").content.decode()
    remember(tmp_path / "up", room.admin, meaning="lost")
    kept = Remembered.objects.get()
    for mark in (seen(page), "", "x"):
        answer = client.post(f"/imports/mappings/{kept.pk}/forget", {"seen": mark})
        assert answer.status_code == 409
        assert "was decided anew by Ruth on" in answer.content.decode()
    assert Remembered.objects.count() == 1
    assert not AuditEntry.objects.filter(action="mapping.forgotten").exists()


def test_only_those_who_may_import_see_and_forget(tmp_path: Path, room: People) -> None:
    remember(tmp_path / "up", room.analyst)
    kept = Remembered.objects.get()
    outsider = Client()
    outsider.force_login(room.sol)
    assert outsider.get("/imports/mappings").status_code == 404
    assert outsider.post(f"/imports/mappings/{kept.pk}/forget").status_code == 404
    assert Remembered.objects.count() == 1


def test_a_long_list_is_paged_and_asks_the_database_little(
    client: Client, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    rule = '[[file]]\npath = "f.csv"\nfills = []\n'
    Remembered.objects.bulk_create(
        Remembered(shape=str(n), rule=rule, said_at=NOW) for n in range(mappings.LISTED + 2)
    )
    client.get("/account")  # the first page of a visit notes it, once in a few minutes
    with django_assert_max_num_queries(12):  # type: ignore[operator]  # the fixture is called
        page = client.get("/imports/mappings").content.decode()
    assert page.count("Files of this shape are left out.") == mappings.LISTED
    assert "?page=2" in page
    rest = client.get("/imports/mappings?page=2").content.decode()
    assert rest.count("Files of this shape are left out.") == 2
    for odd in ("-3", "x", "99999999999999999999"):
        assert client.get(f"/imports/mappings?page={odd}").status_code == 200
