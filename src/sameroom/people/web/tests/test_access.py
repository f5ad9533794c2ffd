"""Administrators see by what somebody comes in, and end it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from sameroom import clock
from sameroom.people.web import keys
from sameroom.people.web.models import ApiToken
from sameroom.room.web.tests.builders import PASSWORD, People, people
from sameroom.webkit.models import AuditEntry
from sameroom.webkit.rest.scopes import scopes

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Iterator[People]:
    cache.clear()
    yield people()
    cache.clear()


def of(room: People) -> tuple[Client, str]:
    client = Client()
    client.force_login(room.admin)
    return client, f"/people/{room.sol.pk}"


def test_a_token_of_somebody_is_shown_and_ended_in_an_administrators_name(room: People) -> None:
    now = clock.now()
    name = next(iter(scopes())).name
    token = keys.make(
        user=room.sol, name="the Monday sheet", wanted=[name], expires_at=now + timedelta(days=7),
        now=now,
    )  # fmt: skip
    admin, place = of(room)
    page = admin.get(place).content.decode()
    assert "the Monday sheet" in page
    assert name in page
    assert token not in page
    number = ApiToken.objects.get().pk
    assert admin.post(f"/people/{room.ada.pk}/tokens/{number}/end").status_code == 404
    admin.post(f"{place}/tokens/{number}/end")
    assert keys.find_working(token=token, now=now) is None
    assert AuditEntry.objects.get(action="token.revoked").actor_id == room.admin.pk
    assert "the Monday sheet" not in admin.get(place).content.decode()


def test_a_session_of_somebody_is_shown_and_ended_in_an_administrators_name(room: People) -> None:
    theirs = Client(headers={"user-agent": "A browser of Sol's"})
    theirs.post("/account/login/", {"login": room.sol.email, "password": PASSWORD})
    assert theirs.get("/account").status_code == 200
    gone = UserSession.objects.create(
        user=room.sol, ip="192.0.2.1", user_agent="Long gone", session_key="gone"
    )
    admin, place = of(room)
    page = admin.get(place).content.decode()
    assert "A browser of Sol&#x27;s" in page
    assert "Long gone" not in page
    number = UserSession.objects.exclude(pk=gone.pk).get(user=room.sol).pk
    assert admin.post(f"/people/{room.ada.pk}/sessions/{number}/end").status_code == 404
    admin.post(f"{place}/sessions/{number}/end")
    assert theirs.get("/account").status_code == 302
    entry = AuditEntry.objects.get(action="session.ended")
    assert (entry.actor_id, entry.subject) == (room.admin.pk, str(number))


def test_nobody_but_an_administrator_sees_or_ends_them(room: People) -> None:
    client = Client()
    client.force_login(room.ada)
    for end in ("", "/tokens/1/end", "/sessions/1/end"):
        assert client.post(f"/people/{room.sol.pk}{end}").status_code == 404
