"""Asking for somebody to be erased in the browser: looked up, shown, confirmed, done by a job."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from sameroom.caretaking.web import erasing_all, jobs
from sameroom.caretaking.web.erasing_all import Done
from sameroom.caretaking.web.models import Erasing, State
from sameroom.errors import SameroomError
from sameroom.people.web.models import User
from sameroom.room.web import api as room
from sameroom.webkit import audit, secrets
from sameroom.webkit.audit import Actor

PURPOSE = "erasing"
QUIET = timedelta(minutes=30)  # one that has not ended after so long was killed
AGAIN = timedelta(minutes=1)
LISTED = 50


class ChangedMeanwhileError(SameroomError):
    """The record knows somebody by something else than what was shown."""

    def __init__(self) -> None:
        super().__init__(
            _("The record knows them by something else than what you looked at."),
            remedy=_("This is what it knows now. Look at it again."),
        )


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be erased.

    Args:
        mark: of what is shown, so that nothing else is erased than what was looked at.
        several: more names than one: then somebody has to say that all are meant.
    """

    address: str
    addresses: tuple[str, ...]
    names: tuple[str, ...]
    phones: tuple[str, ...]
    rows: int
    mark: str
    several: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An erasing as the page lists it, which names nobody."""

    state: str
    words: str
    asked_at: datetime
    asked_by: str
    ended_at: datetime | None
    facts: int
    rows: int
    files: int
    failure: str


@dataclass(frozen=True, slots=True)
class Begun:
    """A request that was taken in hand."""

    address: str
    is_shared: bool
    by: User | None


def list_lines() -> tuple[Line, ...]:
    """List what was asked for, the latest first."""
    rows = Erasing.objects.select_related("asked_by").order_by("-pk")[:LISTED]
    return tuple(
        Line(
            one.state, one.get_state_display(), one.asked_at,
            one.asked_by.name if one.asked_by else "", one.ended_at, one.facts, one.rows,
            one.files, one.failure,
        )
        for one in rows
    )  # fmt: skip


def preview(*, store: Path, address: str) -> Preview:
    """Look up whom an address means, and show all by which the record knows them.

    Raises:
        SameroomError: when it is of one of us, or leads to nobody.
    """
    whom = erasing_all.look_up(store=store, address=address, shared=True)
    if not whom.refs:
        raise SameroomError(
            _("The record knows nobody by this address."),
            remedy=_("Look at the spelling, or take another address of theirs."),
        )
    said = sorted({*whom.addresses, *whom.names, *whom.phones, *whom.refs})
    return Preview(
        address=address,
        addresses=tuple(sorted(whom.addresses)),
        names=tuple(sorted(whom.names)),
        phones=tuple(sorted(whom.phones)),
        rows=len(whom.refs),
        mark=hashlib.sha256("\n".join(said).encode()).hexdigest(),
        several=len({name.casefold() for name in whom.names}) > 1,
    )


def ask(*, seen: Preview, mark: str, is_shared: bool, by: Actor, now: datetime) -> int:
    """Ask for somebody to be erased who was looked at; gives the number.

    Raises:
        ChangedMeanwhileError: when the record knows them by something else by now.
    """
    if seen.mark != mark:
        raise ChangedMeanwhileError
    with transaction.atomic():
        one = Erasing.objects.create(
            sealed=secrets.close(text=seen.address, purpose=PURPOSE), is_shared=is_shared,
            asked_by_id=by.pk, asked_at=now,
        )  # fmt: skip
        audit.record("erasing.asked", at=now, by=by, subject=one.pk)
        jobs.erase.enqueue(one.pk)
    return int(one.pk)


def begin(*, number: int, now: datetime) -> Begun | None:
    """Take a request in hand; None when somebody else has, or it is over."""
    waiting = Erasing.objects.filter(pk=number, state=State.WAITING)
    if not waiting.update(state=State.RUNNING, begun_at=now):
        return None
    one = Erasing.objects.select_related("asked_by").get(pk=number)
    return Begun(secrets.open_(kept=one.sealed, purpose=PURPOSE), one.is_shared, one.asked_by)


def do(*, found: Begun, store: Path, now: datetime) -> Done:
    """Erase them; again after a kill finds whatever is left."""
    whom = erasing_all.look_up(store=store, address=found.address, shared=found.is_shared)
    return erasing_all.erase(store=store, whom=whom, now=now, by=found.by)


def tell_done(*, number: int, done: Done, now: datetime) -> None:
    """Keep that it was done and how much, and not who it was; have the record read anew."""
    with transaction.atomic():
        running = Erasing.objects.filter(pk=number, state=State.RUNNING)
        if running.update(
            state=State.DONE, sealed="", failure="", ended_at=now, facts=done.facts,
            rows=done.rows, files=done.files,
        ):  # fmt: skip
            room.ask_refresh(cause="erasing", now=now)


def fail(*, number: int, failure: str, now: datetime) -> None:
    """End a request that could not be done; whom it meant is not kept."""
    Erasing.objects.filter(pk=number, state=State.RUNNING).update(
        state=State.FAILED, sealed="", failure=_bare(number, failure), ended_at=now
    )


def put_back(*, number: int, failure: str, now: datetime) -> None:
    """Let a request wait, for somebody else is writing to the record."""
    with transaction.atomic():
        running = Erasing.objects.filter(pk=number, state=State.RUNNING)
        if running.update(state=State.WAITING, failure=_bare(number, failure)):
            jobs.erase.using(run_after=now + AGAIN).enqueue(number)


def resume(*, now: datetime) -> int:
    """Take up again what was killed in the middle; tells how many."""
    count = 0
    stale = Erasing.objects.filter(state=State.RUNNING, begun_at__lt=now - QUIET)
    for number in list(stale.values_list("pk", flat=True)):
        with transaction.atomic():
            if stale.filter(pk=number).update(state=State.WAITING):
                jobs.erase.enqueue(number)
                count += 1
    return count


def _bare(number: int, failure: str) -> str:
    """Take the address out of what went wrong."""
    kept = Erasing.objects.filter(pk=number).values_list("sealed", flat=True).first()
    address = secrets.open_(kept=kept, purpose=PURPOSE) if kept else ""
    return failure.replace(address, "…") if address else failure
