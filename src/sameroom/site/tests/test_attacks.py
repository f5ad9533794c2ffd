"""What somebody who means harm would try."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from pytest_django import Settings

from sameroom.people.web.models import User
from sameroom.people.web.operations import Newcomer, Place, invite, join
from sameroom.record.web import operations as record
from sameroom.report.tests.hostile import IMAGE, SCRIPT, a_hostile_audit
from sameroom.room.web.tests.builders import (
    ACME,
    NOW,
    PASSWORD,
    People,
    a_refresh,
    an_entry,
    people,
    some_rows,
)  # fmt: skip
from sameroom.webkit import audit
from sameroom.webkit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Iterator[People]:
    cache.clear()
    yield people()
    cache.clear()


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> str:
    response = client.post(
        "/account/login/", {"login": email, "password": password, **more}, follow=False
    )
    return response.get("Location", "")


def test_a_form_of_another_site_is_refused(room: People) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(room.admin)
    response = client.post("/people/invite", {"name": "Eve", "email": "eve@evil.example"})
    assert response.status_code == 403
    assert "did not go through" in response.content.decode()


@pytest.mark.parametrize(
    "place", ["https://evil.example/", "//evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_nowhere_else(room: People, place: str) -> None:
    assert sign_in(Client(), room.ada.email, next=place) == "/"


def test_signing_in_leads_back_to_the_same_place(room: People) -> None:
    client = Client()
    asked = client.get("/readings/acceptance?page=2")
    assert asked["Location"] == "/account/login/?next=%2Freadings%2Facceptance%3Fpage%3D2"
    back = sign_in(client, room.ada.email, next="/readings/acceptance?page=2")
    assert back == "/readings/acceptance?page=2"


def test_a_session_that_was_planted_before_does_not_become_the_victims(room: People) -> None:
    client = Client()
    client.get("/account/login/")
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    sign_in(client, room.ada.email)
    assert client.session.session_key != before


def test_guessing_a_password_is_stopped(room: People) -> None:
    client = Client()
    said = [
        client.post("/account/login/", {"login": room.ada.email, "password": f"guess {n}"})
        for n in range(12)
    ]
    assert b"Too many failed login attempts" in said[-1].content or said[-1].status_code == 429
    assert sign_in(client, room.ada.email) == "", "even the right password has to wait"


def test_whether_an_address_is_known_cannot_be_learnt(room: People) -> None:
    known = Client().post("/account/password/reset/", {"email": room.ada.email})
    unknown = Client().post("/account/password/reset/", {"email": "nobody@evil.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_nobody_signs_up(room: People) -> None:
    told = {"email": "eve@evil.example", "password1": PASSWORD}
    assert Client().post("/account/signup/", told).status_code == 302
    assert not User.objects.filter(email="eve@evil.example").exists()


def test_an_invitation_works_once(room: People) -> None:
    place = Place("sales")
    token = invite(who=Newcomer("new@a.example", "New"), place=place, by=room.admin, now=NOW)
    told = {"name": "New", "password": PASSWORD}
    client = Client()
    assert client.post(f"/invitation/{token}", told).status_code == 410, "it was sent on 6 July"
    assert client.post("/invitation/somebody-guesses", told).status_code == 404
    assert not User.objects.filter(email="new@a.example").exists()
    number = join(token=token, name="New", password=PASSWORD, now=NOW)
    assert User.objects.get(pk=number).team == "sales"
    with pytest.raises(Exception, match="does not work any more"):
        join(token=token, name="Eve", password=PASSWORD, now=NOW)


def test_whoever_is_shut_out_is_out_at_once(room: People) -> None:
    client = Client()
    client.force_login(room.sol)
    assert client.get("/people").status_code == 200
    User.objects.filter(pk=room.sol.pk).update(is_active=False)
    assert client.get("/people").status_code == 302


def test_text_from_outside_runs_nothing_on_any_page(room: People) -> None:
    one = a_refresh(a_hostile_audit())
    some_rows(one, cells=("", SCRIPT + IMAGE))
    record.write_entries(
        generation=one.pk, entries=[an_entry("9", side="sales", kind=SCRIPT, about=IMAGE)]
    )
    client = Client()
    client.force_login(room.admin)
    for place in ("/", "/readings/acceptance", "/readings/acceptance/rows/1", f"/accounts/{ACME}"):
        page = client.get(place)
        said = page.content.decode()
        assert page.status_code == 200, place
        assert "<script>window" not in said, place
        assert "<img" not in said, place
        assert "script-src 'self';" in page["Content-Security-Policy"]


def test_no_page_needs_what_its_policy_forbids(room: People) -> None:
    some_rows(a_refresh())
    client = Client()
    client.force_login(room.admin)
    for place in ("/", "/readings/acceptance", "/people", "/data", "/account", "/set-up/"):
        said = client.get(place).content.decode()
        assert " style=" not in said, place
        assert "<style" not in said, place
        assert "onclick" not in said, place


def test_what_is_too_large_is_refused_before_it_is_read(room: People, settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 1_000
    client = Client()
    client.force_login(room.admin)
    file = SimpleUploadedFile("a.csv", b"x" * 2_000)
    response = client.post("/imports", {"exports": [file], "whole": "yes"})
    assert response.status_code == 413
    assert "nothing of this one was read" in response.content.decode()


@pytest.mark.parametrize(
    "statement", ["update webkit_auditentry set action = 'x'", "delete from webkit_auditentry"]
)
def test_the_log_refuses_to_be_changed_by_the_database_itself(room: People, statement: str) -> None:
    audit.record("door.opened", at=NOW, by=room.admin)
    with (
        pytest.raises(DatabaseError, match="only ever added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert AuditEntry.objects.filter(action="door.opened").count() == 1
