"""Turns pauses and excused lateness into facts: acts of a machine within the house, which count as
nobody's work; the tables of the hand-over read them back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sameroom.handoff.web.facts import ORIGIN, Row

PAUSED, RESUMED, EXCUSED = "clock paused", "clock resumed", "lateness excused"


@dataclass(frozen=True, slots=True)
class Stopped:
    """A pause as it is to stand in the record."""

    number: int
    lead_id: str
    member_id: str
    starts_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Excused:
    """A lateness that does not count; it belongs to the hand-over in which it was disputed."""

    number: int
    lead_id: str
    promise: str
    raised_at: datetime


def rows_of(
    *, stopped: Sequence[Stopped], excused: Sequence[Excused], seen_at: datetime
) -> list[Row]:
    """Make the rows of `activity`: the beginning and the end of each pause, and each excuse.

    Reasons stay in the room: a pause says nothing of the buyer but its times.
    """
    rows = []
    for one in stopped:
        name = f"pause-{one.number}"
        told = {"lead_id": one.lead_id, "member_id": one.member_id or None, "seen_at": seen_at}
        rows.append(_row(name, PAUSED, one.starts_at, told))
        if one.ends_at is not None:
            rows.append(_row(f"{name}-end", RESUMED, one.ends_at, told))
    for late in excused:
        told = {"lead_id": late.lead_id, "subject": late.promise, "seen_at": seen_at}
        rows.append(_row(f"excuse-{late.number}", EXCUSED, late.raised_at, told))
    return rows


def _row(number: str, outcome: str, at: datetime, told: Row) -> Row:
    return {
        "id": f"{ORIGIN}:{number}", "origin": ORIGIN, "source_id": number, "is_deleted": False,
        "occurred_at": at, "kind": "note", "direction": "internal", "outcome": outcome,
        "is_automatic": True, **told,
    }  # fmt: skip
