"""What the room looks after each minute."""

from datetime import UTC, datetime

from sameroom.room.web import demo, operations, queries

NIGHT = 2  # o'clock in UTC, when the record is read anew


def look_after(*, now: datetime) -> None:
    """Take up what was killed, sweep behind it, and have the record read anew: once a night, and
    once what was done by people has waited long enough.
    """
    operations.resume(now=now)
    operations.tidy()
    operations.ask_wanted(now=now)
    demo.bring_outstanding(now=now)
    shown_at = queries.get_progress().shown_at
    if now.hour >= NIGHT and shown_at is not None and shown_at < _tonight(now):
        operations.ask_nightly(day=now.date(), now=now)


def _tonight(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(hour=NIGHT, minute=0, second=0, microsecond=0)
