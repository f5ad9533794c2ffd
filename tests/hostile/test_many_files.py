"""Ten thousand files in one folder go in, are told apart where something is wrong, and come out."""

import csv
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from sameroom import importing
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store

FILES = 10_000
MOST_MEMORY = 600 * 1024  # kB; what Python and its libraries take without a file is a third of it
ALONE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from sameroom import importing
now = datetime(2026, 7, 1, tzinfo=UTC)
importing.run(folder=Path(sys.argv[1]), store=Path(sys.argv[2]), now=now)
(most,) = [line for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line]
print(most.split()[1])
"""
CONTACT = "Record ID,Email,Lifecycle Stage,Create Date\n"
DEAL = "Deal ID,Deal Name,Deal Stage,Amount,Close Date,Create Date\n"


def write(folder: Path) -> None:
    folder.mkdir()
    for file in range(FILES):
        if file % 4:
            rows = [f"{file}-{row},p{file}.{row}@a.example,lead,2026-03-01" for row in range(3)]
        else:
            rows = [f"d{file},Deal {file},closedwon,{file}.50,2026-04-01,2026-03-01"]
        if file == 7_777:
            rows[1] = rows[1].replace("2026-03-01", "yesterday")
        header = CONTACT if file % 4 else DEAL
        (folder / f"export-{file:05}.csv").write_text(header + "\n".join(rows) + "\n")


def count(store: Path, noun: str) -> int:
    engine = EmbeddedEngine(snapshot=Store.open(path=store).snapshot())
    try:
        return int(engine.ask(f"select count(*) as n from {noun}").column("n")[0].as_py())
    finally:
        engine.close()


@pytest.mark.slow
def test_ten_thousand_files_go_in_and_come_out(tmp_path: Path, now: datetime) -> None:
    folder, store = tmp_path / "exports", tmp_path / "store"
    write(folder)
    planned = importing.plan(folder=folder, store=store, now=now)
    done = importing.run(folder=folder, store=store, now=now)
    assert planned.to_write == done.plan.to_write
    assert sum(file.rows for file in done.plan.files) == 7_500 * 3 + 2_500
    assert (count(store, "person"), count(store, "deal")) == (22_500, 2_500)
    (errors,) = done.error_files
    with Path(errors).open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["line"], row["value"]) == ("export-07777.csv:3", "yesterday")
    assert importing.run(folder=folder, store=store, now=now).run == ""
    importing.undo(run=done.run, store=store, now=now)
    assert (count(store, "person"), count(store, "deal")) == (0, 0)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is told there alone")
def test_ten_thousand_files_take_little_memory(tmp_path: Path) -> None:
    write(tmp_path / "exports")
    command = [sys.executable, "-c", ALONE, str(tmp_path / "exports"), str(tmp_path / "store")]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert int(told) < MOST_MEMORY
