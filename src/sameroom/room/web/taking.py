"""Rows that somebody takes with them, as CSV that no spreadsheet takes for formulas."""

import re
from datetime import datetime

import pyarrow as pa

from sameroom.report.files import to_csv as write
from sameroom.room.web import operations
from sameroom.room.web.queries import RowsFile
from sameroom.webkit.audit import Actor


def note(*, file: RowsFile, by: Actor, now: datetime) -> None:
    """Note who takes what, and how many rows, before they have it."""
    operations.note_taken(what=file.name, rows=len(file.lines), by=by, now=now)


def to_csv(*, file: RowsFile) -> bytes:
    """Write the rows; a dash that pages show for what is not known is left out."""
    columns = [
        pa.array(["" if line[at] == "–" else line[at] for line in file.lines], pa.string())
        for at in range(len(file.columns))
    ]
    return write(rows=pa.Table.from_arrays(columns, names=list(file.columns)))


def file_name(*, file: RowsFile) -> str:
    """Name the file; nothing of what was asked for can end the header it stands in."""
    return f"{re.sub(r'[^A-Za-z0-9_-]', '', file.name)[:100]}.csv"
