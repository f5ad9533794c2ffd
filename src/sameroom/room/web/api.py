"""What other parts of the room may ask of this one."""

from datetime import datetime

from sameroom.room.web import operations, queries
from sameroom.room.web.models import Present
from sameroom.webkit.audit import Actor


def ask_refresh(*, cause: str, now: datetime, by: Actor | None = None) -> None:
    """Ask for the record to be read anew; one that waits already will do."""
    operations.ask_refresh(cause=cause, now=now, by=by)


def get_present() -> datetime | None:
    """Tell what day it is for a company that is invented; None: today."""
    present = Present.objects.first()
    return present.as_of if present else None


def is_reading() -> bool:
    """Tell whether the record is being read anew, or is about to be."""
    return queries.get_progress().is_going_on
