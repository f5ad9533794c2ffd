"""Turns an audit into what the room's pages show: first page, readings, and rows behind them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sameroom.audit import Audit, EvidenceRows
from sameroom.audit.document import Engine
from sameroom.engines import catalog, evidence
from sameroom.measure import Evidence
from sameroom.report import cells, gaps, wording
from sameroom.report.money import Side
from sameroom.report.page import Page, Sureness, lay_out
from sameroom.report.sections import Section
from sameroom.room import kept
from sameroom.room.finding import Finder
from sameroom.room.kept import Count

MOST_ROWS = 500  # of one list, whosoever they are; all of them are in the report's files
MOST_TO_MEND = 1_000  # of one line of a list to mend, so that no line crowds out the others
FLAWS = "record_flaw"
NAMED = {"account_id": "account", "person_id": "person", "deal_id": "deal",
         "campaign_id": "campaign"}  # fmt: skip
NO_ONE = frozenset({"asset_id", "name", "channel", "campaign_id", "step", "previous_step"})


@dataclass(frozen=True, slots=True)
class Costs:
    """The two sides of the bill; they are never added up."""

    cash: Side
    expected: Side
    untold: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """The first page; its names are those of the report's page, for the same templates.

    Args:
        told: what can be told where no disconnect can.
    """

    company: str
    period: str
    verdict: str
    cause: str
    why: str
    first_act: str
    rows: tuple[gaps.Row, ...]
    untold_rows: tuple[Section, ...]
    bill: Costs
    sureness: Sureness
    facts: tuple[tuple[str, int], ...]
    defaults: int
    has_trends: bool
    told: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One row behind a figure.

    Args:
        cells: what it says, as a person reads it.
        noun, key: the company, person or deal it is about; "" where it is about none.
        is_open: whether it tells of nobody, so that everybody here may read it.
        ref: the row's own id, with its system before it.
        line: of a flaw, the noun and field that it is in: "person.email".
        ours: the places, from 0, of the cells that are in our words.
    """

    cells: tuple[str, ...]
    noun: str
    key: str
    is_open: bool
    ref: str = ""
    line: str = ""
    ours: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The rows behind a measure: those that pages keep, and how many there are."""

    measure: str
    place: int
    title: str
    columns: tuple[str, ...]
    total: int
    lines: tuple[Line, ...]
    counts: tuple[Count, ...]  # of all, and of a list of flaws of each line


@dataclass(frozen=True, slots=True)
class LaidOut:
    """All that the pages show of one audit, but the timelines."""

    front: Front
    sections: tuple[tuple[str, Section], ...]  # by area
    tables: tuple[Table, ...]


def lay_out_room(*, engine: Engine, audit: Audit) -> LaidOut:
    """Lay an audit out for the pages; the engine must still be open."""
    page = lay_out(audit=audit, placed=catalog.list_measures(), areas=catalog.list_areas())
    told = {
        section.name: section for chapter in page.chapters for section in chapter.sections
    }  # what a question without a reading would show is told by its section
    finder = Finder(engine=engine, buyer=audit.terms.buyer)
    return LaidOut(
        front=_front(page),
        sections=tuple(
            (chapter.area.title, replace(section, rows=()))
            for chapter in page.chapters
            for section in chapter.sections
        ),
        tables=tuple(_tables(engine, audit, finder, set(told))),
    )


def _front(page: Page) -> Front:
    bill = page.bill
    return Front(
        company=page.company,
        period=page.period,
        verdict=page.verdict,
        cause=page.cause,
        why=page.why,
        first_act=page.first_act,
        rows=page.rows,
        untold_rows=tuple(_in_short(section) for section in page.untold_rows),
        bill=Costs(bill.cash, bill.expected, tuple(gap.why for gap in bill.untold)),
        sureness=page.sureness,
        facts=page.facts,
        defaults=len(page.audit.terms.defaults),
        has_trends=page.has_trends,
        told=() if page.rows else tuple(
            _in_short(section)
            for chapter in page.chapters for section in chapter.sections if section.headline
        ),
    )  # fmt: skip


def _in_short(section: Section) -> Section:
    return replace(section, rows=(), pictures=(), more_pictures=())


def _tables(engine: Engine, audit: Audit, finder: Finder, told: set[str]) -> Iterator[Table]:
    places: dict[str, int] = {}
    for one in audit.evidence:
        if not one.total or one.measure not in told | {"money_lines"}:
            continue
        places[one.measure] = places.get(one.measure, 0) + 1
        rows, counts = _kept_rows(engine, one, finder)
        lines = tuple(_line(row, one, finder, audit.terms.currency) for row in rows)
        yield Table(
            measure=one.measure,
            place=places[one.measure],
            title=wording.clean(one.evidence.title),
            columns=tuple(cells.head(column) for column in one.evidence.columns),
            total=one.total,
            lines=lines,
            counts=counts,
        )


def _kept_rows(
    engine: Engine, one: EvidenceRows, finder: Finder
) -> tuple[list[dict[str, Any]], tuple[Count, ...]]:  # Any: a cell
    """Get the rows that pages keep: of flaws so many of each field, of others so many in all."""
    told = one.evidence
    if told.table != FLAWS:
        most = MOST_TO_MEND if one.area == "record" else MOST_ROWS
        rows, count = _keep(engine, told, finder, Count("", one.total, None), most)
        return rows, (count,)
    asked = (
        f"select noun, field, count(*) as n from {FLAWS} where {told.where} "
        "group by noun, field order by noun, field"
    )
    found, counts = [], []
    for row in engine.ask(asked).to_pylist():
        line = Count(f"{row['noun']}.{row['field']}", int(row["n"]), None)
        where = f"{told.where} and noun = '{row['noun']}' and field = '{row['field']}'"
        rows, count = _keep(engine, replace(told, where=where), finder, line, MOST_TO_MEND)
        found += rows
        counts.append(count)
    return found, (kept.add_up(counts), *counts)


def _keep(
    engine: Engine, told: Evidence, finder: Finder, count: Count, most: int
) -> tuple[list[dict[str, Any]], Count]:  # Any: a cell
    """Get the first rows of a list, and of a long one the first of each who sees only theirs."""
    if count.total <= most:
        rows = engine.ask(evidence.first_sql(evidence=told, size=most))
        return rows.to_pylist(), replace(count, cut_for=())
    rows = engine.ask(evidence.first_sql(evidence=told, size=kept.LOOKED_AT))
    seen_by = finder.list_seen_by(rows=rows, first=told.columns[0])
    chosen = kept.choose(scopes=seen_by, first=most)
    is_all = count.total <= rows.num_rows
    return (
        rows.take(list(chosen.places)).to_pylist(),
        replace(count, cut_for=chosen.cut_for if is_all else None),
    )


def _line(
    row: Mapping[str, Any],  # Any: a cell
    one: EvidenceRows,
    finder: Finder,
    currency: str,
) -> Line:
    first = one.evidence.columns[0]
    noun, key = finder.find(row=row, first=first)
    shown = {name: row[name] for name in one.evidence.columns}
    is_open = not key and first in NO_ONE
    for name, content in shown.items():
        kind = NAMED.get(name) or (row.get("noun") if name == "id" else "")
        # What everybody may read names no buyer; campaigns and companies' deals are ours.
        if content and kind and (not is_open or kind == "campaign"):
            shown[name] = finder.name(noun=str(kind), ref=str(content))
    return Line(
        cells=tuple(
            cells.cell(column=name, content=content, currency=currency)
            for name, content in shown.items()
        ),
        noun=noun,
        key=key,
        is_open=is_open,
        ref=str(row[first] or ""),
        line=f"{row['noun']}.{row['field']}" if one.evidence.table == FLAWS else "",
        ours=tuple(
            place
            for place, (name, content) in enumerate(shown.items())
            if cells.shown(column=name, content=content, currency=currency).is_ours
        ),
    )
