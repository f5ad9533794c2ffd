"""How the kinds of the facts are laid out in Arrow and in DuckDB."""

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from sameroom.facts import Kind, Table

ARROW: dict[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.MONEY: pa.decimal128(18, 2),
    Kind.INSTANT: pa.timestamp("us", tz="UTC"),
    Kind.DATE: pa.date32(),
    Kind.FLAG: pa.bool_(),
}
DUCKDB: dict[Kind, str] = {
    Kind.TEXT: "varchar",
    Kind.INTEGER: "bigint",
    Kind.NUMBER: "double",
    Kind.MONEY: "decimal(18, 2)",
    Kind.INSTANT: "timestamptz",
    Kind.DATE: "date",
    Kind.FLAG: "boolean",
}


def fact_schema(table: Table) -> pa.Schema:
    """Give the Arrow schema of a fact table, common columns first."""
    return pa.schema([(column.name, ARROW[column.kind]) for column in table.all_columns])


def given_schema(table: Table) -> pa.Schema:
    """Give the Arrow schema of a small table, which has no common columns."""
    return pa.schema([(column.name, ARROW[column.kind]) for column in table.columns])


def from_rows(schema: pa.Schema, rows: Iterable[Mapping[str, Any]]) -> pa.Table:  # Any: a cell
    """Lay rows out in a schema; columns that a row does not name are null.

    Raises:
        KeyError: when a row names a column that the schema lacks.
    """
    rows = list(rows)
    unknown = {name for row in rows for name in row} - set(schema.names)
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    return pa.table({name: [row.get(name) for row in rows] for name in schema.names}, schema=schema)
