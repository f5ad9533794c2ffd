"""Asking for somebody to be erased: looked up, shown, confirmed, done by a job or a command.

Where a command does it itself (`is_job=False`), no job is asked for; one that was killed is taken
up by the room all the same.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sameroom.caretaking.web import erasing_all, erasing_words, jobs, sealed_whom
from sameroom.caretaking.web.erasing_all import PARTS, Counts
from sameroom.caretaking.web.models import Erasing, State
from sameroom.caretaking.web.sealed_whom import Sought
from sameroom.errors import SameroomError
from sameroom.importing import forgetting
from sameroom.importing.forgetting import Whom
from sameroom.record.timeline import key_of
from sameroom.room.web import api as room
from sameroom.webkit import audit
from sameroom.webkit.audit import Actor

QUIET = timedelta(minutes=2)  # work that has not given a sign of life for so long was killed
AGAIN = timedelta(seconds=15)  # until it is tried again where somebody else is at the record
FORGOTTEN = timedelta(days=7)  # whom nobody decided on for so long is not kept
OPEN = (State.FOUND, State.FAILED)


class MovedOnError(SameroomError):
    """It is not as it was shown."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody changed this meanwhile, or it has gone on, so nothing was done."),
            remedy=_("This is how it stands now."),
        )


def look_up(
    *, addresses: Sequence[str], keys: Sequence[str], by: Actor | None, now: datetime,
    is_job: bool = True,
) -> int:  # fmt: skip
    """Ask for somebody to be looked up who may be erased; gives the number."""
    sought = Sought(tuple(one.strip().lower() for one in addresses), tuple(keys))
    with transaction.atomic():
        one = Erasing.objects.create(
            state=State.LOOKING, sealed=sealed_whom.close(sought), asked_at=now, beat_at=now,
            asked_by_id=by.pk if by else None,
        )  # fmt: skip
        audit.record("erasing.looked_up", at=now, by=by, subject=one.pk)
        if is_job:
            jobs.look.enqueue(one.pk)
    return int(one.pk)


def look(*, number: int, store: Path, now: datetime) -> None:
    """Find whom a request means and count what of them there is; changes nothing else.

    Raises:
        SameroomError: when it is one of us, or none of those chosen is in the record any more.
    """
    one = Erasing.objects.filter(pk=number, state=State.LOOKING).first()
    if one is None:
        return
    sought = sealed_whom.open_(one.sealed)
    whom = _find(store, sought)
    counts = erasing_all.count(store=store, whom=whom)
    Erasing.objects.filter(pk=number, state=State.LOOKING).update(
        state=State.FOUND, sealed=sealed_whom.close(replace(sought, whom=whom)), expected=counts,
        mark=sealed_whom.mark_of(whom), in_log=erasing_all.count_in_log(whom=whom), beat_at=now,
        failure="",
    )  # fmt: skip


def _find(store: Path, sought: Sought) -> Whom:
    keys = set(sought.keys)
    whom = forgetting.find_all(
        store=store, addresses=sought.addresses,
        is_meant=lambda one: bool(keys) and key_of(noun="person", subject_id=one) in keys,
    )  # fmt: skip
    if not whom.is_known:
        raise SameroomError(
            _("The record does not know them any more."),
            remedy=_("Look for them again; the record was read anew meanwhile."),
        )
    erasing_all.refuse_ours(store=store, whom=whom)
    return whom


def confirm(
    *, number: int, mark: str, is_shared: bool, by: Actor | None, now: datetime,
    is_job: bool = True,
) -> None:  # fmt: skip
    """Have somebody erased who was looked at.

    Raises:
        MovedOnError: when it is not what was looked at, or was decided already.
    """
    with transaction.atomic():
        found = Erasing.objects.filter(pk=number, state=State.FOUND, mark=mark)
        if not found.update(
            state=State.WAITING,
            is_shared=is_shared,
            asked_by_id=by.pk if by else None,
            confirmed_at=now,
            beat_at=now,
        ):
            raise MovedOnError
        audit.record("erasing.asked", at=now, by=by, subject=number)
        if is_job:
            jobs.erase.enqueue(number)


def leave(*, number: int, by: Actor | None, now: datetime) -> None:
    """Leave somebody alone who was looked up; whom it meant is not kept.

    Raises:
        MovedOnError: when it is being done, or is over.
    """
    with transaction.atomic():
        if not Erasing.objects.filter(pk=number, state__in=OPEN).update(
            state=State.LEFT, sealed="", mark="", ended_at=now, failure=""
        ):
            raise MovedOnError
        audit.record("erasing.left", at=now, by=by, subject=number)


def ask_again(*, number: int, by: Actor, now: datetime) -> None:
    """Take up again what failed: the looking up, or the erasing behind its last part.

    Raises:
        MovedOnError: when it did not fail, or somebody else did so already.
    """
    with transaction.atomic():
        failed = Erasing.objects.filter(pk=number, state=State.FAILED).exclude(sealed="")
        told = {"failure": "", "beat_at": now, "ended_at": None}
        if failed.filter(confirmed_at=None).update(state=State.LOOKING, **told):
            jobs.look.enqueue(number)
        elif failed.update(state=State.WAITING, **told):
            jobs.erase.enqueue(number)
        else:
            raise MovedOnError
        audit.record("erasing.asked_again", at=now, by=by, subject=number)


def begin(*, number: int, now: datetime, is_job: bool = True) -> bool:
    """Take a request in hand; false when somebody else has, it is over, or another is being done.

    Where another is, a job tries it again a little later.
    """
    waiting = Erasing.objects.filter(pk=number, state=State.WAITING)
    try:
        with transaction.atomic():
            taken = waiting.update(
                state=State.RUNNING, turn=True, begun_at=now, beat_at=now, failure=""
            )
    except IntegrityError:
        told = _("Another erasing is being done; this one comes behind it.")
        with transaction.atomic():
            if waiting.update(failure=told, beat_at=now) and is_job:
                jobs.erase.using(run_after=now + AGAIN).enqueue(number)
        return False
    return bool(taken)


def do(
    *, number: int, store: Path, now: datetime, tell: Callable[[str], None] | None = None
) -> None:  # fmt: skip
    """Erase them, behind the part that was done last; tells of each part that it is done."""
    one = Erasing.objects.get(pk=number)
    sought = sealed_whom.open_(one.sealed)
    known = sought.whom or _find(store, sought)  # one that an earlier version was asked for
    if not one.part:
        known = forgetting.grow(store=store, whom=known)
        Erasing.objects.filter(pk=number).update(
            sealed=sealed_whom.close(replace(sought, whom=known)),
            known_as=forgetting.name_of(store=store, whom=known),
        )
    book = _Book(number, tell)
    erasing_all.do_parts(store=store, whom=known, now=now, book=book, after=one.part)


class _Book:
    """Writes down how far an erasing is."""

    def __init__(self, number: int, tell: Callable[[str], None] | None) -> None:
        self._number, self._tell = number, tell

    def count(self, part: str, counts: Counts) -> None:
        with transaction.atomic():
            rows = Erasing.objects.select_for_update().filter(pk=self._number, state=State.RUNNING)
            told = dict(rows.values_list("told", flat=True).get())
            if part not in told:
                rows.update(told={**told, part: dict(counts)})

    def end(self, part: str) -> None:
        number = list(PARTS).index(part) + 1
        Erasing.objects.filter(pk=self._number, state=State.RUNNING).update(part=number)
        if self._tell is not None:
            self._tell(str(erasing_words.PARTS[part]))


def tell_done(*, number: int, now: datetime) -> None:
    """Keep that it was done and how much, and not who it was; have the record read anew."""
    with transaction.atomic():
        running = Erasing.objects.select_for_update().filter(pk=number, state=State.RUNNING)
        one = running.first()
        if one is None:
            return
        done = erasing_all.Done(one.told)
        running.update(
            state=State.DONE, sealed="", mark="", failure="", turn=None, ended_at=now,
            facts=done.total("facts"), rows=done.total("room"), files=done.total("files"),
        )  # fmt: skip
        audit.record("person.erased", at=now, by=one.asked_by, subject=number)
        room.ask_refresh(cause="erasing", now=now)


def fail(*, number: int, failure: str, now: datetime) -> None:
    """End a request that could not be done; it may be taken up again where it stopped."""
    working = Erasing.objects.filter(pk=number, state__in=(State.RUNNING, State.LOOKING))
    working.update(
        state=State.FAILED, turn=None, failure=_bare(number, failure), ended_at=now
    )  # fmt: skip


def put_back(*, number: int, failure: str, now: datetime, is_job: bool = True) -> None:
    """Let a request wait, for somebody else is at the record; what is done stays done."""
    with transaction.atomic():
        running = Erasing.objects.filter(pk=number, state=State.RUNNING)
        looking = Erasing.objects.filter(pk=number, state=State.LOOKING)
        told = {"failure": _bare(number, failure), "beat_at": now}
        if running.update(state=State.WAITING, turn=None, **told):
            again = jobs.erase
        elif looking.update(**told):
            again = jobs.look
        else:
            return
        if is_job:
            again.using(run_after=now + AGAIN).enqueue(number)


def hand_over(*, number: int, now: datetime) -> None:
    """Let a job of the room go on with what a command was stopped at."""
    with transaction.atomic():
        going_on = Erasing.objects.filter(pk=number, state__in=(State.RUNNING, State.WAITING))
        if going_on.update(state=State.WAITING, turn=None, failure="", beat_at=now):
            jobs.erase.enqueue(number)


def beat(*, number: int, now: datetime) -> None:
    """Say that the work is alive."""
    working = (State.RUNNING, State.LOOKING)
    Erasing.objects.filter(pk=number, state__in=working).update(beat_at=now)


def resume(*, now: datetime) -> int:
    """Take up again what was killed in the middle, or before it began; tells how many."""
    count = 0
    stale = Erasing.objects.filter(beat_at__lt=now - QUIET)
    going_on = (State.RUNNING, State.WAITING, State.LOOKING)
    rows = stale.filter(state__in=going_on).values_list("pk", "state")
    for number, state in list(rows.order_by("pk")):
        then = State.LOOKING if state == State.LOOKING else State.WAITING
        with transaction.atomic():
            if stale.filter(pk=number, state=state).update(state=then, turn=None, beat_at=now):
                (jobs.look if then == State.LOOKING else jobs.erase).enqueue(number)
                count += 1
    return count


def forget_undecided(*, now: datetime) -> int:
    """Leave alone whoever was looked up long ago and nobody decided on; tells how many."""
    old = Erasing.objects.filter(
        state__in=OPEN, confirmed_at=None, asked_at__lt=now - FORGOTTEN
    ).exclude(sealed="")  # fmt: skip
    return old.update(state=State.LEFT, sealed="", mark="", ended_at=now)


def _bare(number: int, failure: str) -> str:
    """Take whoever is meant out of what went wrong."""
    kept = Erasing.objects.filter(pk=number).values_list("sealed", flat=True).first()
    return sealed_whom.without(failure, sealed_whom.open_(kept)) if kept else failure
