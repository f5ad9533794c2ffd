"""Whether there is content for each stage and persona that deals pass through, and the holes."""

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
from sameroom.stats.clusters import Sums, clustered_share
from sameroom.stats.intervals import wilson

LEAST_PIECES = 10  # of sales content with the tags needed
LEAST_DEALS = 30
LEAST_IN_CELL = 5
UNTAGGED = "Too few pieces of content say for which {} they are."
STRANGE = (
    "No stage named in the content library is a stage of a deal, so nothing can be matched: both "
    "must use the same words."
)
PEOPLELESS = "Too few deals have a buyer whose persona is known."
DEALLESS = "Too few deals were in a known stage in the period."
BRING_TAGS = (
    "Your content library with the stage and the persona of each piece, in the CRM's words."
)
BRING_PERSONA = "The contacts of your CRM with their persona, and the contact of each deal."
BRING_STAGES = "The history of deal stages from your CRM."

Row = Mapping[str, Any]  # Any: a cell is whatever SQL gave


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell the share of needs met, by stage alone and by stage and persona, and each cell."""
    table = sorted(
        rows(moments), key=lambda row: (row["what"], row["stage"] or "", row["persona"] or "")
    )
    whole = {row["what"]: row for row in table if row["what"] != "cell"}
    cells = [row for row in table if row["what"] == "cell"]
    staged, tagged = int(whole["listing"]["needs"]), int(whole["listing"]["met"])
    by_stage, by_both = whole.get("stage"), whole.get("both")
    is_strange = by_stage is not None and int(by_stage["met"]) == 0
    yield _whole("stage_covered_share", by_stage, staged, "stage", is_strange=is_strange)
    both = _whole("covered_share", by_both, tagged, "stage and persona", is_strange=is_strange)
    yield both
    if isinstance(both, Reading) and by_both is not None:
        deals = int(by_both["deals"])
        yield Reading("deals_through_holes", float(by_both["pieces"]), Unit.COUNT, deals)
        yield Reading("money_through_holes", float(by_both["hole_amount"]), Unit.MONEY, deals)
        for row in cells:
            yield from _cell(row)


def _whole(figure: str, row: Row | None, pieces: int, tags: str, *, is_strange: bool) -> Told:
    deals = int(row["deals"]) if row else 0
    if pieces < LEAST_PIECES:
        said = UNTAGGED.format(tags)
        return TooLittle(figure, Unit.SHARE, pieces, LEAST_PIECES, said, BRING_TAGS)
    if row is None or deals < LEAST_DEALS:
        is_stage = figure == "stage_covered_share"
        said, bring = (DEALLESS, BRING_STAGES) if is_stage else (PEOPLELESS, BRING_PERSONA)
        return TooLittle(figure, Unit.SHARE, deals, LEAST_DEALS, said, bring)
    if is_strange:
        return TooLittle(figure, Unit.SHARE, 0, 1, STRANGE, BRING_TAGS)
    sums = Sums(
        cases=deals,
        top=float(row["met"]),
        bottom=float(row["needs"]),
        top_squares=float(row["met_squares"]),
        bottom_squares=float(row["need_squares"]),
        products=float(row["products"]),
    )
    words = (
        f"{sums.top:,.0f} of {sums.bottom:,.0f} times that a deal was in a stage; {deals:,} deals."
    )
    return Reading(
        figure, sums.share, Unit.SHARE, int(sums.bottom), clustered_share(sums=sums), (), words
    )


def _cell(row: Row) -> Iterator[Told]:
    """Tell a cell: money that passed without a piece, deals, pieces live, share of deals met."""
    deals, met = int(row["deals"]), int(row["met"])
    part: Part = (("stage", str(row["stage"])), ("persona", str(row["persona"])))
    yield Reading("hole_money", float(row["hole_amount"]), Unit.MONEY, deals, None, part)
    yield Reading("deals", float(deals), Unit.COUNT, deals, None, part)
    yield Reading("live_pieces", float(row["pieces"]), Unit.COUNT, deals, None, part)
    if deals >= LEAST_IN_CELL:
        sure = wilson(successes=met, trials=deals)
        yield Reading("covered_share", met / deals, Unit.SHARE, deals, sure, part)


MEASURE = Measure(
    name="coverage",
    question="Is there content for each stage and persona that our deals pass through?",
    unit=Unit.SHARE,
    headline="covered_share",
    result=result,
    method="docs/methods/coverage.md",
    needs=(
        Need("asset.stage", "for which stage content is", BRING_TAGS),
        Need("stage_change.to_stage|deal.stage", "which stages deals are in", BRING_STAGES),
    ),
    evidence=(
        Evidence(
            table="content_need",
            columns=(
                "deal_id", "deal", "amount", "outcome", "stage", "persona", "entered_at", "left_at",
                "stage_pieces", "owner_id",
            ),
            title="Deals that passed a stage with no content for their persona",
            where="persona_key <> '' and pieces = 0",
            order="amount desc nulls last, deal_id, stage_key, persona_key",
            figure="covered_share",
            people=("owner_id",),
        ),
        Evidence(
            table="content_need",
            columns=("deal_id", "deal", "amount", "outcome", "stage", "entered_at", "left_at"),
            title="Deals that passed a stage with no content at all",
            where="stage_pieces = 0",
            order="amount desc nulls last, deal_id, stage_key, persona_key",
            figure="stage_covered_share",
        ),
    ),
    formula="times that a deal was in a stage with a persona while a piece of sales content for "
    "both was live, divided by all such times",
    settings={
        "noun": "time a deal was in a stage",
        "nouns": {
            "covered_share": "deal in a stage",
            "stage_covered_share": "deal in a stage",
            "hole_money": "deal",
            "deals": "deal",
            "live_pieces": "deal",
            "deals_through_holes": "deal",
            "money_through_holes": "deal",
        },
        "labels": {
            "covered_share": "Met by content for stage and persona",
            "stage_covered_share": "Met by content for the stage",
            "deals_through_holes": "Deals that passed a hole",
            "money_through_holes": "Money in deals that passed a hole",
            "hole_money": "Money that passed without content",
            "deals": "Deals",
            "live_pieces": "Pieces live for it",
        },
    },
)  # fmt: skip
