"""Buyers whom sales has never contacted, the most like those who were won first."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from sameroom.measure import (
    Context,
    Evidence,
    Measure,
    Need,
    Reading,
    Told,
    TooLittle,
    Unit,
    rows,
)
from sameroom.stats.intervals import quantile

FEWEST_WON = 10
NEAR = 0.2  # a buyer that differs in one of five attributes
BANDS = ((0.0, "the same"), (0.2, "up to 0.2"), (0.4, "0.2 to 0.4"), (0.6, "0.4 to 0.6"),
         (1.0, "above 0.6"))  # fmt: skip
BRING = "An export of all companies you know, also those without a deal, with their properties."
BRING_WINS = "An export of your customers, or of the deals you won."
FEW_WON = "Too few buyers of whom something is known were won to say what those are like."
NOBODY = "Everybody on record with enough known of them was contacted already."
MOST = 5000  # of them are measured, as lookalike.sql deals them


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell how many lie near to the won ones, and how far they all lie."""
    table = sorted(rows(moments), key=lambda row: (row["slice"], row["distance"]))
    won = sum(int(row["buyers"]) for row in table if row["slice"] == "won")
    if won < FEWEST_WON:
        yield TooLittle("near_buyers", Unit.COUNT, won, FEWEST_WON, FEW_WON, BRING_WINS)
        return
    near = [row for row in table if row["slice"] == "near"]
    if not near:
        yield TooLittle("near_buyers", Unit.COUNT, 0, 1, NOBODY, BRING)
        return
    distances = np.repeat(
        [float(row["distance"]) for row in near], [int(row["buyers"]) for row in near]
    )
    targeted = sum(int(r["buyers"]) for r in near if r["is_targeted"] and r["distance"] <= NEAR)
    yield from _whole(distances, targeted, won)
    yield from _bands(distances)


def _whole(distances: "np.ndarray[tuple[int], np.dtype[np.float64]]", targeted: int, won: int) -> (
    Iterator[Reading]
):  # fmt: skip
    count, close = len(distances), int((distances <= NEAR).sum())
    words = (
        f"{close:,} of {count:,} buyers whom sales has never contacted differ from the nearest of "
        f"{won:,} won ones in at most one of five attributes on average; marketing reached "
        f"{targeted:,} of them in the period."
    )
    if count >= MOST:
        words += f" {MOST:,} were measured, dealt by the hash of their id."
    yield Reading("near_buyers", float(close), Unit.COUNT, count, None, (), words)
    yield Reading(
        "middle_distance", float(np.median(distances)), Unit.DISTANCE, count,
        quantile(values=distances.tolist(), share=0.5), (),
        "Half of them lie nearer than this to the five nearest won ones.",
    )  # fmt: skip


def _bands(distances: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> Iterator[Reading]:
    """Count the buyers by distance, the nearest first."""
    below = -1.0
    for limit, label in BANDS:
        inside = int(((distances > below) & (distances <= limit)).sum())
        part = (("distance", label),)
        yield Reading("buyers_by_distance", float(inside), Unit.COUNT, len(distances), None, part)
        below = limit


MEASURE = Measure(
    name="lookalikes",
    question="Who is like the buyers you win, and has never heard from sales?",
    unit=Unit.COUNT,
    headline="near_buyers",
    result=result,
    method="docs/methods/lookalikes.md",
    needs=(
        Need("deal.outcome|deal.stage", "which buyers were won", BRING_WINS),
        Need(
            "account.industry|account.country|account.employees|account.annual_revenue|"
            "account.region|person.persona|person.country|person.title|attribute.content",
            "what kind of buyers they are",
            BRING,
        ),
    ),
    evidence=(
        Evidence(
            table="lookalike",
            columns=(
                "buyer_id", "name", "place", "distance", "agreeing", "known", "shared",
                "nearest_id", "nearest_name", "is_targeted",
            ),
            title="Target list: never contacted by sales, the most like the won ones first",
            order="place, buyer_id",
            figure="near_buyers",
        ),
    ),
    formula="buyers never contacted by sales whose mean Gower distance to the five nearest won "
    "buyers is at most 0.2",
    settings={
        "noun": "buyer",
        "labels": {
            "near_buyers": "Never contacted, and near to the won ones",
            "middle_distance": "Half of them lie nearer than",
            "buyers_by_distance": "Never contacted, by distance",
        },
    },
)  # fmt: skip
