"""What is safe to do with several waiting leads at once: each for itself, and each only once."""

from collections.abc import Iterable
from datetime import datetime

from sameroom.handoff.moves import Move, State, Told
from sameroom.handoff.web import operations
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


def reassign(*, case_ids: Iterable[int], owner: User, by: User, now: datetime) -> list[int]:
    """Give waiting leads to a colleague; lists those that still waited."""
    return [
        case_id for case_id in case_ids
        if operations.reassign(case_ids=[case_id], owner=owner, by=by, now=now)
    ]  # fmt: skip
