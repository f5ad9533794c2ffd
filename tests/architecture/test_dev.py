"""The developers' command tells what failed where nobody has to look for it."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

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
    spec = importlib.util.spec_from_file_location("dev", HOME / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


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
