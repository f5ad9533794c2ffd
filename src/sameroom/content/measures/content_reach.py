"""How many of the reps that content was meant for used it."""

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
from sameroom.stats.clusters import Sums, crossed_share

LEAST = 20  # pieces of sales content
LEAST_IN_SLICE = 10
LEAST_REPS = 5  # who left a trace in the period; of fewer nothing is told of each
FEW_REPS = "Fewer than five of sales left a trace in the period, too few to speak of all."
FEW_PIECES = "Too few pieces of content are meant for sales and live long enough."
NAMELESS = "Most uses of content name neither who of us it was nor a deal with an owner."
BRING_REPS = "The activities and deals of your CRM with their owners, and the list of colleagues."
BRING_PIECES = "A list of your content with whom it is meant for and when it went live."
BRING_USES = "The log of your content tool with the colleague or the deal of each use."

Row = Mapping[str, Any]  # Any: a cell is whatever SQL gave


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell the share of reps reached, over all pieces that count and by kind of content."""
    table = {(row["kind"], row["cluster"]): row for row in rows(moments)}
    stop = _too_little(table)
    if stop is not None:
        yield stop
        return
    yield _share(table, "", ())
    for kind in sorted({kind for kind, _ in table if kind not in ("", "not stated")}):
        if int(table[(kind, "piece")]["clusters"]) >= LEAST_IN_SLICE:
            yield _share(table, kind, (("kind", kind),))
    yield _per_piece(table[("", "piece")])


def _too_little(table: Mapping[tuple[str, str], Row]) -> TooLittle | None:
    figure, unit = "reach_share", Unit.SHARE
    head = table.get(("", "reps"))
    reps, pieces = (int(head["clusters"]), int(head["pairs"])) if head else (0, 0)
    uses, named = (int(head["uses"] or 0), int(head["named"] or 0)) if head else (0, 0)
    if reps and pieces < LEAST:
        return TooLittle(figure, unit, pieces, LEAST, FEW_PIECES, BRING_PIECES)
    if reps < LEAST_REPS:
        return TooLittle(figure, unit, reps, LEAST_REPS, FEW_REPS, BRING_REPS)
    if named < uses / 2 or not uses:
        return TooLittle(figure, unit, named, max(uses // 2, 1), NAMELESS, BRING_USES)
    return None


def _share(table: Mapping[tuple[str, str], Row], kind: str, part: Part) -> Reading:
    pieces, reps = (_sums(table[(kind, cluster)]) for cluster in ("piece", "rep"))
    sure = crossed_share(first=pieces, second=reps)
    words = (
        f"{int(pieces.top):,} of {int(pieces.bottom):,} pairs of a piece and a rep it was meant "
        f"for; {pieces.cases:,} pieces, {reps.cases:,} reps."
    )
    return Reading("reach_share", pieces.share, Unit.SHARE, pieces.cases, sure, part, words)


def _sums(row: Row) -> Sums:
    return Sums(
        cases=int(row["clusters"]),
        top=float(row["hits"]),
        bottom=float(row["pairs"]),
        top_squares=float(row["hit_squares"]),
        bottom_squares=float(row["pair_squares"]),
        products=float(row["products"]),
    )


def _per_piece(row: Row) -> Reading:
    """Tell how many reps an average piece reached: a count of what is, not an estimate."""
    pieces = int(row["clusters"])
    return Reading("reps_per_piece", int(row["hits"]) / pieces, Unit.RATIO, pieces)


MEASURE = Measure(
    name="content_reach",
    question="How many of the reps that a piece of content was meant for used it?",
    unit=Unit.SHARE,
    headline="reach_share",
    result=result,
    method="docs/methods/content_reach.md",
    needs=(
        Need("asset_use.asset_id", "which content is used", BRING_USES),
        Need("asset_use.member_id|asset_use.deal_id", "which rep used it", BRING_USES),
        Need("asset.id", "which content there is", BRING_PIECES),
    ),
    evidence=(
        Evidence(
            table="asset_reach",
            columns=(
                "asset_id", "title", "kind", "made_by_team", "reached_reps", "meant_for_reps",
                "uses", "last_used_at",
            ),
            title="Content meant for sales, the least known first",
            order="reached_reps, meant_for_reps desc, asset_id",
            figure="reach_share",
        ),
    ),
    formula="pairs of a piece of sales content and a rep in which the rep used the piece, divided "
    "by all pairs of a piece that counts and a rep who was there while it was live",
    settings={
        "crm": (
            "A content tool shows views by users. Here it is pairs of a piece and a rep for whom "
            "it was meant and who was there while it was live."
        ),
        "noun": "piece",
        "labels": {
            "reach_share": "Reps who used what was meant for them",
            "reps_per_piece": "Reps that a piece reached, on average",
        },
    },
)  # fmt: skip
