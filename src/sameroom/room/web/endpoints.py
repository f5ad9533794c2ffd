"""Readings for programs, the rows behind them, and refreshes."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema

from sameroom import clock
from sameroom.people.web.bearer import asks, caller_of
from sameroom.room.web import operations, quality_queries, readings
from sameroom.webkit.rest import repeats
from sameroom.webkit.rest.paging import After, Limit, cut, read_cursor, same_generation
from sameroom.webkit.rest.problems import answers, not_there
from sameroom.webkit.rights import Right

ROUTER = Router(tags=["readings"])
READ = asks(Right.INSIDE, scope="read:readings")
Place = Annotated[int, Path(description="Of the list among those of the measure, from 1.")]
Number = Annotated[int, Path(description="As the list gives it.")]
Measure = Annotated[str, Path(pattern=r"^[a-z0-9_]{1,60}$", description="The name of a measure.")]


class MeasureOut(Schema):
    """A measure that was read."""

    measure: str
    area: str
    question: str
    tables: int


class MeasuresOut(Schema):
    """Every measure that was read, in the order of the report."""

    items: list[MeasureOut]


class ReadingOut(Schema):
    """One reading: the whole of a figure, or a part of it; without a value, too little to tell."""

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


class ReadingsOut(Schema):
    """A page of readings."""

    items: list[ReadingOut]
    next: str | None


class RowOut(Schema):
    """One row behind a reading; `nouns` and `key` lead to its timeline where it has one."""

    cells: dict[str, str]
    nouns: str
    key: str


class RowsOut(Schema):
    """A page of them; `total` counts those that the caller may not see too."""

    title: str
    total: int
    items: list[RowOut]
    next: str | None


class RefreshOut(Schema):
    """Reading the record anew."""

    id: int
    cause: str
    state: str
    step: str
    failure: str
    asked_at: datetime
    finished_at: datetime | None


class RefreshesOut(Schema):
    """A page of refreshes, the latest first."""

    items: list[RefreshOut]
    next: str | None


class QualityLineOut(Schema):
    """What share of some rows has a flaw; the rows to mend are /readings/{measure}/rows/{place}."""

    words: str
    group: str
    share: float
    of: int
    moved: float | None
    is_better: bool
    measure: str
    place: int
    rows: int


class QualityOut(Schema):
    """What is wrong with the data, the worst of each group first."""

    read_at: datetime | None
    flawed: QualityLineOut | None
    items: list[QualityLineOut]


@ROUTER.get("/quality", auth=asks(Right.RUN, scope="read:readings"), response=answers(QualityOut))
def get_quality(request: HttpRequest) -> QualityOut:
    """Tell what is wrong with the data, how it moved, and where the rows to mend are."""
    page = quality_queries.get_quality_page()
    lines = [line for _, listed in page.groups for line in listed]
    return QualityOut(
        read_at=page.read_at,
        flawed=QualityLineOut.model_validate(page.flawed) if page.flawed else None,
        items=[QualityLineOut.model_validate(one) for one in lines],
    )


@ROUTER.get("/readings", auth=READ, response=answers(MeasuresOut))
def list_measures(request: HttpRequest) -> MeasuresOut:
    """List the measures that were read."""
    found = readings.list_measures()
    return MeasuresOut(items=[MeasureOut.model_validate(one) for one in found])


@ROUTER.get("/readings/{measure}", auth=READ, response=answers(MeasureOut))
def get_measure(request: HttpRequest, measure: Measure) -> MeasureOut:
    """Give one measure that was read."""
    found = [one for one in readings.list_measures() if one.measure == measure]
    if not found:
        raise not_there()
    return MeasureOut.model_validate(found[0])


@ROUTER.get("/readings/{measure}/parts", auth=READ, response=answers(ReadingsOut, also=(409,)))
def list_parts(
    request: HttpRequest,
    limit: Limit,
    after: After,
    measure: Measure,
    figure: Annotated[
        str, Query("", max_length=80, pattern=r"^[^\x00]*$", description="Only of this one.")
    ],
) -> ReadingsOut:
    """List the figures of a measure as they were last read, with their parts."""
    shown = readings.find_measure(measure=measure)
    if shown is None:
        raise not_there()
    place = read_cursor(cursor=after, like=(int, int))
    if place:
        same_generation(asked=place[0], shown=shown)
    rows = readings.list_parts(
        generation=shown, measure=measure, figure=figure, after=place[1] if place else 0,
        limit=limit + 1,
    )  # fmt: skip
    page, cursor = cut(rows=rows, limit=limit, place=lambda one: (shown, one.number))
    return ReadingsOut(items=[ReadingOut.model_validate(one) for one in page], next=cursor)


@ROUTER.get("/readings/{measure}/history", auth=READ, response=answers(ReadingsOut))
def list_history(
    request: HttpRequest,
    limit: Limit,
    after: After,
    measure: Measure,
    figure: Annotated[
        str, Query("", max_length=80, pattern=r"^[^\x00]*$", description="Only of this one.")
    ],
) -> ReadingsOut:
    """List what a measure read at each refresh, the latest first."""
    if readings.find_measure(measure=measure) is None:
        raise not_there()
    place = read_cursor(cursor=after, like=(int,))
    rows = readings.list_history(
        measure=measure, figure=figure, before=place[0] if place else None, limit=limit + 1
    )
    page, cursor = cut(rows=rows, limit=limit, place=lambda one: (one.number,))
    return ReadingsOut(items=[ReadingOut.model_validate(one) for one in page], next=cursor)


@ROUTER.get(
    "/readings/{measure}/rows/{int:place}", auth=READ, response=answers(RowsOut, also=(409,))
)
def list_rows(
    request: HttpRequest, limit: Limit, after: After, place: Place, measure: Measure
) -> RowsOut:
    """List the rows behind a reading that the caller may see."""
    cursor_place = read_cursor(cursor=after, like=(int, int))
    table = readings.find_table(measure=measure, place=place) if place < 2**31 else None
    if table is None:
        raise not_there()
    if cursor_place:
        same_generation(asked=cursor_place[0], shown=table.generation)
    rows = readings.list_rows(
        reader=caller_of(request).reader, table=table,
        after=cursor_place[1] if cursor_place else 0, limit=limit + 1,
    )  # fmt: skip
    page, cursor = cut(rows=rows, limit=limit, place=lambda one: (table.generation, one.place))
    items = [
        RowOut(
            cells=dict(zip(table.columns, one.cells, strict=False)), nouns=one.nouns, key=one.key
        )
        for one in page
    ]
    return RowsOut(title=table.title, total=table.total, items=items, next=cursor)


@ROUTER.get(
    "/refreshes", auth=asks(Right.RUN, scope="read:readings"), response=answers(RefreshesOut)
)
def list_refreshes(request: HttpRequest, limit: Limit, after: After) -> RefreshesOut:
    """List when the record was read, the latest first."""
    place = read_cursor(cursor=after, like=(int,))
    rows = readings.list_refreshes(before=place[0] if place else None, limit=limit + 1)
    page, cursor = cut(rows=rows, limit=limit, place=lambda one: (one.id,))
    return RefreshesOut(items=[RefreshOut.model_validate(one) for one in page], next=cursor)


@ROUTER.get(
    "/refreshes/{int:number}",
    auth=asks(Right.RUN, scope="read:readings"),
    response=answers(RefreshOut),
)
def get_refresh(request: HttpRequest, number: Number) -> RefreshOut:
    """Tell how a refresh does."""
    found = readings.find_refresh(number=number) if number < 2**62 else None
    if found is None:
        raise not_there()
    return RefreshOut.model_validate(found)


@ROUTER.post(
    "/refreshes",
    auth=asks(Right.RUN, scope="write:refreshes"),
    response=answers(RefreshOut, status=202),
    openapi_extra=repeats.DOCUMENTED,
)
def ask_refresh(request: HttpRequest) -> HttpResponse:
    """Ask for the record to be read anew; one that waits already is not asked for twice."""
    caller, now = caller_of(request), clock.now()

    def act() -> RefreshOut:
        number = operations.ask_refresh(cause="by hand", now=now, by=caller.user)
        return RefreshOut.model_validate(readings.find_refresh(number=number))

    return repeats.once(request, caller=caller.user.pk, now=now, status=202, act=act)
