"""An older store is brought to today's columns when it is opened."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import DeltaTable, write_deltalake

from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
from sameroom.errors import SameroomError

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """Make a store as version 1 wrote it: accounts without industry, runs without `deleted`."""
    path = tmp_path / "record"
    row = {"id": "crm:1", "origin": "crm", "source_id": "1", "run": "r000001", "name": "Acme"}
    write_deltalake(path / "facts" / "account", pa.Table.from_pylist([row]))
    run = {"id": "r000001", "kind": "import", "ran_at": NOW, "undoes": "", "notes": "{}"}
    counts = {"row_counts": json.dumps({"account": 1}), "versions": json.dumps({"account": 0})}
    write_deltalake(path / "run", pa.Table.from_pylist([{**run, **counts}]))
    (path / "store.json").write_text('{"version": 1}', "utf-8")
    return path


def test_old_rows_are_read_and_new_columns_are_there(older: Path) -> None:
    store = Store.open(path=older)
    assert json.loads((older / "store.json").read_text("utf-8")) == {"version": 4}
    assert "industry" in [
        field.name for field in DeltaTable(older / "facts/account").schema().fields
    ]
    engine = EmbeddedEngine(snapshot=store.snapshot())
    rows = engine.ask("select name, industry from account").to_pylist()
    assert rows == [{"name": "Acme", "industry": None}]


def test_it_is_written_and_undone_as_any_other(older: Path) -> None:
    store = Store.open(path=older)
    with store.write(kind="import", now=NOW) as run:
        row = {"id": "crm:2", "origin": "crm", "source_id": "2", "industry": "Tools"}
        run.append("account", pa.Table.from_pylist([row]))
    store.undo(run_id="r000001", now=NOW)
    engine = EmbeddedEngine(snapshot=store.snapshot())
    assert engine.ask("select id, industry from account").to_pylist() == [
        {"id": "crm:2", "industry": "Tools"}
    ]


def test_an_older_table_keeps_its_log_from_then_on(older: Path) -> None:
    Store.open(path=older)
    told = DeltaTable(older / "facts/account").metadata().configuration
    assert told["delta.enableExpiredLogCleanup"] == "false"


def test_a_step_may_be_repeated_after_a_kill(older: Path) -> None:
    Store.open(path=older)
    (older / "store.json").write_text('{"version": 1}', "utf-8")
    assert EmbeddedEngine(snapshot=Store.open(path=older).snapshot()).ask(
        "select count(*) as n from account"
    ).to_pylist() == [{"n": 1}]


def test_a_later_store_is_refused(older: Path) -> None:
    (older / "store.json").write_text('{"version": 99}', "utf-8")
    with pytest.raises(SameroomError, match="later Sameroom"):
        Store.open(path=older)
