"""Which files of a record make it up at one moment, whatever is written meanwhile."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pyarrow as pa
from deltalake import DeltaTable

from sameroom.engines.store.lock import Reading

LOG = re.compile(r"(\d{20})\.(?:json|checkpoint\.parquet)")
APART = {"facts", "run"}  # read as tables, at one version
ROOM_APART = re.compile(
    r"room/(?:room\.sqlite3.*|secret-keys?(?:-before)?|open\.lock|database-kind)"
)
PASSING = (".lock", ".new", ".part")


@dataclass(frozen=True, slots=True)
class Pinned:
    """A record at one moment.

    Args:
        path: its folder.
        version: of its schema.
        counts: rows of each noun.
        files: those that make it up, from its folder on.
    """

    path: Path
    version: int
    counts: dict[str, int]
    files: tuple[str, ...]


@contextmanager
def pinned(*, path: Path) -> Iterator[Pinned]:
    """Pin a record: none of the files that are named goes away before the block ends."""
    reading = Reading(path=path)
    try:
        version = int(json.loads((path / "store.json").read_text("utf-8"))["version"])
        files, counts = ["store.json"], {}
        for folder, at in _tables(path):
            table = DeltaTable(path / folder, version=at)
            files += [f"{folder}/{name}" for name in _files(path / folder, table)]
            if folder != "run":
                counts[folder.partition("/")[2]] = _rows(table)
        yield Pinned(path, version, counts, tuple(files))
    finally:
        reading.close()


def list_besides(*, path: Path) -> list[str]:
    """List what else is kept with a record: agreement, uploads, error files, the report.

    Links are passed over, so is what the room opens anew by itself.
    """
    found = []
    for at, folders, names in os.walk(path):
        folder = Path(at)
        if folder == path:
            folders[:] = [one for one in folders if one not in APART]
        for name in names:
            file = folder / name
            told = file.relative_to(path).as_posix()
            if file.is_symlink() or not file.is_file() or told == "store.json":
                continue
            if not ROOM_APART.fullmatch(told) and not name.endswith(PASSING):
                found.append(told)
    return sorted(found)


def _tables(path: Path) -> Iterator[tuple[str, int]]:
    # The runs first: their last row says which version of each noun belongs to it.
    if not DeltaTable.is_deltatable(str(path / "run")):
        return
    runs = DeltaTable(path / "run")
    rows = pa.table(runs.to_pyarrow_table(columns=["id", "versions"])).to_pylist()
    if rows:
        last = max(rows, key=lambda row: str(row["id"]))
        for noun, version in sorted(json.loads(last["versions"]).items()):
            yield f"facts/{noun}", int(version)
    yield "run", runs.version()


def _files(folder: Path, table: DeltaTable) -> Iterator[str]:
    for file in table.get_add_actions(flatten=True)["path"].to_pylist():
        yield unquote(str(file))
    for log in sorted((folder / "_delta_log").iterdir()):
        found = LOG.fullmatch(log.name)
        if found and int(found[1]) <= table.version():
            yield f"_delta_log/{log.name}"


def _rows(table: DeltaTable) -> int:
    counts = table.get_add_actions(flatten=True)["num_records"].to_pylist()
    return sum(int(rows or 0) for rows in counts)
