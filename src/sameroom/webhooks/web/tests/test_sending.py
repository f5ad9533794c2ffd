"""What happens is told once it has happened: signed, again until it arrives, and never inside."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from sameroom.handoff.moves import Move, State, Told
from sameroom.handoff.web import operations as handoff
from sameroom.handoff.web.tests.builders import a_case
from sameroom.notice import guard
from sameroom.notice.tests.test_guard import DRIPS, dripping
from sameroom.notice.web import delivery
from sameroom.notice.web.models import Notice, Outgoing
from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import NOW, People, a_person, people
from sameroom.webhooks import signing
from sameroom.webhooks.web import operations, watch
from sameroom.webhooks.web.models import Hook
from sameroom.webhooks.web.tests.receiver import Receiver, a_hook, receiving
from sameroom.webkit import audit
from sameroom.webkit.rights import Role, Sees

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> People:
    return people()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as one:
        yield one


def accept(room: People, number: int = 1) -> int:
    case = a_case(number)
    handoff.move(case_id=case.pk, move=Move.ACCEPT, read_as=State.WAITING, told=Told(),
                 by=room.sol, now=NOW)  # fmt: skip
    return int(case.pk)


def deliver(*, after: timedelta = timedelta(0)) -> int:
    return delivery.deliver_due(now=lambda: NOW + after)


def message(hook: Hook) -> Outgoing:
    return Outgoing.objects.get(subject=f"hook:{hook.pk}")


def test_an_act_is_told_signed_and_with_nothing_but_ids(room: People, receiver: Receiver) -> None:
    _hook, secret = a_hook(receiver, room.admin)
    case_id = accept(room)
    assert deliver() == 1
    (headers, body), *more = receiver.got
    assert more == []
    assert headers["content-type"] == "application/json"
    assert headers["webhook-signature"] == signing.sign(
        secret=secret, message_id=headers["webhook-id"], at=int(headers["webhook-timestamp"]),
        body=body,
    )  # fmt: skip
    told = json.loads(body)
    assert (told["type"], told["timestamp"]) == ("lead.accepted", NOW.isoformat())
    assert told["data"]["case"] == case_id
    assert (told["data"]["lead"], told["data"]["state"]) == ("crm:l1", "accepted")
    assert not {"Buyer", "Acme", "Sol"} & set(body.decode().replace('"', " ").split())


def test_only_what_was_asked_for_is_told(room: People, receiver: Receiver) -> None:
    a_hook(receiver, room.admin, "lead.rejected", "agreement.signed")
    accept(room)
    assert not Outgoing.objects.exclude(subject="").exists()


def test_what_did_not_happen_after_all_is_not_told(room: People, receiver: Receiver) -> None:
    a_hook(receiver, room.admin)
    before = transaction.savepoint()
    accept(room)
    assert Outgoing.objects.exclude(subject="").count() == 1
    transaction.savepoint_rollback(before)
    assert not Outgoing.objects.exclude(subject="").exists()
    assert receiver.got == []


def test_it_is_sent_again_until_it_arrives_under_the_same_id(
    room: People, receiver: Receiver
) -> None:
    hook, _ = a_hook(receiver, room.admin)
    receiver.answers = [500, 429, 200]
    accept(room)
    deliver()
    assert (message(hook).state, message(hook).failure) == ("waiting", "it answered 500")
    assert Hook.objects.get().failing_since == NOW
    assert deliver(after=timedelta(seconds=59)) == 0, "it waits"
    deliver(after=timedelta(minutes=2))
    deliver(after=timedelta(minutes=10))
    assert message(hook).state == "sent"
    ids = {headers["webhook-id"] for headers, _ in receiver.got}
    times = [int(headers["webhook-timestamp"]) for headers, _ in receiver.got]
    assert (len(receiver.got), len(ids), len(set(times))) == (3, 1, 3)
    now_is = Hook.objects.get()
    assert (now_is.failing_since, now_is.failure, now_is.off_at) == (None, "", None)


def test_while_it_is_down_it_is_not_run_over(room: People, receiver: Receiver) -> None:
    a_hook(receiver, room.admin)
    receiver.answers = [503]
    for number in range(1, 6):
        accept(room, number)
    deliver()
    assert len(receiver.got) == 1, "the others wait as long"


def test_who_does_not_answer_in_time_is_asked_later(
    room: People, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "ANSWER_WITHIN", 0.2)
    hook, _ = a_hook(receiver, room.admin)
    receiver.answers = [0]
    accept(room)
    deliver()
    assert (message(hook).state, message(hook).failure) == ("waiting", "it did not answer in time")


def test_who_answers_without_end_is_asked_later(
    room: People, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "ANSWER_WITHIN", 0.2)
    hook, _ = a_hook(receiver, room.admin)
    accept(room)
    with dripping(*DRIPS["body"]) as port, guard.letting_in("127.0.0.1", port):
        Hook.objects.update(address=f"http://127.0.0.1:{port}/")
        deliver()
    assert (message(hook).state, message(hook).failure) == ("waiting", "it did not answer in time")


def test_who_cannot_be_reached_is_asked_later(room: People) -> None:
    with receiving() as gone:
        hook, _ = a_hook(gone, room.admin)
    accept(room)
    with guard.letting_in("127.0.0.1", gone.port):
        deliver()
    assert (message(hook).state, message(hook).failure) == ("waiting", "it cannot be reached")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_never_followed(room: People, receiver: Receiver, status: int) -> None:
    hook, _ = a_hook(receiver, room.admin)
    with receiving(is_let_in=False) as inside:
        receiver.answers, receiver.goes_to = [status], inside.address
        accept(room)
        deliver()
        assert inside.got == []
    assert (message(hook).state, len(receiver.got)) == ("given_up", 1)


def test_nothing_reaches_what_is_not_on_the_public_internet(room: People) -> None:
    with receiving(is_let_in=False) as inside:
        hook, _ = a_hook(inside, room.admin)
        for address in (inside.address, f"https://localhost:{inside.port}/", "https://10.0.0.1/"):
            Hook.objects.filter(pk=hook.pk).update(address=address)
            Outgoing.objects.all().delete()
            operations.try_it(hook_id=hook.pk, now=NOW)
            deliver()
            assert message(hook).state == "given_up"
            assert "private network" in message(hook).failure
        assert inside.got == []


def test_who_is_gone_is_switched_off_at_once_and_administrators_are_told(
    room: People, receiver: Receiver
) -> None:
    hook, _ = a_hook(receiver, room.admin)
    receiver.answers = [410]
    accept(room, 1)
    accept(room, 2)
    deliver()
    now_is = Hook.objects.get()
    assert (now_is.off_at, now_is.off_because) == (NOW, "It answered that it is gone.")
    states = Outgoing.objects.filter(subject=f"hook:{hook.pk}").values_list("state", flat=True)
    assert sorted(states) == ["called_off", "given_up"]
    assert len(receiver.got) == 1
    notice = Notice.objects.get(kind="webhook.off")
    assert (notice.user, notice.href) == (room.admin, f"/webhooks/{hook.pk}")
    accept(room, 3)
    assert deliver() == 0
    operations.switch_on(hook_id=hook.pk, by=room.admin, now=NOW)
    assert Notice.objects.get(kind="webhook.off").settled_at == NOW


def test_who_fails_for_three_days_is_switched_off(room: People, receiver: Receiver) -> None:
    a_hook(receiver, room.admin)
    receiver.answers = [500]
    hours = 0
    for number in range(1, 40):
        accept(room, number)
        Outgoing.objects.exclude(subject="").filter(state="waiting").update(next_at=NOW)
        deliver(after=timedelta(hours=hours))
        if Hook.objects.get().off_at:
            break
        hours += 6
    assert hours == 72
    assert Hook.objects.get().off_because == "It failed for days: it answered 500"
    assert Notice.objects.filter(kind="webhook.off").count() == 1


def test_what_its_keeper_may_not_see_is_not_told(room: People, receiver: Receiver) -> None:
    narrow = a_person("Nia", team="service", role=Role.LEAD, sees=Sees.OWN, is_admin=True)
    a_hook(receiver, narrow)
    accept(room)
    assert not Outgoing.objects.exclude(subject="").exists()


@pytest.mark.parametrize("left", [{"is_active": False}, {"is_admin": False}, {"team": ""}])
def test_without_an_administrator_nothing_is_told(
    room: People, receiver: Receiver, left: dict[str, Any]
) -> None:
    other = a_person("Nia", team="management", is_admin=True)
    a_hook(receiver, other)
    User.objects.filter(pk=other.pk).update(**left)
    accept(room)
    assert not Outgoing.objects.exclude(subject="").exists()
    watch.look_after(now=NOW)
    assert Hook.objects.get().off_because == "Whoever kept it is no administrator any more."
    assert Notice.objects.filter(kind="webhook.off", user=room.admin).count() == 1


def test_a_new_secret_counts_at_once_and_the_one_before_for_a_day(
    room: People, receiver: Receiver
) -> None:
    hook, old = a_hook(receiver, room.admin)
    new = operations.renew_secret(hook_id=hook.pk, by=room.admin, now=NOW)
    assert new is not None
    for hours, known in ((1, [new, old]), (25, [new])):
        operations.try_it(hook_id=hook.pk, now=NOW)
        deliver(after=timedelta(hours=hours))
        headers, body = receiver.got[-1]
        assert headers["webhook-signature"].split(" ") == [
            signing.sign(secret=one, message_id=headers["webhook-id"],
                         at=int(headers["webhook-timestamp"]), body=body)
            for one in known
        ]  # fmt: skip
    assert old not in str(vars(Hook.objects.get()))
    assert new not in str(vars(Hook.objects.get()))


def test_each_kind_of_event_tells_ids_alone(room: People, receiver: Receiver) -> None:
    a_hook(receiver, room.admin, "agreement.signed", "reading.refreshed", "import.done")
    audit.record("refresh.done", at=NOW, subject=7)
    audit.record("import.done", at=NOW, subject=3, details={"run": "r1", "rows": 8})
    audit.record("agreement.signed", at=NOW, subject=999, details={"team": "sales"})
    deliver()
    told = {json.loads(body)["type"]: json.loads(body)["data"] for _, body in receiver.got}
    assert told == {
        "reading.refreshed": {"refresh": 7}, "import.done": {"import": 3, "run": "r1", "rows": 8},
    }  # fmt: skip
