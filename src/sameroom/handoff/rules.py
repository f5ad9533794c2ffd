"""The decisions of the area, one pure function each; the tables decide the same over millions."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

Decision = Literal["accepted", "rejected", "recycled"]

TOWARDS_THE_BUYER = ("call", "email", "meeting", "visit", "demo", "proposal", "message")
MOST_SLOW = "more than 24 hours"
TAKEN = ("accepted", "working", "qualified", "converted", "customer")


def is_contact(
    *, kind: str | None, direction: str | None, is_automatic: bool | None, team: str | None
) -> bool:
    """Tell whether an act is a human of ours turning to a buyer (twin: first_contact.sql)."""
    if is_automatic or team == "marketing":
        return False
    return direction == "outbound" or (direction is None and kind in TOWARDS_THE_BUYER)


def decide(*, stage: str | None, was_contacted: bool) -> Decision | None:
    """Tell what sales decided, from the first stage reached after the hand-over.

    A lead closed as disqualified was taken and worked; closed without any contact, it was rejected,
    whatever its system calls it (twin: handoff_case.sql).
    """
    if stage in TAKEN:
        return "accepted"
    if stage == "disqualified":
        return "accepted" if was_contacted else "rejected"
    if stage == "rejected":
        return "rejected"
    return "recycled" if stage == "recycled" else None


def turns(*, stages: Sequence[str]) -> list[int]:
    """Number the hand-overs of a lead along its stages, from 1 (twin: lead_life.sql).

    A lead handed over again after it was decided begins a new turn; handed over twice in a row is
    one hand-over under two names. What comes before the first hand-over has the number 0. Where
    the stages tell of no hand-over, there is one turn.
    """
    if "handed_over" not in stages:
        return [1] * len(stages)
    numbered, turn = [], 0
    for place, stage in enumerate(stages):
        goes_on = place > 0 and stages[place - 1] == "handed_over"
        turn += 1 if stage == "handed_over" and not goes_on else 0
        numbered.append(turn)
    return numbered


def is_late(*, due_at: datetime, first_touch_at: datetime | None, now: datetime) -> bool:
    """Tell whether the promised first touch was, or is by now, missed (twin: handoff_case.sql).

    Clocks count whole seconds: what falls into the second promised is in time.
    """
    return (first_touch_at or now).replace(microsecond=0) > due_at.replace(microsecond=0)


def is_due(*, due_at: datetime, now: datetime) -> bool:
    """Tell whether the time promised has passed (twin: handoff_case.sql)."""
    return due_at <= now


def is_pursued(*, contacts: Sequence[datetime], attempts: int, days: int) -> bool:
    """Tell whether a lead was tried often enough in the days after its first contact.

    Two acts in the same second are one try told twice (twin: lead_pursuit.sql).
    """
    if not contacts:
        return False
    until = min(contacts) + timedelta(days=days)
    return len({moment.replace(microsecond=0) for moment in contacts if moment < until}) >= attempts


def is_silent(
    *,
    first_contact_at: datetime,
    answered_at: datetime | None,
    concluded_at: datetime | None,
    days: int,
    now: datetime,
) -> bool:
    """Tell whether a lead neither answered nor was decided while it was to be tried again.

    A lead whose days have not passed yet cannot be told (twin: lead_pursuit.sql).
    """
    until = first_contact_at + timedelta(days=days)
    ended = [moment for moment in (answered_at, concluded_at) if moment is not None]
    return until <= now and all(moment >= until for moment in ended)


def response_of(*, waited_seconds: float | None, was_turned_down: bool, was_contacted: bool) -> str:
    """Name how soon a lead was answered, by working time (twin: lead_response.sql).

    Whoever was turned down without any contact got no answer, and neither did who still waits.
    """
    if waited_seconds is None:
        return "never answered"
    if was_turned_down and not was_contacted:
        return "turned down without contact"
    steps = ((1, "within 1 hour"), (4, "1 to 4 hours"), (8, "4 to 8 hours"), (24, "8 to 24 hours"))
    return next((name for hours, name in steps if waited_seconds <= hours * 3600), MOST_SLOW)


def holder_of(*, owner_id: str | None, owner: str | None) -> str:
    """Tell whether a person, a queue or nobody has a lead (twin: lead_routing.sql).

    Salesforce numbers its queues 00G…; elsewhere a queue says so in its name.
    """
    if owner_id is None:
        return "nobody"
    is_queue = owner_id.partition(":")[2].startswith("00G")
    return "queue" if is_queue or "queue" in (owner or owner_id).lower() else "person"
