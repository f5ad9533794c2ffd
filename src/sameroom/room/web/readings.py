"""What programs read of the readings, and of the rows behind them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from sameroom.record.web.queries import find_shown
from sameroom.room.web.models import (
    EvidenceRow,
    EvidenceTable,
    ReadingPage,
    Refresh,
    State,
    StoredReading,
)
from sameroom.room.web.queries import PLURALS, seen_rows
from sameroom.webkit.rights import Reader


@dataclass(frozen=True, slots=True)
class MeasureRead:
    """A measure that was read."""

    measure: str
    area: str
    question: str
    tables: int


@dataclass(frozen=True, slots=True)
class OneReading:
    """One reading as it was stored."""

    number: int
    measure: str
    figure: str
    part: dict[str, str]
    is_told: bool
    value: float | None
    low: float | None
    high: float | None
    unit: str
    count: int
    starts_at: datetime
    ends_at: datetime
    agreement_version: str
    code_version: str
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Table:
    """A list of rows behind a reading."""

    number: int
    generation: int
    title: str
    columns: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class OneRow:
    """One of its rows."""

    place: int
    cells: tuple[str, ...]
    nouns: str
    key: str


@dataclass(frozen=True, slots=True)
class OneRefresh:
    """Reading the record anew."""

    id: int
    cause: str
    state: str
    step: str
    failure: str
    asked_at: datetime
    finished_at: datetime | None


def list_measures() -> tuple[MeasureRead, ...]:
    """List the measures of what is shown, in the order of the report."""
    shown = find_shown()
    if shown is None:
        return ()
    tables = EvidenceTable.objects.filter(refresh_id=shown.generation).order_by("measure")
    counts = dict(tables.values_list("measure").annotate(Count("pk")))
    pages = ReadingPage.objects.filter(refresh_id=shown.generation).order_by("place")
    told = pages.values_list("measure", "area", "question")
    return tuple(MeasureRead(*one, tables=counts.get(one[0], 0)) for one in told)


def find_measure(*, measure: str) -> int | None:
    """Find the refresh that is shown, if it read a measure."""
    shown = find_shown()
    if shown is None:
        return None
    pages = ReadingPage.objects.filter(refresh_id=shown.generation, measure=measure)
    return shown.generation if pages.exists() else None


def list_parts(
    *, generation: int, measure: str, figure: str, after: int, limit: int
) -> tuple[OneReading, ...]:
    """List the readings of a measure at one refresh, from the one behind `after` on."""
    rows = StoredReading.objects.filter(refresh_id=generation, measure=measure, pk__gt=after)
    return _readings((rows.filter(figure=figure) if figure else rows).order_by("pk"), limit)


def list_history(
    *, measure: str, figure: str, before: int | None, limit: int
) -> tuple[OneReading, ...]:
    """List the readings of a measure as a whole at every refresh, the latest first."""
    rows = StoredReading.objects.filter(measure=measure, part=[], refresh__state=State.DONE)
    if figure:
        rows = rows.filter(figure=figure)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return _readings(rows.order_by("-pk"), limit)


def find_table(*, measure: str, place: int) -> Table | None:
    """Find a list of rows behind a reading of what is shown."""
    shown = find_shown()
    if shown is None:
        return None
    found = EvidenceTable.objects.filter(refresh_id=shown.generation, measure=measure, place=place)
    one = found.first()
    if one is None:
        return None
    return Table(one.pk, shown.generation, one.title, tuple(one.columns), one.total)


def list_rows(*, reader: Reader, table: Table, after: int, limit: int) -> tuple[OneRow, ...]:
    """List the rows of a list that a reader may see, from the one behind `after` on."""
    rows = EvidenceRow.objects.filter(table_id=table.number, place__gt=after)
    got = seen_rows(reader, table.generation, rows).order_by("place")[:limit]
    return tuple(
        OneRow(
            one.place, tuple(str(cell) for cell in one.cells), PLURALS.get(one.noun, ""), one.key
        )
        for one in got
    )


def list_refreshes(*, before: int | None, limit: int) -> tuple[OneRefresh, ...]:
    """List refreshes, the latest first, from the one before `before` on."""
    rows = Refresh.objects.all() if before is None else Refresh.objects.filter(pk__lt=before)
    return tuple(_refresh(one) for one in rows.defer("front").order_by("-pk")[:limit])


def find_refresh(*, number: int) -> OneRefresh | None:
    """Find a refresh."""
    one = Refresh.objects.defer("front").filter(pk=number).first()
    return _refresh(one) if one else None


def _refresh(one: Refresh) -> OneRefresh:
    return OneRefresh(
        one.pk, one.cause, one.state, one.step, one.failure, one.asked_at, one.finished_at
    )


def _readings(rows: QuerySet[StoredReading], limit: int) -> tuple[OneReading, ...]:
    return tuple(
        OneReading(
            number=one.pk, measure=one.measure, figure=one.figure,
            part={str(name): str(said) for name, said in one.part}, is_told=one.is_told,
            value=one.value, low=one.low, high=one.high, unit=one.unit, count=one.count,
            starts_at=one.starts_at, ends_at=one.ends_at,
            agreement_version=one.agreement_version, code_version=one.code_version,
            read_at=one.refresh.finished_at,
        )
        for one in rows.select_related("refresh").defer("refresh__front")[:limit]
    )  # fmt: skip
