"""The store's own version, and the way from an older one to today's."""

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
from deltalake import DeltaTable, Field, Schema

from sameroom import clock
from sameroom.engines.arrow import fact_schema
from sameroom.engines.store import lock, runs, upkeep
from sameroom.engines.store.snapshot import table_folder
from sameroom.engines.store.writing import WHOLE_LOG, Run
from sameroom.errors import SameroomError
from sameroom.facts import list_tables

VERSION = 4


def is_store(path: Path) -> bool:
    """Tell whether a folder holds a store."""
    return _card(path).exists()


def make(path: Path) -> None:
    """Make an empty store."""
    (path / "facts").mkdir(parents=True, exist_ok=True)
    _write_version(path, VERSION)


def bring_up(path: Path) -> None:
    """Bring a store to today's version, step by step; each step may be repeated after a kill.

    Raises:
        SameroomError: when the store was written by a later version of Sameroom.
        StoreBusyError: when it must be brought up and somebody else is writing.
    """
    version = _version(path)
    if version > VERSION:
        raise SameroomError(
            f"This record was written by a later Sameroom (its version is {version}, "
            f"this one reads up to {VERSION}).",
            where=str(path),
            remedy="Install that version: pip install --upgrade sameroom.",
        )
    if version == VERSION:
        return
    with lock.writing(path=path, doing="upgrade", now=clock.now()):
        for step in range(_version(path), VERSION):
            STEPS[step](path)
            _write_version(path, step + 1)


def add_missing_columns(path: Path) -> None:
    """Give every table the columns that its noun has gained; their old rows hold null there."""
    visible = runs.read(path)
    upkeep.sweep(path=path, last=visible[-1] if visible else None)
    if not visible:
        return
    table = DeltaTable(runs.folder(path))
    _add(table, upkeep.missing_columns(table, runs.SCHEMA))
    run = Run(path=path, before=visible, kind="upgrade", now=clock.now())
    for noun in list_tables():
        if noun.name in visible[-1].versions:
            table = DeltaTable(table_folder(path, noun.name))
            _add(table, upkeep.missing_columns(table, fact_schema(noun)))
            run.pin(noun.name)
    run.commit()


def keep_logs(path: Path) -> None:
    """Tell every table to keep its log whole, as tables are made today."""
    visible = runs.read(path)
    upkeep.sweep(path=path, last=visible[-1] if visible else None)
    if not visible:
        return
    run = Run(path=path, before=visible, kind="upgrade", now=clock.now())
    for noun in visible[-1].versions:
        DeltaTable(table_folder(path, noun)).alter.set_table_properties(WHOLE_LOG)
        run.pin(noun)
    run.commit()


def _add(table: DeltaTable, missing: list[pa.Field]) -> None:
    if missing:
        fields: list[Field] = Schema.from_arrow(pa.schema(missing)).fields
        table.alter.add_columns(fields)


STEPS: dict[int, Callable[[Path], None]] = {
    1: add_missing_columns,
    2: add_missing_columns,
    3: keep_logs,
}


def _card(path: Path) -> Path:
    return path / "store.json"


def _version(path: Path) -> int:
    return int(json.loads(_card(path).read_text("utf-8"))["version"])


def _write_version(path: Path, version: int) -> None:
    # Written beside and renamed: a kill leaves the old card or the new one, never half of one.
    beside = _card(path).with_suffix(".new")
    beside.write_text(json.dumps({"version": version}) + "\n", "utf-8")
    beside.replace(_card(path))
