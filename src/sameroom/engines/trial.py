"""A record made of a few rows given by hand, for trying tables and measures out, and for tests."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import pyarrow as pa

from sameroom.engines import catalog
from sameroom.engines.arrow import fact_schema, from_rows, given_schema
from sameroom.engines.asking import Asking
from sameroom.engines.given import GIVEN
from sameroom.engines.opening import open_duckdb
from sameroom.facts import list_tables
from sameroom.measure import Context, Told

Rows = Sequence[Mapping[str, Any]]  # Any: a cell is whatever its column holds


class Trial(Asking):
    """An engine over rows given by hand.

    Args:
        facts: rows by noun; `id`, `origin`, `source_id` and `run` are filled in when missing.
        given: rows by small table (see `engines.given`).
        shared: rows by shared table, to stand in for what its SQL would build.
    """

    def __init__(
        self,
        *,
        facts: Mapping[str, Rows] | None = None,
        given: Mapping[str, Rows] | None = None,
        shared: Mapping[str, pa.Table] | None = None,
    ) -> None:
        # One thread: what is given by hand is little, and more threads wait for each other.
        super().__init__(connection=open_duckdb(threads=1), built=shared or ())
        self.connection.execute(_empty_tables())
        for table in list_tables():
            if given_rows := (facts or {}).get(table.name, ()):
                rows = [_completed(row, number) for number, row in enumerate(given_rows)]
                self.register(name=table.name, rows=from_rows(fact_schema(table), rows))
        for table in GIVEN:
            if rows_given := (given or {}).get(table.name, ()):
                self.register(name=table.name, rows=from_rows(given_schema(table), rows_given))
        for name, rows_shared in (shared or {}).items():
            self.register(name=name, rows=rows_shared)

    def rows(self, sql: str) -> list[dict[str, Any]]:  # Any: a cell
        """Answer a question as a list of dictionaries."""
        answer: list[dict[str, Any]] = self.ask(sql).to_pylist()  # Any: a cell
        return answer

    def measure(self, name: str, *, context: Context) -> list[Told]:
        """Run a measure: its SQL, then what it makes of the answer."""
        placed = catalog.get_measure(name)
        return list(placed.measure.result(moments=self.ask(placed.sql), context=context))

    def told(self, name: str, *, context: Context) -> dict[str, Told]:
        """Run a measure and give its figures about the whole, by name."""
        return {told.figure: told for told in self.measure(name, context=context) if not told.part}


@cache
def _empty_tables() -> str:
    """Give the statements that make every table without a row."""
    schemas = {table.name: fact_schema(table) for table in list_tables()}
    schemas |= {table.name: given_schema(table) for table in GIVEN}
    with open_duckdb() as connection:
        connection.execute("set TimeZone = 'UTC'")
        for name, schema in schemas.items():
            connection.register("nothing", schema.empty_table())
            connection.execute(f'create table "{name}" as select * from nothing')
        told = connection.execute("select sql from duckdb_tables() order by table_oid").fetchall()
    return "\n".join(sql for (sql,) in told)


def _completed(row: Mapping[str, Any], number: int) -> dict[str, Any]:  # Any: a cell
    origin = row.get("origin", "crm")
    source_id = row.get("source_id", row.get("id", f"crm:{number}").split(":", 1)[-1])
    filled = {"origin": origin, "source_id": source_id, "id": f"{origin}:{source_id}", "run": "1"}
    return {**filled, "is_deleted": False, **row}


def one(rows: Iterable[Told]) -> Told:
    """Get the only reading there is.

    Raises:
        ValueError: when there are none, or several.
    """
    (told,) = rows
    return told
