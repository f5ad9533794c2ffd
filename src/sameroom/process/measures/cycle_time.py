"""How long a case takes from its beginning until it is won or lost."""

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

import numpy as np
import pyarrow as pa

from sameroom.measure import (
    Context,
    Evidence,
    Interval,
    Measure,
    Need,
    Part,
    Reading,
    Told,
    TooLittle,
    Unit,
    rows,
)
from sameroom.process.nouns import FEWEST, main_noun, part_of
from sameroom.stats.bootstrap import generator
from sameroom.stats.competing import Numbers, incidence
from sameroom.stats.intervals import wilson
from sameroom.stats.survival import kaplan_meier

QUANTILES = {"median_days": 0.5, "p90_days": 0.9}
GRID = (1, 2, 7, 14, 30, 60, 90, 120, 180, 270, 365)
DRAWS = 400
MOST_TIMES = 2_000  # drawn as they are; more are drawn by whole days
BRING = "The day each deal was opened, and the day it was won or lost, from your CRM."

Row = Mapping[str, Any]  # Any: a cell is whatever SQL gave


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell how long cases take, and which share is won, lost and open after so many days."""
    table = rows(moments)
    timed = [row for row in table if row["row_kind"] == "time"]
    main = main_noun(rows=timed or table)
    for row in table:
        if row["row_kind"] == "ending":
            yield _ending(row, main)
    impossible = sum(int(row["impossible"]) for row in table)
    if impossible:
        words = "Cases that ended before they began; they are left out of the times."
        yield Reading("impossible", float(impossible), Unit.COUNT, impossible, words=words)
    for noun in sorted({row["noun"] for row in timed} | {main}):
        own = [row for row in timed if row["noun"] == noun]
        yield from _times(own, part_of(noun=noun, main=main), context.seed, noun)


def _ending(row: Row, main: str) -> Reading:
    how: str = "still open" if row["outcome"] == "open" else row["outcome"]
    how = f"{how}: {row['reason']}" if row["reason"] else how
    part = part_of(noun=row["noun"], main=main, rest=(("ending", how),))
    return Reading("ended", float(row["cases"]), Unit.COUNT, int(row["cases"]), part=part)


def _times(table: list[dict[str, Any]], part: Part, seed: int, noun: str) -> Iterator[Told]:
    cases = sum(int(row["cases"]) for row in table)
    ended = sum(int(row["won"]) + int(row["lost"]) for row in table)
    if cases < FEWEST or not ended:
        missing = "Too few cases have a day on which they began and an end."
        for figure in QUANTILES:
            yield TooLittle(figure, Unit.DAYS, min(cases, ended), FEWEST, missing, BRING, part)
        return
    tenths, won, lost, still = (
        np.array([row[name] for row in table], dtype=float)
        for name in ("tenths", "won", "lost", "still_open")
    )
    times = tenths / 240
    curve = kaplan_meier(times=times, ended=won + lost, running=still)
    for figure, share in QUANTILES.items():
        value, sure = curve.quantile(share=share), curve.quantile_band(share=share)
        if isfinite(value) and isfinite(sure.high):
            yield Reading(figure, value, Unit.DAYS, cases, sure, part)
        else:
            missing = f"Too many cases are still open to tell when {share:.0%} have ended."
            yield TooLittle(figure, Unit.DAYS, ended, cases, missing, BRING, part)
    yield from _by_day(times, np.stack([won, lost, still]), part, seed, noun)


def _by_day(
    times: Numbers,
    counts: Numbers,
    part: Part,
    seed: int,
    noun: str,
) -> Iterator[Told]:
    """Tell which share is won, lost and open by each day: the two ends compete."""
    cases = int(counts.sum())
    grid = np.array([day for day in GRID if day <= times.max()], dtype=float)
    rng = generator("cycle_time", noun, seed=seed)
    at, dealt = (times, counts) if times.size <= MOST_TIMES else in_whole_days(times, counts)
    drawn = rng.multinomial(cases, (dealt / dealt.sum()).ravel(), size=DRAWS).astype(float)
    every = incidence(times=at, counts=drawn.reshape(DRAWS, 3, -1), grid=grid)
    seen = incidence(times=times, counts=counts[None], grid=grid)[0]
    for place, day in enumerate(grid):
        for row, figure in enumerate(("won_by", "lost_by", "open_at")):
            value = min(1.0, max(0.0, float(seen[row, place])))
            sure = _sure(value, float(every[:, row, place].var()), cases)
            yield Reading(figure, value, Unit.SHARE, cases, sure, (*part, ("days", f"{day:g}")))


def in_whole_days(times: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    """Put moments together by the day they end on, for the drawing of a great many cases.

    What ends within a day then competes at its end; how much a share varies hardly hangs on that,
    and drawing tens of thousands of moments 200 times over takes gigabytes.
    """
    days, which = np.unique(np.ceil(times), return_inverse=True)
    summed = [np.bincount(which, weights=way, minlength=days.size) for way in counts]
    return days, np.array(summed, dtype=np.float64)


def _sure(value: float, variance: float, cases: int) -> Interval:
    """Give Wilson's interval of as many cases as would make the share vary as it does.

    The bare quantiles of the draws would be a single point where no case has ended yet.
    """
    worth = value * (1 - value) / variance if variance > 1e-12 else cases
    worth = min(float(cases), worth)
    sure = wilson(successes=value * worth, trials=worth)
    return Interval(sure.low, sure.high, sure.level, "Wilson, effective size by bootstrap")


MEASURE = Measure(
    name="cycle_time",
    question="How long does a deal take until it is won or lost?",
    unit=Unit.DAYS,
    headline="median_days",
    result=result,
    method="docs/methods/cycle_time.md",
    needs=(
        Need(
            "deal.created_at|lead.created_at|stage_change.changed_at",
            "when a deal or a lead began",
            BRING,
        ),
    ),
    evidence=(
        Evidence(
            table="process_case",
            columns=("case_id", "noun", "outcome", "began_at", "ended_at", "steps"),
            title="Every case, the longest first",
            where="is_in_window",
            order="lasted_seconds desc nulls last, case_id",
        ),
    ),
    formula="days from the beginning of a case to its end; cases still open count as lasting "
    "(Kaplan–Meier); won and lost as competing ends (Aalen–Johansen)",
    settings={
        "crm": (
            "A CRM's sales cycle is an average over the deals that closed, so that deals which "
            "drag on make it look shorter. Here open deals count as lasting, and won and lost end"
            " it apart."
        ),
        "noun": "case",
        "drawing": {"kind": "endings", "won": "won_by", "lost": "lost_by", "open": "open_at"},
        "labels": {
            "median_days": "Half are decided within",
            "p90_days": "Nine in ten are decided within",
            "ended": "Cases",
            "impossible": "Ended before they began",
            "won_by": "Won by then",
            "lost_by": "Lost by then",
            "open_at": "Still open",
        },
    },
)
