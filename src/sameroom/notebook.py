"""The record, the measures and the readings as Arrow tables and data frames, for notebooks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from sameroom import agreement as agreements
from sameroom import clock, importing
from sameroom.audit import Audit
from sameroom.engines import catalog, portable
from sameroom.engines.store import Store
from sameroom.errors import SameroomError, nearest
from sameroom.facts import list_tables
from sameroom.measure import Window
from sameroom.report.files import readings_table
from sameroom.workbench import EMBEDDED, audit_engine, currency_of, open_engine

if TYPE_CHECKING:
    import pandas as pd

MEASURES = pa.schema(
    [(name, pa.string()) for name in ("area", "measure", "question", "unit", "formula", "method")]
)


def import_folder(
    *, folder: str | Path, store: str | Path, now: datetime | None = None
) -> importing.Outcome:
    """Import a folder of exports into a record.

    Args:
        folder: the exports, as the tools gave them.
        store: the record; it is made when it does not exist.
        now: the present instant; by default it is.

    Returns:
        What was planned, the run's id ("" where the record knew it all), rows written by noun,
        and the paths of the error files.

    Raises:
        SameroomError: when the folder holds nothing that can be read, or a setting is wrong.
    """
    return importing.run(folder=Path(folder), store=Path(store), now=now or clock.now())


def open_record(*, path: str | Path, engine: str = EMBEDDED) -> "Record":
    """Open a record to read it; it stays as it is now, whatever is imported meanwhile.

    Args:
        path: the record's folder, such as `sameroom-report/record`.
        engine: "embedded", or the address of a Spark cluster, such as `spark://host:7077`.

    Raises:
        SameroomError: when there is no record, or the cluster does not answer.
    """
    snapshot = Store.open(path=Path(path)).snapshot()
    return Record(engine=open_engine(snapshot=snapshot, engine=engine), name=str(path))


def list_measures() -> pa.Table:
    """List the measures: a row each, with its area, question, unit, formula and method page.

    Returns:
        An Arrow table of six text columns; `.to_pandas()` makes a data frame of it.
    """
    rows = [
        {
            "area": placed.area,
            "measure": placed.measure.name,
            "question": placed.measure.question,
            "unit": str(placed.measure.unit),
            "formula": placed.measure.formula,
            "method": placed.measure.method,
        }
        for placed in catalog.list_measures()
    ]
    return pa.Table.from_pylist(rows, MEASURES)


class Record:
    """A record that is open for reading. `with` closes it, and so does the end of the notebook.

    Get one by `sameroom.open_record`.
    """

    def __init__(self, *, engine: Any, name: str) -> None:  # Any: the embedded engine, or Spark's
        self.engine = engine
        self._name = name

    def __enter__(self) -> "Record":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        counted = ", ".join(f"{count:,} {noun}" for noun, count in self.counts().items() if count)
        return f"Record({self._name}: {counted or 'empty'})"

    def close(self) -> None:
        """Let go of the files."""
        self.engine.close()

    def counts(self) -> dict[str, int]:
        """Count the rows that stand, by noun."""
        return {
            table.name: int(self.ask(f"select count(*) as n from {table.name}")["n"][0].as_py())
            for table in list_tables()
        }

    def facts(self, noun: str, *, columns: Sequence[str] = ()) -> pa.Table:
        """Give the rows of a noun that stand now, as an Arrow table.

        Args:
            noun: such as "lead"; see docs/guide/sql.md.
            columns: which columns; by default all. Instants are UTC, money is decimal in the
                company's currency.

        Raises:
            SameroomError: when there is no such noun or column.
        """
        known = {table.name: [c.name for c in table.all_columns] for table in list_tables()}
        _among(noun, list(known), "noun")
        for column in columns:
            _among(column, known[noun], f"column of {noun}")
        return self.ask(f"select {', '.join(columns or known[noun])} from {noun} order by id")

    def ask(self, sql: str) -> pa.Table:
        """Answer a question in SQL about facts and shared tables, as an Arrow table.

        Args:
            sql: one question in the portable words of docs/guide/sql.md.

        Raises:
            SameroomError: when it names a table or column that is not there, or is not portable.
        """
        problems = portable.check(sql, known=portable.schema())
        if problems:
            raise SameroomError(
                problems[0].text(), where="the question", remedy="See docs/guide/sql.md."
            )
        answer: pa.Table = self.engine.ask(sql)
        return answer

    def read(
        self,
        *,
        measures: Sequence[str] = (),
        agreement: str | Path | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        now: datetime | None = None,
    ) -> "Readings":
        """Ask measures their questions of this record, by an agreement.

        Args:
            measures: their names; by default all.
            agreement: an agreement file; by default what is usual.
            since, until: the period, from the first instant to the first no longer in it; by
                default all that the record covers. Without a time zone they are UTC.
            now: the present instant; by default it is. Later events are not read.

        Raises:
            SameroomError: when there is no such measure, or the agreement file is wrong.
        """
        placed = catalog.list_measures()
        for name in measures:
            _among(name, [each.measure.name for each in placed], "measure")
        agreed = agreements.read(path=Path(agreement)) if agreement else agreements.default()
        return Readings(
            audit_engine(
                engine=self.engine,
                agreed=agreed,
                now=now or clock.now(),
                window=_window(since, until),
                currency=currency_of(self.engine.snapshot),
                measures=tuple(p for p in placed if not measures or p.measure.name in measures),
            )
        )


@dataclass(frozen=True, slots=True)
class Readings:
    """What measures told of a record; `audit` holds all of it, typed.

    Get them by `Record.read`.
    """

    audit: Audit

    def table(self, measure: str = "") -> pa.Table:
        """Give the readings of a measure, or of all, as an Arrow table, a row a figure and part.

        Returns:
            Columns as in readings.parquet: area, measure, figure, part (a map), told (false where
            it was too little to tell), value, unit, low, high, level, method, count, words, have,
            need, missing, bring, starts_at, ends_at, agreement_version, code_version.
        """
        kept = [stored for stored in self.audit.stored if measure in {"", stored.measure}]
        return readings_table(stored=kept)

    def frame(self, measure: str = "") -> "pd.DataFrame":
        """Give the same as a pandas data frame.

        Raises:
            ImportError: when pandas is not installed.
        """
        return self.table(measure).to_pandas(maps_as_pydicts="lossy")

    def evidence(self, measure: str) -> dict[str, pa.Table]:
        """Give the rows behind a measure, by what they are, as Arrow tables.

        The names of our own people are replaced by their teams.
        """
        rows = [each for each in self.audit.evidence if each.measure == measure]
        return {each.evidence.title: each.all_rows() for each in rows}


def _window(since: datetime | None, until: datetime | None) -> Window | None:
    if since is None and until is None:
        return None
    if since is None or until is None:
        raise SameroomError(
            "since and until go together.", where="read", remedy="Give both, or neither."
        )
    return Window(starts_at=_aware(since), ends_at=_aware(until))


def _aware(instant: datetime) -> datetime:
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _among(name: str, allowed: list[str], what: str) -> None:
    if name not in allowed:
        hint = nearest(name, allowed) or f"There are: {', '.join(allowed)}."
        raise SameroomError(f'"{name}" is no {what}.', where="the record", remedy=hint)
