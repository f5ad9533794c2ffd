"""The record stays in few files, however many imports there are."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa

from sameroom.engines.store import Store
from sameroom.importing.upkeep import keep_small

NOW = datetime(2026, 7, 1, tzinfo=UTC)


def a_record(path: Path, *, runs: int) -> Store:
    record = Store.open(path=path, create=True)
    for number in range(runs):
        ids = [f"crm:{number}"]
        rows = pa.table({"id": ids, "origin": ["crm"], "source_id": [str(number)]})
        with record.write(kind="import", now=NOW + timedelta(hours=number)) as run:
            run.append("account", rows)
    return record


def test_it_joins_the_files_of_many_small_imports(tmp_path: Path) -> None:
    record = a_record(tmp_path, runs=8)
    keep_small(record=record, now=NOW + timedelta(days=1))
    with record.snapshot() as snapshot:
        assert len(snapshot.files("account")) == 1


def test_it_leaves_the_record_to_whoever_is_writing(tmp_path: Path) -> None:
    record = a_record(tmp_path, runs=8)
    with record.write(kind="import", now=NOW + timedelta(days=1)):
        keep_small(record=record, now=NOW + timedelta(days=1))
    with record.snapshot() as snapshot:
        assert len(snapshot.files("account")) == 8
