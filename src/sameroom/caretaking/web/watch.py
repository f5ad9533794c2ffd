"""What caretaking looks after each minute."""

from datetime import datetime

from sameroom.caretaking.web import asking_to_erase


def look_after(*, now: datetime) -> None:
    """Take up an erasing that was killed, and forget whom nobody decided on."""
    asking_to_erase.resume(now=now)
    asking_to_erase.forget_undecided(now=now)
