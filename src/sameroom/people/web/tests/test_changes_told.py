"""Whoever has an account learns by mail what changed about how they sign in."""

from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client, TestCase
from pytest_django import Settings

from sameroom.notice.web.models import Outgoing
from sameroom.people.web.tests.test_account import (
    NEW,
    PASSWORD,
    deliver,
    link_of,
    sign_in,
    turn_on,
)  # fmt: skip
from sameroom.room.web.tests.builders import People, people

pytestmark = pytest.mark.django_db
CHANGED = "Your account in the room was changed"
TOLD = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}


@pytest.fixture
def room() -> Iterator[People]:
    cache.clear()
    yield people()
    cache.clear()


def told() -> list[str]:
    """Deliver; gives what is said of changes since."""
    mail.outbox.clear()
    deliver()
    return [str(one.body) for one in mail.outbox if one.subject == CHANGED]


def test_a_new_password_is_told_with_the_way_to_the_account(room: People) -> None:
    sign_in(room.ada)[0].post("/account/password/change/", TOLD)
    assert Outgoing.objects.get().body.count(room.ada.email) == 0, "it is sealed while it waits"
    (body,) = told()
    assert mail.outbox[0].to == [room.ada.email]
    assert "Your password was changed. That was on" in body
    assert "http://testserver/account\n" in body
    assert "If it was not, choose a new password" in body


def test_a_reset_is_told_after_its_link(room: People) -> None:
    client = Client()
    client.post("/account/password/reset/", {"email": room.ada.email})
    assert told() == []
    place = client.get(link_of(str(mail.outbox[0].body)))["Location"]
    client.post(place, {"password1": NEW, "password2": NEW})
    (body,) = told()
    assert "by a link from a mail or from an administrator" in body


def test_a_second_factor_is_told_once_when_it_comes_and_when_it_goes(room: People) -> None:
    client = sign_in(room.ada)[0]
    turn_on(client)
    (body,) = told()
    assert "A second factor was turned on for your account." in body
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post("/account/2fa/recovery-codes/generate/")
    (body,) = told()
    assert "those before do not work any more" in body
    client.post("/account/2fa/totp/deactivate/")
    (body,) = told()
    assert "The second factor of your account was taken off." in body
    client.post("/account/password/change/", {**TOLD, "oldpassword": "wrong"})
    assert told() == [], "nothing was changed"


def test_it_is_told_in_the_language_that_somebody_chose(room: People) -> None:
    room.ada.language = "de"
    room.ada.save()
    client = sign_in(room.ada)[0]
    client.post("/account/password/change/", TOLD, headers={"accept-language": "en"})
    deliver()
    assert mail.outbox[-1].subject == "Ihr Konto im Raum wurde geändert"
    assert "Ihr Passwort wurde geändert." in str(mail.outbox[-1].body)


def test_two_changes_of_one_kind_are_two_mails(room: People) -> None:
    client = sign_in(room.ada)[0]
    client.post("/account/password/change/", TOLD)
    back = {"oldpassword": NEW, "password1": PASSWORD, "password2": PASSWORD}
    client.post("/account/password/change/", back)
    assert len(told()) == 2


def test_a_room_without_a_mail_server_puts_nothing_out(room: People, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert sign_in(room.ada)[0].post("/account/password/change/", TOLD).status_code == 302
    assert not Outgoing.objects.exists()
