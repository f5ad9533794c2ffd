"""The table of runs: its last row says which version of each table is the record."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from deltalake import DeltaTable, write_deltalake

SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("kind", pa.string()),
        ("ran_at", pa.timestamp("us", tz="UTC")),
        ("undoes", pa.string()),
        ("versions", pa.string()),
        ("row_counts", pa.string()),
        ("replaced", pa.string()),
        ("superseded", pa.string()),
        ("deleted", pa.string()),
        ("notes", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One run that became visible.

    Args:
        id: sorts later than every run before it.
        kind: import, undo, compact, upgrade …
        ran_at: when it was begun.
        undoes: the run it took back, or "".
        versions: the version of each table from this run on.
        row_counts: rows it wrote, by noun.
        replaced: nouns that are derived anew as a whole by each run that writes them.
        superseded: nouns in which, from this run on, an (origin, source_id) may occur twice.
        deleted: nouns in which, from this run on, rows may be marked as deleted.
        notes: what else was said about it.
        is_undone: whether a later run took it back.
    """

    id: str
    kind: str
    ran_at: datetime
    undoes: str = ""
    versions: Mapping[str, int] = field(default_factory=dict)
    row_counts: Mapping[str, int] = field(default_factory=dict)
    replaced: tuple[str, ...] = ()
    superseded: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    notes: Mapping[str, Any] = field(default_factory=dict)  # Any: whatever JSON holds
    is_undone: bool = False


def folder(path: Path) -> Path:
    """Tell where the table of runs lies."""
    return path / "run"


def read(path: Path) -> list[RunRecord]:
    """List the visible runs, the oldest first."""
    if not DeltaTable.is_deltatable(str(folder(path))):
        return []
    table = DeltaTable(folder(path))
    rows = pa.table(table.to_pyarrow_table()).to_pylist()
    undone = {row.get("undoes") for row in rows if row.get("undoes")}
    return sorted((_record(row, undone) for row in rows), key=lambda run: run.id)


def _record(row: Mapping[str, Any], undone: set[str]) -> RunRecord:  # Any: a cell
    return RunRecord(
        id=row["id"],
        kind=row["kind"],
        ran_at=row["ran_at"],
        undoes=row.get("undoes") or "",
        versions=json.loads(row["versions"]),
        row_counts=json.loads(row.get("row_counts") or "{}"),
        replaced=tuple(json.loads(row.get("replaced") or "[]")),
        superseded=tuple(json.loads(row.get("superseded") or "[]")),
        deleted=tuple(json.loads(row.get("deleted") or "[]")),
        notes=json.loads(row.get("notes") or "{}"),
        is_undone=row["id"] in undone,
    )


def append(path: Path, run: RunRecord) -> None:
    """Make a run visible: the one last commit."""
    row = {
        "id": run.id,
        "kind": run.kind,
        "ran_at": run.ran_at,
        "undoes": run.undoes,
        "versions": json.dumps(dict(run.versions)),
        "row_counts": json.dumps(dict(run.row_counts)),
        "replaced": json.dumps(list(run.replaced)),
        "superseded": json.dumps(list(run.superseded)),
        "deleted": json.dumps(list(run.deleted)),
        "notes": json.dumps(dict(run.notes)),
    }
    rows = pa.Table.from_pylist([row], schema=SCHEMA)
    write_deltalake(folder(path), rows, mode="append")


def next_id(runs: list[RunRecord]) -> str:
    """Make the id of the run after these."""
    return f"r{len(runs) + 1:06d}"
