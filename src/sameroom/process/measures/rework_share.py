"""How many cases go back to a stage they had been in before."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from sameroom.measure import Context, Evidence, Measure, Need, Part, Reading, Told, TooLittle, Unit
from sameroom.measure import rows as rows_of
from sameroom.process.nouns import BRING_STEPS, FEWEST, main_noun, part_of
from sameroom.stats.intervals import wilson

Row = Mapping[str, Any]  # Any: a cell is whatever SQL gave


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell the share of cases with a stage entered twice, altogether and by stage."""
    table = rows_of(moments)
    whole = [row for row in table if not row["step"]]
    if not whole:
        missing = "No deal or lead on record has a stage with a date."
        yield TooLittle("rework_share", Unit.SHARE, 0, FEWEST, missing, BRING_STEPS)
        return
    main = main_noun(rows=whole)
    for row in table:
        rest: Part = (("step", row["step"]),) if row["step"] else ()
        yield from _told(row, part_of(noun=row["noun"], main=main, rest=rest))


def _told(row: Row, part: Part) -> Iterator[Told]:
    cases, hits = int(row["cases"]), int(row["repeated"])
    figure = "step_again_share" if row["step"] else "rework_share"
    if not row["step"]:
        yield Reading("repeats", float(row["repeats"]), Unit.COUNT, cases, part=part)
    if cases < FEWEST:
        if not row["step"]:
            missing = "Too few cases have stages with a date."
            yield TooLittle(figure, Unit.SHARE, cases, FEWEST, missing, BRING_STEPS, part)
        return
    sure = wilson(successes=hits, trials=cases)
    words = f"{hits:,} of {cases:,} cases entered a stage again." if not row["step"] else ""
    yield Reading(figure, hits / cases, Unit.SHARE, cases, sure, part, words)


MEASURE = Measure(
    name="rework_share",
    question="How often is a stage gone through twice?",
    unit=Unit.SHARE,
    headline="rework_share",
    result=result,
    method="docs/methods/rework_share.md",
    needs=(Need("stage_change.changed_at", "when a deal or a lead entered a stage", BRING_STEPS),),
    evidence=(
        Evidence(
            table="process_repeat",
            columns=("step", "noun", "step_kind", "cases", "repeated_cases", "repeats"),
            title="Every step, with the cases that took it again",
            order="noun, repeated_cases desc, step_id",
        ),
    ),
    formula="cases in which a stage was entered at least twice ÷ cases with stages",
    settings={
        "crm": (
            "A CRM shows the stage of today, in which a step back is lost. Here the history of "
            "the stages is counted."
        ),
        "noun": "case",
        "labels": {
            "rework_share": "Cases with a stage entered again",
            "step_again_share": "Entered again",
            "repeats": "Stages entered again",
        },
    },
)
