"""What watchers are told of the jobs."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from sameroom.webkit.gauges import Gauge

TOLD = (TaskResultStatus.READY, TaskResultStatus.RUNNING, TaskResultStatus.FAILED)


def list_gauges(*, now: datetime) -> Iterator[Gauge]:
    """Tell how many jobs wait, run and failed."""
    rows = DBTaskResult.objects.filter(status__in=TOLD).order_by().values_list("status")
    counted = dict(rows.annotate(n=Count("pk")))
    for status in TOLD:
        yield Gauge(
            "jobs", "Jobs of the worker, by state.", counted.get(status, 0),
            {"state": status.lower()},
        )  # fmt: skip
