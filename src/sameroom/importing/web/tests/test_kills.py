"""A worker that is killed in the middle: the record ends as without, and nothing is in it twice."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max
from pytest_django import Settings

from sameroom import clock
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
from sameroom.importing.found import CameIn, from_text
from sameroom.importing.web import jobs, operations
from sameroom.importing.web.models import Bringing, State
from sameroom.importing.web.tests.builders import NOW, leads, planned
from sameroom.room.web.tests.builders import people

pytestmark = pytest.mark.django_db

# Each ends the process as a kill does, just before the step that it names.
POINTS = {
    "after its job was taken, before it began": "sameroom.importing.web.operations.begin",
    "before anything is read": "sameroom.importing.preparing._read_all",
    "before the first row is written": "sameroom.importing.writing._append_all",
    "between rows and who is who": "sameroom.importing.writing.resolve",
    "before the one last commit": "sameroom.engines.store.runs.append",
    "after it, before the error files": "sameroom.importing.doing.write_error_files",
    "after it, before anybody is told": "sameroom.importing.web.operations.tell_done",
}
UNDO_POINTS = {
    "after its job was taken, before it began": "sameroom.importing.web.operations.begin",
    "before anything goes": "sameroom.engines.store.writing.Run.remove",
    "before the one last commit": "sameroom.engines.store.runs.append",
    "after it, before anybody is told": "sameroom.importing.web.operations.tell_undone",
}
FILES = {"leads.csv": leads(*range(1, 10), broken=(9,))}


@pytest.fixture
def place(tmp_path: Path, settings: Settings) -> Path:
    settings.STORE, settings.ROOM = tmp_path / "record", tmp_path / "record" / "room"
    return tmp_path


class Killed(BaseException):
    """The worker is gone: nothing after it is done, no error is told."""


def killed_at(monkeypatch: pytest.MonkeyPatch, where: str, job: str, number: int) -> None:
    """Do a job, and let the worker die at a step."""
    with monkeypatch.context() as patch:
        patch.setattr(where, die)
        with pytest.raises(Killed):
            jobs.by_name(job).func(number)


def die(*args: object, **told: object) -> None:
    raise Killed


def contents(store: Path) -> dict[str, list[tuple[object, ...]]]:
    """List the facts of a record, without which run brought them."""
    engine = EmbeddedEngine(snapshot=Store.open(path=store).snapshot())
    try:
        found = {}
        for noun in ("lead", "person", "identity"):
            rows = engine.ask(f"select * exclude (run, seen_at) from {noun}").to_pylist()
            found[noun] = sorted(tuple(map(str, row.values())) for row in rows)
        return found  # type: ignore[return-value]  # texts are objects
    finally:
        engine.close()


def asked(place: Path) -> Bringing:
    one = planned(folder=place / "up", files=FILES)
    operations.ask_run(number=one.pk, version=one.version, by=people().admin, now=NOW)
    return one


@pytest.mark.parametrize("where", POINTS.values(), ids=POINTS)
def test_an_import_that_is_killed_ends_as_one_that_is_not(
    place: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings, where: str
) -> None:
    one = asked(place)
    killed_at(monkeypatch, where, "run", one.pk)
    one.refresh_from_db()
    began = not where.endswith(".begin")
    assert one.state == (State.RUNNING if began else State.ASKED), "nobody said otherwise"
    assert operations.resume(now=clock.now() + timedelta(minutes=3)) == 1
    jobs.run.func(one.pk)
    one.refresh_from_db()
    assert one.state == State.DONE
    came_in = from_text(one.came_in, CameIn)
    assert (dict(came_in.written)["leads"], came_in.rows) == (8, 8)
    assert came_in.errors == ("leads.csv.errors.csv",)
    runs = Store.open(path=place / "record").snapshot().runs()
    assert [run.kind for run in runs] == ["import"], "nothing is imported twice"
    ended = contents(place / "record")
    settings.STORE = place / "other"
    again = planned(folder=place / "up", files=FILES)
    Bringing.objects.filter(pk=again.pk).update(state=State.ASKED)
    jobs.run.func(again.pk)
    assert contents(place / "other") == ended


@pytest.mark.parametrize("where", UNDO_POINTS.values(), ids=UNDO_POINTS)
def test_an_undo_that_is_killed_ends_as_one_that_is_not(
    place: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    one = asked(place)
    jobs.run.func(one.pk)
    Bringing.objects.filter(pk=one.pk).update(state=State.UNDO_ASKED)
    killed_at(monkeypatch, where, "undo", one.pk)
    assert operations.resume(now=clock.now() + timedelta(minutes=3)) == 1
    jobs.undo.func(one.pk)
    one.refresh_from_db()
    assert (one.state, one.failure) == (State.UNDONE, "")
    runs = Store.open(path=place / "record").snapshot().runs()
    assert [run.kind for run in runs] == ["import", "undo"]
    assert contents(place / "record")["lead"] == []


def a_job(job: str, number: int, *, status: str) -> None:
    DBTaskResult.objects.create(
        status=status, task_path=jobs.by_name(job).module_path, queue_name="default",
        args_kwargs={"args": [number], "kwargs": {}}, backend_name="default",
        run_after=get_date_max(), started_at=NOW,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("state", "job"),
    [(State.BROUGHT, "plan"), (State.ASKED, "run"), (State.UNDO_ASKED, "undo")],
)
def test_what_waits_gets_another_job_where_its_own_is_gone(
    place: Path, state: State, job: str
) -> None:
    one = asked(place)
    Bringing.objects.filter(pk=one.pk).update(state=state, beat_at=None, brought_at=NOW)
    assert operations.resume(now=NOW + timedelta(minutes=1)) == 0, "it has only just been asked for"
    a_job(job, one.pk, status=TaskResultStatus.RUNNING)
    assert operations.resume(now=NOW + timedelta(minutes=3)) == 1, "it was killed before it began"
    a_job(job, one.pk, status=TaskResultStatus.READY)
    assert operations.resume(now=NOW + timedelta(hours=1)) == 0, "it waits behind a long one"


@pytest.mark.slow
@pytest.mark.parametrize("where", ["sameroom.engines.store.runs.append",
                                   "sameroom.importing.doing.write_error_files"])  # fmt: skip
def test_a_worker_of_its_own_killed_outright_leaves_no_lock_and_no_half(
    place: Path, where: str
) -> None:
    """The same with a real process and a real kill, for locks belong to processes."""
    one = asked(place)
    module, name = where.rsplit(".", 1)
    code = (
        "import importlib, os, signal; from datetime import datetime, UTC;"
        "from pathlib import Path;"
        f"module = importlib.import_module({module!r});"
        f"module.{name} = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL);"
        "from sameroom import importing;"
        f"importing.run(folder=Path({one.folder!r}), store=Path({str(place / 'record')!r}),"
        " origin='files', now=datetime(2026, 7, 6, tzinfo=UTC))"
    )
    ended = subprocess.run([sys.executable, "-c", code], env=dict(os.environ), check=False)
    assert ended.returncode == -signal.SIGKILL
    Bringing.objects.filter(pk=one.pk).update(state=State.RUNNING, beat_at=NOW)
    operations.resume(now=clock.now())
    jobs.run.func(one.pk)
    one.refresh_from_db()
    assert (one.state, one.failure) == (State.DONE, "")
    runs = Store.open(path=place / "record").snapshot().runs()
    assert [run.kind for run in runs] == ["import"]
