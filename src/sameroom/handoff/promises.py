"""How a promise stands: kept, missed, open; one rule for the pages and, as SQL, for the year."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sameroom.handoff.moves import SALES
from sameroom.handoff.rules import is_late
from sameroom.webkit.rights import Reader, Role

LONGEST_PAUSE = timedelta(days=92)  # whoever asks to wait for longer is sent back for later


class Standing(StrEnum):
    """What has become of a promise so far."""

    KEPT = "kept"
    MISSED = "missed"
    OPEN = "open"
    PAUSED = "paused"
    EXCUSED = "excused"  # missed, and both teams' leads say that it does not count
    UNTOLD = "untold"  # no clock runs, or nothing says when it was kept


class Ruling(StrEnum):
    """How a lead of a team says that a dispute is to end."""

    EXCUSE = "excuse"
    COUNT = "count"


def standing(
    *,
    due_at: datetime | None,
    kept_at: datetime | None,
    is_kept: bool,
    is_paused: bool,
    is_excused: bool,
    now: datetime,
) -> Standing:
    """Tell how a promise stands (twins: `is_late` of handoff_case.sql and decision_clock.sql).

    Args:
        due_at: None while its clock stands still before that, and where none runs.
        kept_at: when it was kept; None while it was not, or where nothing says when.
        is_kept: whether it was, also where nothing says when.
        is_paused: whether its clock stands still now.
    """
    if is_excused:
        return Standing.EXCUSED
    if is_kept and kept_at is None:
        return Standing.UNTOLD
    if due_at is None:
        if not is_paused:
            return Standing.UNTOLD
        return Standing.KEPT if kept_at is not None else Standing.PAUSED
    if is_late(due_at=due_at, first_touch_at=kept_at, now=now):
        return Standing.MISSED
    if kept_at is not None:
        return Standing.KEPT
    return Standing.PAUSED if is_paused else Standing.OPEN


def settle(*, marketing: str, sales: str) -> Ruling | None:
    """Tell how a dispute ends: as both leads say, and not before they say the same."""
    return Ruling(marketing) if marketing and marketing == sales else None


def lacks_in_pause(*, reason: str, until: datetime | None, now: datetime) -> dict[str, str]:
    """Say what is missing or wrong in what was told with a pause, by field."""
    wrong: dict[str, str] = {}
    if not reason.strip():
        wrong["reason"] = "Say what the buyer asked for; both teams read it."
    if until is not None and until <= now:
        wrong["until"] = "The day must lie ahead."
    elif until is not None and until > now + LONGEST_PAUSE:
        wrong["until"] = "That is more than three months. Send the lead back for later instead."
    return wrong


def oddities(*, dues: Sequence[tuple[datetime | None, datetime | None]]) -> tuple[str, ...]:
    """Say what in the promises themselves cannot be kept or contradicts the other.

    Nothing is guessed: each clock runs as agreed, and whoever reads the page is told. That a
    decision takes fewer working hours than the first contact the agreement refuses; where calendars
    differ it may still fall due before it.

    Args:
        dues: for hand-overs on different days, when first contact and decision fall due.
    """
    found = []
    if any(touch is None for touch, _ in dues):
        found.append("no time for the first contact")
    if any(decision is None for _, decision in dues):
        found.append("no time for the decision")
    if any(touch and decision and decision < touch for touch, decision in dues):
        found.append("decision before first contact")
    return tuple(found)


def may_stop_clock(*, reader: Reader, owner_id: str) -> bool:
    """Tell whether a reader may pause a lead's clocks and dispute what was missed: its owner may,
    and the lead of sales.
    """
    if reader.team != SALES:
        return False
    return reader.role is Role.LEAD or bool(owner_id and reader.member_id == owner_id)
