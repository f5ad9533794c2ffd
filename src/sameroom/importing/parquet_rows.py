"""Reads Parquet as text; nested columns become `outer.inner` ones, as those of JSON do."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import duckdb
from duckdb.sqltypes import DuckDBPyType

from sameroom.importing.sources import Source
from sameroom.importing.sql_text import name as in_quotes
from sameroom.importing.sql_text import quoted
from sameroom.importing.staging import Staged, fresh_table

Leaf = tuple[str, str]
PLAIN_LISTS = {"list", "array"}
NESTED = {"struct", "list", "array", "map", "union"}


def stage_parquet(connection: duckdb.DuckDBPyConnection, *, source: Source) -> list[Staged]:
    """Stage a Parquet file; no sheet when it holds no row.

    Raises:
        ValueError: when it is damaged.
    """
    table = fresh_table()
    try:
        relation = connection.read_parquet(str(source.file))
        leaves = [
            leaf
            for name, kind in zip(relation.columns, relation.types, strict=True)
            for leaf in _leaves(name, in_quotes(name), kind)
        ]
        cells = ", ".join(f"{text} as c{index}" for index, (_, text) in enumerate(leaves))
        connection.execute(f"create table {table} as select {cells} from relation")
    except duckdb.Error as error:
        raise ValueError("a Parquet file that is damaged or cut short") from error
    rows = connection.table(table).count("*").fetchall()[0][0]
    if not rows:
        return []
    return [
        Staged(
            path=source.path,
            name=Path(source.path.rsplit("!", 1)[-1]).name.split(".")[0],
            table=table,
            width=len(leaves),
            rows=rows,
            headers=tuple(header for header, _ in leaves),
            remark=source.remark,
            lines=lambda: range(1, rows + 1),
        )
    ]


def _leaves(header: str, value: str, kind: DuckDBPyType) -> Iterator[Leaf]:
    """List the plain columns that a column holds, each with the SQL of its text."""
    if kind.id != "struct":
        yield header, f"nullif({_as_text(value, kind)}, '')"
        return
    for inner, inner_kind in kind.children:
        extracted = f"struct_extract({value}, {quoted(inner)})"
        yield from _leaves(f"{header}.{inner}", extracted, cast("DuckDBPyType", inner_kind))


def _as_text(value: str, kind: DuckDBPyType) -> str:
    if kind.id == "blob":
        return f"try(decode({value}))"
    if kind.id in PLAIN_LISTS and cast("DuckDBPyType", kind.children[0][1]).id not in NESTED:
        return f"array_to_string({value}, ';')"
    if kind.id in NESTED:
        return f"cast(to_json({value}) as varchar)"
    return f"cast({value} as varchar)"
