"""What is not as it should be with the database and the work done on it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from sameroom.caretaking.findings import Finding

STALE = timedelta(minutes=10)


def check_database() -> Iterator[Finding]:
    """Tell whether the database answers, and is in today's form. Says no address and no key."""
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("select 1")
        executor = MigrationExecutor(connection)
    except Error:
        yield Finding(
            "database.reach", "error", "The database does not answer.", "DATABASE_URL",
            "Start its server, and check the address, the user and the password.",
        )  # fmt: skip
        return
    graph = executor.loader.graph
    if set(executor.loader.applied_migrations) - set(graph.nodes):
        yield Finding(
            "database.later", "error", "A later Sameroom wrote the database.", "DATABASE_URL",
            "Install the version that wrote it.",
        )  # fmt: skip
    if executor.migration_plan(graph.leaf_nodes()):
        yield Finding(
            "database.form", "error", "The database is not in today's form.", "DATABASE_URL",
            "Start the room by: sameroom up. It brings the database to today's form.",
        )  # fmt: skip


def check_work(*, now: datetime) -> Iterator[Finding]:
    """Tell whether somebody does the jobs.

    Args:
        now: what waits since ten minutes before, while nothing runs, has no worker.
    """
    due = Q(run_after=None) | Q(run_after__lt=now - STALE)
    jobs = DBTaskResult.objects.order_by()
    waiting = jobs.filter(due, status=TaskResultStatus.READY, enqueued_at__lt=now - STALE).count()
    if waiting and not jobs.filter(status=TaskResultStatus.RUNNING).exists():
        yield Finding(
            "work.stale", "warning", f"Jobs wait for ten minutes and more: {waiting}.", "worker",
            "Open the room by: sameroom up. If it is open, start it again.",
        )  # fmt: skip
