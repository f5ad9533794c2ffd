"""What jobs need that can be killed: signs of life, and whether one is still to come."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import Error, close_old_connections, connection
from django.db.models import Q
from django_tasks.base import TaskResultStatus

log = logging.getLogger(__name__)
BEAT = 20.0  # seconds between two signs of life


@contextmanager
def alive(*, beat: Callable[[], None], every: float = BEAT) -> Iterator[None]:
    """Give signs of life while one phase of the work takes long.

    Args:
        beat: says so; where the database cannot be written to, the next one does.
        every: so many seconds.
    """
    done = threading.Event()

    def go_on() -> None:
        while not done.wait(every):
            close_old_connections()
            try:
                beat()
            except Error as error:
                log.warning("a sign of life could not be given: %s", error)
        connection.close()

    threading.Thread(target=go_on, daemon=True).start()
    try:
        yield
    finally:
        done.set()


def is_to_come(*, job: Any, number: int, since: datetime) -> bool:  # Any: a task of the library
    """Tell whether a job waits for its turn, or was taken so lately that it is about to begin.

    Args:
        number: what it is to be done with.
        since: what was taken before, and has not begun, was killed between the two.
    """
    from django_tasks_db.models import DBTaskResult  # once the applications are loaded

    taken = Q(status=TaskResultStatus.RUNNING, started_at__gte=since)
    rows = DBTaskResult.objects.filter(task_path=job.module_path, args_kwargs__args=[number])
    return bool(rows.filter(taken | Q(status=TaskResultStatus.READY)).exists())
