"""Everything that changes about what was brought: each step only from the one before it."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from sameroom.errors import SameroomError
from sameroom.importing.answering import FileDecision, decide, extract
from sameroom.importing.found import CameIn, Found, from_text, to_text
from sameroom.importing.progressing import Far
from sameroom.importing.remembering import read
from sameroom.importing.web import jobs
from sameroom.importing.web.models import Bringing, Remembered, State
from sameroom.importing.web.uploads import Kept
from sameroom.room.web import api as room
from sameroom.webkit import audit as log
from sameroom.webkit import stale
from sameroom.webkit.audit import Actor
from sameroom.webkit.jobs import is_to_come
from sameroom.webkit.stale import ChangedSinceError

QUIET = timedelta(minutes=2)  # work that has not said a word for so long was killed
JOBS = {State.BROUGHT: "plan", State.ASKED: "run", State.UNDO_ASKED: "undo"}
FORGOTTEN = "mapping.forgotten"
BEGUN = {
    State.PLANNING: State.BROUGHT, State.RUNNING: State.ASKED, State.UNDOING: State.UNDO_ASKED,
}  # fmt: skip


class NoMappingError(Exception):
    """Nothing is remembered under this number."""


class MovedOnError(SameroomError):
    """Somebody else did something to it meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody changed this meanwhile, or it has gone on, so nothing was done."),
            remedy=_("This is how it stands now."),
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for all files of an import; "" for the currency lets the files tell."""

    currency: str = ""
    zone: str = "UTC"


def bring(*, kept: Kept, by: Actor | None, now: datetime) -> int:
    """Take files in and ask for a plan; gives the number.

    Times and amounts that say nothing else are read as both teams have agreed.
    """
    agreed = room.get_agreed()
    company = agreed.clauses.company
    with transaction.atomic():
        one = Bringing.objects.create(
            title=kept.title, folder=str(kept.folder), file_count=kept.count,
            byte_count=kept.size, brought_at=now, brought_by_id=by.pk if by else None,
            zone=company.time_zone,
            currency="" if agreed.is_default("company.currency") else company.currency,
        )  # fmt: skip
        log.record(
            "files.brought", at=now, by=by, subject=one.pk,
            details={"files": kept.count, "bytes": kept.size},
        )  # fmt: skip
        jobs.plan.enqueue(one.pk)
    return int(one.pk)


def answer(
    *,
    number: int,
    version: int,
    decisions: Sequence[FileDecision],
    settings: Settings,
    by: Actor,
    now: datetime,
) -> None:
    """Decide on a plan, and have it worked out anew.

    Raises:
        MovedOnError: when the plan is not the one that was decided on.
        SameroomError: when a decision does not fit the plan.
    """
    with transaction.atomic():
        one = Bringing.objects.get(pk=number)
        mapping = decide(mapping=one.mapping, decisions=decisions) if decisions else one.mapping
        said = {f"{decision.path}|{decision.name}" for decision in decisions}
        _move(
            number, (State.PLANNED, State.UNREADABLE), State.BROUGHT, version=version,
            mapping=mapping, decided=sorted({*one.decided, *said}), currency=settings.currency,
            zone=settings.zone, failure="",
            changed_by_id=by.pk,
        )  # fmt: skip
        log.record("import.decided", at=now, by=by, subject=number, details={"files": len(said)})
        jobs.plan.enqueue(number)


def ask_run(*, number: int, version: int, by: Actor, now: datetime) -> None:
    """Ask for a plan to be run as it stands, and remember what was decided for the next time.

    Raises:
        MovedOnError: when the plan is not the one that was looked at.
    """
    with transaction.atomic():
        _move(
            number, (State.PLANNED,), State.ASKED, version=version, failure="",
            changed_by_id=by.pk, step="", percent=0, rows_done=0,
        )  # fmt: skip
        _remember(Bringing.objects.get(pk=number), by, now)
        log.record("import.asked", at=now, by=by, subject=number)
        jobs.run.enqueue(number)


def _remember(one: Bringing, by: Actor, now: datetime) -> None:
    shapes = from_text(one.found, Found).shapes
    for key in one.decided:
        path, _, name = key.rpartition("|")
        if key in shapes:
            Remembered.objects.update_or_create(
                shape=shapes[key],
                defaults={
                    "rule": extract(mapping=one.mapping, path=path, name=name),
                    "said_at": now,
                    "said_by_id": by.pk,
                },
            )


def forget(*, number: int, seen: str, by: Actor, now: datetime) -> None:
    """Forget what was said of files of a shape, if it still is what was looked at.

    Raises:
        NoMappingError: when nothing is remembered under this number.
        ChangedSinceError: when something else has been said since.
    """
    with transaction.atomic():
        one = Remembered.objects.select_for_update().filter(pk=number).first()
        if one is None:
            raise NoMappingError
        if seen != mark_of(one):
            raise ChangedSinceError
        log.record(
            FORGOTTEN, at=now, by=by, subject=number, details={"tool": read(rule=one.rule).origin}
        )
        one.delete()


def mark_of(one: Remembered) -> str:
    """Mark what is remembered, so that nobody forgets what another has decided anew."""
    return stale.mark(values={"rule": one.rule, "at": one.said_at.isoformat()})


def drop(*, number: int, by: Actor, now: datetime, version: int | None = None) -> None:
    """Drop what was brought, and delete its files; nothing of it is in the record.

    Args:
        version: of the plan that was looked at; None drops it whatever was decided since.

    Raises:
        MovedOnError: when it is being imported, or was, or somebody decided on it since.
    """
    with transaction.atomic():
        _move(
            number, (State.PLANNED, State.UNREADABLE), State.DROPPED, changed_by_id=by.pk,
            ended_at=now, found="", mapping="", version=version,
        )  # fmt: skip
        log.record("import.dropped", at=now, by=by, subject=number)
    shutil.rmtree(Bringing.objects.get(pk=number).folder, ignore_errors=True)


def ask_undo(*, number: int, by: Actor, now: datetime) -> None:
    """Ask for an import to be taken back.

    Raises:
        MovedOnError: when it is not in the record.
    """
    with transaction.atomic():
        if not Bringing.objects.filter(pk=number).exclude(run_id="").exists():
            raise MovedOnError
        _move(number, (State.DONE,), State.UNDO_ASKED, failure="", step="", changed_by_id=by.pk)
        log.record("import.undo_asked", at=now, by=by, subject=number)
        jobs.undo.enqueue(number)


def begin(*, number: int, state: State, now: datetime) -> bool:
    """Take a step in hand; false when somebody else has, or it is over."""
    taken = Bringing.objects.filter(pk=number, state=BEGUN[state])
    return bool(taken.update(state=state, beat_at=now, failure="", step=""))


def tell(*, number: int, far: Far, now: datetime) -> None:
    """Say how far it is."""
    Bringing.objects.filter(pk=number).update(
        step=far.what[:200], rows_done=far.rows, rows_of=far.of, percent=far.percent, beat_at=now
    )


def beat(*, number: int, now: datetime) -> None:
    """Say that the work is alive."""
    Bringing.objects.filter(pk=number).update(beat_at=now)


def put_back(*, number: int, state: State, until: datetime) -> None:
    """Let a step wait, for somebody else is writing to the record."""
    with transaction.atomic():
        _move(number, (state,), BEGUN[state], beat_at=None, step="", percent=0)
        _job(BEGUN[state]).using(run_after=until).enqueue(number)


def tell_planned(*, number: int, mapping: str, found: Found, now: datetime) -> None:
    """Show a plan; it stays until somebody runs or drops it."""
    _move(
        number, (State.PLANNING,), State.PLANNED, mapping=mapping, found=to_text(found),
        beat_at=now, step="", version=None, version_up=True,
    )  # fmt: skip


def tell_done(*, number: int, run: str, came_in: CameIn, now: datetime) -> None:
    """Say that an import is in the record."""
    with transaction.atomic():
        _move(
            number, (State.RUNNING,), State.DONE, run_id=run, came_in=to_text(came_in),
            ended_at=now, step="", percent=100,
        )  # fmt: skip
        written = sum(count for _, count in came_in.written)
        log.record("import.done", at=now, subject=number, details={"run": run, "rows": written})


def tell_undone(*, number: int, run: str, now: datetime) -> None:
    """Say that an import is out of the record."""
    with transaction.atomic():
        _move(number, (State.UNDOING,), State.UNDONE, ended_at=now, step="")
        log.record("import.undone", at=now, subject=number, details={"run": run})


def fail(*, number: int, state: State, failure: str, now: datetime) -> None:
    """End a step that could not be done; the one before it stands again, with what went wrong."""
    back = {
        State.PLANNING: State.UNREADABLE, State.RUNNING: State.PLANNED, State.UNDOING: State.DONE,
    }  # fmt: skip
    Bringing.objects.filter(pk=number, state=state).update(
        state=back[state], failure=failure, step="", beat_at=now
    )


def resume(*, now: datetime) -> int:
    """Take up again what was killed in the middle, or before it began; tells how many."""
    count = _put_in_again(now)
    for begun, asked in BEGUN.items():
        stale = Bringing.objects.filter(state=begun, beat_at__lt=now - QUIET)
        for number in list(stale.values_list("pk", flat=True)):
            with transaction.atomic():
                if stale.filter(pk=number).update(state=asked, beat_at=None):
                    _job(asked).enqueue(number)
                    count += 1
    return count


def _put_in_again(now: datetime) -> int:
    """Put in again what waits for a job that is gone: more of them than one do no harm."""
    moved_at = Coalesce("beat_at", "brought_at")
    waiting = Bringing.objects.annotate(moved_at=moved_at).filter(moved_at__lt=now - QUIET)
    count = 0
    for asked in JOBS:
        rows = waiting.filter(state=asked).order_by("pk")
        for number in list(rows.values_list("pk", flat=True)):
            job = _job(asked)
            if not is_to_come(job=job, number=number, since=now - QUIET):
                job.enqueue(number)
                count += 1
    return count


def draft_agreement(*, number: int, now: datetime) -> int:
    """Make a draft of the agreement that was brought, in the name of whoever brought it.

    Returns:
        The number of the version, also where another says the same already.

    Raises:
        MovedOnError: when none was brought, or the files are not there any more.
        AgreementWrongError: when it is no text of an agreement at all.
    """
    one = Bringing.objects.get(pk=number)
    brought = jobs.find_agreement(Path(one.folder))
    if brought is None:
        raise MovedOnError
    return jobs.bring_agreement(one, brought, now=now).number


def _job(state: str) -> "jobs.Job":
    return jobs.by_name(JOBS[State(state)])


def _move(
    number: int,
    states: Sequence[State],
    to: State,
    *,
    version: int | None = None,
    version_up: bool = False,
    **changed: object,
) -> None:
    """Bring it from one of some states to another, if it is still as it was looked at."""
    rows = Bringing.objects.filter(pk=number, state__in=states)
    if version is not None:
        rows = rows.filter(version=version)
        version_up = True
    if version_up:
        changed["version"] = F("version") + 1
    if not rows.update(state=to, **changed):
        raise MovedOnError
