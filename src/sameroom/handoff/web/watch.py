"""What the hand-over looks after each minute."""

from datetime import datetime

from sameroom.handoff.web import operations, owning, pausing, routing_operations, sweeping
from sameroom.handoff.web.jobs import append_acts
from sameroom.handoff.web.queries import day_of, has_acts_to_append


def look_after(*, now: datetime) -> None:
    """Bring back what is due today, take the steps about promises, tell owners of reasons, and
    have what was done in the room appended to the record.
    """
    operations.bring_back(today=day_of(now), now=now)
    routing_operations.route_due(now=now)
    pausing.end_due(now=now)
    sweeping.sweep(now=now)
    owning.tell_owners(now=now)
    if has_acts_to_append(now=now):
        append_acts.enqueue()
