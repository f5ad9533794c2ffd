"""The hand-over's job: what was done in the room goes into the record."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django_tasks import task

from sameroom import clock

if TYPE_CHECKING:
    from sameroom.handoff.web.facts import Done
    from sameroom.handoff.web.models import Act


@task()
def append_acts() -> None:
    """Append the acts whose minute has passed; the record is read anew before long."""
    append(now=clock.now())


def append(*, now: datetime, most: int = 2_000, asks_refresh: bool = True) -> int:
    """Append acts that can no longer be undone, once each; tells how many.

    An act that was appended and not marked, because the process was killed in between, gets the
    same id again: the record keeps one row of it.
    """
    from sameroom.handoff.moves import UNDO_FOR
    from sameroom.handoff.web import facts
    from sameroom.handoff.web.clock_rows import ClockRows
    from sameroom.handoff.web.models import Act
    from sameroom.room.web import api as room

    ready = Act.objects.filter(appended_at=None, is_undone=False, at__lte=now - UNDO_FOR)
    acts = list(ready.select_related("case").order_by("at", "pk")[:most])
    present = room.get_present()
    clock_rows = ClockRows.read(present=present, seen_at=now, most=most)
    if not (acts or clock_rows.rows) or not room.has_record():
        return 0
    _name_people(acts)
    rows = facts.rows_of(
        done=[_done(act, present) for act in acts],
        words=room.get_agreed().clauses.lifecycle.lead,
        seen_at=now,
    )
    if clock_rows.rows:
        rows["activity"] = clock_rows.rows
    if rows:
        room.append_facts(rows=rows, now=now)
    Act.objects.filter(pk__in=[act.pk for act in acts]).update(appended_at=now)
    clock_rows.mark()
    if rows and asks_refresh:
        room.ask_before_long(cause="acts", now=now)
    return len(acts) + len(clock_rows.rows)


def _name_people(acts: "list[Act]") -> None:
    """Find who in the record those are that were handed over here."""
    from sameroom.handoff.web.models import Case
    from sameroom.room.web import api as room

    unnamed = [act.case for act in acts if act.case.is_from_here and not act.case.person_ref]
    found = room.find_person_ids(keys={case.person_key for case in unnamed}) if unnamed else {}
    for case in unnamed:  # of two acts of one lead each has its own
        case.person_ref = found.get(case.person_key, "")
        Case.objects.filter(pk=case.pk).update(person_ref=case.person_ref)


def _done(act: "Act", present: datetime | None) -> "Done":
    from sameroom.handoff.web.facts import Done

    # In an invented company the day stands still: what is done there belongs to its last instant.
    at = min(act.at, present - timedelta(seconds=1)) if present else act.at
    return Done(
        act_id=act.pk, move=act.move, at=at, member_id=act.member_id, lead_id=act.case.lead_id,
        person_id=act.case.person_ref, from_state=act.from_state, to_state=act.to_state,
        family=act.family, reason=act.reason, owner_id=act.case.owner_id,
        campaign_id=act.case.campaign_id, handed_over_at=act.case.handed_over_at,
    )  # fmt: skip
