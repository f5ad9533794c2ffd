"""Before which step cases wait the most."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

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
from sameroom.process.nouns import BRING_STEPS, FEWEST, days, main_noun, part_of
from sameroom.stats.bootstrap import accelerated, generator, sums

DRAWS = 2000
SURE = 0.95  # of the draws in which the same step must be the slowest, before it is named
FEWEST_PARCELS = 20
MOST = 12

Row = Mapping[str, Any]  # Any: a cell is whatever SQL gave
Numbers = NDArray[np.float64]


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell the days a case waits before each step, and name the slowest if it is sure."""
    table = rows(moments)
    counted = [row for row in table if not row["step"]]
    if not counted:
        missing = "No stage change or act of sales on record has a date."
        yield TooLittle("wait_days", Unit.DAYS, 0, FEWEST, missing, BRING_STEPS)
        return
    main = main_noun(rows=counted)
    for noun in sorted({row["noun"] for row in counted}):
        own = [row for row in table if row["noun"] == noun]
        part = part_of(noun=noun, main=main)
        yield from _told(own, part, context.seed, noun)


def _told(table: Sequence[Row], part: Part, seed: int, noun: str) -> Iterator[Told]:
    parcels, steps, columns = _laid_out(table)
    cases = int(columns[:, 0].sum())
    if cases < FEWEST or len(parcels) < FEWEST_PARCELS or not steps:
        missing = "Too few cases have more than one step with a date."
        yield TooLittle("wait_days", Unit.DAYS, cases, FEWEST, missing, BRING_STEPS, part)
        return
    drawn = sums(columns=columns, draws=DRAWS, rng=generator("bottleneck", noun, seed=seed))
    per_case = days(1) * drawn[:, 1:] / drawn[:, :1]
    seen = days(1) * columns[:, 1:].sum(axis=0) / cases
    order = sorted(range(len(steps)), key=lambda place: (-seen[place], steps[place]))
    ranges = {place: _range(columns, place, seen, per_case) for place in order[:MOST]}
    yield _slowest(order, steps, seen, per_case, ranges[order[0]], cases, part)
    for place in order[:MOST]:
        sure = ranges[place]
        on = (*part, ("next_step", steps[place]))
        yield Reading("step_wait_days", float(seen[place]), Unit.DAYS, cases, sure, on)


def _range(columns: Numbers, place: int, seen: Numbers, per_case: Numbers) -> Interval:
    """Give the interval of the days before a step; few cases with long waits make it lean."""
    pull = columns[:, place + 1] * days(1) - seen[place] * columns[:, 0]
    return accelerated(drawn=per_case[:, place], seen=float(seen[place]), influence=pull)


def _slowest(
    order: list[int], steps: list[str], seen: Numbers, per_case: Numbers, sure: Interval,
    cases: int, part: Part,
) -> Told:  # fmt: skip
    """Name the slowest step, if resampling the cases leaves it the slowest nearly always."""
    first = order[0]
    agreeing = float((per_case.argmax(axis=1) == first).mean())
    if agreeing < SURE or seen[first] <= 0:
        several = " and ".join(f"“{steps[place]}”" for place in order[:2])
        missing = f"Cases wait about as long before {several}; which is the slower cannot be told."
        return TooLittle("wait_days", Unit.DAYS, cases, 2 * cases, missing, BRING_STEPS, part)
    share = seen[first] / seen.sum()
    words = (
        f"Before “{steps[first]}”, the step before which cases wait the most: {share:.0%} of all "
        "waiting between steps."
    )
    return Reading("wait_days", float(seen[first]), Unit.DAYS, cases, sure, part, words)


def _laid_out(table: Sequence[Row]) -> tuple[list[str], list[str], Numbers]:
    """Lay the sums out: parcels by (cases, then seconds before each step)."""
    parcels = sorted({row["parcel"] for row in table})
    steps = sorted({row["step"] for row in table if row["step"]})
    column = {"": 0, **{step: place + 1 for place, step in enumerate(steps)}}
    line = {parcel: place for place, parcel in enumerate(parcels)}
    columns = np.zeros((len(parcels), len(steps) + 1))
    for row in table:
        value = row["seconds"] if row["step"] else row["cases"]
        columns[line[row["parcel"]], column[row["step"]]] = value
    return parcels, steps, columns


MEASURE = Measure(
    name="bottleneck",
    question="Where do our deals wait the longest?",
    unit=Unit.DAYS,
    headline="wait_days",
    result=result,
    method="docs/methods/bottleneck.md",
    needs=(
        Need(
            "stage_change.changed_at|activity.occurred_at",
            "when a deal or a lead entered a stage, or what sales did",
            BRING_STEPS,
        ),
    ),
    evidence=(
        Evidence(
            table="process_step",
            columns=("case_id", "noun", "step", "occurred_at", "member_id", "waited_seconds"),
            title="Every wait before a step, the longest first",
            where="waited_seconds > 0",
            order="waited_seconds desc, case_id, position",
            people=("member_id",),
        ),
    ),
    formula="days between a step and the one before it, added up by step, over all cases; the "
    "slowest is named when it is so in 95 of 100 resamplings of the cases",
    settings={
        "crm": (
            "A CRM's time in stage is an average over deals that left the stage. Here the days of"
            " all cases are added up by step, and a step is named only when chance does not "
            "explain it."
        ),
        "noun": "case",
        "labels": {
            "wait_days": "Days a case waits at the slowest step",
            "step_wait_days": "Days a case waits",
        },
    },
)
