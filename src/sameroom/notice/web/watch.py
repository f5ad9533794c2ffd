"""What is looked after each minute: digests that are due, and messages whose turn has come."""

from datetime import datetime, timedelta

from sameroom.notice.web import delivery, digests, jobs, outbox

LATE = timedelta(seconds=30)  # a job was asked for already; this is for what has no job any more


def look_after(*, now: datetime) -> None:
    """Make digests, have what is due sent, and once an hour forget what is old."""
    digests.compose_due(now=now)
    if delivery.list_due(now=now - LATE).exists():
        jobs.wake(at=None)
    if now.minute == 0:
        outbox.sweep(now=now)
