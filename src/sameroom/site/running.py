"""Starts the room and stops it: a web server, workers, one watch over them."""

import logging
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType

from sameroom import clock
from sameroom.caretaking import findings, guarding
from sameroom.discover import of_web_halves
from sameroom.errors import SameroomError
from sameroom.site import home

SETTINGS = "sameroom.site.settings"
GRACE = 20.0  # seconds that a process has to end by itself
TICK = 0.5
JOBS = 5  # how far jobs give way: who waits for a page does not wait for the record to be read
KEEP_ALIVE = 75  # seconds: longer than a proxy keeps an idle connection, so that it closes first


@dataclass(frozen=True, slots=True)
class Bound:
    """Where the room listens, and with how much.

    Args:
        host: name or address.
        port: of it.
        threads: of each web process.
        web: how many web processes.
    """

    host: str
    port: int
    threads: int = 4
    web: int = 1

    @property
    def url(self) -> str:
        """Give the address to open in a browser of this machine: all interfaces are no address."""
        host = _reached(self.host)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def set_up(*, store: Path) -> None:
    """Set Django up on a store.

    Raises:
        SameroomError: when a variable says what cannot be.
    """
    os.environ[home.STORE] = str(store.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    try:
        import django

        django.setup()
    except Exception as error:
        raise _unusable(error) from error


def prepare(*, store: Path, create: bool = True) -> None:
    """Set Django up on a store, and bring its database to today's form.

    Args:
        store: the record.
        create: whether to make it where there is none. Where not, the database must be of the kind
            on which the room was last opened.

    Raises:
        SameroomError: when store, database or a variable cannot be used.
    """
    from sameroom.engines.store import Store

    _refuse_variables()
    Store.open(path=store, create=create)
    set_up(store=store)
    from django.core.management import call_command
    from django.db import Error, connection

    from sameroom.caretaking.web import rows

    try:
        if not create:
            guarding.refuse_other_database(store=store, vendor=connection.vendor)
        rows.refuse_later(migrations=rows.list_migrations(), where="DATABASE_URL")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    except Error as error:
        connection.close()
        raise SameroomError(
            f"the database cannot be used: {error}".strip(),
            where="sameroom up",
            remedy="Check DATABASE_URL, or leave it out to use the embedded database.",
            temporary=True,
        ) from error
    if create:
        guarding.note_database(store=store, vendor=connection.vendor)


def _refuse_variables() -> None:
    for one in findings.check_variables():
        if one.severity == "error":
            raise SameroomError(f"{one.id}: {one.what}", where=one.where, remedy=one.remedy)


def _unusable(error: Exception) -> SameroomError:
    if "psycopg" in str(error):
        remedy = 'PostgreSQL needs its driver: pip install "sameroom[postgres]".'
    else:
        remedy = "Check the variables that docs/guide/room.md lists."
    return SameroomError(f"{error}", where="sameroom up", remedy=remedy)


def find_port(*, host: str, wanted: int) -> int:
    """Find the port to listen on: the one wanted, or with 0 any that is free.

    Raises:
        SameroomError: when it is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind((host, wanted))
        except OSError as error:
            raise SameroomError(
                f"nothing can listen on {host}, port {wanted} ({error.strerror}).",
                where="sameroom up",
                remedy="Choose another by --port, or end what listens there.",
                temporary=True,
            ) from error
        return int(asked.getsockname()[1])


def serve(*, bound: Bound | None, workers: int, when_up: Callable[[], None]) -> None:
    """Run web and workers until told to stop, or until one of them ends by itself.

    Args:
        bound: where the web server listens; None for none on this machine.
        workers: how many; with none, nobody on this machine looks after what is due either.
        when_up: is called once, when everything answers.
    """
    stopping = _Stopping()
    if bound is not None:
        _hand_on(bound)
    with guarding.opened(store=home.store()):
        _serve(bound, workers, stopping, when_up)


def _hand_on(bound: Bound) -> None:
    """Tell where the room listens to this process and to all that it starts."""
    from django.conf import settings

    os.environ[home.AT_HOME] = settings.AT_HOME = bound.url


def _serve(
    bound: Bound | None, workers: int, stopping: "_Stopping", when_up: Callable[[], None]
) -> None:
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        if bound is not None:
            children["web server"] = _web(bound)
        for number in range(1, workers + 1):
            children["worker" if workers == 1 else f"worker {number}"] = _worker()
        if bound is not None:
            _wait_until_up(bound, children, stopping)
        if not stopping.is_asked:
            when_up()
        _watch(children, stopping, looks_after=workers > 0)
    finally:
        _stop(children)


class _Stopping:
    """Remembers that somebody asked to stop."""

    def __init__(self) -> None:
        self.is_asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.is_asked = True


def _web(bound: Bound) -> "subprocess.Popen[bytes]":
    host = f"[{bound.host}]" if ":" in bound.host else bound.host
    counted = home.room() / "metrics" / f"{bound.port}"  # by each process, for all of them together
    shutil.rmtree(counted, ignore_errors=True)
    counted.mkdir(parents=True, mode=0o700)
    return _start(
        "gunicorn", "sameroom.site.wsgi:application", "--bind", f"{host}:{bound.port}",
        "--worker-class", "gthread", "--threads", str(bound.threads), "--workers", str(bound.web),
        "--graceful-timeout", "10", "--keep-alive", str(KEEP_ALIVE),
        "--log-level", "warning", "--no-control-socket",
        PROMETHEUS_MULTIPROC_DIR=str(counted),
    )  # fmt: skip


def _worker() -> "subprocess.Popen[bytes]":
    return _start(
        "django", "db_worker", "--interval", "1", "--no-startup-delay", "-v", "0", gives_way=JOBS
    )


def _start(*words: str, gives_way: int = 0, **more: str) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "OMP_NUM_THREADS": "1", **more}
    # A group of its own, so that Ctrl-C reaches this process alone, which ends them in order.
    child = [sys.executable, "-m", "sameroom.site.child", str(os.getpid()), str(gives_way)]
    return subprocess.Popen(  # noqa: S603 - our own words
        [*child, *words], env=environment, start_new_session=True
    )


def _wait_until_up(
    bound: Bound, children: "dict[str, subprocess.Popen[bytes]]", stopping: _Stopping
) -> None:
    """Wait until the web server answers: its door is open before it has loaded what pages need."""
    until = time.monotonic() + 60
    family = socket.AF_INET6 if ":" in bound.host else socket.AF_INET
    with ExitStack() as stack:
        asked = None
        while not stopping.is_asked and time.monotonic() < until:
            _check(children)
            if asked is None:
                one = stack.enter_context(socket.socket(family))
                if one.connect_ex((_reached(bound.host), bound.port)) == 0:
                    one.sendall(b"GET /look.css HTTP/1.0\r\nHost: localhost\r\n\r\n")
                    asked = one
            elif select.select([asked], [], [], 0)[0]:
                return
            time.sleep(0.1)


def _reached(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - it is only asked


def _watch(
    children: "dict[str, subprocess.Popen[bytes]]", stopping: _Stopping, *, looks_after: bool
) -> None:
    next_look = clock.now()
    while not stopping.is_asked:
        _check(children)
        if looks_after and clock.now() >= next_look:
            _look_after(clock.now())
            next_look = clock.now() + timedelta(minutes=1)
        time.sleep(TICK)


def _check(children: "dict[str, subprocess.Popen[bytes]]") -> None:
    for name, child in children.items():
        if child.poll() is not None:
            raise SameroomError(
                f"the {name} ended by itself (code {child.returncode}).",
                where="sameroom up",
                remedy="What it wrote above says why; the same command starts it again.",
                temporary=True,
            )


def _look_after(now: datetime) -> None:
    """Let every web half do what it does each minute: `look_after` of its `watch.py`.

    What one of them cannot do keeps no other from its turn.
    """
    from django.db import close_old_connections

    close_old_connections()
    for half in of_web_halves("watch"):
        try:
            half.look_after(now=now)
        except Exception:
            logging.getLogger(__name__).exception("%s could not be looked after", half.__name__)


def _stop(children: "dict[str, subprocess.Popen[bytes]]") -> None:
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    until = time.monotonic() + GRACE
    for child in children.values():
        try:
            child.wait(timeout=max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
