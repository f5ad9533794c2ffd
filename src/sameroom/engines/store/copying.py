"""Writes rows that DuckDB holds: it lays the Parquet file out itself, on all cores."""

import json
from pathlib import Path
from uuid import uuid4

import duckdb
import pyarrow as pa
from deltalake import DeltaTable, Schema
from deltalake.transaction import AddAction, create_table_with_add_actions

from sameroom.engines.arrow import DUCKDB
from sameroom.facts import Table

# A column with more different values than this in a row group is written plainly: collecting them
# first only takes time, and such a dictionary saves hardly any room.
MOST_IN_A_DICTIONARY = 10_000


def shaped_sql(*, table: Table, relation: str, given: list[str], run: str) -> str:
    """Write the SQL of a relation's rows in a noun's columns and types; missing ones are null."""
    shown = []
    for column in table.all_columns:
        if column.name == "run":
            value = f"'{run}'"
        else:
            value = f'"{column.name}"' if column.name in given else "null"
        shown.append(f'cast({value} as {DUCKDB[column.kind]}) as "{column.name}"')
    return f"select {', '.join(shown)} from {relation}"


def copy(
    *, connection: duckdb.DuckDBPyConnection, sql: str, folder: Path, row_group: int
) -> AddAction:
    """Write the rows of a question as one new file in a table's folder; it is no part of it yet."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"part-{uuid4()}.parquet"
    target = str(file).replace("'", "''")
    told = connection.execute(
        f"copy ({sql}) to '{target}' (format parquet, row_group_size {row_group}, "
        f"dictionary_size_limit {MOST_IN_A_DICTIONARY}, return_stats)"
    ).fetchone()
    if told is None:
        raise RuntimeError("DuckDB wrote a file and did not say so")
    _, rows, size, _, columns, *_ = told
    return _action(file, rows=rows, size=size, nulls=_nulls(columns))


def _nulls(columns: dict[str, dict[str, str]]) -> dict[str, int]:
    return {name.strip('"'): int(told["null_count"]) for name, told in columns.items()}


def _action(file: Path, *, rows: int, size: int, nulls: dict[str, int]) -> AddAction:
    # Null counts are what `Snapshot.filled` reads; least and greatest values serve nobody here.
    stats = {"numRecords": rows, "minValues": {}, "maxValues": {}, "nullCount": nulls}
    changed = int(file.stat().st_mtime * 1000)
    return AddAction(file.name, size, {}, changed, True, json.dumps(stats))


def commit(
    *, action: AddAction, folder: Path, schema: pa.Schema, configuration: dict[str, str | None]
) -> None:
    """Make a written file part of the table, and the table if there is none."""
    wanted = Schema.from_arrow(schema)
    if DeltaTable.is_deltatable(str(folder)):
        DeltaTable(folder).create_write_transaction([action], mode="append", schema=wanted)
    else:
        create_table_with_add_actions(
            str(folder), wanted, [action], mode="error", configuration=configuration
        )
