"""What is safe to do with several leads at once: each for itself, and each only once."""

from collections.abc import Iterable
from datetime import datetime

from sameroom.handoff.moves import Move, State, Told
from sameroom.handoff.web import operations, routing_operations
from sameroom.handoff.web.assigning import Owner
from sameroom.handoff.web.models import Case
from sameroom.handoff.web.routing_operations import Gift
from sameroom.people.web.models import User

DUPLICATE = Told("procedural", "Duplicate lead")


def reject_duplicates(*, case_ids: Iterable[int], by: User, now: datetime) -> list[int]:
    """Turn waiting leads down as duplicates; lists those that still waited."""
    done = []
    for case_id in case_ids:
        try:
            operations.move(case_id=case_id, move=Move.REJECT, read_as=State.WAITING,
                            told=DUPLICATE, by=by, now=now)  # fmt: skip
        except operations.MovedOnError:
            continue
        done.append(case_id)
    return done


def give(
    *, cases: Iterable[Case], to: Owner, reason: str, by: User, now: datetime
) -> list[int]:  # fmt: skip
    """Give leads to somebody; lists those that were still whose they are here."""
    done = []
    for case in cases:
        gift = Gift(case.pk, case.owner_id)
        try:
            routing_operations.give(gift=gift, to=to, reason=reason, by=by, now=now)
        except routing_operations.NotTheirsError:
            continue
        done.append(case.pk)
    return done
