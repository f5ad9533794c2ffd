"""The job that sends what waits, outside any transaction."""

from datetime import datetime

from django_tasks import task


@task()
def deliver() -> None:
    """Send whatever is due."""
    from sameroom import clock
    from sameroom.notice.web import delivery

    delivery.deliver_due(now=clock.now)


def wake(*, at: datetime | None) -> None:
    """Have what is due sent, in the caller's transaction.

    Args:
        at: not before; None for as soon as there is a worker.
    """
    (deliver if at is None else deliver.using(run_after=at)).enqueue()
