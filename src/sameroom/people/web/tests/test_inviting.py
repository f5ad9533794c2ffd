"""An invitation is shown, and mailed where there is a mail server."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from sameroom import clock
from sameroom.notice.web import delivery, outbox
from sameroom.notice.web.models import Outgoing
from sameroom.people.web.models import Invitation, User
from sameroom.people.web.things import list_things
from sameroom.room.web.tests.builders import NOW, People, people
from sameroom.webkit.rights import Role

pytestmark = pytest.mark.django_db
LENA = {"name": "Lena", "email": "lena@tessaro.example", "team": "sales", "role": "member",
        "sees": "team"}  # fmt: skip


@pytest.fixture
def room() -> People:
    return people()


def admin_of(room: People) -> Client:
    client = Client()
    client.force_login(room.admin)
    return client


def deliver() -> int:
    return delivery.deliver_due(now=clock.now)


def test_an_invitation_is_shown_and_mailed(room: People) -> None:
    page = admin_of(room).post("/people/invite", LENA, follow=True)
    link = page.context["link"]["url"]
    assert "It is on its way to lena@tessaro.example by mail too." in page.content.decode()
    kept = Outgoing.objects.get()
    assert link not in kept.body
    assert mail.outbox == []
    deliver()
    sent = mail.outbox[0]
    html = str(sent.alternatives[0][0])  # type: ignore[attr-defined]  # it has two forms
    assert sent.to == ["lena@tessaro.example"]
    assert sent.subject == "Ruth invites you to the room of Tessaro"
    until = Invitation.objects.get().expires_at
    for text in (str(sent.body), html):
        assert link in text
        assert "Hello Lena," in text
        assert f"until {until.day} {until:%b} {until.year}" in text
    assert "List-Unsubscribe" not in sent.extra_headers
    assert Outgoing.objects.get().body == ""
    assert Client().get(link.removeprefix("http://testserver")).status_code == 200


def test_it_is_written_in_the_language_of_whoever_invites(room: People) -> None:
    room.admin.language = "de"
    room.admin.save()
    admin_of(room).post("/people/invite", LENA)
    deliver()
    assert mail.outbox[0].subject == "Ruth lädt Sie in den Raum von Tessaro ein"
    assert "Guten Tag Lena," in str(mail.outbox[0].body)


def test_a_new_link_is_mailed_and_the_one_before_is_called_off(room: People) -> None:
    admin = admin_of(room)
    admin.post("/people/invite", LENA)
    number = Invitation.objects.get().pk
    page = admin.post(f"/people/invitations/{number}/resend", follow=True)
    assert "by mail too" in page.content.decode()
    deliver()
    assert [page.context["link"]["url"] in str(one.body) for one in mail.outbox] == [True]
    states = Outgoing.objects.order_by("pk").values_list("state", "body")
    assert list(states) == [("called_off", ""), ("sent", "")]


def test_what_is_withdrawn_or_invited_anew_is_not_mailed(room: People) -> None:
    admin = admin_of(room)
    admin.post("/people/invite", LENA)
    first = Invitation.objects.get().pk
    admin.post("/people/invite", LENA | {"instead": first})
    assert Invitation.objects.count() == 2
    admin.post(f"/people/invitations/{Invitation.objects.latest('pk').pk}/withdraw")
    deliver()
    assert mail.outbox == []


def test_a_letter_that_was_given_up_is_forgotten_once_its_link_is_over(room: People) -> None:
    admin_of(room).post("/people/invite", LENA)
    Outgoing.objects.update(state="given_up", ended_at=clock.now())
    outbox.sweep(now=clock.now() + timedelta(days=6))
    assert Outgoing.objects.get().body != ""
    outbox.sweep(now=clock.now() + timedelta(days=8))
    assert Outgoing.objects.get().body == ""


@pytest.mark.parametrize("backend", ["console", "dummy"])
def test_without_a_mail_server_the_link_is_only_shown(
    room: People, settings: Settings, backend: str
) -> None:
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    page = admin_of(room).post("/people/invite", LENA, follow=True).content.decode()
    assert "Send it to them yourself." in page
    assert not Outgoing.objects.exists()


def test_whoever_invites_is_offered_what_the_room_takes_for_usual(room: People) -> None:
    form = admin_of(room).get("/people/invite").context["form"]
    assert form["sees"].value() == "team"


def leads_asked(user: User, now: datetime) -> dict[str, str]:
    told = list_things(reader=user.as_reader(), now=now)
    return {one.words: one.href for one in told if one.href.startswith("/people/invite")}


def test_an_administrator_is_asked_to_invite_the_lead_of_a_team_that_nobody_leads(
    room: People,
) -> None:
    client = Client()
    User.objects.update(role=Role.MEMBER)
    ask = "Nobody leads %s yet: invite its lead."
    told = leads_asked(room.admin, NOW)
    assert set(told) == {ask % "Marketing", ask % "Sales"}
    assert not leads_asked(room.ada, NOW), "who does not invite is not asked"
    client.force_login(room.admin)
    html = client.get(told[ask % "Sales"]).content.decode()
    assert '<option value="sales" selected>' in html
    assert '<option value="lead" selected>' in html
    User.objects.filter(pk=room.sol.pk).update(role=Role.LEAD)
    Invitation.objects.create(
        token_hash="x", email="kim@example.org", name="Kim", team="marketing", role=Role.LEAD,
        sent_at=NOW, expires_at=NOW + timedelta(days=1),
    )  # fmt: skip
    assert not leads_asked(room.admin, NOW), "she is on the way"
    assert set(leads_asked(room.admin, NOW + timedelta(days=2))) == {ask % "Marketing"}
