"""What other parts may ask of the room."""

from dataclasses import dataclass
from datetime import datetime

from sameroom.measure import Interval, Reading, Told, TooLittle, Unit
from sameroom.room import keeping
from sameroom.room.laid_out import Front
from sameroom.room.web import operations
from sameroom.room.web.models import Refresh, State, StoredReading
from sameroom.webkit.audit import Actor


def ask_refresh(*, cause: str, now: datetime, by: Actor | None = None) -> int:
    """Ask for the record to be read anew; gives the number of the refresh."""
    return operations.ask_refresh(cause=cause, now=now, by=by)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a measure told when the record was last read.

    Args:
        told: in the order in which it was told.
        agreement_version: in whose light.
    """

    told: tuple[Told, ...]
    agreement_version: str
    ends_at: datetime


def find_shown(*, measure: str) -> Shown | None:
    """Find what a measure told when the record was last read; None while nothing was."""
    last = Refresh.objects.filter(state=State.DONE).order_by("-pk").values("pk")[:1]
    rows = list(StoredReading.objects.filter(refresh_id__in=last, measure=measure).order_by("pk"))
    if not rows:
        return None
    return Shown(tuple(_told(row) for row in rows), rows[0].agreement_version, rows[0].ends_at)


def _told(row: StoredReading) -> Told:
    part = tuple((str(name), str(said)) for name, said in row.part)
    if not row.is_told or row.value is None:
        return TooLittle(row.figure, Unit(row.unit), row.count, 0, part=part)
    interval = None
    if row.low is not None and row.high is not None:
        interval = Interval(row.low, row.high)
    return Reading(row.figure, row.value, Unit(row.unit), row.count, interval, part)


@dataclass(frozen=True, slots=True)
class Cost:
    """What being apart costs, as it was last read.

    Args:
        title: of which kind of money.
        about, ranged: in the company's currency, as a person reads it.
        meaning: what it counts.
    """

    title: str
    about: str
    ranged: str
    meaning: str


def list_costs() -> tuple[Cost, ...]:
    """List what being apart costs in the period that was last read; () while nothing tells it."""
    shown = Refresh.objects.filter(state=State.DONE).order_by("-pk").first()
    if shown is None or not shown.front:
        return ()
    bill = keeping.from_text(shown.front, Front).bill
    return tuple(
        Cost(side.title, side.total.about, side.total.range, side.meaning)
        for side in (bill.cash, bill.expected)
        if side.total
    )
