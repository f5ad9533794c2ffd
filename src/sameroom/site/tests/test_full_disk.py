"""A full disk is said plainly, wherever it is met, and nothing half-done is kept."""

import errno
import sqlite3
from pathlib import Path

import pytest
from allauth.usersessions.models import UserSession
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import Settings

from sameroom.agreement.web.models import Version
from sameroom.people.web import operations
from sameroom.room.web.tests.builders import People, people
from sameroom.webkit.full import is_full

BACK = {"referer": "http://testserver/people/invite"}
INVITED = {"name": "Lena", "email": "lena@tessaro.example", "team": "sales", "role": "member",
           "sees": "own"}  # fmt: skip


def of_database() -> OperationalError:
    """Give what the embedded database raises, as the library passes it on."""
    error = OperationalError("database or disk is full")
    error.__cause__ = sqlite3.OperationalError("database or disk is full")
    return error


FAULTS = (
    OSError(errno.ENOSPC, "No space left on device"),
    OSError(errno.EDQUOT, "Disk quota exceeded"),
    of_database(),
    OperationalError('could not extend file "base/1/2": No space left on device'),
)


@pytest.fixture
def room(tmp_path: Path, settings: Settings) -> People:
    settings.STORE, settings.ROOM = tmp_path / "record", tmp_path / "record" / "room"
    return people()


def signed_in(room: People) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(room.admin)
    client.get("/account")  # what is noted of a visit is noted
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("fault", FAULTS)
def test_a_form_that_meets_it_says_what_why_and_what_to_do(
    room: People, fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(room)

    def refuse(**_: object) -> None:
        raise fault

    monkeypatch.setattr(operations, "invite", refuse)
    answer = client.post("/people/invite", INVITED, headers=BACK)
    assert answer.status_code == 507
    page = answer.content.decode()
    assert "The disk of the room is full" in page
    assert "nothing half-done was kept" in page
    assert "space has to be made" in page
    assert '<a class="button" href="/people/invite">' in page
    german = client.post("/people/invite", INVITED, headers={**BACK, "accept-language": "de"})
    assert "Die Platte des Raums ist voll" in german.content.decode()
    live = client.post("/people/invite", INVITED, headers={**BACK, "HX-Request": "true"})
    assert (live.status_code, live["HX-Retarget"]) == (200, "#content")
    assert live.content.decode().startswith("<section")


@pytest.mark.django_db
def test_other_faults_are_ours_and_are_said_as_before(
    room: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise OSError(errno.EIO, "no")

    monkeypatch.setattr(operations, "invite", refuse)
    answer = signed_in(room).post("/people/invite", INVITED)
    assert answer.status_code == 500
    assert "This is a fault of Sameroom" in answer.content.decode()
    assert not is_full(None)


@pytest.mark.django_db
@pytest.mark.parametrize("when", ["new_file", "receive_data_chunk", "file_complete"])
def test_a_file_that_finds_no_room_while_it_arrives_is_told_of_too(
    room: People, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    client = signed_in(room)
    monkeypatch.setattr(TemporaryFileUploadHandler, when, refuse)
    for strict in (False, True):  # the token of the form is read before anybody is let in
        client.handler.enforce_csrf_checks = strict
        sent = {"from": "upload", "file": SimpleUploadedFile("agreement.yaml", b"a: 1")}
        answer = client.post("/agreement/begin", sent)
        assert (answer.status_code, Version.objects.count()) == (507, 0)
        assert "The disk of the room is full" in answer.content.decode()


@pytest.mark.django_db
def test_a_database_that_is_full_by_itself_is_told_of_and_pages_are_read_before(
    room: People,
) -> None:
    """Its own fault, not one of ours: it may grow by no page more.

    It takes back the transaction around the test too, so that of the page only its words are left.
    """
    if connection.vendor != "sqlite":
        pytest.skip("the embedded database alone can be told how large it may get")
    client = Client(raise_request_exception=False)
    client.force_login(room.admin)
    raw = connection.connection
    (pages,) = raw.execute("pragma page_count").fetchone()
    raw.execute(f"pragma max_page_count = {pages}")
    statuses = []
    try:
        for number in range(300):  # until what was free is used up
            assert client.get("/people").status_code == 200
            who = {"name": f"Lena {number}" * 9, "email": f"lena{number}@tessaro.example"}
            answer = client.post("/people/invite", {**INVITED, **who})
            statuses.append(answer.status_code)
            if statuses[-1] != 302:
                break
    finally:
        raw.execute("pragma max_page_count = 1073741823")
    assert statuses[-1] == 507, statuses
    assert "The disk of the room is full" in answer.content.decode()


@pytest.mark.django_db
def test_pages_are_read_where_a_visit_cannot_be_noted(
    room: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise of_database()

    monkeypatch.setattr(UserSession.objects, "create_from_request", refuse)
    client = Client(raise_request_exception=False)
    client.force_login(room.admin)
    assert client.get("/people").status_code == 200
    assert "seen_at" not in client.session, "so that the next page tries again"
