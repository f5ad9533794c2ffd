"""What the store promises: a run whole or not at all, readers at rest, undo that brings back."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from deltalake import DeltaTable

from sameroom.engines.arrow import fact_schema
from sameroom.engines.store import (
    NoSuchRunError,
    NoSuchStoreError,
    Snapshot,
    Store,
    StoreBusyError,
)
from sameroom.engines.store.writing import NotAFactError
from sameroom.facts import get_table

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def rows_of(noun: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:  # Any: a cell
    schema = fact_schema(get_table(noun)).remove(4)  # the run is filled in by the store
    filled = [{"id": f"crm:{row['source_id']}", "origin": "crm", **row} for row in rows]
    return pa.Table.from_pylist(filled, schema=schema)


def bring(store: Store, *, kind: str = "import", **nouns: list[dict[str, Any]]) -> str:
    with store.write(kind=kind, now=NOW) as run:
        for noun, rows in nouns.items():
            run.append(noun, rows_of(noun, rows))
    return run.id


def held(snapshot: Snapshot, noun: str, column: str = "name") -> list[tuple[str, str | None]]:
    files = snapshot.files(noun)
    if not files:
        return []
    sql = f"select source_id, {column} from read_parquet(?, union_by_name = true) order by all"
    return duckdb.execute(sql, [files]).fetchall()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(path=tmp_path / "record", create=True)


def test_a_run_becomes_visible_as_one(store: Store) -> None:
    with store.write(kind="import", now=NOW) as run:
        run.append("account", rows_of("account", [{"source_id": "1", "name": "Acme"}]))
        run.append("person", rows_of("person", [{"source_id": "1", "name": "Ada"}]))
        run.note("files", ["accounts.csv"])
        assert store.snapshot().nouns() == []
        assert held(run.snapshot(), "person") == [("1", "Ada")]
    snapshot = store.snapshot()
    assert held(snapshot, "account") == [("1", "Acme")]
    assert held(snapshot, "person") == [("1", "Ada")]
    (record,) = snapshot.runs()
    assert (record.kind, record.ran_at, record.row_counts) == (
        "import",
        NOW,
        {"account": 1, "person": 1},
    )
    assert record.notes == {"files": ["accounts.csv"]}


def test_every_row_carries_its_run_as_text(store: Store) -> None:
    run_id = bring(store, account=[{"source_id": "1"}])
    assert held(store.snapshot(), "account", "run") == [("1", run_id)]
    assert run_id == "r000001"


def test_a_run_that_fails_leaves_nothing_and_the_next_one_sweeps(store: Store) -> None:
    bring(store, account=[{"source_id": "1", "name": "Acme"}])
    with pytest.raises(RuntimeError):
        _fail_halfway(store)
    assert held(store.snapshot(), "account") == [("1", "Acme")]
    bring(store, account=[{"source_id": "3", "name": "Whole"}])
    assert held(store.snapshot(), "account") == [("1", "Acme"), ("3", "Whole")]
    assert store.snapshot().nouns() == ["account"]
    assert not (store.path / "facts" / "person").exists()


def _fail_halfway(store: Store) -> None:
    with store.write(kind="import", now=NOW) as run:
        run.append("account", rows_of("account", [{"source_id": "2", "name": "Half"}]).to_reader())
        run.append("person", rows_of("person", [{"source_id": "1"}]).to_reader())
        raise RuntimeError


def test_a_reader_keeps_what_it_pinned(store: Store) -> None:
    first = bring(store, account=[{"source_id": "1", "name": "Acme"}])
    pinned = store.snapshot()
    bring(store, account=[{"source_id": "2", "name": "Bolt"}])
    store.undo(run_id=first, now=NOW)
    store.vacuum(now=NOW, keep_hours=0)
    assert held(pinned, "account") == [("1", "Acme")]
    assert held(store.snapshot(), "account") == [("2", "Bolt")]


def test_undoing_the_later_run_and_then_the_earlier_one(store: Store) -> None:
    first = bring(store, account=[{"source_id": "1", "name": "Acme"}])
    second = bring(store, account=[{"source_id": "1", "name": "Acme Ltd"}])
    assert held(store.snapshot(), "account") == [("1", "Acme"), ("1", "Acme Ltd")]
    assert store.snapshot().has_superseded("account")
    store.undo(run_id=second, now=NOW)
    assert held(store.snapshot(), "account") == [("1", "Acme")]
    assert not store.snapshot().has_superseded("account")
    store.undo(run_id=first, now=NOW)
    assert held(store.snapshot(), "account") == []
    assert [run.is_undone for run in store.snapshot().runs()] == [True, True, False, False]


def test_undoing_the_earlier_run_while_the_later_one_stands(store: Store) -> None:
    first = bring(store, account=[{"source_id": "1", "name": "Acme"}, {"source_id": "2"}])
    bring(store, account=[{"source_id": "1", "name": "Acme Ltd"}])
    store.undo(run_id=first, now=NOW)
    assert held(store.snapshot(), "account") == [("1", "Acme Ltd")]


def test_what_was_derived_before_stands_again(store: Store) -> None:
    identity = {"noun": "account", "ref": "crm:1", "rule": "own id"}
    for entity in ("crm:1", "crm:9"):
        with store.write(kind="import", now=NOW) as run:
            run.append("account", rows_of("account", [{"source_id": entity}]))
            rows = rows_of("identity", [{"source_id": "1", "entity_id": entity, **identity}])
            run.replace(noun="identity", rows=rows)
    assert store.snapshot().derived_by("identity") == "r000002"
    store.undo(run_id="r000002", now=NOW)
    snapshot = store.snapshot()
    assert snapshot.derived_by("identity") == "r000001"
    assert held(snapshot, "identity", "entity_id") == [("1", "crm:1")]


@pytest.mark.parametrize("wrong", ["r000009", "r000002", "r000003"])
def test_only_a_run_that_wrote_and_stands_can_be_undone(store: Store, wrong: str) -> None:
    bring(store, account=[{"source_id": "1"}])
    bring(store, account=[{"source_id": "2"}])
    store.undo(run_id="r000002", now=NOW)
    with pytest.raises(NoSuchRunError, match="can be undone: r000001"):
        store.undo(run_id=wrong, now=NOW)


def test_a_second_writer_is_told_who_holds_the_lock(store: Store) -> None:
    with store.write(kind="import", now=NOW):
        with (
            pytest.raises(StoreBusyError, match=f"import, process {os.getpid()}") as told,
            store.write(kind="undo", now=NOW),
        ):
            pass
        assert told.value.temporary
    bring(store, account=[{"source_id": "1"}])


def test_it_counts_what_is_filled_without_reading_rows(store: Store) -> None:
    bring(store, account=[{"source_id": "1", "name": "Acme"}, {"source_id": "2"}])
    bring(store, account=[{"source_id": "3", "name": "Bolt", "employees": 4}])
    snapshot = store.snapshot()
    filled = snapshot.filled("account")
    assert (filled["name"], filled["employees"], filled["domain"]) == (2, 1, 0)
    assert snapshot.row_count("account") == 3
    assert snapshot.filled("deal") == {}


def test_it_knows_when_rows_are_marked_as_deleted(store: Store) -> None:
    bring(store, account=[{"source_id": "1"}])
    assert not store.snapshot().has_deleted("account")
    bring(store, account=[{"source_id": "1", "is_deleted": True}])
    assert store.snapshot().has_deleted("account")


def test_it_refuses_rows_that_are_no_facts(store: Store) -> None:
    with pytest.raises(NotAFactError, match='Did you mean "account"'):
        _append(store, "accont", pa.table({"id": []}))
    with pytest.raises(NotAFactError, match='Did you mean "name"'):
        _append(store, "account", pa.table({"nam": ["x"]}))


def _append(store: Store, noun: str, rows: pa.Table) -> None:
    with store.write(kind="import", now=NOW) as run:
        run.append(noun, rows)


def test_there_must_be_a_record_to_open(tmp_path: Path) -> None:
    with pytest.raises(NoSuchStoreError, match="sameroom import"):
        Store.open(path=tmp_path / "nowhere")


def test_compaction_changes_files_and_no_rows(store: Store) -> None:
    for number in range(9):
        bring(store, account=[{"source_id": str(number), "name": f"Firm {number}"}])
    before = held(store.snapshot(), "account")
    assert store.compact(now=NOW) == ["account"]
    assert store.compact(now=NOW) == []
    snapshot = store.snapshot()
    assert len(snapshot.files("account")) == 1
    assert held(snapshot, "account") == before
    store.undo(run_id="r000004", now=NOW)
    assert held(store.snapshot(), "account") == before[:3] + before[4:]


def test_the_log_of_what_is_read_is_kept_however_old_it_is(store: Store) -> None:
    """Delta drops log entries of more than 30 days at a checkpoint, unless it is told not to."""
    bring(store, account=[{"source_id": "0", "name": "Acme"}])
    pinned = store.snapshot()
    folder = store.path / "facts" / "account"
    DeltaTable(folder).alter.set_table_properties({"delta.checkpointInterval": "3"})
    for entry in (folder / "_delta_log").iterdir():
        os.utime(entry, (NOW.timestamp(), NOW.timestamp() - 90 * 86_400))
    for number in range(1, 8):
        bring(store, account=[{"source_id": str(number), "name": "Acme"}])
    assert len(pinned.files("account")) == 1


def test_vacuum_waits_for_readers_and_deletes_what_nobody_needs(store: Store) -> None:
    first = bring(store, account=[{"source_id": "1", "name": "Acme"}])
    pinned = store.snapshot()
    store.undo(run_id=first, now=NOW)
    assert store.vacuum(now=NOW, keep_hours=0) == 0
    assert held(pinned, "account") == [("1", "Acme")]
    pinned.close()
    assert store.vacuum(now=NOW, keep_hours=0) == 1
    assert held(store.snapshot(), "account") == []
    bring(store, account=[{"source_id": "2", "name": "Bolt"}])
    assert held(store.snapshot(), "account") == [("2", "Bolt")]


KILLED = """
    import os, signal, sys
    from datetime import UTC, datetime
    from pathlib import Path
    import pyarrow as pa
    from sameroom.engines.store import Store, runs, writing, upkeep

    def die(*_, **__):
        os.kill(os.getpid(), signal.SIGKILL)

    store = Store.open(path=Path(sys.argv[1]))
    now = datetime(2026, 1, 6, tzinfo=UTC)
    row = pa.table({"id": ["crm:9"], "origin": ["crm"], "source_id": ["9"], "name": ["New"]})
"""
STEPS = {
    "after one of two nouns": """
        with store.write(kind="import", now=now) as run:
            run.append("account", row.to_reader())
            die()
    """,
    "before the last commit": """
        runs.append = die
        with store.write(kind="import", now=now) as run:
            run.append("account", row)
            run.append("person", row)
    """,
    "in the middle of an undo": """
        runs.append = die
        store.undo(run_id="r000001", now=now)
    """,
    "in the middle of a compaction": """
        runs.append = die
        upkeep.SMALL_FILES = 2
        store.compact(now=now)
    """,
    "in the middle of a sweep": """
        try:
            with store.write(kind="import", now=now) as run:
                run.append("person", row.to_reader())
                raise RuntimeError
        except RuntimeError:
            pass
        upkeep.shutil.rmtree = die
        with store.write(kind="import", now=now) as run:
            pass
    """,
}


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_a_kill_leaves_the_record_whole(store: Store, step: str) -> None:
    bring(store, account=[{"source_id": "1", "name": "Acme"}])
    bring(store, account=[{"source_id": "2", "name": "Bolt"}])
    script = textwrap.dedent(KILLED) + textwrap.dedent(STEPS[step])
    ended = subprocess.run([sys.executable, "-c", script, str(store.path)], check=False)
    assert ended.returncode == -signal.SIGKILL
    whole = [("1", "Acme"), ("2", "Bolt")]
    assert held(store.snapshot(), "account") == whole
    bring(store, account=[{"source_id": "3", "name": "Cog"}])
    assert held(store.snapshot(), "account") == [*whole, ("3", "Cog")]
    assert held(store.snapshot(), "person") == []
    assert not list((store.path / "facts").glob("swept-*"))
