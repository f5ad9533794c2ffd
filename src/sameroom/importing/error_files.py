"""Writes what is wrong into files a person can correct: their own columns, then what to do."""

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path

import duckdb

from sameroom.connectors.mapping import SheetSample
from sameroom.importing.flaw_tables import flaws_name
from sameroom.importing.flaws import BY_NAME
from sameroom.importing.sheet import Sheet
from sameroom.importing.staging import Unread

OWN = ("line", "column", "value", "reason", "level", "remedy")
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
CELL = 32_000
LONGEST = 200  # bytes of a file name, so that endings fit into what file systems allow
BATCH = 10_000


def is_corrected(*, sample: SheetSample) -> bool:
    """Tell whether a sheet is an error file that comes again: its last columns are ours.

    Their heads are in whatever language they were read in; the names of reasons are in none.
    """
    if len(sample.columns) <= len(OWN):
        return False
    reasons = {cell for cell in sample.columns[OWN.index("reason") - len(OWN)] if cell}
    return bool(reasons) and reasons <= BY_NAME.keys()


def write_error_files(
    connection: duckdb.DuckDBPyConnection, *, sheets: list[Sheet], folder: Path
) -> list[Path]:
    """Write one file for each sheet in which something is wrong, and list them."""
    written = []
    for sheet in sheets:
        if sheet.staged.unread or _has_flaws(connection, sheet):
            folder.mkdir(parents=True, exist_ok=True)
            target = folder / f"{file_name(sheet)}.errors.csv"
            _write(connection, sheet, target)
            written.append(target)
    return written


def safe(cell: str | None) -> str:
    """Give a cell that no spreadsheet takes for a formula, and of a length that one can show."""
    text = (cell or "")[:CELL]
    if text.startswith(RISKY) and not _is_number(text):
        return "'" + text
    return text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def file_name(sheet: Sheet) -> str:
    """Make a file name of a sheet's own."""
    whole = (
        f"{sheet.staged.path}-{sheet.staged.name}"
        if _is_one_of_many(sheet)
        else (sheet.staged.path)
    )
    plain = "".join(mark if mark.isalnum() or mark in ".-_" else "-" for mark in whole)
    if plain == whole and len(plain.encode()) <= LONGEST:
        return plain
    # Two files may differ only in what a name cannot hold: neither must write over the other.
    told_apart = hashlib.sha256(whole.encode()).hexdigest()[:8]
    return f"{plain.encode()[-LONGEST:].decode(errors='ignore')}-{told_apart}"


def _is_one_of_many(sheet: Sheet) -> bool:
    return sheet.staged.path.lower().endswith((".xlsx", ".xlsm"))


def _has_flaws(connection: duckdb.DuckDBPyConnection, sheet: Sheet) -> bool:
    found = connection.execute(f"select count(*) from {flaws_name(sheet)}").fetchone()
    return bool(found and found[0])


def _write(connection: duckdb.DuckDBPyConnection, sheet: Sheet, target: Path) -> None:
    own = [sheet.header(place) for place in range(sheet.staged.width)]
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([safe(cell) for cell in (*own, *OWN)])
        for unread in sheet.staged.unread:
            writer.writerow(_shapeless(sheet, unread, own))
        for row in _rows(connection, sheet):
            writer.writerow(row)


def _shapeless(sheet: Sheet, unread: Unread, own: list[str]) -> list[str]:
    """Lay a row that has no shape out under the user's columns as far as it goes.

    *Value* holds what has no column: the cells beyond the last, or the whole line.
    """
    row, column, value = unread.cells or (unread.text,), "", unread.extra
    if not unread.cells:
        value = unread.text
    elif len(row) < len(own):
        column = own[len(row)]  # the first that is lacking
    listed = [*row, *[""] * (len(own) - len(row))]
    line = sheet.staged.place_of_line(unread.line)
    said = [line, safe(column), safe(value), unread.reason]
    return [*map(safe, listed), *said, *_advice(unread.reason)]


def _advice(reason: str) -> tuple[str, str]:
    """Tell what became of the row; and in words what is wrong, and what to do about it."""
    known = BY_NAME[reason]
    return known.level.value, f"{known.about} {known.remedy}"


def _rows(connection: duckdb.DuckDBPyConnection, sheet: Sheet) -> Iterator[list[str]]:
    sheet.staged.keep(connection)
    cells = ", ".join(f"raw.c{place}" for place in range(sheet.staged.width))
    found = connection.execute(
        f"select flaw.row, flaw.place, flaw.reason, any_value(flaw.value), {cells} "
        f"from {flaws_name(sheet)} as flaw join {sheet.staged.table} as raw "
        f"on raw.rowid = flaw.row group by all order by 1, 2, 3"
    )
    while batch := found.fetchmany(BATCH):
        for row, place, reason, value, *own in batch:
            column = sheet.header(place) if place >= 0 else ""
            line = sheet.staged.place_of(row)
            listed = [*map(safe, own), line, safe(column), safe(value), reason]
            yield [*listed, *_advice(reason)]
