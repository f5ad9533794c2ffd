"""How many cases keep to the documented order of stages, and where the others leave it."""

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
from sameroom.process.nouns import BRING_STEPS, FEWEST, main_noun, part_of
from sameroom.stats.intervals import share_difference, wilson

MOST = 12
LEAST_DOCUMENTED = (
    0.5  # of the cases, with a documented stage: with fewer the document is another's
)
BRING_ORDER = (
    "The stages of your deals in their order, as `lifecycle: deal: open:` in agreement.yaml."
)

Row = Mapping[str, Any]  # Any: a cell is whatever SQL gave


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell the share of cases that keep to the order, and where the others deviate."""
    table = rows(moments)
    whole = [row for row in table if row["row_kind"] == "whole"]
    if not whole:
        missing = "No deal or lead on record has a stage with a date."
        yield TooLittle("conforming_share", Unit.SHARE, 0, FEWEST, missing, BRING_STEPS)
        return
    main = main_noun(rows=whole)
    for row in whole:
        part = part_of(noun=row["noun"], main=main)
        if row["documented"] < LEAST_DOCUMENTED * row["cases"]:
            yield _undocumented(row, part)
            continue
        own = [each for each in table if each["noun"] == row["noun"]]
        yield from _told(row, own, part)


def _undocumented(row: Row, part: Part) -> TooLittle:
    have, cases = int(row["documented"]), int(row["cases"])
    missing = "The agreement lists too few of the stages that these cases go through."
    need = round(LEAST_DOCUMENTED * cases)
    return TooLittle("conforming_share", Unit.SHARE, have, need, missing, BRING_ORDER, part)


def _told(row: Row, own: list[dict[str, Any]], part: Part) -> Iterator[Told]:
    cases, hits = int(row["cases"]), int(row["conforming"])
    if cases < FEWEST:
        missing = "Too few cases have stages with a date."
        yield TooLittle("conforming_share", Unit.SHARE, cases, FEWEST, missing, BRING_STEPS, part)
        return
    sure = wilson(successes=hits, trials=cases)
    words = f"{hits:,} of {cases:,} cases kept to the documented order as far as they got."
    yield Reading("conforming_share", hits / cases, Unit.SHARE, cases, sure, part, words)
    yield from _ends(row, part)
    for each in own:
        if each["row_kind"] == "kind":
            on = (*part, ("deviation", each["deviation"]))
            yield _share("deviating_share", int(each["cases"]), cases, on)
    for each in [one for one in own if one["row_kind"] == "place"][:MOST]:
        before = f"{each['step_before']} → " if each["step_before"] else ""
        on = (*part, ("where", f"{each['deviation']}: {before}{each['step']}"))
        yield _share("place_share", int(each["cases"]), cases, on)


def _share(figure: str, hits: int, cases: int, part: Part) -> Reading:
    sure = wilson(successes=hits, trials=cases)
    return Reading(figure, hits / cases, Unit.SHARE, cases, sure, part)


def _ends(row: Row, part: Part) -> Iterator[Told]:
    """Tell the win rates of those that keep to it and of the others: an association, no cause."""
    kept, other = int(row["conforming_ended"]), int(row["other_ended"])
    won, other_won = int(row["conforming_won"]), int(row["other_won"])
    if min(kept, other) < FEWEST:
        return
    yield _share("kept_win_rate", won, kept, part)
    yield _share("other_win_rate", other_won, other, part)
    sure = share_difference(successes=(won, other_won), trials=(kept, other))
    words = (
        "How much more often cases that kept to the order were won. It need not be why: a case "
        "that is lost early has had little time to leave it."
    )
    value = won / kept - other_won / other
    yield Reading("win_rate_apart", value, Unit.RATIO, kept + other, sure, part, words)


MEASURE = Measure(
    name="conformance",
    question="Do deals go through the stages in the order that we documented?",
    unit=Unit.SHARE,
    headline="conforming_share",
    result=result,
    method="docs/methods/conformance.md",
    needs=(Need("stage_change.changed_at", "when a deal or a lead entered a stage", BRING_STEPS),),
    evidence=(
        Evidence(
            table="process_deviation",
            columns=("variant_position", "noun", "path_position", "step_before", "step",
                     "deviation", "cases"),
            title="Every step of a path that leaves the documented order",
            where="deviation is not null",
            order="noun, cases desc, variant_position, path_position",
        ),
    ),
    formula="cases whose stages never go back, pass over none that is in use and are all "
    "documented ÷ cases with stages",
    settings={
        "noun": "case",
        "labels": {
            "conforming_share": "Keep to the documented order",
            "deviating_share": "Cases that deviate",
            "place_share": "Cases that deviate here",
            "kept_win_rate": "Won, of those that keep to it",
            "other_win_rate": "Won, of the others",
            "win_rate_apart": "Win rate apart",
        },
    },
)  # fmt: skip
