"""Where people are told what a move asks of them; until there are notices, pages alone tell it."""

from datetime import datetime

from sameroom.handoff.moves import Move


def tell_of(*, case_id: int, move: Move, to: tuple[int, ...], now: datetime) -> None:
    """Tell those whom a move asks something of, in the caller's transaction.

    Args:
        to: the numbers of users: who answers, who settles, whose lead waits again.
    """
