"""A lead that waits again by an act of the room stays the one it was."""

from collections.abc import Sequence
from datetime import timedelta

from sameroom.handoff.moves import State
from sameroom.handoff.web.models import Act, Case
from sameroom.room.web import api as room

SECOND = timedelta(seconds=1)


def follow_turns(*, rows: Sequence[Case]) -> None:
    """Have the leads that were handed over again here go by the name of that hand-over.

    The record calls each hand-over of a lead anew. One that the room itself made is no other lead:
    its number stays, and so what was told of it, the links in mails, its clocks and its way.

    Args:
        rows: as the record tells them; in the caller's transaction.
    """
    later = {row.key: row for row in rows if row.turn > 1}
    there = set(Case.objects.filter(key__in=later).values_list("key", flat=True))
    before = {name: row for key, row in later.items() if key not in there for name in _before(row)}
    held = Case.objects.select_for_update().filter(key__in=before, is_ours=True, is_gone=False)
    for case in held.only("pk", "key").order_by("-turn"):
        row = before[case.key]
        if row.key not in there and _was_made_here(case, row):
            Case.objects.filter(pk=case.pk).update(key=row.key)
            there.add(row.key)


def _before(row: Case) -> list[str]:
    """List what the record called the hand-overs of a lead before this one."""
    return [row.lead_id, *(f"{row.lead_id}#{turn}" for turn in range(2, row.turn))]


def _was_made_here(case: Case, row: Case) -> bool:
    acts = Act.objects.filter(case=case, to_state=State.WAITING, is_undone=False)
    present = room.get_present()
    told = [min(at, present - SECOND) if present else at  # as `jobs.append` writes it
            for at in acts.exclude(move="hand over").values_list("at", flat=True)]  # fmt: skip
    return any(row.handed_over_at and abs(at - row.handed_over_at) < SECOND for at in told)
