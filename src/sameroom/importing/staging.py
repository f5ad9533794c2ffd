"""A sheet as it was read: a table of plain text in DuckDB, and what could not be read at all."""

import itertools
from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

_numbers = itertools.count()


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that has no shape: it goes to the error file as it stood.

    Args:
        line: where it begins in the file.
        text: the row as it stood, cut when it is long.
        reason: one of the reasons of `importing.flaws`.
        cells: those of the row that have a column; () when it has no cells.
        extra: those beyond the last column, as they stood; "" when there are none.
    """

    line: int
    text: str
    reason: str
    cells: tuple[str, ...] = ()
    extra: str = ""


@dataclass(slots=True)
class Staged:
    """A sheet whose cells can be read as text in DuckDB; columns c0, c1, … in file order.

    Args:
        path: its file within the folder.
        name: the sheet's name, or the file's stem.
        table: the DuckDB table; its `rowid` counts the rows from 0.
        width: how many columns it has.
        rows: how many rows, a header row included.
        headers: names that the format itself gives (JSON, Parquet, XES); None for text and
            workbooks, whose first row may or may not be a header.
        unread: rows that have no shape.
        remark: what a person should know about how it was read.
        lines: gives the line of each row in the file; asked only when errors are told.
        scan: SQL that reads a large file anew, with `header = false`; its text is only kept in
            `table` when single rows of it are asked for.
        is_kept: whether `table` exists.
        is_ascii: whether its text is known to hold ASCII alone.
        members: the files that were joined into it, and the line at which the rows of each begin.
    """

    path: str
    name: str
    table: str
    width: int
    rows: int
    headers: tuple[str, ...] | None = None
    unread: tuple[Unread, ...] = ()
    remark: str = ""
    lines: Callable[[], Sequence[int]] | None = field(default=None, compare=False)
    scan: str = ""
    is_kept: bool = True
    is_ascii: bool = False
    members: tuple[tuple[int, str], ...] = ()

    @property
    def relation(self) -> str:
        """Name what all rows can be read from, a header row included."""
        return self.table if self.is_kept else self.scan

    def keep(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Keep the text in the table, for single rows to be asked for by `rowid`."""
        if not self.is_kept:
            connection.execute(f"create table {self.table} as select * from {self.scan}")
            self.is_kept = True

    def line_of(self, row: int) -> int:
        """Tell in which line of the file a row begins."""
        return self.lines()[row] if self.lines else row + (2 if self.headers else 1)

    def place_of(self, row: int) -> str:
        """Tell where a row begins: its line, after the file's name where several were joined."""
        return self.place_of_line(self.line_of(row))

    def place_of_line(self, line: int) -> str:
        """Tell of a line of the text that was read where it stands in the user's own file."""
        if not self.members:
            return str(line)
        begins, path = self.members[bisect(self.members, line, key=lambda member: member[0]) - 1]
        return f"{path}:{line - begins + 2}"


def fresh_table() -> str:
    """Name a new table for a sheet."""
    return f"sheet_{next(_numbers)}"


def keep_rows(
    connection: duckdb.DuckDBPyConnection, *, batches: Iterable[pa.RecordBatch], width: int
) -> str:
    """Keep batches of text as a new table and give its name."""
    table = fresh_table()
    schema = pa.schema([(f"c{index}", pa.string()) for index in range(width)])
    reader = pa.RecordBatchReader.from_batches(schema, iter(batches))
    connection.register("batches_to_keep", reader)
    connection.execute(f"create table {table} as select * from batches_to_keep")
    connection.unregister("batches_to_keep")
    return table


def as_batch(rows: Sequence[Sequence[str | None]], *, width: int) -> pa.RecordBatch:
    """Lay rows of equal width out as a batch of text; empty cells become null."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * width
    arrays = [pa.array([cell or None for cell in column], pa.string()) for column in columns]
    return pa.RecordBatch.from_arrays(arrays, [f"c{index}" for index in range(width)])


def batched(
    rows: Iterable[Sequence[str | None]], *, width: int, size: int = 20_000
) -> Iterable[pa.RecordBatch]:
    """Lay a stream of rows out as batches."""
    stream = iter(rows)
    while part := list(itertools.islice(stream, size)):
        yield as_batch(part, width=width)
