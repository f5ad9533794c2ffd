"""The embedded engine shows what stands now, and only reads what is asked for."""

import os
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sameroom.engines import embedded
from sameroom.engines.catalog import SharedTable, list_shared_tables
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
from sameroom.facts import list_tables

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def bring(store: Store, noun: str, rows: list[dict[str, object]]) -> str:
    filled = [{"id": f"crm:{row['source_id']}", "origin": "crm", **row} for row in rows]
    with store.write(kind="import", now=NOW) as run:
        run.append(noun, pa.Table.from_pylist(filled))
    return run.id


def names(store: Store) -> list[tuple[str, str | None]]:
    engine = EmbeddedEngine(snapshot=store.snapshot())
    rows = engine.ask("select source_id, name from account order by source_id").to_pylist()
    engine.close()
    return [(row["source_id"], row["name"]) for row in rows]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(path=tmp_path / "record", create=True)


def test_a_noun_nobody_wrote_is_an_empty_table_with_all_its_columns(store: Store) -> None:
    engine = EmbeddedEngine(snapshot=store.snapshot())
    for table in list_tables():
        answer = engine.ask(f"select * from {table.name}")
        assert answer.num_rows == 0
        assert answer.column_names == [column.name for column in table.all_columns]


def test_the_row_of_the_latest_run_stands(store: Store) -> None:
    bring(store, "account", [{"source_id": "1", "name": "Acme"}, {"source_id": "2", "name": "B"}])
    later = bring(store, "account", [{"source_id": "1", "name": "Acme Ltd"}])
    assert names(store) == [("1", "Acme Ltd"), ("2", "B")]
    store.undo(run_id=later, now=NOW)
    assert names(store) == [("1", "Acme"), ("2", "B")]


def test_a_deleted_row_is_gone_and_comes_back_when_its_run_is_undone(store: Store) -> None:
    bring(store, "account", [{"source_id": "1", "name": "Acme"}, {"source_id": "2", "name": "B"}])
    later = bring(store, "account", [{"source_id": "1", "is_deleted": True}])
    assert names(store) == [("2", "B")]
    store.undo(run_id=later, now=NOW)
    assert names(store) == [("1", "Acme"), ("2", "B")]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    runs=st.lists(
        st.dictionaries(st.sampled_from("abc"), st.booleans(), min_size=1), min_size=1, max_size=4
    ),
    undone=st.integers(min_value=0, max_value=3),
)
def test_current_rows_agree_with_a_dictionary_that_runs_write_over(
    tmp_path_factory: pytest.TempPathFactory, runs: list[dict[str, bool]], undone: int
) -> None:
    store = Store.open(path=tmp_path_factory.mktemp("record"), create=True)
    ids = []
    for number, keys in enumerate(runs):
        rows: list[dict[str, object]] = [
            {"source_id": key, "name": str(number), "is_deleted": gone}
            for key, gone in keys.items()
        ]
        ids.append(bring(store, "account", rows))
    if undone < len(ids):
        store.undo(run_id=ids[undone], now=NOW)
    expected: dict[str, tuple[str, bool]] = {}
    for number, keys in enumerate(runs):
        if number != undone:
            expected |= {key: (str(number), gone) for key, gone in keys.items()}
    assert names(store) == sorted((key, name) for key, (name, gone) in expected.items() if not gone)


def test_only_the_latest_derivation_is_read(store: Store) -> None:
    row = {"id": "x:1", "origin": "x", "source_id": "1", "noun": "account", "ref": "crm:1"}
    for entity in ("crm:1", "crm:2"):
        with store.write(kind="import", now=NOW) as run:
            rows = pa.Table.from_pylist([{**row, "entity_id": entity, "source_id": entity}])
            run.replace(noun="identity", rows=rows)
    engine = EmbeddedEngine(snapshot=store.snapshot())
    assert engine.ask("select entity_id from identity").to_pylist() == [{"entity_id": "crm:2"}]


def test_values_come_back_in_their_kinds(store: Store) -> None:
    row = {"source_id": "1", "amount": Decimal("12.30"), "created_at": NOW, "probability": 0.5}
    bring(store, "deal", [row])
    engine = EmbeddedEngine(snapshot=store.snapshot())
    answer = engine.ask(
        "select sum(amount) as money, min(created_at) as first_at, sum(probability) as chance, "
        "count_if(amount > 1) as many, epoch(min(created_at)) as seconds from deal"
    )
    assert answer.to_pylist() == [
        {
            "money": Decimal("12.30"),
            "first_at": NOW,
            "chance": 0.5,
            "many": 1,
            "seconds": NOW.timestamp(),
        }
    ]
    assert answer.schema.field("many").type == pa.int64()


def test_a_question_reads_only_its_own_columns(store: Store) -> None:
    bring(store, "account", [{"source_id": "1", "name": "Acme"}])
    bring(store, "account", [{"source_id": "1", "name": "Acme Ltd"}])
    engine = EmbeddedEngine(snapshot=store.snapshot())
    engine.ask("select name from account")
    plan = engine.connection.execute("explain select name from account").fetchall()[0][1]
    assert "name" in plan
    assert "industry" not in plan
    assert "source_id" not in plan


def test_a_shared_table_is_built_once_and_timed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = SharedTable("firm", "record", "select count(*) as firms from account")
    monkeypatch.setattr("sameroom.engines.catalog.list_shared_tables", lambda: (table,))
    bring(store, "account", [{"source_id": "1"}])
    engine = EmbeddedEngine(snapshot=store.snapshot())
    engine.build(tables=[table])
    engine.connection.execute("update firm set firms = 7")
    assert engine.ask("select firms from firm").to_pylist() == [{"firms": 7}]
    assert set(engine.seconds) == {"firm"}


def test_it_reads_its_snapshot_whatever_is_written_meanwhile(store: Store) -> None:
    bring(store, "account", [{"source_id": "1", "name": "Acme"}])
    engine = EmbeddedEngine(snapshot=store.snapshot())
    bring(store, "account", [{"source_id": "2", "name": "Bolt"}])
    store.undo(run_id="r000001", now=NOW)
    store.vacuum(now=NOW, keep_hours=0)
    assert engine.ask("select name from account").to_pylist() == [{"name": "Acme"}]


def test_a_large_record_may_take_more_of_the_machines_memory(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What joins hold cannot all go to disk."""

    def limit() -> int:
        engine = EmbeddedEngine(snapshot=store.snapshot())
        shown = engine.ask(
            "select cast(value as varchar) as said from duckdb_settings() "
            "where name = 'memory_limit'"
        )
        engine.close()
        return parse(str(shown["said"][0]))

    def parse(said: str) -> int:
        number, unit = said.split()
        return round(float(number) * {"MiB": 2**20, "GiB": 2**30}[unit])

    bring(store, "account", [{"source_id": "1"}])
    assert limit() == pytest.approx(1.2e9, rel=0.05)
    monkeypatch.setattr(embedded, "MANY_ROWS", 0)
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    assert limit() == pytest.approx(max(1.2e9, machine / 2), rel=0.05)


def test_what_is_shared_of_a_large_record_lies_in_a_file_that_goes_with_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(store, "account", [{"source_id": "1"}, {"source_id": "2"}])
    monkeypatch.setattr(embedded, "MANY_ROWS", 0)
    with closing(EmbeddedEngine(snapshot=store.snapshot())) as engine:
        engine.build(tables=[one for one in list_shared_tables() if one.name == "who_account"])
        files = [Path(row["path"]) for row in engine.ask(
            "select path from duckdb_databases() where database_name = "
            "(select database_name from duckdb_tables() where table_name = 'who_account')"
        ).to_pylist()]  # fmt: skip
        assert [file.exists() for file in files] == [True]
        rows = engine.ask("select count(*) as n from who_account").to_pylist()
        assert rows == engine.ask("select count(*) as n from account").to_pylist() == [{"n": 2}]
    assert [file.exists() for file in files] == [False]
