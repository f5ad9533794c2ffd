"""An erasing on the command line is the page's: the same request, parts, turns and receipt."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from sameroom.caretaking.web import asking_to_erase as asking
from sameroom.caretaking.web import erasing_by_hand as by_hand
from sameroom.caretaking.web import erasing_room
from sameroom.caretaking.web.erasing_all import PARTS, joined
from sameroom.caretaking.web.erasing_queries import ErasingPage
from sameroom.caretaking.web.erasing_words import PARTS as WORDS
from sameroom.caretaking.web.models import BackedUp, Erasing, State
from sameroom.caretaking.web.tests.test_erase_page import (  # noqa: F401 - fixtures
    JANE,
    TOM,
    client,
    emails,
    enqueued,
    room,
)
from sameroom.caretaking.web.tests.test_erasing_job import asked
from sameroom.engines.store import Store, lock
from sameroom.errors import SameroomError
from sameroom.importing import forgetting
from sameroom.room.web.models import Refresh
from sameroom.room.web.tests.builders import NOW, People
from sameroom.webkit.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("room")]


def looked_up(address: str = JANE, *, is_shared: bool = False) -> ErasingPage:
    return by_hand.look_up(address=address, is_shared=is_shared, say=print)


def at_each_pause(monkeypatch: pytest.MonkeyPatch, do: Callable[[], object]) -> list[float]:
    """Do something instead of waiting; gives the list of waits."""
    paused: list[float] = []

    def pause(seconds: float) -> None:
        paused.append(seconds)
        assert len(paused) < 5, "it would wait for ever"
        do()

    monkeypatch.setattr(by_hand.time, "sleep", pause)
    return paused


def test_it_does_the_parts_says_so_and_leaves_the_receipt_and_the_log_of_the_page(
    client: Client,  # noqa: F811 - the fixture
) -> None:
    BackedUp.objects.create(file="/backups/one.zip", made_at=NOW)
    page = looked_up(JANE.upper())
    assert [one.file for one in page.backups] == ["/backups/one.zip"]
    assert emails() == [JANE, TOM], "nothing is changed before it was confirmed"
    said: list[str] = []

    done = by_hand.erase(page=page, say=said.append)

    one = Erasing.objects.get()
    assert (one.state, one.sealed, one.turn, one.asked_by) == (State.DONE, "", None, None)
    assert joined(one.told) == one.expected
    assert said == [str(WORDS[part]) for part in PARTS]
    assert (done.counts, done.known_as) == (page.counts, one.known_as)
    assert emails() == [TOM]
    assert enqueued() == [], "no job comes behind what is done"
    assert Refresh.objects.filter(cause="erasing").count() == 1
    logged = AuditEntry.objects.filter(action__regex="eras(ing|ed)").order_by("pk")
    assert [*logged.values_list("action", "actor_id")] == [
        ("erasing.looked_up", None), ("erasing.asked", None), ("person.erased", None),
    ]  # fmt: skip
    shown = client.get(f"/erase/{one.pk}").content.decode()
    assert "somebody on the command line" in shown
    assert one.known_as in shown


def test_it_waits_for_an_import_and_for_whoever_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    page = looked_up()
    writing = lock.writing(path=settings.STORE, doing="import", now=NOW)
    writing.__enter__()
    snapshot = Store.open(path=settings.STORE).snapshot()
    ends = iter([lambda: writing.__exit__(None, None, None), snapshot.close])
    paused = at_each_pause(monkeypatch, lambda: next(ends)())
    said: list[str] = []

    by_hand.erase(page=page, say=said.append)

    assert paused == [by_hand.PAUSE] * 2
    waits = [words for words in said if "It waits" in words]
    assert ["(import" in words for words in waits] == [True, False]
    assert "Somebody reads the record" in waits[1]
    assert [words for words in said if words not in waits] == [str(one) for one in WORDS.values()]
    assert enqueued() == [], "the command itself tries again"
    assert emails() == [TOM]


def test_it_comes_behind_one_of_the_page_and_behind_one_that_was_killed(
    client: Client, monkeypatch: pytest.MonkeyPatch  # noqa: F811 - the fixture
) -> None:  # fmt: skip
    first = asked(client, "tom")
    assert asking.begin(number=first.pk, now=NOW)
    page = looked_up()
    killed = Erasing.objects.filter(pk=first.pk)
    at_each_pause(monkeypatch, lambda: killed.update(beat_at=NOW - 2 * asking.QUIET))
    said: list[str] = []

    by_hand.erase(page=page, say=said.append)

    assert "comes behind it" in said[0]
    assert emails() == [TOM]
    first.refresh_from_db()
    assert first.state == State.WAITING, "the room takes it up"


def test_ctrl_c_leaves_it_to_a_job_of_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    page = looked_up()

    def stop(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(forgetting, "rewrite", stop)
    with pytest.raises(KeyboardInterrupt):
        by_hand.erase(page=page, say=print)

    one = Erasing.objects.get()
    assert (one.state, one.part, one.turn) == (State.WAITING, 2, None)
    assert enqueued() == [("erase", [one.pk])]


def test_several_names_have_to_be_meant_and_nothing_is_kept_of_whom_it_was(
    room: People, monkeypatch: pytest.MonkeyPatch  # noqa: F811 - the fixture
) -> None:  # fmt: skip
    both = forgetting.Whom(frozenset({JANE}), frozenset({"Jane Quxley", "Tom Other"}))
    monkeypatch.setattr(forgetting, "find_all", lambda **_: both)
    with pytest.raises(SameroomError, match="2 names: Jane Quxley, Tom Other"):
        looked_up()
    for address in (room.ada.email, "ADA@tessaro.example"):
        monkeypatch.undo()
        with pytest.raises(SameroomError, match="one of us"):
            looked_up(address)

    assert {*Erasing.objects.values_list("state", "sealed", "mark")} == {(State.LEFT, "", "")}
    monkeypatch.setattr(forgetting, "find_all", lambda **_: both)
    assert looked_up(is_shared=True).is_several


def test_one_that_fails_says_so_names_nobody_and_can_be_tried_again_on_the_page(
    client: Client, monkeypatch: pytest.MonkeyPatch  # noqa: F811 - the fixture
) -> None:  # fmt: skip
    page = looked_up()

    def fall(**_: object) -> None:
        raise ValueError(JANE)

    monkeypatch.setattr(erasing_room, "search", fall)
    with pytest.raises(SameroomError) as failed:
        by_hand.erase(page=page, say=print)

    assert "quxley" not in str(failed.value).lower()
    assert client.post(f"/erase/{page.number}/again").status_code == 302
    assert enqueued() == [("erase", [page.number])]


def test_what_somebody_decided_on_the_page_meanwhile_stands() -> None:
    page = looked_up()
    asking.leave(number=page.number, by=None, now=NOW)

    with pytest.raises(asking.MovedOnError):
        by_hand.erase(page=page, say=print)
    by_hand.leave(number=page.number)
    assert emails() == [JANE, TOM]
