"""One's own account end to end, as its owner and as an attacker: factor, sessions, reset."""

import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client, TestCase
from pytest_django import Settings

from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import PASSWORD, People, people
from sameroom.webkit.models import AuditEntry

pytestmark = pytest.mark.django_db
NEW = "eight blue herons"


@pytest.fixture
def room() -> Iterator[People]:
    cache.clear()
    yield people()
    cache.clear()


def code_of(secret: str, *, steps: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def sign_in(user: User, password: str = PASSWORD) -> tuple[Client, str]:
    client = Client()
    response = client.post("/account/login/", {"login": user.email, "password": password})
    return client, response.get("Location", "")


def turn_on(client: Client) -> str:
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/account/2fa/totp/activate/")
    secret = str(page.context["form"].secret)
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})
    cache.clear()  # a code is refused twice; the next step of the test uses it again
    return secret


def is_in(client: Client) -> bool:
    return client.get("/account").status_code == 200


def test_a_factor_is_turned_on_used_and_taken_off_with_the_password_again(room: People) -> None:
    client, _ = sign_in(room.ada)
    secret = turn_on(client)
    kept = Authenticator.objects.get(user=room.ada, type="totp")
    assert secret not in str(kept.data), "it is kept encrypted"
    other, place = sign_in(room.ada)
    assert place == "/account/2fa/authenticate/"
    assert not is_in(other), "a password alone opens nothing any more"
    other.post(place, {"code": code_of(secret)})
    assert is_in(other)
    asked = other.post("/account/2fa/totp/deactivate/")
    assert asked["Location"].startswith("/account/reauthenticate/"), asked["Location"]
    assert Authenticator.objects.filter(user=room.ada, type="totp").exists()
    other.post("/account/reauthenticate/", {"password": PASSWORD})
    other.post("/account/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=room.ada, type="totp").exists()
    assert is_in(sign_in(room.ada)[0])
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"second_factor.added", "second_factor.removed"} <= actions


def test_a_recovery_code_lets_in_once(room: People) -> None:
    client, _ = sign_in(room.ada)
    turn_on(client)
    page = client.get("/account/2fa/recovery-codes/download/").content.decode()
    code = page.split()[0]
    first, place = sign_in(room.ada)
    first.post(place, {"code": code})
    assert is_in(first)
    second, place = sign_in(room.ada)
    second.post(place, {"code": code})
    assert not is_in(second)


def test_a_code_that_was_used_is_not_used_again(room: People) -> None:
    client, _ = sign_in(room.ada)
    secret = turn_on(client)
    code = code_of(secret)
    first, place = sign_in(room.ada)
    first.post(place, {"code": code})
    assert is_in(first)
    over_the_shoulder, place = sign_in(room.ada)
    over_the_shoulder.post(place, {"code": code})
    assert not is_in(over_the_shoulder)


def test_guessing_codes_is_stopped_even_for_the_right_one(room: People) -> None:
    client, _ = sign_in(room.ada)
    secret = turn_on(client)
    guesser, place = sign_in(room.ada)
    for number in range(12):
        guesser.post(place, {"code": f"{number:06}"})
    guesser.post(place, {"code": code_of(secret)})
    assert not is_in(guesser)
    assert AuditEntry.objects.filter(action="second_factor.failed").count() >= 5


def test_sessions_are_ended_one_by_one_and_all_others_and_never_anothers(room: People) -> None:
    mine, second, third = (sign_in(room.ada)[0] for _ in range(3))
    colleague = sign_in(room.sol)[0]
    for client in (mine, second, third, colleague):
        assert is_in(client)
    theirs = {one.session_key: one.pk for one in UserSession.objects.all()}
    url = "/account/sessions/"
    mine.post(f"{url}{theirs[second.session.session_key]}/end")
    assert (is_in(mine), is_in(second), is_in(third)) == (True, False, True)
    mine.post(f"{url}{theirs[colleague.session.session_key]}/end")
    assert is_in(colleague)
    mine.post(url)
    assert (is_in(mine), is_in(third), is_in(colleague)) == (True, False, True)


def test_a_new_password_ends_every_other_session(room: People) -> None:
    mine, thief = sign_in(room.ada)[0], sign_in(room.ada)[0]
    assert is_in(thief)
    told = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    mine.post("/account/password/change/", told)
    assert (is_in(mine), is_in(thief)) == (True, False)
    assert not is_in(sign_in(room.ada)[0])
    assert is_in(sign_in(room.ada, NEW)[0])


def link_of(text: str) -> str:
    found = re.search(r"http://[^/]+(/account/password/reset/key/\S+)", text)
    assert found, text
    return found[1]


def test_a_forgotten_password_is_reset_by_mail_once(room: People) -> None:
    thief = sign_in(room.ada)[0]
    client = Client()
    client.post("/account/password/reset/", {"email": room.ada.email})
    assert [one.to for one in mail.outbox] == [[room.ada.email]]
    link = link_of(str(mail.outbox[0].body))
    place = client.get(link)["Location"]
    told = {"password1": NEW, "password2": NEW}
    assert client.post(place, {"password1": "short", "password2": "short"}).status_code == 200
    client.post(place, told)
    assert not is_in(thief), "whoever had the old one is out"
    assert is_in(sign_in(room.ada, NEW)[0])
    again = Client()
    asked = again.get(link)
    assert asked.status_code == 200, "a link that was used leads no further"
    again.post(link, {"password1": PASSWORD, "password2": PASSWORD})
    assert not is_in(sign_in(room.ada)[0])
    assert AuditEntry.objects.filter(action="password.reset").count() == 1


def test_a_reset_link_expires(room: People, settings: Settings) -> None:
    client = Client()
    client.post("/account/password/reset/", {"email": room.ada.email})
    link = link_of(str(mail.outbox[0].body))
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert client.get(link).status_code == 200, "it leads no further"


def test_resets_tell_nothing_and_are_limited(room: People) -> None:
    said = {}
    for email in (room.ada.email, "nobody@evil.example", room.outsider.email):
        cache.clear()
        asked = Client().post("/account/password/reset/", {"email": email}, follow=True)
        said[email] = re.sub(r'value="[^"]+"|X-CSRFToken[^}]+', "", asked.content.decode())
    assert len(set(said.values())) == 1
    assert "nobody@evil.example" not in [to for one in mail.outbox for to in one.to]
    cache.clear()
    before = len(mail.outbox)
    answers = [
        Client().post("/account/password/reset/", {"email": room.ada.email}) for _ in range(8)
    ]
    assert answers[-1].status_code == 429
    assert len(mail.outbox) - before <= 5
