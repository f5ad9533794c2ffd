"""What is done when a promise is about to be missed: steps, each with an instant of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from sameroom.handoff.clocks import WorkingTime

Act = Literal["remind", "notify", "reassign"]


class Rung(Protocol):
    """A step as the agreement has it: see `handoff.escalation` there."""

    @property
    def after_hours(self) -> float:
        """Tell the working hours after the promise fell due; below 0: before."""

    @property
    def act(self) -> str:
        """Tell what is done."""

    @property
    def whom(self) -> str:
        """Tell who is told."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """An instant at which something is done unless the promise was kept before.

    Args:
        falls_at: when.
        act: remind, notify or reassign.
        whom: owner, sales lead, or both leads.
        place: which step of the agreement it is, from 0.
    """

    falls_at: datetime
    act: str
    whom: str
    place: int


def deadlines(
    *, starts_at: datetime, due_at: datetime, rungs: Sequence[Rung], working: WorkingTime
) -> tuple[Deadline, ...]:
    """Lay the steps of an escalation out in time, the earliest first.

    A step that would come before the clock even started is left out: a reminder of what was just
    handed over says nothing. So is one that working time never reaches.
    """
    found = []
    for place, rung in enumerate(rungs):
        falls_at = _moved(due_at, rung.after_hours, working)
        if falls_at is not None and falls_at > starts_at:
            found.append(Deadline(falls_at, rung.act, rung.whom, place))
    return tuple(sorted(found, key=lambda one: (one.falls_at, one.place)))


def _moved(due_at: datetime, hours: float, working: WorkingTime) -> datetime | None:
    seconds = round(abs(hours) * 3600)
    if seconds == 0:
        return due_at
    if hours > 0:
        return working.after(starts_at=due_at, open_seconds=seconds)
    return working.before(ends_at=due_at, open_seconds=seconds)


def to_take(
    *, laid: Sequence[Deadline], now: datetime, long_past: timedelta
) -> frozenset[Deadline]:
    """Tell which steps are still taken when they are laid out late; the others are passed over.

    Of those whose instant has passed only the last is, unless it passed long ago: who is told that
    a promise was missed need not be reminded of it, and what lay for weeks floods nobody.

    Args:
        long_past: how long ago is long ago.
    """
    passed = [one for one in laid if one.falls_at <= now]
    last = max(passed, key=lambda one: (one.falls_at, one.place), default=None)
    ahead = {one for one in laid if one.falls_at > now}
    is_fresh = last is not None and last.falls_at > now - long_past
    return frozenset(ahead | {last}) if last is not None and is_fresh else frozenset(ahead)


def is_called_off(*, falls_at: datetime, kept_at: datetime | None) -> bool:
    """Tell whether a step is not taken, since the promise was kept by then."""
    return kept_at is not None and kept_at <= falls_at
