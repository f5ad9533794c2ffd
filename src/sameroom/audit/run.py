"""Asks every measure its question and keeps what it told, or why it could not."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter

from threadpoolctl import threadpool_limits

from sameroom import __version__
from sameroom.audit.document import (
    SAMPLE,
    Audit,
    Engine,
    EvidenceRows,
    Imported,
    Progress,
    Terms,
)
from sameroom.audit.given import give
from sameroom.audit.unheld import warn_of_unheld
from sameroom.audit.window import find_window, has_dates
from sameroom.engines import catalog, evidence
from sameroom.engines.catalog import Placed
from sameroom.facts import list_tables
from sameroom.measure import Context, Evidence, Need, Stored, Told, TooLittle, Window

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """What one measure told, how long it took, and what went wrong if anything did."""

    placed: Placed
    told: tuple[Told, ...]
    evidence: tuple[EvidenceRows, ...]
    seconds: float
    failure: str = ""


def audit(
    *,
    engine: Engine,
    terms: Terms,
    now: datetime,
    window: Window | None = None,
    seed: int = 0,
    imported: tuple[Imported, ...] = (),
    measures: tuple[Placed, ...] | None = None,
    progress: Progress = lambda _: None,
) -> Audit:
    """Read a record by an agreement: every measure, with the rows behind each.

    Args:
        engine: where the record is asked.
        terms: what the agreement says.
        now: the present; later events are not read.
        window: the period to read; by default all that the record covers.
        seed: of every resampling.
        imported: the files the record stands on, for the report.
        measures: which to ask; by default all there are.
        progress: is told what is being done, a phrase at a time.
    """
    window = window or find_window(engine=engine, now=now)
    give(engine=engine, terms=terms, window=window)
    context = Context(
        window=window, terms=terms.numbers, currency=terms.currency, buyer=terms.buyer, seed=seed
    )
    wanted = catalog.list_measures() if measures is None else measures
    filled = _count_filled(engine, wanted)
    asked: list[Asked] = []
    # The matrices are small: a second thread only waits for the first, and burns a core over it.
    with threadpool_limits(limits=1, user_api="blas"):
        for placed in wanted:
            progress(placed.measure.question)
            asked.append(_ask(engine, placed, context, filled))
    return Audit(
        terms=terms,
        window=window,
        made_at=now,
        stored=tuple(_store(asked, window, terms.version)),
        evidence=tuple(rows for answer in asked for rows in answer.evidence),
        facts=_count_facts(engine),
        imported=imported,
        is_dated=has_dates(engine=engine, now=now),
        warnings=warn_of_unheld(engine=engine),
        failures=tuple(answer.failure for answer in asked if answer.failure),
        seconds={answer.placed.measure.name: answer.seconds for answer in asked},
    )


def _ask(engine: Engine, placed: Placed, context: Context, filled: Mapping[str, int]) -> Asked:
    started = perf_counter()
    unmet = [need for need in placed.measure.needs if not _is_met(need, filled)]
    if unmet:
        return Asked(placed, (_missing(placed, unmet[0]),), (), perf_counter() - started)
    try:
        moments = engine.ask(placed.sql)
        told = tuple(placed.measure.result(moments=moments, context=context))
        behind = tuple(_look_behind(engine, placed, wanted) for wanted in placed.measure.evidence)
    # One measure that fails must not take the other readings with it: it is logged and shown.
    except Exception as error:
        log.exception("the measure %s failed", placed.measure.name)
        failure = f"{placed.measure.name}: {error}"
        return Asked(placed, (_failed(placed, failure),), (), perf_counter() - started, failure)
    return Asked(placed, told, behind, perf_counter() - started)


def _look_behind(engine: Engine, placed: Placed, wanted: Evidence) -> EvidenceRows:
    """Count the rows and get the first; all of them are got one table at a time, to be written."""
    counted = int(engine.ask(evidence.count_sql(evidence=wanted))["total"][0].as_py())
    return EvidenceRows(
        area=placed.area,
        measure=placed.measure.name,
        evidence=wanted,
        rows=engine.ask(evidence.first_sql(evidence=wanted, size=SAMPLE)),
        counted=counted,
        fetch=lambda: engine.ask(_written_sql(wanted, counted, engine.most_rows)),
    )


def _written_sql(wanted: Evidence, counted: int, most_rows: int | None) -> str:
    """Ask for all rows, or for a sample that stays the same where there are more than may come."""
    if most_rows is None or counted <= most_rows:
        return evidence.all_sql(evidence=wanted)
    return evidence.sample_sql(evidence=wanted, size=most_rows)


def _is_met(need: Need, filled: Mapping[str, int]) -> bool:
    return any(filled.get(column.strip(), 0) > 0 for column in need.column.split("|"))


def _missing(placed: Placed, need: Need) -> TooLittle:
    measure = placed.measure
    missing = f"Nothing imported says {need.why}."
    return TooLittle(measure.headline, measure.unit, 0, 1, missing=missing, bring=need.bring)


def _failed(placed: Placed, failure: str) -> TooLittle:
    measure = placed.measure
    missing = f"This is a fault of Sameroom, not of your data. Working it out failed: {failure}"
    return TooLittle(measure.headline, measure.unit, 0, 1, missing=missing)


def _count_filled(engine: Engine, measures: tuple[Placed, ...]) -> dict[str, int]:
    columns = (need.column for placed in measures for need in placed.measure.needs)
    nouns = {one.strip().split(".")[0] for column in columns for one in column.split("|")}
    return {
        f"{noun}.{name}": count
        for noun in sorted(nouns)
        for name, count in engine.filled(noun).items()
    }


def _count_facts(engine: Engine) -> dict[str, int]:
    return {
        table.name: int(engine.ask(f"select count(*) as n from {table.name}")["n"][0].as_py())
        for table in list_tables()
    }


def _store(asked: Iterable[Asked], window: Window, version: str) -> Iterator[Stored]:
    for answer in asked:
        area, name = answer.placed.area, answer.placed.measure.name
        for told in answer.told:
            yield Stored(area, name, told, window, version, __version__)
