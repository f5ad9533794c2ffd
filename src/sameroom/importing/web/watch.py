"""What imports look after each minute."""

from datetime import datetime

from sameroom.importing.web import operations


def look_after(*, now: datetime) -> None:
    """Take up what was killed."""
    operations.resume(now=now)
