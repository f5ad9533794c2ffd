"""`sameroom up` as people start it: it says where it is, answers, works, and stops cleanly."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.test import override_settings

from sameroom.cli import up as up_command
from sameroom.cli import web as web_command
from sameroom.errors import SameroomError
from sameroom.notice.web import letters
from sameroom.site import home, running


@contextmanager
def up(store: Path, *more: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """Start the room on any free port; gives the process and the address that it said."""
    words = [sys.executable, "-c", "from sameroom.cli.main import main; main()", "up"]
    kept = {key: value for key, value in os.environ.items() if not key.startswith("SAMEROOM_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    with subprocess.Popen(
        [*words, "--store", str(store), "--port", "0", *more],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=kept,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            found = re.search(r"http://\S+", said)
            assert found, said + process.stdout.read()
            yield process, found[0]
        finally:
            if process.poll() is None:
                process.terminate()  # and not kill: it ends what it has started
                try:
                    process.wait(timeout=60)
                except subprocess.TimeoutExpired:
                    process.kill()


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"), ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"), ("room.example.com", "http://room.example.com:8000"),
    ],
)  # fmt: skip
def test_the_address_that_is_said_can_be_opened(host: str, said: str) -> None:
    assert running.Bound(host, 8000).url == said


def children_of(process: int) -> list[int]:
    """List the processes that one has started."""
    told = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(number) for number in told.split()]


@pytest.mark.slow
def test_it_opens_answers_and_stops_cleanly(tmp_path: Path) -> None:
    store = tmp_path / "record"
    with up(store) as (process, place):
        base = place.partition("/set-up/")[0]
        assert base.startswith("http://127.0.0.1:"), "it is seen from this machine only"
        with urllib.request.urlopen(f"{base}/health", timeout=60) as answer:
            assert b'"well": true' in answer.read()
        with urllib.request.urlopen(place, timeout=60) as answer:
            assert b"You are the first here" in answer.read()
        started = children_of(process.pid)
        assert len(started) == 2
        web, worker = (os.getpriority(os.PRIO_PROCESS, one) for one in started)
        assert worker == min(web + running.JOBS, 19), "jobs give way to pages"
        shared_by_session = Path(f"/proc/{started[1]}/autogroup")
        if shared_by_session.exists():
            assert shared_by_session.read_text().split()[-1] == str(running.JOBS)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=90)
        assert process.returncode == 0, said
        assert "The room is closed." in said
        assert "Traceback" not in said
        assert "SIG" not in said, "no process ends by a signal"
        deadline = time.monotonic() + 5
        while any(Path(f"/proc/{one}").exists() for one in started):
            assert time.monotonic() < deadline, "something still runs"
            time.sleep(0.1)
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"{base}/health", timeout=2)
    database = sqlite3.connect(store / "room" / "room.sqlite3")
    assert database.execute("pragma journal_mode").fetchone() == ("wal",)
    database.close()
    assert (store / "room" / "secret-key").stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_when_the_worker_dies_it_says_so_and_leaves_nothing_running(tmp_path: Path) -> None:
    with up(tmp_path / "record") as (process, _):
        started = children_of(process.pid)
        os.kill(started[1], signal.SIGKILL)
        said, _ = process.communicate(timeout=90)
        assert process.returncode == 75
        assert "the worker ended by itself" in said
        assert not Path(f"/proc/{started[0]}").exists()


@pytest.mark.slow
@pytest.mark.skipif(  # elsewhere nothing tells a child that its parent has ended: see site/child.py
    not sys.platform.startswith("linux"), reason="Linux alone can tell a child"
)
def test_what_it_started_ends_where_it_is_killed_outright(tmp_path: Path) -> None:
    with up(tmp_path / "record") as (process, _place):
        started = children_of(process.pid)
        assert len(started) == 2
        process.kill()
        process.wait()
        until = time.monotonic() + 60
        while time.monotonic() < until and any(Path(f"/proc/{one}").exists() for one in started):
            time.sleep(0.2)
        assert [one for one in started if Path(f"/proc/{one}").exists()] == []


def test_every_way_to_open_the_room_runs_as_many_threads() -> None:
    ways = (up_command.COMMAND, web_command.COMMAND)
    told = {one.default for way in ways for one in way.params if one.name == "threads"}
    assert told == {running.Bound("127.0.0.1", 1).threads}


def test_a_port_that_is_taken_is_said_before_anything_starts() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SameroomError, match=rf"port {port}.*Choose another by --port"):
            running.find_port(host="127.0.0.1", wanted=port)


@pytest.mark.slow
def test_several_web_processes_and_workers_are_started_counted_together_and_stopped(
    tmp_path: Path,
) -> None:
    with up(tmp_path / "record", "--web", "2", "--workers", "2") as (process, place):
        base = place.partition("/set-up/")[0]
        started = children_of(process.pid)
        assert len(started) == 3, "one web server and two workers"
        web = started[0]
        deadline = time.monotonic() + 20
        while len(children_of(web)) < 2:
            assert time.monotonic() < deadline, "the web server has two processes"
            time.sleep(0.1)
        for _ in range(20):
            with urllib.request.urlopen(f"{base}/health", timeout=60) as answer:
                assert answer.status == 200
        with urllib.request.urlopen(f"{base}/health/ready", timeout=60) as answer:
            assert b'"ready": true' in answer.read()
        with urllib.request.urlopen(f"{base}/metrics", timeout=60) as answer:
            told = answer.read().decode()
        line = 'sameroom_requests_total{method="GET",status="200",view="health"} 20.0'
        assert line in told, "whoever answers, all are counted"
        started += children_of(web)
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=90)
        assert process.returncode == 0, said
        assert not [one for one in started if Path(f"/proc/{one}").exists()]


@override_settings(PUBLIC_URL="", AT_HOME="http://127.0.0.1:8000")
def test_addresses_lead_to_the_port_that_the_room_listens_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(home.AT_HOME, "")  # put back afterwards
    running._hand_on(running.Bound("0.0.0.0", 4711))
    assert os.environ[home.AT_HOME] == "http://127.0.0.1:4711", "for web server and workers"
    assert letters.full("/calendar/a.ics") == "http://127.0.0.1:4711/calendar/a.ics"
    with override_settings(PUBLIC_URL="https://room.example.com"):
        assert letters.full("/calendar/a.ics") == "https://room.example.com/calendar/a.ics"
