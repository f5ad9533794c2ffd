"""What the engines on DuckDB share: small tables laid out, shared ones built, questions asked."""

from collections.abc import Iterable
from time import perf_counter

import duckdb
import pyarrow as pa

from sameroom.engines import catalog
from sameroom.engines.catalog import SharedTable
from sameroom.engines.reading import tables_read
from sameroom.facts import get_table

WIDE = pa.decimal128(38, 0)  # how DuckDB hands out the sum of whole numbers


class Asking:
    """One connection that lays out tables and answers questions.

    Args:
        connection: where facts are relations already.
        built: shared tables that stand there already.
    """

    most_rows: int | None = None  # rows are in this process already

    def __init__(self, *, connection: duckdb.DuckDBPyConnection, built: Iterable[str] = ()) -> None:
        self.connection = connection
        self.connection.execute("set TimeZone = 'UTC'")
        self.built = set(built)
        self.seconds: dict[str, float] = {}

    def register(self, *, name: str, rows: pa.Table) -> None:
        """Make a table of Arrow rows, in place of one of that name."""
        self.connection.register("rows_to_keep", rows)
        self.connection.execute(f'create or replace table "{name}" as select * from rows_to_keep')
        self.connection.unregister("rows_to_keep")

    def build(self, *, tables: Iterable[SharedTable]) -> None:
        """Build shared tables, and those they stand on, each once; `seconds` tells how long."""
        wanted = frozenset(table.name for table in tables)
        for table in catalog.in_order(catalog.list_shared_tables(), wanted):
            if table.name not in self.built:
                self._build(table)

    def ask(self, sql: str) -> pa.Table:
        """Answer a question, building the shared tables it reads first."""
        read = tables_read(sql)
        self.build(tables=[table for table in catalog.list_shared_tables() if table.name in read])
        self.prepare(read)
        return _plain(self.connection.execute(sql).to_arrow_table())

    def filled(self, noun: str) -> dict[str, int]:
        """Count, for each column of a noun, the rows that have a value there."""
        names = [column.name for column in get_table(noun).all_columns]
        counts = ", ".join(f"count({name}) as {name}" for name in names)
        row = self.ask(f"select {counts} from {noun}").to_pylist()[0]
        return {name: int(row[name]) for name in names}

    def prepare(self, names: frozenset[str]) -> None:
        """Get the facts of these names ready to be read; nothing to do unless an engine says so."""

    def _build(self, table: SharedTable) -> None:
        started = perf_counter()
        self.prepare(tables_read(table.sql))
        self.connection.execute(f'create table "{table.name}" as {table.sql}')
        self.seconds[table.name] = perf_counter() - started
        self.built.add(table.name)


def _plain(answer: pa.Table) -> pa.Table:
    """Hand whole numbers out as such, where DuckDB hands out decimals of 38 digits."""
    fields = [
        field.with_type(pa.int64()) if field.type == WIDE else field for field in answer.schema
    ]
    return answer.cast(pa.schema(fields))
