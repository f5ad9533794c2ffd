"""When a promise falls due: working time counts, pauses do not; each delay has its own clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


class WorkingTime(Protocol):
    """What a calendar counts: see `sameroom.agreement.calendar`."""

    def open_seconds(self, *, starts_at: datetime, ends_at: datetime) -> int:
        """Count the working seconds between two instants."""

    def after(self, *, starts_at: datetime, open_seconds: int) -> datetime | None:
        """Find the instant after so many working seconds."""

    def before(self, *, ends_at: datetime, open_seconds: int) -> datetime | None:
        """Find the instant from which so many working seconds are left."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which a clock stands still: the buyer asked to wait, a breach is disputed.

    Args:
        ends_at: None while it goes on.
    """

    starts_at: datetime
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Delays:
    """How long a lead waited, in working seconds, and whose clock it was.

    Args:
        routing: until somebody owned it.
        human: from then until a human turned to the buyer; None while nobody has.
    """

    routing: int
    human: int | None


def joined(*, pauses: Sequence[Pause]) -> list[Pause]:
    """Put pauses that touch or overlap together, in order; a reversed one is none."""
    told = sorted(pauses, key=lambda one: (one.starts_at, one.ends_at is None))
    found: list[Pause] = []
    for one in told:
        if one.ends_at is not None and one.ends_at <= one.starts_at:
            continue
        last = found[-1] if found else None
        if last is None or (last.ends_at is not None and last.ends_at < one.starts_at):
            found.append(one)
        elif last.ends_at is not None:
            ends_at = None if one.ends_at is None else max(one.ends_at, last.ends_at)
            found[-1] = Pause(last.starts_at, ends_at)
    return found


def due_at(
    *,
    starts_at: datetime,
    within: timedelta,
    working: WorkingTime,
    pauses: Sequence[Pause] = (),
) -> datetime | None:
    """Find when a promise falls due; None while a pause goes on before that, or nobody ever works.

    Twin: `due` of promise_due.sql, over whole tables.

    Args:
        starts_at: when its clock started: the hand-over.
        within: the working time promised.
    """
    left, moment = int(within.total_seconds()), starts_at
    for pause in joined(pauses=pauses):
        if pause.ends_at is not None and pause.ends_at <= moment:
            continue
        ran = working.open_seconds(starts_at=moment, ends_at=pause.starts_at)
        if ran >= left:
            break
        left -= ran
        if pause.ends_at is None:
            return None
        moment = max(moment, pause.ends_at)
    return working.after(starts_at=moment, open_seconds=left)


def spent(
    *,
    starts_at: datetime,
    until: datetime,
    working: WorkingTime,
    pauses: Sequence[Pause] = (),
) -> int:
    """Count the working seconds that a clock has run until an instant, pauses left out."""
    ran, moment = 0, starts_at
    for pause in joined(pauses=pauses):
        if pause.starts_at >= until:
            break
        if pause.ends_at is not None and pause.ends_at <= moment:
            continue
        ran += working.open_seconds(starts_at=moment, ends_at=max(moment, pause.starts_at))
        if pause.ends_at is None:
            return ran
        moment = max(moment, pause.ends_at)
    return ran + working.open_seconds(starts_at=moment, ends_at=max(moment, until))


def delays(
    *,
    handed_over_at: datetime,
    owned_at: datetime | None,
    contacted_at: datetime | None,
    now: datetime,
    working: WorkingTime,
    pauses: Sequence[Pause] = (),
) -> Delays:
    """Part the wait of a lead into that for an owner and that for the owner's first contact.

    Somebody who turned to the buyer before the lead had an owner owned it from then on.
    """
    known = [moment for moment in (owned_at, contacted_at) if moment is not None]
    owned = max(handed_over_at, min(known)) if known else None
    routed = spent(starts_at=handed_over_at, until=owned or now, working=working, pauses=pauses)
    if owned is None or contacted_at is None:
        return Delays(routed, None)
    human = spent(starts_at=owned, until=contacted_at, working=working, pauses=pauses)
    return Delays(routed, human)
