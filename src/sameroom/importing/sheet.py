"""A sheet with its mapping: what is asked of it while it is read, checked and written."""

from dataclasses import dataclass, field
from datetime import datetime

from sameroom.connectors.mapping import FileMapping
from sameroom.importing.cells import Cell
from sameroom.importing.staging import Staged


@dataclass(slots=True)
class Sheet:
    """A sheet with its mapping, read.

    Args:
        staged: its text.
        mapping: what it is.
        cells: how its columns are read.
        table: the typed table: `row`, `main` (the main noun's place, -1 where none applies),
            `refused`, `flawed`, `id{n}` per noun, `v{n}` per cell, `k{n}` per money cell.
        order: its place among the sheets.
        remarks: what was found out on the way.
        repeats: whether ids occur twice, by the columns they are made from; see `repeats.py`.
    """

    staged: Staged
    mapping: FileMapping
    cells: list[Cell]
    table: str
    order: int
    remarks: list[str] = field(default_factory=list)
    repeats: dict[tuple[int, ...], bool] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """Name the table under the typed view."""
        return f"{self.table}_base"

    @property
    def first_row(self) -> int:
        """Tell the first row that is no header."""
        return int(self.staged.headers is None and self.mapping.has_header)

    @property
    def rows(self) -> int:
        """Count the rows that are data."""
        return self.staged.rows - self.first_row

    @property
    def values(self) -> list[Cell]:
        """List the cells that have a value of their own, not one they share with an earlier."""
        return list({cell.number: cell for cell in reversed(self.cells)}.values())[::-1]

    def cells_for(self, noun: str, name: str) -> list[Cell]:
        """List the cells that fill a column of a noun, the first one first."""
        return [cell for cell in self.cells if cell.target == f"{noun}.{name}"]

    def header(self, place: int) -> str:
        """Name a column as the file does, or by its number."""
        found = self.mapping.columns[place].header if place < len(self.mapping.columns) else ""
        return found or f"column {place + 1}"


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for the whole import.

    Args:
        now: the present instant.
        zone: the time zone of instants that do not state theirs.
    """

    now: datetime
    zone: str

    @property
    def now_sql(self) -> str:
        """Write the present instant as an SQL literal."""
        return f"'{self.now.isoformat()}'"
