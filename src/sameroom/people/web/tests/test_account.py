"""One's own account end to end, as its owner and as an attacker: factor, sessions, reset."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from unittest.mock import patch

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from sameroom import clock
from sameroom.notice.web import delivery
from sameroom.notice.web.models import Outgoing
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
    """Give the code of this half minute; where little of it is left, of the next: codes run out."""
    left = 30 - time.time() % 30
    if left < 5:
        time.sleep(left)
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


def deliver() -> int:
    return delivery.deliver_due(now=clock.now)


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
    assert mail.outbox == [], "a page does not wait for a mail server"
    kept = Outgoing.objects.get()
    deliver()
    assert [one.to for one in mail.outbox] == [[room.ada.email]]
    link = link_of(str(mail.outbox[0].body))
    html = str(mail.outbox[0].alternatives[0][0])  # type: ignore[attr-defined]  # it has two forms
    assert link in html
    assert link not in kept.body, "it is sealed while it waits"
    assert room.ada.email not in kept.body
    now_is = Outgoing.objects.get()
    assert (now_is.state, now_is.body) == ("sent", ""), "and forgotten once it is sent"
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
    deliver()
    link = link_of(str(mail.outbox[0].body))
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert client.get(link).status_code == 200, "it leads no further"


def test_resets_tell_nothing_and_are_limited(room: People) -> None:
    said = {}
    for email in (room.ada.email, "nobody@evil.example", room.outsider.email):
        cache.clear()
        asked = Client().post("/account/password/reset/", {"email": email}, follow=True)
        deliver()
        said[email] = re.sub(r'value="[^"]+"|X-CSRFToken[^}]+', "", asked.content.decode())
    assert len(set(said.values())) == 1
    assert "nobody@evil.example" not in [to for one in mail.outbox for to in one.to]
    cache.clear()
    before = len(mail.outbox)
    answers = [
        Client().post("/account/password/reset/", {"email": room.ada.email}) for _ in range(8)
    ]
    assert answers[-1].status_code == 429
    deliver()
    assert len(mail.outbox) - before <= 5


def test_no_mail_server_is_asked_while_a_reset_is_answered(room: People) -> None:
    """The server is not there: who is known is answered as who is not, and gets the mail later."""
    answers, queries = [], []
    for email in (room.ada.email, "nobody@evil.example"):
        cache.clear()
        with (
            patch.object(EmailBackend, "send_messages", side_effect=TimeoutError) as asked,
            CaptureQueriesContext(connection) as made,
        ):
            told = Client().post("/account/password/reset/", {"email": email})
        asked.assert_not_called()
        answers.append((told.status_code, told["Location"]))
        queries.append([re.sub(r"\W.*", "", one["sql"]) for one in made.captured_queries])
    assert answers[0] == answers[1] == (302, "/account/password/reset/done/")
    reading = {"SELECT", "DECLARE"}  # on a server the library reads those it looks for by a cursor
    written = [[one for one in made if one not in reading] for made in queries]
    assert written[0] == written[1], "both are written down"
    assert len(queries[0]) - len(queries[1]) <= 1, "and looked up alike"
    with patch.object(EmailBackend, "send_messages", side_effect=TimeoutError):
        assert deliver() == 2
    states = Outgoing.objects.order_by("pk").values_list("state", "failure")
    assert [one[0] for one in states] == ["waiting", "called_off"]
    delivery.deliver_due(now=lambda: clock.now() + timedelta(minutes=5))
    assert [one.to for one in mail.outbox] == [[room.ada.email]]


def test_a_mail_server_that_does_not_answer_holds_the_worker_for_seconds(
    settings: Settings,
) -> None:
    assert 0 < settings.EMAIL_TIMEOUT <= 15


def test_a_letter_is_not_sent_once_its_link_is_over(room: People) -> None:
    Client().post("/account/password/reset/", {"email": room.ada.email})
    delivery.deliver_due(now=lambda: clock.now() + timedelta(days=4))
    assert mail.outbox == []
    now_is = Outgoing.objects.get()
    assert (now_is.state, now_is.body) == ("called_off", "")


def test_what_a_letter_says_is_shown_to_no_administrator(room: People) -> None:
    Client().post("/account/password/reset/", {"email": room.ada.email})
    with patch.object(EmailBackend, "send_messages", side_effect=TimeoutError):
        deliver()
    page = sign_in(room.admin)[0].get("/delivery").content.decode()
    assert "One person, with a link" in page
    assert room.ada.email not in page
    assert "reset/key" not in page
    assert Outgoing.objects.get().body[:12] not in page


@pytest.mark.parametrize("backend", ["console", "dummy"])
def test_a_room_without_a_mail_server_claims_no_mail(
    room: People, settings: Settings, backend: str
) -> None:
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    asked = Client().get("/account/password/reset/").content.decode()
    assert "This room sends no mail." in asked
    assert ("Write the link there" in asked) is (backend == "console")
    done = Client().get("/account/password/reset/done/").content.decode()
    assert "This room sends no mail" in done
    assert "on its way" not in done
    assert ("is written to the terminal" in done) is (backend == "console")


def test_an_administrator_makes_a_reset_link_that_works_once(room: People) -> None:
    admin = sign_in(room.admin)[0]
    place = f"/people/{room.ada.pk}"
    assert "Make a reset link" in admin.get(place).content.decode()
    admin.post(f"{place}/reset-link")
    assert "/reset/key/" not in admin.get(f"/people/{room.sol.pk}").content.decode()
    link = link_of(admin.get(place).content.decode().replace('"', " "))
    assert "/reset/key/" not in admin.get(place).content.decode(), "it is shown once"
    entry = AuditEntry.objects.get(action="password.link_made")
    assert (entry.actor_id, entry.subject) == (room.admin.pk, str(room.ada.pk))
    client = Client()
    client.post(client.get(link)["Location"], {"password1": NEW, "password2": NEW})
    assert is_in(sign_in(room.ada, NEW)[0])
    assert Client().get(link).status_code == 200, "a link that was used leads no further"


def test_nobody_gets_a_reset_link_who_has_no_password_or_left(room: People) -> None:
    admin = sign_in(room.admin)[0]
    room.ada.set_unusable_password()
    room.ada.save()
    User.objects.filter(pk=room.sol.pk).update(is_active=False)
    for who in (room.ada, room.sol):
        assert "Make a reset link" not in admin.get(f"/people/{who.pk}").content.decode()
        told = admin.post(f"/people/{who.pk}/reset-link", follow=True).content.decode()
        assert "does not sign in with a password here" in told
        assert "/reset/key/" not in told
    assert not AuditEntry.objects.filter(action="password.link_made").exists()


def test_signing_in_has_one_way_to_a_forgotten_password(client: Client) -> None:
    assert client.get("/account/login/").content.decode().count("/account/password/reset/") == 1
