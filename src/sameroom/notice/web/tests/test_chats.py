"""Chats: kept as a secret, each one's own, and never in the way of an act."""

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client, override_settings

from sameroom.notice import guard
from sameroom.notice.tests.test_guard import Chat
from sameroom.notice.web import delivery, sealing
from sameroom.notice.web.choosing import ChatRefusedError, add_chat, remove_chat, send_again
from sameroom.notice.web.models import Channel, Outgoing, State
from sameroom.notice.web.tests.builders import NEWS, Pot, link_of, tea, tell_tea
from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import NOW, People, people
from sameroom.webkit.models import AuditEntry

pytestmark = pytest.mark.django_db
SECRET = "abcdefghijklmnopqrstuvwxyz"
SOON = NOW + timedelta(minutes=1)


@pytest.fixture
def room() -> People:
    return people()


@pytest.fixture(autouse=True)
def pot() -> Iterator[Pot]:
    with tea() as one:
        yield one


@pytest.fixture
def server() -> Iterator[Chat]:
    one = Chat()
    with guard.letting_in("127.0.0.1", one.port):
        yield one
    one.end()


def add(server: Chat, by: User, team: str = "") -> int:
    address = f"http://127.0.0.1:{server.port}/hooks/{SECRET}"
    return add_chat(address=address, name="Mine", by=by, team=team, now=NOW)


def test_a_message_arrives_with_its_link_and_mail_is_not_forgotten(
    room: People, server: Chat
) -> None:
    add(server, room.sol)
    tell_tea(room.sol, offers="7")
    assert delivery.deliver_due(now=lambda: SOON) == 2
    assert server.asked == [f"POST /hooks/{SECRET}"]
    body = server.bodies[0].decode()
    assert "A pot of tea is ready" in body
    assert link_of(room.sol) in body
    assert set(Outgoing.objects.values_list("state", flat=True)) == {State.SENT}


def test_a_name_from_outside_wakes_no_channel(room: People, server: Chat) -> None:
    add(server, room.sol)
    tell_tea(room.sol, words="<!channel> @everyone [x](https://evil.example)")
    delivery.deliver_due(now=lambda: SOON)
    body = server.bodies[0].decode()
    assert "<!channel>" not in body
    assert "@everyone" not in body
    assert "https://evil.example" not in body


def test_a_team_s_channel_gets_no_link_that_acts(room: People, server: Chat) -> None:
    add(server, room.admin, team="sales")
    tell_tea(room.sol, kind=NEWS, offers="7", teams=("sales", "marketing"))
    delivery.deliver_due(now=lambda: SOON)
    assert len(server.bodies) == 1
    assert "/act/" not in server.bodies[0].decode()


def test_the_address_is_nowhere_to_be_read(
    room: People, server: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    number = add(server, room.admin)
    add(server, room.admin, team="sales")
    server.answer = (500, {}, b"no")
    tell_tea(room.admin, kind=NEWS, teams=("sales",))
    caplog.set_level(logging.WARNING)
    delivery.deliver_due(now=lambda: SOON)
    client = Client()
    client.force_login(room.admin)
    for place in ("/notices", "/delivery", "/log"):
        assert SECRET not in client.get(place).content.decode()
    assert SECRET not in caplog.text
    with connection.cursor() as cursor:
        for table in ("notice_channel", "notice_outgoing", "webkit_auditentry"):
            cursor.execute(f"select * from {table}")
            assert SECRET not in repr(cursor.fetchall())
    remove_chat(channel_id=number, by=room.admin, now=NOW)
    assert Channel.objects.get(pk=number).sealed == ""


def test_after_a_change_of_the_room_s_key_the_chat_says_what_to_do(
    room: People, server: Chat
) -> None:
    number = add(server, room.sol)
    tell_tea(room.sol)
    with override_settings(SECRET_KEY="another key, drawn anew"):
        delivery.deliver_due(now=lambda: SOON)
    assert "add it anew" in Channel.objects.get(pk=number).failure
    assert server.asked == []


def test_what_was_sealed_is_read_again_and_not_the_same_twice() -> None:
    assert sealing.seal("x") != sealing.seal("x")
    assert sealing.unseal(sealing.seal("ä x")) == "ä x"


def test_a_chat_that_fails_delays_neither_the_act_nor_the_mail(room: People, server: Chat) -> None:
    number = add(server, room.sol)
    server.answer = (503, {}, b"")
    tell_tea(room.sol)
    assert server.asked == [], "nothing is sent while the act goes on"
    delivery.deliver_due(now=lambda: SOON)
    states = dict(Outgoing.objects.values_list("way", "state"))
    assert states == {"mail": State.SENT, "chat": State.WAITING}
    assert "503" in Channel.objects.get(pk=number).failure
    server.answer = (200, {}, b"ok")
    delivery.deliver_due(now=lambda: SOON + timedelta(hours=1))
    assert Channel.objects.get(pk=number).failure == ""


def test_what_else_waits_for_a_chat_that_fails_waits_as_long(room: People, server: Chat) -> None:
    add(server, room.sol)
    server.answer = (503, {}, b"")
    tell_tea(room.sol, key="tea:1")
    Outgoing.objects.filter(way="chat").update(tries=0, next_at=NOW)
    first = Outgoing.objects.get(way="chat")
    Outgoing.objects.create(
        key="other", way="chat", channel=first.channel, made_at=NOW, next_at=SOON,
        lines=[{"words": "x", "why": "", "href": "/"}],
    )  # fmt: skip
    delivery.deliver_due(now=lambda: SOON)
    assert len(server.asked) == 1


def test_an_administrator_sends_again_what_was_given_up(room: People, server: Chat) -> None:
    add(server, room.sol)
    server.answer = (404, {}, b"")
    tell_tea(room.sol)
    delivery.deliver_due(now=lambda: SOON)
    gone = Outgoing.objects.get(way="chat")
    assert gone.state == State.GIVEN_UP
    client = Client()
    client.force_login(room.admin)
    page = client.get("/delivery").content.decode()
    assert "the chat answered 404" in page
    assert "A pot of tea" not in page, "what it says is not the administrator's"
    server.answer = (200, {}, b"ok")
    client.post(f"/delivery/{gone.pk}/again")
    Outgoing.objects.filter(pk=gone.pk).update(next_at=SOON)
    delivery.deliver_due(now=lambda: SOON)
    assert Outgoing.objects.get(pk=gone.pk).state == State.SENT
    assert AuditEntry.objects.filter(action="delivery.again").count() == 1
    assert send_again(number=gone.pk, by=room.admin, now=NOW) == 0, "what arrived is not sent again"


def test_another_persons_chat_is_not_there(room: People, server: Chat) -> None:
    number = add(server, room.sol)
    client = Client()
    client.force_login(room.admin)
    for act in ("remove", "try"):
        assert client.post(f"/notices/chats/{number}/{act}").status_code == 404
        assert client.post(f"/delivery/chats/{number}/{act}").status_code == 404
    assert Channel.objects.get(pk=number).removed_at is None


def test_a_wrong_address_is_told_beside_its_field_and_keeps_what_was_typed(room: People) -> None:
    client = Client()
    client.force_login(room.sol)
    typed = {"name": "Mine", "address": "http://169.254.169.254/latest/meta-data"}
    answer = client.post("/notices/chats", typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "no webhook address" in page
    assert typed["address"] in page
    assert not Channel.objects.exists()


def test_nobody_has_chats_without_end(room: People, server: Chat) -> None:
    for _ in range(5):
        add(server, room.sol)
    with pytest.raises(ChatRefusedError, match="5 chats already"):
        add(server, room.sol)


def test_a_form_of_another_site_adds_no_chat(room: People) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(room.sol)
    for place in ("/notices", "/notices/chats", "/notices/calendar", "/inbox/read"):
        assert client.post(place, {}).status_code == 403
