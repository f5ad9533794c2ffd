"""Two web servers and two workers, each a process of its own, share one PostgreSQL."""

import json
import os
import re
import signal
import socketserver
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from sameroom.caretaking.tests.builders import MAIN, a_room, environment, within
from tests.engines.postgres import find_programs, running

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
PEOPLE, ASKED = 12, 10
PREPARE = """
import json
from django.conf import settings
from django.test import Client
from sameroom import clock
from sameroom.notice.web import operations
from sameroom.handoff.web.notices import HANDED_OVER
from sameroom.people.web.models import User
User.objects.update(team="management", role="lead", is_admin=True, sees="all")
client = Client()
client.force_login(User.objects.get())
told = [User.objects.create_user(email=f"p{n}@a.example", name=f"P{n}", team="sales", joined_at=NOW)
        for n in range(PEOPLE)]
for one in told:
    operations.tell(to=[one.pk], kind=KIND, words="Look at this", why="It matters.", href="/",
                    key=f"look:{one.pk}", now=clock.now())
print(json.dumps([settings.SESSION_COOKIE_NAME, client.session.session_key]))
"""


class Mailbox(socketserver.ThreadingTCPServer):
    """Takes mails on loopback, and remembers to whom each was."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.to: Counter[str] = Counter()


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 here")
        to: list[str] = []
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"RCPT":
                to += re.findall(r"<(.+?)>", line.decode())
            elif word == b"DATA":
                self._say("354 go on")
                while self.rfile.readline() not in {b".\r\n", b""}:
                    pass
                assert isinstance(self.server, Mailbox)
                self.server.to.update(to)
                to = []
            elif word == b"QUIT":
                self._say("221 bye")
                return
            self._say("250 good")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def a_mailbox() -> Iterator[Mailbox]:
    """Run a mailbox."""
    with Mailbox() as box:
        threading.Thread(target=box.serve_forever, daemon=True).start()
        yield box
        box.shutdown()


@contextmanager
def started(*words: str | Path, more: dict[str, str]) -> "Iterator[subprocess.Popen[str]]":
    """Start a command of Sameroom in a group of its own, and end it."""
    with subprocess.Popen(
        [sys.executable, "-c", MAIN, *map(str, words)],
        env=environment() | more, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=60)


def until(is_so: Callable[[], Any], what: str, seconds: float = 240) -> Any:
    """Wait until something is so, and give it."""
    deadline = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < deadline, what
        time.sleep(0.03)
    return found


def child_of(process: "subprocess.Popen[str]") -> int:
    """Find the worker that a command started."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return int(until(lambda: listed.read_text().split(), "it starts a worker", 60)[0])


def ask_for_a_refresh(base: str, session: list[str]) -> int:
    """Press the button on the page about the data."""
    token = "a" * 32
    cookies = f"{session[0]}={session[1]}; sameroom-csrf={token}"
    request = urllib.request.Request(
        f"{base}/data/refresh", data=b"", headers={"Cookie": cookies, "X-CSRFToken": token}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return int(answer.status)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it looks for children in /proc")
def test_two_web_servers_and_two_workers_do_each_thing_once(tmp_path: Path) -> None:
    if find_programs() is None:
        message = "POSTGRESQL LEFT OUT: its server is not installed, so no processes shared it"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)  # it needs a server; where CI runs, its lack fails instead
    with ExitStack() as ends:
        address = ends.enter_context(running())
        box = ends.enter_context(a_mailbox())
        told = dict(part.split("=", 1) for part in address.split())
        more = {
            "DATABASE_URL": f"postgres://{told['user']}@{told['host']}:{told['port']}/"
            f"{told['dbname']}",
            "SAMEROOM_MAIL": f"smtp://127.0.0.1:{box.server_address[1]}",
        }
        store = a_room(tmp_path, **more)
        prepare = PREPARE.replace("PEOPLE", str(PEOPLE)).replace("KIND", "HANDED_OVER")
        session: list[str] = json.loads(within(store, prepare, **more))
        database = ends.enter_context(psycopg.connect(address, autocommit=True))

        def rows(sql: str) -> list[tuple[Any, ...]]:  # Any: whatever columns hold
            return database.execute(sql).fetchall()  # type: ignore[arg-type]  # our own words

        webs = [
            ends.enter_context(started("web", "--store", store, "--port", "0", more=more))
            for _ in range(2)
        ]
        bases = [_listening(one) for one in webs]
        with ThreadPoolExecutor(ASKED) as threads:
            asked = [threads.submit(ask_for_a_refresh, bases[n % 2], session) for n in range(ASKED)]
            assert {one.result() for one in asked} == {200}
        assert rows("select state from room_refresh") == [("waiting",)], "asked often, it is one"

        workers = [
            ends.enter_context(started("worker", "--store", store, more=more)) for _ in range(2)
        ]
        until(lambda: rows("select 1 from room_refresh where state = 'done'"), "it is read anew")
        until(lambda: len(box.to) >= PEOPLE, "everybody is told", 90)
        assert set(box.to.values()) == {1}, "nobody is told twice"
        open_mails = "select 1 from notice_outgoing where state <> 'sent'"  # noted after it is sent
        until(lambda: not rows(open_mails), "each mail is noted as sent", 30)
        kept = rows("select count(*) from room_storedreading")[0][0]
        assert kept > 0
        ends_of = rows("select status, worker_ids from django_tasks_database_dbtaskresult")
        done = [ids for status, ids in ends_of if status == "SUCCESSFUL"]
        assert done
        assert all(len(ids) == 1 for ids in done), "each job is done by one worker"
        assert not [status for status, _ids in ends_of if status == "FAILED"]

        # One worker is killed in the middle of a job; the other, which stood still, finishes it.
        first, other = map(child_of, workers)
        os.kill(other, signal.SIGSTOP)
        assert ask_for_a_refresh(bases[1], session) == 200
        until(lambda: rows("select 1 from room_refresh where state = 'running'"), "it is begun")
        os.kill(first, signal.SIGKILL)
        workers[0].wait(timeout=60)
        os.kill(other, signal.SIGCONT)
        assert rows("select state from room_refresh order by id") == [("done",), ("running",)]
        late = (
            "update room_refresh set beat_at = beat_at - interval '1 hour' where state = 'running'"
        )
        database.execute(late)  # as if an hour had gone by
        until(
            lambda: len(rows("select 1 from room_refresh where state = 'done'")) == 2,
            "the other worker finishes it",
        )
        again = rows("select count(*) from room_storedreading")[0][0]
        assert again == 2 * kept, "what was half done is not there twice"
        assert workers[1].poll() is None


def _listening(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            return found[0]
    raise AssertionError("it did not listen")
