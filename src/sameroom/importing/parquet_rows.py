"""Reads Parquet as text, so that it takes the same road as every other file."""

from pathlib import Path

import duckdb

from sameroom.importing.sources import Source
from sameroom.importing.staging import Staged, fresh_table


def stage_parquet(connection: duckdb.DuckDBPyConnection, *, source: Source) -> list[Staged]:
    """Stage a Parquet file; no sheet when it holds no row.

    Raises:
        ValueError: when it is damaged.
    """
    table = fresh_table()
    try:
        relation = connection.read_parquet(str(source.file))
        cells = ", ".join(
            f"{_as_text(name, str(kind))} as c{index}"
            for index, (name, kind) in enumerate(zip(relation.columns, relation.types, strict=True))
        )
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
            width=len(relation.columns),
            rows=rows,
            headers=tuple(relation.columns),
            remark=source.remark,
            lines=lambda: range(1, rows + 1),
        )
    ]


def _as_text(name: str, kind: str) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    if kind == "BLOB":
        return f"try(decode({quoted}))"
    text = f"cast({quoted} as varchar)"
    return f"nullif({text}, '')"
