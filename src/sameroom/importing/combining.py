"""Brings together what all sheets give to a noun, and keeps only what the record lacks."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from sameroom.engines.arrow import DUCKDB
from sameroom.engines.store import Snapshot
from sameroom.facts import Table, get_table
from sameroom.importing.nouns import Part
from sameroom.importing.sql_text import name, quoted, quoted_list

MAIN_FIRST = 2**60


@dataclass(frozen=True, slots=True)
class Gathered:
    """The rows of one noun, each id once, compared with the record.

    Args:
        noun: the noun.
        table: a DuckDB relation with the fact columns and `state` (new, changed, same).
        new, changed, same: how many rows are what.
        columns: the columns that the folder fills.
        is_fresh: whether all rows to write are new, and none of them says that it was deleted.
    """

    noun: str
    table: str
    new: int
    changed: int
    same: int
    columns: tuple[str, ...]
    is_fresh: bool = False

    @property
    def to_write(self) -> int:
        """Count the rows that the record lacks."""
        return self.new + self.changed


def gather(
    connection: duckdb.DuckDBPyConnection,
    *,
    noun: str,
    parts: Sequence[Part],
    snapshot: Snapshot | None,
    is_single: bool = False,
) -> Gathered:
    """Bring the parts of a noun together: one row an id, compared with the record.

    Args:
        connection: where the sheets lie.
        noun: the noun.
        parts: what each sheet gives to it.
        snapshot: the record.
        is_single: whether it is known that no id occurs twice; otherwise it is looked at.
    """
    table = get_table(noun)
    columns = tuple(c.name for c in table.columns if any(c.name in part.columns for part in parts))
    rows = f"rows_{noun}"
    connection.execute(f"drop view if exists {rows}")
    connection.execute(f"create view {rows} as {_united(parts, table, columns)}")
    whole = rows
    if not is_single and _recur(connection, rows, parts):
        whole = f"once_{noun}"
        connection.execute(f"create or replace table {whole} as {_once(rows, columns)}")
    current = _current(connection, table, parts, snapshot)
    compared = f"compared_{noun}"
    connection.execute(f"drop view if exists {compared}")
    sql = _compared(table, whole, current, columns)
    connection.execute(f"create view {compared} as {sql}")
    counts, deleted = _count(connection, compared, known=bool(current))
    return Gathered(noun, compared, *counts, columns, is_fresh=not (counts[1] or deleted))


def _count(
    connection: duckdb.DuckDBPyConnection, compared: str, *, known: bool
) -> tuple[tuple[int, int, int], bool]:
    """Count new, changed and unchanged rows, and tell whether any of them is deleted."""
    state = "state" if known else "'new'"
    found = connection.execute(
        f"select {state}, count(*), bool_or(is_deleted) from {compared} group by 1"
    ).fetchall()
    counts = {state: count for state, count, _ in found}
    deleted = any(is_deleted for _, _, is_deleted in found)
    return (counts.get("new", 0), counts.get("changed", 0), counts.get("same", 0)), deleted


def _united(parts: Sequence[Part], table: Table, columns: Sequence[str]) -> str:
    return " union all ".join(_part(part, table, columns) for part in parts)


def _part(part: Part, table: Table, columns: Sequence[str]) -> str:
    shown = ", ".join(
        f"cast({name(column) if column in part.columns else 'null'} as "
        f"{DUCKDB[table.column(column).kind]}) as {name(column)}"
        for column in columns
    )
    main = "false" if part.completes else "is_main"
    return (
        f"select {quoted(part.origin)} as origin, source_id, place_in_order, {main} as is_main, "
        f"{str(part.completes).lower()} as completes, seen_at, is_deleted, {shown} "
        f"from ({part.sql})"
    )


def _recur(connection: duckdb.DuckDBPyConnection, rows: str, parts: Sequence[Part]) -> bool:
    """Tell whether some id occurs more than once, or rows only complete others."""
    if any(part.completes for part in parts):
        return True
    found = connection.execute(
        f"select count(*) <> count(distinct hash(origin, source_id)) from {rows}"
    ).fetchone()
    return bool(found and found[0])


def _once(rows: str, columns: Sequence[str]) -> str:
    """Fold rows of one id: a file's own last row counts whole; others only fill what is empty."""
    weight = f"place_in_order + (case when is_main then {MAIN_FIRST} else 0 end)"
    shown = ", ".join(f"arg_max({name(c)}, weight) as {name(c)}" for c in columns)
    last = (
        f"select *, {weight} as weight from {rows} qualify not is_main or row_number() over ("
        f"partition by origin, source_id, is_main, place_in_order // {2**36} "
        f"order by seen_at desc nulls last, place_in_order desc) = 1"
    )
    return (
        f"select origin, source_id, max(place_in_order) as place_in_order, "
        f"bool_or(is_main) as is_main, bool_and(completes) as completes, max(seen_at) as seen_at, "
        f"coalesce(arg_max(is_deleted, weight), false) as is_deleted, {shown} "
        f"from ({last}) group by origin, source_id"
    )


def _current(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    parts: Sequence[Part],
    snapshot: Snapshot | None,
) -> str:
    """Lay the record's current rows of the same origins beside; "" where there are none."""
    files = snapshot.files(table.name) if snapshot else []
    if not files:
        return ""
    origins = quoted_list(sorted({part.origin for part in parts}))
    listed = ", ".join(quoted(file) for file in files)
    read = f"read_parquet([{listed}], union_by_name = true)"
    described = connection.execute(f"describe select * from {read}").fetchall()
    there = {row[0] for row in described}
    shown = ", ".join(
        f"cast({name(c.name) if c.name in there else 'null'} as {DUCKDB[c.kind]}) as {name(c.name)}"
        for c in table.all_columns
    )
    current = f"current_{table.name}"
    connection.execute(
        f"create or replace table {current} as select {shown} from {read} "
        f"where origin in {origins} qualify row_number() over "
        "(partition by origin, source_id order by run desc, seen_at desc nulls last) = 1"
    )
    return current


def _compared(table: Table, rows: str, current: str, columns: Sequence[str]) -> str:
    """Write the SQL that tells new and changed rows from those that the record has already."""
    if not current:
        own = "".join(f", {name(column)}" for column in columns)
        return (
            f"select origin || ':' || source_id as id, origin, source_id, seen_at, "
            f"is_deleted{own}, 'new' as state from {rows} where not completes"
        )
    merged = {column.name: _merged(column.name, column.name in columns) for column in table.columns}
    shown = "".join(f", {sql} as {name(column)}" for column, sql in merged.items())
    differs = " or ".join(
        [f"({merged[c]}) is distinct from cur.{name(c)}" for c in columns]
        + ["new.is_deleted is distinct from coalesce(cur.is_deleted, false)"]
    )
    return (
        f"select new.origin || ':' || new.source_id as id, new.origin, new.source_id, "
        f"new.seen_at, new.is_deleted{shown}, case when cur.id is null then 'new' "
        f"when {differs} then 'changed' else 'same' end as state "
        f"from {rows} as new left join {current} as cur using (origin, source_id) "
        f"where not new.completes or cur.id is not null"
    )


def _merged(column: str, is_filled: bool) -> str:
    """Take what the folder says; where it does not speak of a column, what the record has."""
    if not is_filled:
        return f"cur.{name(column)}"
    return (
        f"case when new.is_main then new.{name(column)} "
        f"else coalesce(new.{name(column)}, cur.{name(column)}) end"
    )
