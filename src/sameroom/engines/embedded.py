"""The embedded engine: DuckDB over the files of one snapshot of the store."""

import os
import shutil
import tempfile
import weakref

import duckdb

from sameroom.engines.arrow import DUCKDB
from sameroom.engines.asking import Asking
from sameroom.engines.opening import open_duckdb
from sameroom.engines.store import Snapshot
from sameroom.facts import Table, list_tables

MEMORY_LIMIT = "1200MB"  # of DuckDB's own buffers; the process may take half as much again
# What joins hold cannot all go to disk, so that a larger record takes more of a machine's memory.
# Its shared tables lie in a file, where they are compressed: what leaves memory otherwise is not,
# and takes several times the disk.
MANY_ROWS = 25_000_000
SHARE_OF_MACHINE = 0.5


class EmbeddedEngine(Asking):
    """Answers questions about the current rows of a snapshot.

    Every fact noun is a view: the latest row of each (origin, source_id) by run, unless its
    source deleted it. Views read Parquet lazily, so a question reads only its own columns.

    Args:
        snapshot: what is read; it stays pinned as long as the engine lives.
        memory_limit: what DuckDB may hold before it goes to disk; by default 1.2 GB, and half of
            the machine's memory for a record of more than 25 million rows.
        threads: how many; by default one a core.
    """

    def __init__(
        self,
        *,
        snapshot: Snapshot,
        memory_limit: str | None = None,
        threads: int | None = None,
    ) -> None:
        super().__init__(connection=open_duckdb())
        self.snapshot = snapshot
        folder = tempfile.mkdtemp(prefix="sameroom-")
        self._close = weakref.finalize(self, _close, self.connection, folder)
        is_large = sum(snapshot.row_count(noun) for noun in snapshot.nouns()) > MANY_ROWS
        limit = memory_limit or (_share_of_machine() if is_large else MEMORY_LIMIT)
        self.connection.execute(f"set memory_limit = '{limit}'")
        self.connection.execute(f"set temp_directory = '{folder}'")
        self.connection.execute("set preserve_insertion_order = false")
        if is_large:
            self.connection.execute(f"attach '{folder}/shared.duckdb' as shared")
            self.connection.execute("use shared")
        if threads:
            self.connection.execute(f"set threads = {threads}")
        self._unsorted: set[str] = set()
        for table in list_tables():
            self._lay_out(table)

    def close(self) -> None:
        """Let go of the connection and of the files."""
        self._close()
        self.snapshot.close()

    def filled(self, noun: str) -> dict[str, int]:
        """Count the values of each column of a noun, from statistics alone."""
        return self.snapshot.filled(noun)

    def prepare(self, names: frozenset[str]) -> None:
        """Find the rows that later ones stand above, for the nouns that are about to be read."""
        for noun in sorted(names & self._unsorted):
            self.connection.execute(
                f"insert into {_behind(noun)} {_find_behind(self.snapshot.files(noun))}"
            )
            self._unsorted.discard(noun)

    def _lay_out(self, table: Table) -> None:
        files = self.snapshot.files(table.name)
        if not files:
            columns = ", ".join(f"{c.name} {DUCKDB[c.kind]}" for c in table.all_columns)
            self.connection.execute(f'create table "{table.name}" ({columns})')
            return
        current = self._current(table.name, files)
        columns = ", ".join(_column(table, name, self._in_files(files)) for name in _names(table))
        self.connection.execute(f'create view "{table.name}" as select {columns} from {current}')

    def _current(self, noun: str, files: list[str]) -> str:
        derived_by = self.snapshot.derived_by(noun)
        rows = f"{_read(files)} as held"
        if derived_by:
            return f"{rows} where held.run = '{derived_by}'"
        conditions = []
        if self.snapshot.has_deleted(noun):
            conditions.append("held.is_deleted is not true")
        if self.snapshot.has_superseded(noun):
            self.connection.execute(f"create table {_behind(noun)} (place bigint, line bigint)")
            self._unsorted.add(noun)
            rows += f" anti join {_behind(noun)} as late on held.file_index = late.place"
            rows += " and held.file_row_number = late.line"
        return f"{rows} where {' and '.join(conditions)}" if conditions else rows

    def _in_files(self, files: list[str]) -> set[str]:
        described = self.connection.execute(f"describe select * from {_read(files)}").fetchall()
        return {row[0] for row in described}


def _share_of_machine() -> str:
    """Give what DuckDB may hold for a large record."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{max(1200, int(machine * SHARE_OF_MACHINE / 1e6))}MB"


def _names(table: Table) -> list[str]:
    return [column.name for column in table.all_columns]


def _column(table: Table, name: str, in_files: set[str]) -> str:
    kind = DUCKDB[table.column(name).kind]
    source = f"held.{name}" if name in in_files else "null"
    return f"cast({source} as {kind}) as {name}"


def _read(files: list[str]) -> str:
    listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    return f"read_parquet([{listed}], union_by_name = true)"


def _behind(noun: str) -> str:
    return f'"{noun} behind"'


def _find_behind(files: list[str]) -> str:
    """Ask for the places of the rows that a later row of the same key stands above.

    Keys that occur once are the many; they are put aside by a hash before anything is sorted.
    """
    read = _read(files)
    return f"""
        with recurring as (
            select hash(origin, source_id) as key_hash
            from {read}
            group by key_hash
            having count(*) > 1
        ),
        turns as (
            select
                held.file_index as place,
                held.file_row_number as line,
                row_number() over (
                    partition by held.origin, held.source_id
                    order by held.run desc, held.seen_at desc nulls last,
                        held.file_index desc, held.file_row_number desc
                ) as turn
            from {read} as held
            semi join recurring on recurring.key_hash = hash(held.origin, held.source_id)
        )
        select place, line from turns where turn > 1
    """


def _close(connection: duckdb.DuckDBPyConnection, folder: str) -> None:
    connection.close()
    shutil.rmtree(folder, ignore_errors=True)
