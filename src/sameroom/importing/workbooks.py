"""Reads the sheets of an XLSX workbook as text, a row at a time."""

import zipfile
from array import array
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Protocol

import duckdb

from sameroom.engines.disk import is_full
from sameroom.importing.limits import Limits
from sameroom.importing.sources import Source
from sameroom.importing.staging import Staged, batched, keep_rows

MIDNIGHT = time()
EMPTY_IN_A_ROW = 5_000


class Sheet(Protocol):
    """What is asked of a worksheet; openpyxl has several classes for it."""

    @property
    def title(self) -> str:
        """Tell its name."""

    def reset_dimensions(self) -> None:
        """Forget the size that the file states, which is often wrong."""

    def iter_rows(self, *, values_only: bool) -> Iterable[tuple[object, ...]]:
        """Give the rows."""


def stage_workbook(
    connection: duckdb.DuckDBPyConnection, *, source: Source, limits: Limits
) -> list[Staged]:
    """Stage every sheet that holds rows.

    Raises:
        ValueError: when the workbook is damaged, locked, or unpacks to too much.
    """
    from openpyxl import load_workbook  # slow to load, and not every folder holds a workbook

    with zipfile.ZipFile(source.file) as archive:
        unpacked = sum(item.file_size for item in archive.infolist())
        if unpacked > limits.allow_workbook(source.file.stat().st_size):
            raise ValueError(
                "unpacks to far more than its size allows: open it, save the sheet as CSV, and "
                "import that"
            )
    with source.file.open("rb") as stream:
        try:
            book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            sheets = [_stage(connection, source, sheet) for sheet in book.worksheets]
        except duckdb.Error:
            raise
        except Exception as error:  # its reader fails in many ways on parts that others wrote
            if is_full(error):
                raise
            raise ValueError(f"a workbook that cannot be opened: {error}") from error
    return [sheet for sheet in sheets if sheet.rows]


def _stage(connection: duckdb.DuckDBPyConnection, source: Source, sheet: Sheet) -> Staged:
    sheet.reset_dimensions()
    width = max((len(row) for row in _cells(sheet)), default=0)
    begins: array[int] = array("q")
    table = (
        keep_rows(
            connection, batches=batched(_rows(sheet, width, begins), width=width), width=width
        )
        if width
        else ""
    )
    return Staged(
        path=source.path,
        name=str(sheet.title),
        table=table,
        width=width,
        rows=len(begins),
        remark=source.remark,
        lines=lambda: begins,
    )


def _rows(sheet: Sheet, width: int, begins: "array[int]") -> Iterator[list[str]]:
    for number, row in enumerate(_cells(sheet), start=1):
        if any(row):
            begins.append(number)
            yield row + [""] * (width - len(row))


def _cells(sheet: Sheet) -> Iterator[list[str]]:
    """Give each row as text, empty cells at its end left out; stop where nothing follows."""
    empty = 0
    for values in sheet.iter_rows(values_only=True):
        row = _trimmed(values)
        empty = 0 if row else empty + 1
        if empty > EMPTY_IN_A_ROW:
            return
        yield row


def _trimmed(values: Iterable[object]) -> list[str]:
    row = [as_text(value) for value in values]
    while row and not row[-1]:
        row.pop()
    return row


def as_text(value: object) -> str:
    """Write a cell as a person would type it, dates in ISO order."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == MIDNIGHT else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return whole_text(str(value))


def whole_text(text: str) -> str:
    """Leave NULs out, and put a mark for halves of characters, which no file can hold."""
    clean = text.replace("\0", "")
    return clean if clean.isascii() else clean.encode("utf-8", "replace").decode("utf-8")
