"""Import, undo and compaction are killed at moments nobody chose; the record is whole each time.

`SAMEROOM_KILLS` asks for more kills than the few that every run makes.
"""

import multiprocessing
import os
import random
import shutil
import time
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from sameroom import importing
from sameroom.engines.store import Store
from tests.hostile.test_killed_import import NOW, Told, told, write

KILLS = int(os.environ.get("SAMEROOM_KILLS", "6"))
TRIES = 5  # for each kill: a task may end before its moment comes
TASKS = ("import", "undo", "compact")
SMALL_IMPORTS = 8  # as many small files as make a compaction worth it


def do(task: str, given: str, store: str) -> None:
    """Do a task; the process that does it is killed on the way."""
    if task == "import":
        importing.run(folder=Path(given), store=Path(store), now=NOW)
    elif task == "undo":
        importing.undo(run=given, store=Path(store), now=NOW)
    else:
        record = Store.open(path=Path(store))
        record.compact(now=NOW)
        record.vacuum(now=NOW, keep_hours=0)


def said(store: Path) -> Told:
    """Read all that a record says, but by which run it was resolved, and when seen."""
    found = told(store)
    found["identity"] = [(len(found["identity"]),)]
    return found


class Scene:
    """A record that many small imports made, before and after each task."""

    def __init__(self, root: Path) -> None:
        self.root, self.before = root, root / "before"
        for number in range(SMALL_IMPORTS):
            write(root / f"old{number}", stage="lead", count=number + 3)
            do("import", str(root / f"old{number}"), str(self.before))
        write(root / "new", stage="customer", count=400)
        self.imported = self.copy(self.before, "imported")
        self.run = importing.run(folder=root / "new", store=self.imported, now=NOW).run
        self.starts = {"import": self.before, "undo": self.imported, "compact": self.before}
        self.given = {"import": str(root / "new"), "undo": self.run, "compact": ""}
        self.stood, self.stands = said(self.before), said(self.imported)
        self.ends = {"import": self.stands, "undo": self.stood, "compact": self.stood}

    def copy(self, store: Path, name: str) -> Path:
        shutil.copytree(store, self.root / name)
        return self.root / name

    def lasts(self, task: str) -> float:
        """Measure how long a task takes, the start of its process included."""
        store = self.copy(self.starts[task], f"timed-{task}")
        began = time.monotonic()
        process = started(task, self.given[task], store)
        process.join()
        assert process.exitcode == 0
        return time.monotonic() - began


def started(task: str, given: str, store: Path) -> ForkServerProcess:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "sameroom.importing", "sameroom.record.identity"])
    process = context.Process(target=do, args=(task, given, str(store)))
    process.start()
    return process


@pytest.mark.slow
def test_the_record_is_whole_whenever_it_is_killed(tmp_path: Path) -> None:
    scene, chance = Scene(tmp_path), random.Random(20260701)
    assert scene.stood != scene.stands
    lasts = {task: scene.lasts(task) for task in TASKS}
    killed = 0
    for number in range(KILLS * TRIES):
        if killed == KILLS:
            break
        task = TASKS[killed % len(TASKS)]
        store = scene.copy(scene.starts[task], f"killed-{number}")
        process = started(task, scene.given[task], store)
        process.join(chance.uniform(0.0, lasts[task]))
        process.kill()
        process.join()
        if process.exitcode == 0:  # it was quicker than when it was timed
            lasts[task] *= 0.8
        else:
            killed += 1
        found = said(store)
        assert found in (scene.stood, scene.stands), f"{task}, kill {number}"
        if found != scene.ends[task] or task == "compact":
            do(task, scene.given[task], str(store))
        assert said(store) == scene.ends[task], f"{task} again, after kill {number}"
        shutil.rmtree(store)
    assert killed == KILLS
