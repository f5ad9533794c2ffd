"""What is not as it should be with the database and the work done on it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import get_connection
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from sameroom.caretaking import guarding
from sameroom.caretaking.findings import Finding
from sameroom.discover import of_web_halves
from sameroom.errors import SameroomError
from sameroom.room.web.models import Refresh, State

STALE = timedelta(minutes=10)
AHEAD = timedelta(minutes=5)


def check_kind(*, store: Path) -> Iterator[Finding]:
    """Tell whether the database is of the kind on which the room was last opened."""
    try:
        guarding.refuse_other_database(store=store, vendor=connection.vendor)
    except SameroomError as error:
        yield Finding("database.other", "error", error.what, error.where, error.remedy)


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
    if set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations):
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
    due = Q(run_after=get_date_max()) | Q(run_after__lt=now - STALE)
    jobs = DBTaskResult.objects.order_by()
    waiting = jobs.filter(due, status=TaskResultStatus.READY, enqueued_at__lt=now - STALE).count()
    if waiting and not jobs.filter(status=TaskResultStatus.RUNNING).exists():
        yield Finding(
            "work.stale", "warning", f"Jobs wait for ten minutes and more: {waiting}.", "worker",
            "Open the room by: sameroom up. If it is open, start it again.",
        )  # fmt: skip


def check_pages(*, now: datetime) -> Iterator[Finding]:
    """Tell whether pages show the record as it is, the report is there, and the clock is right.

    Args:
        now: what was done later than this was done by a clock that runs ahead.
    """
    done = Refresh.objects.filter(state=State.DONE).order_by("-pk").first()
    last = Refresh.objects.order_by("-pk").first()
    if last is not None and last.state == State.FAILED:
        yield Finding(
            "pages.behind", "warning", "Reading the record anew failed.", "the room",
            "Pages show what they showed before. Its page says why; start it again there.",
        )  # fmt: skip
    if done is None:
        return
    if not (settings.REPORT / "report.html").exists():
        yield Finding(
            "report.gone", "warning", "The report is not there.", str(settings.REPORT),
            "Have the record read anew: that writes it.",
        )  # fmt: skip
    if done.finished_at is not None and done.finished_at > now + AHEAD:
        yield Finding(
            "clock.behind", "error", "The record was read later than this clock says it is.",
            "the clock", "Set the clock right; the machines of one room must agree.",
        )  # fmt: skip


def check_areas(*, now: datetime) -> Iterator[Finding]:
    """Gather what areas find amiss with what is theirs."""
    for half in of_web_halves("checks"):
        yield from half.list_findings(now=now)


def check_mail() -> Iterator[Finding]:
    """Tell whether the mail server lets us in; nothing is sent."""
    try:
        with get_connection():
            pass
    except (OSError, SMTPException) as error:
        yield Finding(
            "mail.reach", "error", f"The mail server cannot be used ({type(error).__name__}).",
            "SAMEROOM_MAIL", "Check its address, user and password.",
        )  # fmt: skip
