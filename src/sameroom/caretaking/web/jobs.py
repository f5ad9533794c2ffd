"""The work of erasing somebody; it can be killed and taken up behind the part done last."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import OperationalError
from django_tasks import task

from sameroom import clock
from sameroom.errors import SameroomError

log = logging.getLogger(__name__)
BEAT = 20.0  # seconds between two signs of life
FAULT = "This is a fault of Sameroom; its log says more."
BUSY = "The room's database is busy."


@task()
def look(number: int) -> None:
    """Find whom a request means, and count what of them there is."""
    do_look(number=number)


@task()
def erase(number: int) -> None:
    """Erase whom a request names, and have the record read anew."""
    do_erase(number=number)


def do_look(*, number: int, is_job: bool = True) -> None:
    """Look somebody up; where the record is busy, a job tries it again."""
    from sameroom.caretaking.web import asking_to_erase as asking

    _step(
        number, lambda: asking.look(number=number, store=Path(settings.STORE), now=clock.now()),
        is_job=is_job,
    )  # fmt: skip


def do_erase(
    *, number: int, is_job: bool = True, tell: Callable[[str], None] | None = None
) -> None:  # fmt: skip
    """Erase somebody, unless another is at it; where the record is busy, a job tries it again.

    Args:
        number: of the request.
        is_job: whether a job does it; else whoever calls tries again.
        tell: is told of each part, in words, once it is done.
    """
    from sameroom.caretaking.web import asking_to_erase as asking

    if not asking.begin(number=number, now=clock.now(), is_job=is_job):
        return
    if _step(
        number,
        lambda: asking.do(
            number=number, store=Path(settings.STORE), now=clock.now(), tell=tell
        ),
        is_job=is_job,
    ):  # fmt: skip
        asking.tell_done(number=number, now=clock.now())


def _step(number: int, do: Callable[[], None], *, is_job: bool) -> bool:
    """Take a step; tells whether it was taken to its end."""
    from sameroom.caretaking.web import asking_to_erase as asking

    try:
        with _alive(number):
            do()
    except SameroomError as error:
        if error.temporary:
            asking.put_back(number=number, failure=str(error), now=clock.now(), is_job=is_job)
        else:
            asking.fail(number=number, failure=str(error), now=clock.now())
    except OperationalError:  # somebody else wrote to the database for longer than one waits
        asking.put_back(number=number, failure=BUSY, now=clock.now(), is_job=is_job)
    # It ends with a word to whoever asked, whatever happened; the log must not name anybody.
    except Exception as error:
        log.error("erasing %s failed: %s", number, type(error).__name__)
        asking.fail(number=number, failure=FAULT, now=clock.now())
    else:
        return True
    return False


@contextmanager
def _alive(number: int) -> Iterator[None]:
    """Give signs of life while one part of the work takes long."""
    done = threading.Event()

    def beat() -> None:
        from django.db import close_old_connections, connection

        from sameroom.caretaking.web import asking_to_erase as asking

        while not done.wait(BEAT):
            close_old_connections()
            try:
                asking.beat(number=number, now=clock.now())
            except OperationalError:  # the next sign will do
                log.warning("erasing %s: no sign of life could be given", number)
        connection.close()

    threading.Thread(target=beat, daemon=True).start()
    try:
        yield
    finally:
        done.set()
