"""What an audit is given, and what it tells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import pyarrow as pa

from sameroom.measure import Evidence, Stored, Window

SAMPLE = 20

Progress = Callable[[str], None]


class Engine(Protocol):
    """What the audit asks of an engine."""

    @property
    def most_rows(self) -> int | None:
        """Tell how many rows an answer may bring to this process; None where it does not matter."""

    def ask(self, sql: str) -> pa.Table:
        """Answer a question, building the shared tables it reads first."""

    def filled(self, noun: str) -> dict[str, int]:
        """Count, for each column of a noun, the rows that have a value there."""

    def register(self, *, name: str, rows: pa.Table) -> None:
        """Make a small table of Arrow rows."""


@dataclass(frozen=True, slots=True)
class EvidenceRows:
    """The rows behind a measure; people's names are already replaced by their teams.

    Args:
        area, measure: whose rows they are.
        evidence: what was declared.
        rows: the first of them; all, where nothing else is given.
        counted: how many there are, where `rows` are only the first.
        fetch: gets all of them, as long as the engine that was asked is open.
    """

    area: str
    measure: str
    evidence: Evidence
    rows: pa.Table
    counted: int | None = None
    fetch: Callable[[], pa.Table] | None = None

    @property
    def total(self) -> int:
        """Count all rows."""
        return int(self.rows.num_rows) if self.counted is None else self.counted

    def all_rows(self) -> pa.Table:
        """Get all rows: one such table may be far larger than everything else an audit tells."""
        return self.rows if self.fetch is None else self.fetch()

    def sample(self) -> list[dict[str, Any]]:  # Any: a cell is whatever its column holds
        """List the first rows, for a page."""
        return list(self.rows.slice(0, SAMPLE).to_pylist())


@dataclass(frozen=True, slots=True)
class Terms:
    """What the audit takes from the agreement.

    Args:
        company: whose audit it is.
        version: which agreement it is read by.
        currency: ISO 4217.
        buyer: account or person.
        numbers: every number of it, by dotted key.
        tables: the small tables it gives to SQL.
        defaults: one line for each clause nobody has set.
    """

    company: str = "Your company"
    version: str = "default"
    currency: str = "EUR"
    buyer: str = "account"
    numbers: Mapping[str, float] = field(default_factory=dict)
    tables: Mapping[str, pa.Table] = field(default_factory=dict)
    defaults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """One file that the record stands on, for the report."""

    path: str
    taken_for: str
    rows: int
    refused: int


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything an audit told, and of what.

    `is_dated` is false for a record that says nowhere when anything happened: its window is then
    a form, not a period. `warnings` say what in the agreement the record cannot answer to.
    """

    terms: Terms
    window: Window
    made_at: datetime
    stored: tuple[Stored, ...]
    evidence: tuple[EvidenceRows, ...]
    facts: Mapping[str, int]
    imported: tuple[Imported, ...] = ()
    failures: tuple[str, ...] = ()
    is_dated: bool = True
    seconds: Mapping[str, float] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
