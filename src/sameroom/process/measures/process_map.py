"""The way deals and leads really take: which step follows which, how often, after how long."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from sameroom.measure import (
    Context,
    Evidence,
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
from sameroom.stats.intervals import mean, ratio_of_sums, wilson

ENDS = {"won": "won", "lost": "lost", "open": "still open"}
MOST_EDGES = 200  # told one by one; the others stand in the rows behind the map
FEWEST_TIMES = 5  # of one step after another, before a median is told

Row = Mapping[str, Any]  # Any: a cell is whatever SQL gave


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell the map's edges and steps, and what holds of all cases."""
    table = rows(moments)
    whole = [row for row in table if row["row_kind"] == "whole"]
    if not whole:
        missing = "No stage change or act of sales on record has a date."
        yield TooLittle("steps_per_case", Unit.RATIO, 0, FEWEST, missing, BRING_STEPS)
        return
    main = main_noun(rows=whole)
    for row in whole:
        part = part_of(noun=row["noun"], main=main)
        yield from _whole(row, part)
        edges = [each for each in table if _is_edge(each, row["noun"])]
        yield Reading("edges", float(len(edges)), Unit.COUNT, int(row["cases"]), part=part)
        for edge in edges[:MOST_EDGES]:
            yield from _piece(edge, main)
    for row in table:
        if row["row_kind"] in ("step", "start", "end"):
            yield from _piece(row, main)


def _is_edge(row: Row, noun: str) -> bool:
    return bool(row["row_kind"] == "edge" and row["noun"] == noun)


def _whole(row: Row, part: Part) -> Iterator[Told]:
    cases, steps = int(row["cases"]), int(row["times"])
    yield Reading("cases", float(cases), Unit.COUNT, cases, part=part)
    yield Reading("steps", float(steps), Unit.COUNT, cases, part=part)
    yield from _hands(row, part)
    if cases < FEWEST:
        missing = "Too few cases have steps with a date."
        figure = "steps_per_case"
        yield TooLittle(figure, Unit.RATIO, cases, FEWEST, missing, BRING_STEPS, part)
        return
    sure = mean(cases=cases, total=steps, squares=row["squares"])
    yield Reading("steps_per_case", steps / cases, Unit.RATIO, cases, sure, part)
    yield from _waits(row, part)


def _hands(row: Row, part: Part) -> Iterator[Told]:
    """Tell how often cases pass from one colleague to another, of those somebody is known for."""
    known = int(row["known_cases"])
    for figure in ("handovers", "returns"):
        yield Reading(figure, float(row[figure]), Unit.COUNT, known, part=part)
    for figure, column in (("handed_share", "handed_cases"), ("returned_share", "returned_cases")):
        hits = int(row[column])
        if known < FEWEST:
            missing = "Who took the steps is not on record for enough cases."
            bring = "The colleague who made each change, from your CRM's history."
            yield TooLittle(figure, Unit.SHARE, known, FEWEST, missing, bring, part)
            continue
        sure = wilson(successes=hits, trials=known)
        yield Reading(figure, hits / known, Unit.SHARE, known, sure, part)


def _waits(row: Row, part: Part) -> Iterator[Told]:
    """Split the waiting of all cases between the teams that end it."""
    both = float(row["marketing_seconds"]) + float(row["sales_seconds"])
    if both <= 0:
        return
    cases = int(row["cases"])
    sure = ratio_of_sums(
        cases=cases,
        top=row["marketing_seconds"],
        bottom=both,
        top_squares=row["marketing_squares"],
        bottom_squares=row["both_squares"],
        products=row["products"],
    )
    share = float(row["marketing_seconds"]) / both
    words = (
        f"Of {days(both):,.0f} days that cases spent between their steps, the share that ended "
        "with a step of marketing; the rest ended with a step of sales."
    )
    yield Reading("marketing_wait_share", share, Unit.SHARE, cases, sure, part, words)


def _piece(row: Row, main: str) -> Iterator[Told]:
    kind, times = row["row_kind"], int(row["times"])
    rest: Part
    if kind == "step":
        rest = (("step", row["to_step"]),)
        part = part_of(noun=row["noun"], main=main, rest=rest)
        yield Reading("step_times", float(times), Unit.COUNT, int(row["cases"]), part=part)
        return
    rest = (("from", row["from_step"] or "start"), ("to", ENDS.get(row["to_step"], "")))
    if kind != "end":
        rest = (rest[0], ("to", row["to_step"]))
    part = part_of(noun=row["noun"], main=main, rest=rest)
    figure = {"start": "starts", "end": "ends"}.get(kind, "times")
    yield Reading(figure, float(times), Unit.COUNT, int(row["cases"]), part=part)
    if kind == "edge" and times >= FEWEST_TIMES:
        wait = days(float(row["median_seconds"]))
        yield Reading("median_days", wait, Unit.DAYS, times, part=part)
        yield Reading("edge_handovers", float(row["handovers"]), Unit.COUNT, times, part=part)


MEASURE = Measure(
    name="process_map",
    question="Which way do our deals really take?",
    unit=Unit.RATIO,
    headline="steps_per_case",
    result=result,
    method="docs/methods/process_map.md",
    needs=(
        Need(
            "stage_change.changed_at|activity.occurred_at",
            "when a deal or a lead entered a stage, or what sales did",
            BRING_STEPS,
        ),
    ),
    evidence=(
        Evidence(
            table="process_edge",
            columns=("previous_step", "step", "noun", "times", "cases", "median_seconds",
                     "handovers"),
            title="Every step that followed another",
            order="noun, times desc, previous_id, step_id",
            figure="edges",
        ),
        Evidence(
            table="process_step",
            columns=("case_id", "noun", "position", "step", "occurred_at", "member_id",
                     "waited_seconds"),
            title="Every step of every case",
            order="noun, case_id, position",
            people=("member_id",),
        ),
    ),
    formula="each pair of steps of which one directly followed the other, counted; the median of "
    "the time between them",
    settings={
        "noun": "case",
        "drawing": {"kind": "map", "count": "times", "wait": "median_days", "starts": "starts",
                  "ends": "ends", "steps": "step_times"},
        "labels": {
            "cases": "Cases with steps",
            "steps": "Steps",
            "edges": "Pairs of steps that follow each other",
            "steps_per_case": "Steps in a case",
            "handovers": "Hand-overs between colleagues",
            "returns": "Hand-overs that came straight back",
            "handed_share": "Cases that changed hands",
            "returned_share": "Cases that came straight back",
            "marketing_wait_share": "Waiting that marketing ended",
            "times": "Times",
            "median_days": "Days between (median)",
            "edge_handovers": "Changed hands",
            "step_times": "Times taken",
            "starts": "Cases that began here",
            "ends": "Cases that ended here",
        },
        "nouns": {"times": "step", "median_days": "step", "edge_handovers": "step"},
    },
)  # fmt: skip
