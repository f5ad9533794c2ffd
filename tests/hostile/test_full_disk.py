"""A disk that fills up, or may not be written to, ends in a plain error; the record is whole."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sameroom import importing
from tests.hostile.test_killed_import import NOW, told, write

# A limit on the size of a file stops every write beyond it, as a full disk does.
SMALL_DISK = """
import resource, signal, sys
from sameroom.cli.main import main

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
largest = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
main()
"""


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("full")
    write(root / "old", stage="lead", count=30)
    write(root / "new", stage="customer", count=9_000)
    importing.run(folder=root / "old", store=root / "store", now=NOW)
    return root


@pytest.mark.parametrize("largest", [0, 200, 6_000, 20_000, 100_000])
def test_a_full_disk_leaves_the_record_as_it_was(scene: Path, tmp_path: Path, largest: int) -> None:
    store = tmp_path / "store"
    shutil.copytree(scene / "store", store)
    command = [sys.executable, "-c", SMALL_DISK, str(largest), "import", str(scene / "new")]
    ended = subprocess.run(
        [*command, "--store", str(store)], check=False, capture_output=True, text=True, timeout=300
    )
    assert ended.returncode == 75, ended.stderr
    assert "The disk is full. What stood in the record before stands as it was." in ended.stderr
    assert "Traceback" not in ended.stderr
    assert told(store) == told(scene / "store")
    assert importing.run(folder=scene / "new", store=store, now=NOW).run == "r000002"
