"""The job that erases: killed between its parts, beside others at the record, or failing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client
from django_tasks import default_task_backend

from sameroom.caretaking.web import asking_to_erase as asking
from sameroom.caretaking.web import erasing_all, erasing_files, erasing_room, jobs
from sameroom.caretaking.web.erasing_all import PARTS, joined
from sameroom.caretaking.web.models import Erasing, State
from sameroom.caretaking.web.tests.test_erase_page import (  # noqa: F401 - fixtures
    JANE,
    TOM,
    client,
    confirmed,
    emails,
    looked_up,
    room,
)
from sameroom.engines.store import Store, lock
from sameroom.importing import forgetting
from sameroom.notice.web.models import Notice
from sameroom.room.web.models import Refresh
from sameroom.room.web.tests.builders import NOW, People
from sameroom.webkit.models import AuditEntry

pytestmark = pytest.mark.django_db
Killed = SystemExit  # what no handler of ours takes up, as a process that is gone
LATER = timedelta(minutes=5)


def asked(client: Client, question: str = "jane acme") -> Erasing:  # noqa: F811 - the fixture
    one = looked_up(client, question)
    assert confirmed(client, one, typed=JANE if "jane" in question else TOM) == 302
    return one


def killed_at(monkeypatch: pytest.MonkeyPatch, place: object, name: str, *, after: bool) -> None:
    """Let the process die once, before or after something is done."""
    do: Callable[..., object] = getattr(place, name)

    def die(*told: object, **more: object) -> None:
        if after:
            do(*told, **more)
        monkeypatch.setattr(place, name, do)
        raise Killed

    monkeypatch.setattr(place, name, die)


STEPS = [
    (forgetting, "remember", False), (forgetting, "remember", True),
    (erasing_room, "search", True), (erasing_room, "clear", True),
    (erasing_files, "delete", False), (erasing_files, "delete", True),
    (forgetting, "rewrite", False), (forgetting, "rewrite", True),
    (forgetting, "drop_history", False), (forgetting, "drop_history", True),
    (erasing_all, "tidy", False), (erasing_all, "tidy", True), (asking, "tell_done", False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "name", "after"), STEPS,
    ids=[f"{'after' if after else 'before'} {name}" for _, name, after in STEPS],
)  # fmt: skip
def test_one_that_is_killed_is_taken_up_and_ends_the_same(
    client: Client, monkeypatch: pytest.MonkeyPatch, place: object, name: str, after: bool  # noqa: F811
) -> None:  # fmt: skip
    one = asked(client)
    killed_at(monkeypatch, place, name, after=after)
    with pytest.raises(Killed):
        jobs.erase.func(one.pk)
    one.refresh_from_db()
    assert one.state == State.RUNNING
    page = client.get(f"/erase/{one.pk}").content.decode()
    assert "You can leave this page" in page, "a page that is loaded again shows how far it is"
    assert asking.resume(now=one.beat_at) == 0, "it may still be alive"
    assert asking.resume(now=one.beat_at + LATER) == 1
    assert asking.resume(now=one.beat_at + LATER) == 0
    jobs.erase.func(one.pk)
    one.refresh_from_db()
    assert (one.state, one.part, one.sealed) == (State.DONE, len(PARTS), "")
    assert joined(one.told) == one.expected
    assert emails() == [TOM]
    assert AuditEntry.objects.filter(action="person.erased").count() == 1


def test_each_part_is_done_once_and_the_page_tells_which(
    client: Client, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    one = asked(client)
    killed_at(monkeypatch, forgetting, "rewrite", after=False)
    with pytest.raises(Killed):
        jobs.erase.func(one.pk)
    one.refresh_from_db()
    assert list(PARTS)[: one.part] == ["room", "files"]
    page = client.get(f"/erase/{one.pk}/progress").content.decode()
    assert (page.count("is-done"), page.count("is-now"), page.count("is-next")) == (2, 1, 2)
    asking.resume(now=one.beat_at + LATER)
    monkeypatch.setattr(erasing_room, "clear", _never_but_for_the_rest())
    jobs.erase.func(one.pk)
    one.refresh_from_db()
    assert one.state == State.DONE


def _never_but_for_the_rest() -> Callable[..., dict[str, int]]:
    times = iter([1])

    def clear(**_: object) -> dict[str, int]:
        assert next(times, None), "cleared twice"
        return {}

    return clear


def test_what_is_written_meanwhile_from_the_facts_of_before_goes_too(
    client: Client, room: People, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    one = asked(client)
    do = forgetting.rewrite

    def rewrite(**told: object) -> int:
        Notice.objects.create(
            user=room.sol, kind="lead", key="late", words="Jane Quxley again", href="/", told_at=NOW
        )
        return do(**told)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(forgetting, "rewrite", rewrite)
    jobs.erase.func(one.pk)
    one.refresh_from_db()
    assert Notice.objects.get(key="late").words == "erased again"
    assert joined(one.told)["room.notices"] == one.expected["room.notices"] + 1


def test_two_at_once_are_done_one_after_the_other(client: Client) -> None:  # noqa: F811
    jane, tom = asked(client), asked(client, "tom")
    assert asking.begin(number=jane.pk, now=NOW)
    assert not asking.begin(number=jane.pk, now=NOW), "nobody takes it up twice"
    jobs.erase.func(tom.pk)
    tom.refresh_from_db()
    assert (tom.state, tom.turn) == (State.WAITING, None)
    assert "comes behind it" in client.get(f"/erase/{tom.pk}").content.decode()
    waiting = [job for job in default_task_backend.results if job.task.run_after]
    assert [(job.task.name, list(job.args)) for job in waiting] == [("erase", [tom.pk])]
    Erasing.objects.filter(pk=jane.pk).update(state=State.WAITING, turn=None)
    for one in (jane, tom):
        jobs.erase.func(one.pk)
    assert set(Erasing.objects.values_list("state", flat=True)) == {State.DONE}
    assert emails() == []


def test_it_waits_for_an_import_and_goes_on_by_itself(client: Client) -> None:  # noqa: F811
    one = asked(client)
    with lock.writing(path=settings.STORE, doing="import", now=NOW):
        jobs.erase.func(one.pk)
    one.refresh_from_db()
    assert (one.state, one.part, one.turn) == (State.WAITING, 0, None)
    page = client.get(f"/erase/{one.pk}").content.decode()
    assert "It waits, and goes on by itself" in page
    assert "being written to (import" in page
    jobs.erase.func(one.pk)
    one.refresh_from_db()
    assert (one.state, one.failure) == (State.DONE, "")


def test_it_waits_for_a_refresh_that_reads_the_record(client: Client) -> None:  # noqa: F811
    one = asked(client)
    with Store.open(path=settings.STORE).snapshot():
        jobs.erase.func(one.pk)
        one.refresh_from_db()
        assert list(PARTS)[: one.part] == ["room", "files", "facts"]
        assert one.state == State.WAITING
        assert "Somebody reads the record" in one.failure
    jobs.erase.func(one.pk)
    one.refresh_from_db()
    assert one.state == State.DONE
    assert joined(one.told) == one.expected
    assert Refresh.objects.filter(cause="erasing").count() == 1


def test_a_busy_database_is_waited_for(
    client: Client, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    one = asked(client)

    def busy(**_: object) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(erasing_room, "search", busy)
        jobs.erase.func(one.pk)
    one.refresh_from_db()
    assert one.state == State.WAITING
    jobs.erase.func(one.pk)
    one.refresh_from_db()
    assert one.state == State.DONE


def test_one_that_fails_says_what_to_do_names_nobody_and_can_be_tried_again(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture  # noqa: F811
) -> None:  # fmt: skip
    one = asked(client)

    def fall(**_: object) -> None:
        raise ValueError(f"cannot write {JANE}")

    with monkeypatch.context() as patched:
        patched.setattr(forgetting, "rewrite", fall)
        jobs.erase.func(one.pk)
    one.refresh_from_db()
    assert (one.state, one.turn) == (State.FAILED, None)
    page = client.get(f"/erase/{one.pk}").content.decode()
    assert "They are not erased yet" in page
    assert "trying again goes on behind it" in page
    assert "quxley" not in (page + caplog.text).lower()
    assert client.post(f"/erase/{one.pk}/again").status_code == 302
    assert client.post(f"/erase/{one.pk}/again").status_code == 409, "once"
    jobs.erase.func(one.pk)
    one.refresh_from_db()
    assert one.state == State.DONE
    assert joined(one.told) == one.expected
    assert emails() == [TOM]


def test_looking_up_that_is_killed_is_taken_up(client: Client) -> None:  # noqa: F811
    from sameroom.people.web.models import User

    number = asking.look_up(
        addresses=[JANE], keys=[], by=User.objects.get(is_admin=True), now=NOW
    )  # fmt: skip
    assert asking.resume(now=NOW) == 0
    assert asking.resume(now=NOW + LATER) == 1
    jobs.look.func(number)
    assert Erasing.objects.get().state == State.FOUND
