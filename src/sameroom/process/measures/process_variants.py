"""The different paths that cases take, how many take each, and how these end."""

from collections.abc import Iterator, Mapping
from itertools import groupby
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
from sameroom.stats.intervals import wilson

ARROW = " → "

Row = Mapping[str, Any]  # Any: a cell is whatever SQL gave


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell how many paths there are, and of the most frequent ones how their cases end."""
    table = rows(moments)
    whole = [row for row in table if row["row_kind"] == "whole"]
    if not whole:
        missing = "No deal or lead on record has a stage or an act of sales with a date."
        yield TooLittle("variants", Unit.COUNT, 0, FEWEST, missing, BRING_STEPS)
        return
    main = main_noun(rows=whole)
    paths = _paths(table)
    totals = {row["noun"]: int(row["cases"]) for row in whole}
    for row in whole:
        yield from _whole(row, part_of(noun=row["noun"], main=main))
    for row in table:
        if row["row_kind"] == "variant" and totals[row["noun"]] >= FEWEST:
            path = ARROW.join(folded(paths[row["noun"], int(row["variant_position"])]))
            part = part_of(noun=row["noun"], main=main, rest=(("path", path),))
            yield from _variant(row, totals[row["noun"]], part)


def folded(steps: list[str]) -> list[str]:
    """Write a path's steps with repeats in a row as one: "call ×3"."""
    runs = ((step, len(list(run))) for step, run in groupby(steps))
    return [step if times == 1 else f"{step} ×{times}" for step, times in runs]


def _paths(table: list[dict[str, Any]]) -> dict[tuple[str, int], list[str]]:  # Any: a cell
    found: dict[tuple[str, int], list[str]] = {}
    for row in table:
        if row["row_kind"] == "step":
            found.setdefault((row["noun"], int(row["variant_position"])), []).append(row["step"])
    return found


def _whole(row: Row, part: Part) -> Iterator[Told]:
    cases, variants = int(row["cases"]), int(row["variants"])
    words = (
        f"{cases:,} cases took {variants:,} different paths; {int(row['single']):,} of these once."
    )
    yield Reading("variants", float(variants), Unit.COUNT, cases, part=part, words=words)
    if cases < FEWEST:
        missing = "Too few cases have a path."
        yield TooLittle("own_path_share", Unit.SHARE, cases, FEWEST, missing, BRING_STEPS, part)
        return
    single = int(row["single"])
    sure = wilson(successes=single, trials=cases)
    yield Reading("own_path_share", single / cases, Unit.SHARE, cases, sure, part)


def _variant(row: Row, total: int, part: Part) -> Iterator[Told]:
    cases, won, lost = int(row["cases"]), int(row["won"]), int(row["lost"])
    sure = wilson(successes=cases, trials=total)
    yield Reading("path_share", cases / total, Unit.SHARE, total, sure, part)
    yield Reading("path_won", float(won), Unit.COUNT, cases, part=part)
    yield Reading("path_lost", float(lost), Unit.COUNT, cases, part=part)
    if won + lost < FEWEST:
        missing = "Too few cases of this path have ended."
        yield TooLittle("path_win_rate", Unit.SHARE, won + lost, FEWEST, missing=missing, part=part)
    else:
        rate = wilson(successes=won, trials=won + lost)
        yield Reading("path_win_rate", won / (won + lost), Unit.SHARE, won + lost, rate, part)
    if row["median_seconds"] is not None:
        took = days(float(row["median_seconds"]))
        yield Reading("path_days", took, Unit.DAYS, won + lost, part=part)


MEASURE = Measure(
    name="process_variants",
    question="How many different ways do our deals take, and which of them are won?",
    unit=Unit.COUNT,
    headline="variants",
    result=result,
    method="docs/methods/process_variants.md",
    needs=(
        Need(
            "stage_change.changed_at|activity.occurred_at",
            "when a deal or a lead entered a stage, or what sales did",
            BRING_STEPS,
        ),
    ),
    evidence=(
        Evidence(
            table="process_variant",
            columns=("sample_id", "noun", "variant_position", "path_steps", "cases", "won", "lost"),
            title="Every path, with one of the cases that took it",
            order="noun, variant_position",
            figure="variants",
        ),
    ),
    formula="cases with the same stages in the same order are one path",
    settings={
        "noun": "case",
        "drawing": {"kind": "paths", "share": "path_share", "won": "path_won", "lost": "path_lost",
                  "days": "path_days"},
        "labels": {
            "variants": "Different paths",
            "own_path_share": "Cases with a path of their own",
            "path_share": "Cases that took it",
            "path_won": "Won",
            "path_lost": "Lost",
            "path_win_rate": "Won of those that ended",
            "path_days": "Days until it ended (median)",
        },
    },
)  # fmt: skip
