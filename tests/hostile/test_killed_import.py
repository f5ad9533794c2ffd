"""An import that is killed at any moment leaves the record as it was, or as it was to become."""

import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from sameroom import importing
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
from sameroom.facts import list_tables

NOW = datetime.fromisoformat("2026-07-01T00:00:00+00:00")
CONTACT = "Record ID,First Name,Last Name,Email,Lifecycle Stage,Original Source,Create Date"
DEAL = "Deal ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date"
VICTIM = """
import importlib, os, signal, sys
from datetime import datetime
from pathlib import Path
from sameroom import importing

place, moment, calls, task, source, store = sys.argv[1:]
home, name = place.rsplit(".", 1)
module, _, owner = home.partition(":")
home = importlib.import_module(module)
home = getattr(home, owner) if owner else home
real, left = getattr(home, name), [int(calls)]

def deadly(*args, **more):
    left[0] -= 1
    if left[0] == 0 and moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    answer = real(*args, **more)
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return answer

setattr(home, name, deadly)
now = datetime.fromisoformat("2026-07-01T00:00:00+00:00")
if task == "import":
    importing.run(folder=Path(source), store=Path(store), now=now)
else:
    importing.undo(run=source, store=Path(store), now=now)
"""
WRITE = "sameroom.engines.store.writing:Run._pin"
COMMIT = "sameroom.engines.store.runs.append"
Told = dict[str, list[tuple[object, ...]]]


@dataclass(frozen=True)
class Scene:
    """A record with one import, and a folder to come.

    Args:
        store: the record.
        folder: the folder to come.
        before, after: what the record says before and after that folder.
    """

    store: Path
    folder: Path
    before: Told
    after: Told


def told(store: Path) -> Told:
    """Read all that a record says."""
    with Store.open(path=store).snapshot() as snapshot:
        engine = EmbeddedEngine(snapshot=snapshot)
        try:
            return {
                table.name: sorted(
                    (tuple(row.values()) for row in engine.ask(f"from {table.name}").to_pylist()),
                    key=repr,
                )
                for table in list_tables()
            }
        finally:
            engine.close()


def write(folder: Path, *, stage: str, count: int) -> None:
    folder.mkdir()
    people = [
        f"{n},Ada,Stone {n},ada{n}@acme.example,{stage},Email Marketing,2026-03-01 10:00"
        for n in range(count)
    ]
    deals = [f"{n},Deal {n},{stage},Sales,{n}00,2026-05-01,2026-03-01" for n in range(count)]
    (folder / "contacts.csv").write_text("\n".join([CONTACT, *people, ""]))
    (folder / "deals.csv").write_text("\n".join([DEAL, *deals, ""]))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    root = tmp_path_factory.mktemp("killed")
    write(root / "old", stage="lead", count=30)
    write(root / "new", stage="customer", count=40)
    importing.run(folder=root / "old", store=root / "store", now=NOW)
    shutil.copytree(root / "store", root / "whole")
    importing.run(folder=root / "new", store=root / "whole", now=NOW)
    before, after = told(root / "store"), told(root / "whole")
    assert before != after
    return Scene(root / "store", root / "new", before, after)


@pytest.fixture
def scene(first: Scene, tmp_path: Path) -> Scene:
    shutil.copytree(first.store, tmp_path / "store")
    return Scene(tmp_path / "store", first.folder, first.before, first.after)


def kill(place: str, moment: str, calls: int, *task: str) -> None:
    """Do a task in a process that is killed at the given call of a function."""
    command = [sys.executable, "-c", VICTIM, place, moment, str(calls), *task]
    died = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
    assert died.returncode == -signal.SIGKILL, died.stderr


@pytest.mark.parametrize(
    ("place", "moment", "calls"),
    [
        pytest.param("sameroom.importing.preparing.read", "after", 1, id="while reading"),
        pytest.param(WRITE, "before", 1, id="a noun written, not yet in the run"),
        pytest.param(WRITE, "after", 2, id="two nouns written"),
        pytest.param("sameroom.importing.writing.resolve", "before", 1, id="all nouns written"),
        pytest.param(COMMIT, "before", 1, id="just before the last commit"),
    ],
)
def test_a_killed_import_leaves_the_record_as_it_was_and_the_next_one_succeeds(
    scene: Scene, place: str, moment: str, calls: int
) -> None:
    kill(place, moment, calls, "import", str(scene.folder), str(scene.store))
    assert told(scene.store) == scene.before
    done = importing.run(folder=scene.folder, store=scene.store, now=NOW)
    assert done.run == "r000002"
    assert told(scene.store) == scene.after


def test_an_import_killed_after_its_last_commit_is_whole(scene: Scene) -> None:
    kill(COMMIT, "after", 1, "import", str(scene.folder), str(scene.store))
    assert told(scene.store) == scene.after
    assert importing.run(folder=scene.folder, store=scene.store, now=NOW).run == ""


@pytest.mark.parametrize(
    ("place", "moment", "calls"),
    [
        pytest.param(WRITE, "after", 1, id="one noun taken back"),
        pytest.param(COMMIT, "before", 1, id="just before the last commit"),
    ],
)
def test_a_killed_undo_takes_nothing_back_and_the_next_one_takes_all(
    scene: Scene, place: str, moment: str, calls: int
) -> None:
    importing.run(folder=scene.folder, store=scene.store, now=NOW)
    kill(place, moment, calls, "undo", "r000002", str(scene.store))
    assert told(scene.store) == scene.after
    importing.undo(run="r000002", store=scene.store, now=NOW)
    now_told, before = told(scene.store), dict(scene.before)
    derived, was = now_told.pop("identity"), before.pop("identity")
    assert now_told == before
    assert len(derived) == len(was)
