"""The outbox: claimed once, tried again or given up, and what a mail says."""

import smtplib
from collections.abc import Iterator
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from sameroom.notice import rules
from sameroom.notice.web import delivery
from sameroom.notice.web.models import Notice, Outgoing, State
from sameroom.notice.web.operations import mark_read, settle
from sameroom.notice.web.tests.builders import Pot, link_of, tea, tell_tea
from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import NOW, People, people

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(minutes=1)


@pytest.fixture
def room() -> People:
    return people()


@pytest.fixture(autouse=True)
def pot() -> Iterator[Pot]:
    with tea() as one:
        yield one


def deliver(at: datetime = SOON) -> int:
    return delivery.deliver_due(now=lambda: at)


def failing(error: Exception) -> "patch[object]":  # type: ignore[type-arg]  # a patch
    return patch.object(EmailBackend, "send_messages", side_effect=error)


def test_a_mail_says_what_and_carries_the_link_that_acts(room: People) -> None:
    tell_tea(room.sol, offers="7", due_at=NOW + timedelta(hours=4))
    assert deliver() == 1
    sent = mail.outbox[0]
    html = sent.alternatives[0][0]  # type: ignore[attr-defined]  # it has two forms
    assert (sent.subject, sent.to) == ("A pot of tea is ready", [room.sol.email])
    for text in (str(sent.body), str(html)):
        assert f"http://127.0.0.1:8000{link_of(room.sol)}" in text
        assert "The kettle sang" in text
        assert "6 Jul 2026, 12:00" in text
    assert Outgoing.objects.get().state == State.SENT


def test_a_mail_is_written_in_the_language_that_its_reader_chose(room: People) -> None:
    User.objects.filter(pk=room.sol.pk).update(language="de")
    tell_tea(room.sol, offers="7", due_at=NOW + timedelta(hours=4))
    tell_tea(room.ada, offers="8")
    assert deliver() == 2
    bodies = {one.to[0]: str(one.body) for one in mail.outbox}
    htmls = {one.to[0]: str(one.alternatives[0][0]) for one in mail.outbox}  # type: ignore[attr-defined]  # it has two forms
    assert "Ihr Posteingang:" in bodies[room.sol.email]
    assert '<html lang="de">' in htmls[room.sol.email]
    assert "Your inbox:" in bodies[room.ada.email]


def test_nothing_is_sent_twice(room: People) -> None:
    tell_tea(room.sol)
    assert (deliver(), deliver(), len(mail.outbox)) == (1, 0, 1)


def test_two_workers_never_hold_the_same_row(room: People) -> None:
    tell_tea(room.sol)
    first, second = delivery._claim(SOON), delivery._claim(SOON)
    assert first is not None
    assert second is None


def test_a_row_whose_worker_was_killed_is_taken_up_later_and_not_before(room: People) -> None:
    tell_tea(room.sol)
    assert delivery._claim(SOON) is not None
    assert deliver(SOON + timedelta(minutes=9)) == 0
    assert deliver(SOON + timedelta(minutes=11)) == 1


def test_a_worker_that_was_thought_dead_writes_nothing_down(room: People) -> None:
    tell_tea(room.sol)
    slow = delivery._claim(SOON)
    assert slow is not None
    deliver(SOON + timedelta(minutes=11))
    delivery.write_down(
        number=slow.pk, claim=slow.claim,
        outcome=delivery.Outcome(delivery.Verdict.LATER, "slow"), now=SOON,
    )  # fmt: skip
    assert Outgoing.objects.get().state == State.SENT


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (TimeoutError(), State.WAITING),
        (ConnectionRefusedError(111, "Connection refused"), State.WAITING),
        (smtplib.SMTPServerDisconnected(), State.WAITING),
        (smtplib.SMTPRecipientsRefused({"a": (450, b"full")}), State.WAITING),
        (smtplib.SMTPAuthenticationError(535, b"no"), State.WAITING),
        (smtplib.SMTPRecipientsRefused({"a": (550, b"unknown")}), State.GIVEN_UP),
        (smtplib.SMTPDataError(554, b"spam"), State.GIVEN_UP),
    ],
)
def test_later_is_told_from_never(room: People, error: Exception, state: State) -> None:
    tell_tea(room.sol)
    with failing(error):
        deliver()
    one = Outgoing.objects.exclude(user=room.admin).get()
    assert one.state == state
    assert one.failure


def test_it_is_given_up_after_so_many_tries_and_administrators_learn_of_it(room: People) -> None:
    tell_tea(room.sol)
    at, tries = SOON, 0
    with failing(TimeoutError()):
        while Outgoing.objects.filter(state=State.WAITING).exists():
            tries += deliver(at)
            at += timedelta(hours=30)
    assert tries == rules.TRIES
    assert Notice.objects.get(user=room.admin).href == "/delivery"
    assert Outgoing.objects.get().state == State.GIVEN_UP


def test_what_was_read_or_settled_meanwhile_is_not_sent(room: People) -> None:
    tell_tea(room.sol, key="tea:1")
    tell_tea(room.own, key="tea:2")
    read = Notice.objects.get(user=room.sol)
    mark_read(notice_id=read.pk, user_id=room.sol.pk, now=NOW)
    settle(key="tea:2", now=NOW)
    deliver()
    assert mail.outbox == []
    assert set(Outgoing.objects.values_list("state", flat=True)) == {State.CALLED_OFF}


def test_whoever_left_meanwhile_gets_no_mail(room: People) -> None:
    tell_tea(room.sol)
    User.objects.filter(pk=room.sol.pk).update(is_active=False)
    deliver()
    assert mail.outbox == []


def test_a_text_from_outside_begins_no_header_and_no_markup(room: People) -> None:
    words = "Lead\r\nBcc: eve@evil.example\r\n\r\n<script>alert(1)</script>"
    tell_tea(room.sol, words=words)
    deliver()
    sent = mail.outbox[0]
    assert sent.recipients() == [room.sol.email]
    assert "\n" not in sent.message()["Subject"]
    assert sent.message()["Bcc"] is None
    assert "<script>" not in str(sent.alternatives[0][0])  # type: ignore[attr-defined]


def test_the_same_message_has_the_same_id_at_every_try(room: People) -> None:
    tell_tea(room.sol)
    deliver()
    Outgoing.objects.update(state=State.WAITING, next_at=SOON)
    deliver()
    first, second = (one.extra_headers["Message-ID"] for one in mail.outbox)
    assert first == second
