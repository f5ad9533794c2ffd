"""Until when the promises about a lead are to be kept, and the steps laid out before and after."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Q, QuerySet

from sameroom.handoff import clocks, escalation, promises
from sameroom.handoff.moves import State
from sameroom.handoff.promises import Ruling, Standing
from sameroom.handoff.web.models import Case, Deadline, Dispute, Ended, Seller
from sameroom.handoff.web.seeing import find_plain
from sameroom.room.web import api as room
from sameroom.room.web.api import Clauses
from sameroom.webkit import bulk
from sameroom.webkit.prepared import Prepared

FIRST_TOUCH, DISPOSITION = "first_touch", "disposition"
PROMISES = (FIRST_TOUCH, DISPOSITION)
LONG_PAST = timedelta(days=1)  # a step this late when first seen is not taken any more
CHUNK = 500
UNTOUCHED = (State.WAITING, State.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Stand:
    """How a promise stands, and until when it was to be kept."""

    due_at: datetime | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Owed:
    """A promise about a lead that is still to be kept."""

    promise: str
    starts_at: datetime
    due_at: datetime


def due_at(
    *,
    clauses: Clauses,
    promise: str,
    starts_at: datetime,
    pauses: Sequence[clocks.Pause] = (),
    calendar: str = "",
) -> datetime | None:
    """Find until when a promise is to be kept; None while it is paused, or nobody ever works.

    Args:
        calendar: of whoever has the lead, as the record names it.
    """
    clock = room.find_working(clauses=clauses, promise=promise, own=calendar)
    if clock is None:
        return None
    within = timedelta(hours=getattr(clauses.promises, promise).within_hours)
    return clocks.due_at(starts_at=starts_at, within=within, working=clock, pauses=pauses)


def list_owed(*, case: Case) -> tuple[Owed, ...]:
    """List the promises about a lead that nobody has kept yet."""
    starts_at = case.handed_over_at
    if case.is_gone or starts_at is None:
        return ()
    found = []
    if case.due_at is not None and not case.is_touched and case.state in UNTOUCHED:
        found.append(Owed(FIRST_TOUCH, starts_at, case.due_at))
    if case.decide_by is not None and case.state == State.WAITING:
        found.append(Owed(DISPOSITION, starts_at, case.decide_by))
    return tuple(found)


def pauses_of(*, case: Case) -> tuple[clocks.Pause, ...]:
    """List the times in which a lead's clocks stood still since it was handed over."""
    if case.handed_over_at is None:
        return ()
    rows = case.pauses.filter(starts_at__gte=case.handed_over_at.replace(microsecond=0))
    return tuple(clocks.Pause(one.starts_at, one.ends_at or one.until)
                 for one in rows.order_by("starts_at", "pk"))  # fmt: skip


def promise_anew(*, case: Case, clauses: Clauses) -> None:
    """Set the instants until which a lead's promises are to be kept, its pauses left out."""
    if case.handed_over_at is None:
        return
    told = {"clauses": clauses, "starts_at": case.handed_over_at, "pauses": pauses_of(case=case),
            "calendar": find_calendar(owner_id=worker_of(case=case))}  # fmt: skip
    case.touch_by = due_at(promise=FIRST_TOUCH, **told)  # type: ignore[arg-type]  # as above
    case.decide_by = due_at(promise=DISPOSITION, **told)  # type: ignore[arg-type]  # as above
    case.due_at = None if case.is_touched else case.touch_by


def worker_of(*, case: Case) -> str:
    """Name whoever has a lead by the record: by their hours its promises run there too.

    Who got a lead of the CRM in the room alone is not known to the record.
    """
    return case.owner_id if case.is_from_here or not case.is_owned_here else case.read_owner_id


def find_calendar(*, owner_id: str) -> str:
    """Find by which calendar somebody works; "" where they have none of their own."""
    return _calendars([owner_id]).get(owner_id, "")


def follow_owner(*, case_id: int, had: str, now: datetime) -> None:
    """Have the promises about a lead of the room run by the hours of whoever has it now.

    Args:
        had: who had it before.
    """
    case = Case.objects.get(pk=case_id)
    hours = _calendars([had, case.owner_id])
    if not case.is_from_here or hours.get(had, "") == hours.get(case.owner_id, ""):
        return
    clauses = room.get_agreed().clauses
    promise_anew(case=case, clauses=clauses)
    case.save(update_fields=["touch_by", "due_at", "decide_by"])
    lay_out(cases=[case], clauses=clauses, now=room.get_present() or now)


def standings(*, case: Case, now: datetime) -> dict[str, Stand]:
    """Tell how both promises about a lead stand: the rule of the page, and of the year.

    One query, and only where something was missed.

    Args:
        now: what time it is in the room.
    """
    return standings_and_disputes(case=case, now=now)[0]


def standings_and_disputes(
    *, case: Case, now: datetime
) -> tuple[dict[str, Stand], Sequence[Dispute]]:
    """Tell how both promises stand, and what was disputed where one was missed, by one query."""
    plain = _standings(case, now, excused=frozenset())
    if not any(one.standing is Standing.MISSED for one in plain.values()):
        return plain, ()
    disputes = _DISPUTES(case_id=case.pk)
    excused = [one for one in disputes if one.ended_as == Ruling.EXCUSE]
    told = frozenset((one.promise, one.due_at) for one in excused)
    return _standings(case, now, excused=told), disputes


def _disputes(*, case_id: int) -> QuerySet[Dispute]:
    return Dispute.objects.filter(case_id=case_id).order_by("pk")


_DISPUTES = Prepared(_disputes)


def _standings(
    case: Case, now: datetime, *, excused: frozenset[tuple[str, datetime]]
) -> dict[str, Stand]:
    is_paused = case.paused_at is not None and not (case.paused_until and case.paused_until <= now)
    is_decided = case.state != State.WAITING
    told = (
        (FIRST_TOUCH, case.touch_by, case.touched_at, case.is_touched),
        (DISPOSITION, case.decide_by, case.decided_at if is_decided else None, is_decided),
    )
    return {
        promise: Stand(
            due, promises.standing(
                due_at=due, kept_at=min(kept_at, now) if kept_at else None, is_kept=is_kept,
                is_paused=is_paused, is_excused=(promise, due) in excused, now=now,
            )
        )
        for promise, due, kept_at, is_kept in told
    }  # fmt: skip


def is_owed(*, row: Deadline) -> bool:
    """Tell whether the promise that a step belongs to is still to be kept."""
    return any(
        (one.promise, one.due_at) == (row.promise, row.due_at) for one in list_owed(case=row.case)
    )


def lay_out_all(
    *, clauses: Clauses, now: datetime, tell: Callable[[], None] = lambda: None
) -> None:
    """Lay out the steps of every lead whose promise is new or another one; after a refresh.

    Args:
        now: what time it is in the room.
        tell: is called often.
    """
    fresh = (case for case in _owing() if case.laid != mark_of(case=case, clauses=clauses))
    for chunk in bulk.in_turns(fresh):
        lay_out(cases=chunk, clauses=clauses, now=now)
        tell()


def _owing() -> Iterator[Case]:
    """List the leads whose promises are to be kept, or were once, a page at a time.

    An open cursor would hold what it reads as it was: the embedded database refuses to write behind
    it once somebody else has written.
    """
    owing = Q(state__in=UNTOUCHED, is_gone=False) | ~Q(laid="")
    rows, last = Case.objects.filter(owing).defer("packet").order_by("pk"), 0
    while page := list(rows.filter(pk__gt=last)[:CHUNK]):
        yield from page
        last = page[-1].pk


def mark_of(*, case: Case, clauses: Clauses) -> str:
    """Say in one word which promises a lead's steps are laid for; "" for none."""
    owed = list_owed(case=case)
    if not owed:
        return ""
    rungs = [getattr(clauses.handoff.escalation, one.promise) for one in owed]
    return sha256(repr((owed, rungs)).encode()).hexdigest()[:40]


def lay_out(*, cases: Sequence[Case], clauses: Clauses, now: datetime) -> None:
    """Lay out the steps of some leads; steps of promises that are no longer so are called off.

    A step whose instant lies long past, or that a later step has overtaken already, is stored as
    passed over: what lay there before the room looked makes no flood.
    """
    if not cases:
        return
    calendars = _calendars(worker_of(case=case) for case in cases)
    wanted = [
        one
        for case in cases
        for one in _steps(case, clauses, calendars.get(worker_of(case=case), ""), now)
    ]
    known = {
        (one.case_id, one.promise, one.place, one.due_at, one.falls_at): one
        for one in Deadline.objects.filter(case__in=cases)
    }
    kept: set[int] = set()
    fresh = []
    for step in wanted:
        held = known.get((step.case_id, step.promise, step.place, step.due_at, step.falls_at))
        if held is None:
            fresh.append(step)
        else:
            kept.add(held.pk)
    Deadline.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=100)
    old = [one.pk for one in known.values() if one.pk not in kept]
    waiting = Deadline.objects.filter(pk__in=old, standing=Ended.WAITING)
    waiting.update(standing=Ended.CALLED_OFF, ended_at=now)
    again = Deadline.objects.filter(pk__in=kept, standing=Ended.CALLED_OFF, falls_at__gt=now)
    again.update(standing=Ended.WAITING, ended_at=None)
    for case in cases:
        case.laid = mark_of(case=case, clauses=clauses)
    Case.objects.bulk_update(cases, ["laid"], batch_size=100)


def call_off(*, case_id: int, now: datetime) -> None:
    """Call off every step of a lead that waits; the promise is kept, or laid out anew."""
    waiting = Deadline.objects.filter(case_id=case_id, standing=Ended.WAITING)
    waiting.update(standing=Ended.CALLED_OFF, ended_at=now)


def _calendars(member_ids: Iterable[str]) -> dict[str, str]:
    """Find by which calendars some work, where they have one of their own."""
    owners = set(member_ids) - {""}
    rows = Seller.objects.filter(member_id__in=owners).exclude(calendar="")
    return dict(rows.values_list("member_id", "calendar")) if owners else {}


def _steps(case: Case, clauses: Clauses, calendar: str, now: datetime) -> list[Deadline]:
    found = []
    for owed in list_owed(case=case):
        clock = room.find_working(clauses=clauses, promise=owed.promise, own=calendar)
        if clock is None:
            continue
        laid = escalation.deadlines(
            starts_at=owed.starts_at, due_at=owed.due_at,
            rungs=getattr(clauses.handoff.escalation, owed.promise), working=clock,
        )  # fmt: skip
        taken = escalation.to_take(laid=laid, now=now, long_past=LONG_PAST)
        for step in laid:
            is_taken = step in taken
            found.append(
                Deadline(
                    case_id=case.pk, promise=owed.promise, place=step.place, act=step.act,
                    whom=step.whom, due_at=owed.due_at, falls_at=step.falls_at,
                    standing=Ended.WAITING if is_taken else Ended.PASSED_OVER,
                    ended_at=None if is_taken else now,
                )
            )  # fmt: skip
    return found


def keep_promises(*, case_id: int, now: datetime) -> None:
    """Bring the steps of one lead in line with its promises, in the caller's transaction."""
    case = find_plain(case_id=case_id)
    if case is None:
        return
    lay_out(cases=[case], clauses=room.get_agreed().clauses, now=room.get_present() or now)
