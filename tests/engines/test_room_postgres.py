"""Everything of the room that touches the database, again on a real PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engines.postgres import find_programs, running

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
HOME = Path(__file__).parents[2]
SAMEROOM = HOME / "src" / "sameroom"
FOLDERS = [SAMEROOM / "site", SAMEROOM / "webkit", *sorted(SAMEROOM.glob("*/web"))]
# The plugin leaves some slow ones out: erasing is in `test_erasing_postgres.py`, backups in
# `test_room_moves.py`, several processes in `test_room_processes.py` and `test_killed_at_work.py`.
FEWEST = 100  # so that a wrong folder is not taken for a good end


def test_the_room_does_on_postgres_what_it_does_on_the_embedded_database() -> None:
    if find_programs() is None:
        message = "POSTGRESQL LEFT OUT: its server is not installed, so the room was not run on it"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)  # it needs a server; where CI runs, its lack fails instead
    with running() as address:
        told = dict(part.split("=", 1) for part in address.split())
        url = f"postgres://{told['user']}@{told['host']}:{told['port']}/{told['dbname']}"
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider",
                   "-p", "tests.engines.only_database", "--no-loadscope-reorder"]  # fmt: skip
        done = subprocess.run(
            [*command, "-n", "2", "--dist", "loadfile", "-m", "not browser",
             *map(str, FOLDERS)],
            env={**_own_environment(), "DATABASE_URL": url, "PYTEST_ADDOPTS": ""},
            cwd=HOME, capture_output=True, text=True, check=False,
        )  # fmt: skip
    failed = [line[:200] for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERR"))]
    assert done.returncode == 0, "\n".join([*failed, done.stdout[-2000:]])
    assert done.stdout.count(".") >= FEWEST


def _own_environment() -> dict[str, str]:
    """Give an environment by which the second run does not take itself for a part of this one."""
    return {name: said for name, said in os.environ.items() if not name.startswith("PYTEST_")}
