"""Turns what was done in the room into facts: pure; the job writes them into the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

ORIGIN = "sameroom"
# What of the room's states the record has a stage for, and its name there.
STAGES = {
    "waiting": "handed_over", "accepted": "accepted", "rejected": "rejected",
    "recycled": "recycled", "qualified": "qualified", "disqualified": "disqualified",
}  # fmt: skip
# Acts by which a lead of the room gets another owner. A lead of another system has one row of that
# system's: its owner stands in the room until the system follows.
OF_OWNERS = frozenset({"route", "give", "reassign"})
Row = dict[str, Any]  # Any: a cell


@dataclass(frozen=True, slots=True)
class Done:
    """An act as it is to stand in the record."""

    act_id: int
    move: str
    at: datetime
    member_id: str
    lead_id: str
    person_id: str
    from_state: str
    to_state: str
    family: str
    reason: str
    owner_id: str = ""
    campaign_id: str = ""
    handed_over_at: datetime | None = None


def rows_of(
    *, done: Sequence[Done], words: Mapping[str, Sequence[str]], seen_at: datetime
) -> dict[str, list[Row]]:
    """Make the rows of the record: a move of the lead each, and the lead itself if it is ours.

    Args:
        words: the words of the agreement for each stage of a lead; the first is written.
    """
    leads: dict[str, Row] = {}  # one row each, as it was last
    moved = []
    for act in done:
        is_ours = act.lead_id.startswith(f"{ORIGIN}:")
        if act.move == "hand over" or (act.move in OF_OWNERS and is_ours):
            leads[act.lead_id] = _lead(act, seen_at)
        if act.to_state in STAGES:
            moved.append(_move(act, words, seen_at))
    told = {"lead": list(leads.values()), "stage_change": moved}
    return {noun: rows for noun, rows in told.items() if rows}


def _move(act: Done, words: Mapping[str, Sequence[str]], seen_at: datetime) -> Row:
    return {
        **_named(f"act-{act.act_id}", seen_at),
        "subject": "lead",
        "subject_id": act.lead_id,
        "from_stage": _word(act.from_state, words),
        "to_stage": _word(act.to_state, words),
        "changed_at": act.at,
        "changed_by_id": act.member_id or None,
        "reason_family": act.family or None,
        "reason": act.reason or None,
    }


def _lead(act: Done, seen_at: datetime) -> Row:
    handed_at = min(act.handed_over_at or act.at, act.at)
    return {
        **_named(act.lead_id.removeprefix(f"{ORIGIN}:"), seen_at),
        "person_id": act.person_id or None,
        "owner_id": act.owner_id or None,
        "campaign_id": act.campaign_id or None,
        "created_at": handed_at,
        "handed_over_at": handed_at,
        "assigned_at": act.at if act.owner_id else None,
    }


def _named(number: str, seen_at: datetime) -> Row:
    return {"id": f"{ORIGIN}:{number}", "origin": ORIGIN, "source_id": number,
            "seen_at": seen_at, "is_deleted": False}  # fmt: skip


def _word(state: str, words: Mapping[str, Sequence[str]]) -> str | None:
    stage = STAGES.get(state)
    return next(iter(words[stage]), stage) if stage else None
