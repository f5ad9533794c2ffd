"""Reads delimited text: DuckDB where it reads faithfully, line by line where it would not."""

import csv
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path

import duckdb

from sameroom.importing.dialects import Dialect, header_width, read_rows, sniff
from sameroom.importing.encodings import Text, to_utf8
from sameroom.importing.sources import Source
from sameroom.importing.staging import Staged, Unread, batched, fresh_table, keep_rows

LONGEST_ROW = 64 * 1024 * 1024
LINES_IN_A_CELL = 2_000
SHOWN = 2_000
EXTRA = 30_000
MOST_COLUMNS = 20_000
READ_ANEW_FROM = 32 * 1024 * 1024


def stage_delimited(
    connection: duckdb.DuckDBPyConnection, *, source: Source, scratch: Path
) -> list[Staged]:
    """Stage a text file; no sheet when it holds no row.

    Raises:
        ValueError: when its rows are wider than any export.
    """
    text = to_utf8(file=source.file, scratch=scratch)
    dialect = sniff(file=text.file)
    if dialect.width > MOST_COLUMNS:
        raise ValueError(
            f"its rows have more than {MOST_COLUMNS:,} columns: export only those you need"
        )
    staged = _fast(connection, source, text, dialect) or _slow(connection, source, text, dialect)
    return [staged] if staged.rows or staged.unread else []


def _fast(
    connection: duckdb.DuckDBPyConnection, source: Source, text: Text, dialect: Dialect
) -> Staged | None:
    """Let DuckDB read it, strictly; None when it refuses, or counts rows differently."""
    table, scan = fresh_table(), _scan(text.file, dialect)
    is_kept = text.file.stat().st_size < READ_ANEW_FROM
    try:
        if is_kept:
            connection.execute(f"create table {table} as select * from {scan}")
        rows = _count(connection, table if is_kept else scan)
    except duckdb.Error:
        return None
    lines: Callable[[], Sequence[int]] | None = None
    if text.newlines + _open_end(text.file) != rows + dialect.skipped or dialect.skipped:
        lines = _line_finder(text.file, dialect)
        if len(lines()) != rows:
            connection.execute(f"drop table if exists {table}")
            return None
    staged = _staged(source, table, dialect, rows, lines=lines, remark=text.remark)
    return replace(staged, scan=scan, is_kept=is_kept, is_ascii=text.is_ascii)


def _scan(file: Path, dialect: Dialect) -> str:
    columns = ", ".join(f"'c{index}': 'varchar'" for index in range(dialect.width))
    return (
        f"read_csv({_quoted(str(file))}, header = false, all_varchar = true, "
        f"auto_detect = false, columns = {{{columns}}}, delim = {_quoted(dialect.delimiter)}, "
        f"quote = {_quoted(dialect.quote)}, escape = {_quoted(dialect.escape)}, "
        f"skip = {dialect.skipped}, strict_mode = true, null_padding = false)"
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _count(connection: duckdb.DuckDBPyConnection, rows: str) -> int:
    counted = connection.execute(f"select count(*) from {rows}").fetchone()
    return int(counted[0]) if counted else 0


def _open_end(file: Path) -> int:
    """Tell (as 1) whether the last line does not end in a line break."""
    with file.open("rb") as stream:
        if stream.seek(0, 2) == 0:
            return 0
        stream.seek(-1, 2)
        return int(stream.read(1) != b"\n")


def _line_finder(file: Path, dialect: Dialect) -> Callable[[], Sequence[int]]:
    """Find where each row begins when rows span lines or empty lines lie between them."""

    @cache
    def lines() -> Sequence[int]:
        return array("q", (line for line, _ in _plain_rows(file, dialect)))

    return lines


def _plain_rows(file: Path, dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(2**31 - 1)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = _reader(islice(stream, dialect.skipped, None), dialect)
        begins = 1
        try:
            for row in reader:
                if row or dialect.width == 1:
                    yield begins + dialect.skipped, row
                begins = reader.line_num + 1
        except csv.Error:
            return


def _reader(lines: Iterator[str], dialect: Dialect) -> "csv._reader":  # type: ignore[name-defined]  # the class has no public name
    return read_rows(lines, delimiter=dialect.delimiter, quote=dialect.quote, escape=dialect.escape)


def _staged(
    source: Source,
    table: str,
    dialect: Dialect,
    rows: int,
    *,
    lines: Callable[[], Sequence[int]] | None,
    unread: tuple[Unread, ...] = (),
    remark: str = "",
) -> Staged:
    titles = f"{dialect.skipped} lines above the header left out" if dialect.skipped else ""
    said = "; ".join(part for part in (source.remark, remark, titles) if part)
    name = Path(source.path.rsplit("!", 1)[-1]).name.split(".")[0]
    return Staged(
        path=source.path,
        name=name,
        table=table,
        width=dialect.width,
        rows=rows,
        unread=unread,
        remark=said,
        lines=lines,
    )


def _slow(
    connection: duckdb.DuckDBPyConnection, source: Source, text: Text, dialect: Dialect
) -> Staged:
    """Read line by line: a row of another width, or an open quote, spoils only itself."""
    begins: array[int] = array("q")
    unread: list[Unread] = []
    padded = _is_padded(text.file, dialect)

    def kept() -> Iterator[list[str]]:
        for line, row in rows_of(text.file, dialect):
            is_head = not begins and not unread and bool(header_width(row))
            whole = _fitted(row, dialect.width, padded or is_head)
            if whole is None:
                unread.append(_ragged(line, row, dialect))
            else:
                begins.append(line)
                yield whole

    table = keep_rows(connection, batches=batched(kept(), width=dialect.width), width=dialect.width)
    remark = "; ".join(part for part in (text.remark, "read line by line") if part)
    return _staged(
        source,
        table,
        dialect,
        len(begins),
        lines=lambda: begins,
        unread=tuple(unread),
        remark=remark,
    )


def _ragged(line: int, row: list[str], dialect: Dialect) -> Unread:
    """Keep a row of another width: its cells column by column, and those beyond the last one."""
    joined = dialect.delimiter.join(row)
    return Unread(
        line=line,
        text=joined[:SHOWN],
        reason="INCORRECT_NUMBER_OF_COLUMNS",
        cells=tuple(cell[:SHOWN] for cell in row[: dialect.width]),
        extra=dialect.delimiter.join(row[dialect.width :])[:EXTRA],
    )


def _fitted(row: list[str], width: int, padded: bool) -> list[str] | None:
    """Give the row at full width; None when cells are missing, or filled ones are too many."""
    if len(row) > width and not any(cell.strip() for cell in row[width:]):
        return row[:width]
    if len(row) < width and padded:
        return row + [""] * (width - len(row))
    return row if len(row) == width else None


def _is_padded(file: Path, dialect: Dialect) -> bool:
    """Tell whether the file leaves empty cells at the end out, as some programs do."""
    widths = [len(row) for _, row in islice(rows_of(file, dialect), 1000)]
    short = sum(width < dialect.width for width in widths)
    return short * 3 > len(widths) and max(widths, default=0) <= dialect.width


def rows_of(file: Path, dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
    """Read a broken file: each row with the line it begins in; empty lines are passed over."""
    csv.field_size_limit(2**31 - 1)
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        held: list[str] = []
        at = dialect.skipped + 1
        feed = islice(stream, dialect.skipped, None)
        while True:
            held = held or list(islice(feed, 1))
            if not held:
                return
            row, used = _next_row(held, feed, dialect)
            if row and (len(row) > 1 or row[0].strip() or dialect.width == 1):
                yield at, row
            at += used
            held = held[used:]


def _next_row(held: list[str], feed: Iterator[str], dialect: Dialect) -> tuple[list[str], int]:
    """Read one row from the lines held, fetching more while a quote is open."""
    line = held[0]
    if not dialect.quote or dialect.quote not in line:
        return line.rstrip("\r\n").split(dialect.delimiter), 1
    row, used = _quoted_row(held, feed, dialect)
    if used == 1 or len(row) == dialect.width:
        return row, used
    return _reader(iter([line.replace(dialect.quote, "")]), dialect).__next__(), 1


def _quoted_row(held: list[str], feed: Iterator[str], dialect: Dialect) -> tuple[list[str], int]:
    def lines() -> Iterator[str]:
        yield from list(held)
        for line in islice(feed, max(0, LINES_IN_A_CELL - len(held))):
            held.append(line)
            yield line

    reader = _reader(lines(), dialect)
    try:
        return next(reader), reader.line_num
    except (csv.Error, StopIteration):
        return held[0].rstrip("\r\n").split(dialect.delimiter), 1
