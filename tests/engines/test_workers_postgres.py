"""Two workers and two watches on one PostgreSQL: every job is done once."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines.postgres import find_programs, running

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
JOBS = 60
PREPARE = """
import sys, pathlib
from sameroom.site import running
running.prepare(store=pathlib.Path(sys.argv[1]))
"""
ASK = f"""
from datetime import timedelta
from sameroom import clock
from sameroom.notice.web import jobs
from sameroom.notice.web.models import Channel
from sameroom.people.web.models import User
from sameroom.notice.web.models import Timetable, Notice
now = clock.now()
user = User.objects.create(email="sol@a.example", name="Sol", team="sales", joined_at=now)
Timetable.objects.create(user=user, next_at=now - timedelta(minutes=1))
Notice.objects.create(user=user, kind="x", key="x", words="x", href="/", told_at=now,
                      waits_for="mail", mark="x")
for _ in range({JOBS}):
    jobs.deliver.enqueue()
"""
LOOK = """
import time
from sameroom import clock
from sameroom.site import running
until = float(sys.argv[2])
time.sleep(max(until - time.time(), 0))  # both at the same instant
running._look_after(clock.now())
"""
TELL = """
import json
from django_tasks_db.models import DBTaskResult
from sameroom.notice.web.models import Outgoing
rows = DBTaskResult.objects.filter(task_path__endswith="deliver")
rows = rows.values_list("status", "worker_ids")
print(json.dumps({"jobs": [[s, w] for s, w in rows],
                  "digests": Outgoing.objects.filter(is_digest=True).count()}))
"""


@pytest.fixture
def url() -> Iterator[str]:
    if find_programs() is None:
        message = "POSTGRESQL LEFT OUT: its server is not installed, so no two workers were run"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with running() as address:
        told = dict(part.split("=", 1) for part in address.split())
        yield f"postgres://{told['user']}@{told['host']}:{told['port']}/{told['dbname']}"


def start(url: str, *words: str) -> "subprocess.Popen[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAMEROOM_")}
    return subprocess.Popen(
        [sys.executable, *words], env={**kept, "DATABASE_URL": url}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def end(process: "subprocess.Popen[str]") -> str:
    said, wrong = process.communicate(timeout=120)
    assert process.returncode == 0, wrong
    return said


def test_two_workers_do_each_job_once_and_two_watches_each_digest(url: str, tmp_path: Path) -> None:
    import json
    import time

    store = str(tmp_path / "record")
    end(start(url, "-c", PREPARE + ASK, store))
    at = str(time.time() + 15)
    for watch in [start(url, "-c", PREPARE + LOOK, store, at) for _ in range(2)]:
        end(watch)
    script = (
        PREPARE + "from django.core.management import call_command\n"
        "call_command('db_worker', batch=True, interval=0, startup_delay=False, verbosity=0)\n"
    )
    for worker in [start(url, "-c", script, store) for _ in range(2)]:
        end(worker)

    told = json.loads(end(start(url, "-c", PREPARE + TELL, store)))

    assert len(told["jobs"]) >= JOBS
    assert {status for status, _ in told["jobs"]} == {"SUCCESSFUL"}
    assert all(len(workers) == 1 for _, workers in told["jobs"]), "nobody did what another did"
    assert len({workers[0] for _, workers in told["jobs"]}) == 2, "both had their share"
    assert told["digests"] == 1
