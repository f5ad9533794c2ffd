"""The developers' command runs every test, and tells what failed where one need not look for it."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

HOME = Path(__file__).parents[2]
ENDED = """
import pytest

def test_well(): pass

def test_badly(): raise ValueError("long " * 300 + "the remedy")

@pytest.fixture
def broken(): raise OSError("no space left")

def test_not_begun(broken): pass
"""


def _dev() -> ModuleType:
    return _module("dev")


def _module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"own_{name}", HOME / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_what_python_compiles_is_kept_where_the_machine_says_not_to(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    dev = _dev()
    monkeypatch.setattr(dev, "BYTECODE", tmp_path / "bytecode")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", "elsewhere")
    dev.keep_bytecode()
    assert dev.run(sys.executable, "-c", "import sameroom.errors") == 0
    assert [path.suffix for path in (tmp_path / "bytecode").rglob("errors.*")] == [".pyc"]


def test_failed_tests_are_listed_by_name_with_what_they_said(tmp_path: Path) -> None:
    (tmp_path / "test_three.py").write_text(ENDED)
    results = tmp_path / "results.xml"
    command = [sys.executable, "-m", "pytest", "-p", "no:django", "-p", "no:cacheprovider"]
    subprocess.run(
        [*command, "--rootdir", tmp_path, f"--junitxml={results}", tmp_path],
        cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip

    told = _dev().list_failed(results)

    assert len(told) == 2
    assert told[0].startswith("FAILURE test_three::test_badly: ")
    assert " … " in told[0]
    assert told[0].endswith("the remedy")
    assert len(told[0]) < 1_000
    assert told[1].startswith("ERROR test_three::test_not_begun: ")
    assert "no space left" in told[1]


def test_each_group_of_tests_notes_how_it_ended() -> None:
    for name, command in _dev().groups():
        if "pytest" in command:
            assert f"--junitxml={_dev().results_of(name)}" in command


def test_a_group_that_looks_into_a_few_folders_misses_none_of_its_tests() -> None:
    dev = _dev()
    files = [file for top in ("src", "tests") for file in (HOME / top).rglob("test_*.py")]
    for mark, folders in (("real_data", dev.REAL_DATA), ("browser", dev.BROWSER)):
        used = re.compile(rf"\bmark\.{mark}\b")
        marked = {str(file.relative_to(HOME)) for file in files if used.search(file.read_text())}
        assert marked
        assert {file for file in marked if not file.startswith(folders)} == set()


def test_every_file_that_has_a_place_in_the_order_is_there() -> None:
    conftest = _module("conftest")
    named = (*conftest.LONGEST, *conftest.SHARED_OUT)
    assert [file for file in named if not (HOME / file).is_file()] == []


def test_workers_begin_with_the_longest_files_then_with_those_of_most_tests(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    conftest = _module("conftest")
    first, last = conftest.LONGEST[-1], conftest.SHARED_OUT[0]
    came = [f"{last}::one", "a.py::one", "b.py::two", "b.py::one", f"{first}::one"]
    items = [SimpleNamespace(nodeid=name) for name in came]

    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    conftest.pytest_collection_modifyitems(items)
    assert [item.nodeid for item in items] == came, "alone, all stays as it came"

    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    conftest.pytest_collection_modifyitems(items)
    assert [item.nodeid for item in items] == [
        f"{first}::one", "b.py::two", "b.py::one", "a.py::one", f"{last}::one",
    ]  # fmt: skip
