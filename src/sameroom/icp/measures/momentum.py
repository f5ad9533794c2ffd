"""Segments in which sales wins more than elsewhere, or more and more."""

from collections.abc import Iterator

import pyarrow as pa

from sameroom.icp import trends
from sameroom.icp.trends import Named, Segment
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
from sameroom.stats.intervals import wilson

FEWEST = 30  # won
BRING = "An export of your customers and leads with industry, size, country or other properties."
BRING_WINS = "Deals with their outcome and dates, over a longer period."
FEW = "Too few buyers whose days have passed were won."
NO_SEGMENT = (
    "No attribute is known of enough buyers, in each half of the time, to compare their segments."
)


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell how many segments stand out, which, and each segment's share won by half."""
    segments, buyers, won = trends.read_halves(rows(moments))
    count, wins = int(buyers.sum()), int(won.sum())
    if wins < FEWEST:
        yield TooLittle("named_segments", Unit.COUNT, wins, FEWEST, FEW, BRING_WINS)
        return
    if not segments:
        yield TooLittle("named_segments", Unit.COUNT, 0, 1, NO_SEGMENT, BRING)
        return
    named = trends.name(segments=segments)
    words = _headline(named, len(segments))
    yield Reading("named_segments", float(len(named)), Unit.COUNT, count, None, (), words)
    for one in sorted(named, key=lambda one: (one.chance, one.finding, _part(one.segment))):
        yield _named(one)
    for segment in segments:
        yield from _halves(segment)


def _headline(named: list[Named], looked_at: int) -> str:
    if not named:
        return (
            f"Of {looked_at:,} segments none can be told to be won more than the rest, or more "
            "and more."
        )
    best = min(named, key=lambda one: (one.chance, one.finding, _part(one.segment)))
    return f"{_words(best)} {len(named)} found in {looked_at:,} segments."


def _words(one: Named) -> str:
    segment = one.segment
    said = f"{segment.attribute.replace('_', ' ')} {segment.label}"
    shares = [
        f"{hits / of * 100:.0f}" for hits, of in zip(segment.won, segment.buyers, strict=True)
    ]
    rest = [
        f"{hits / of * 100:.0f}" for hits, of in zip(segment.rest_won, segment.rest, strict=True)
    ]
    return (
        f"{said}: {one.finding}. Of 100 buyers {shares[0]} were won, then {shares[1]}; of the rest "
        f"{rest[0]}, then {rest[1]}."
    )


def _part(segment: Segment) -> Part:
    return (("attribute", segment.attribute), ("segment", segment.label))


def _named(one: Named) -> Reading:
    figure = "above_rest" if one.finding == trends.ABOVE else "rise"
    count = int(one.segment.buyers.sum() + one.segment.rest.sum())
    part = (*_part(one.segment), ("finding", one.finding))
    return Reading(figure, one.value, Unit.SHARE, count, one.interval, part, _words(one))


def _halves(segment: Segment) -> Iterator[Reading]:
    for place, figure in enumerate(("first_half_won_share", "second_half_won_share")):
        hits, trials = float(segment.won[place]), float(segment.buyers[place])
        sure = wilson(successes=hits, trials=trials)
        yield Reading(figure, hits / trials, Unit.SHARE, int(trials), sure, _part(segment))


MEASURE = Measure(
    name="momentum",
    question="Where does sales win more than elsewhere, or more and more?",
    unit=Unit.COUNT,
    headline="named_segments",
    result=result,
    method="docs/methods/momentum.md",
    needs=(
        Need("deal.outcome|deal.stage", "which buyers were won", BRING_WINS),
        Need(
            "touch.occurred_at|activity.occurred_at|lead.created_at|deal.created_at",
            "when each buyer was first reached",
            "The leads, acts or touches of your systems, with their dates.",
        ),
    ),
    evidence=(
        Evidence(
            table="buyer_outcome",
            columns=("buyer_id", "first_at", "was_won"),
            title="Buyers who were won within their days, the latest first",
            where="was_won = 1",
            order="first_at desc, buyer_id",
        ),
    ),
    formula="share of a segment's buyers that are won, less that of the rest; and its change from "
    "the first half of the buyers reached to the second, less that of the rest",
    settings={
        "noun": "buyer",
        "labels": {
            "named_segments": "Segments that stand out",
            "above_rest": "Won more often than the rest by",
            "rise": "Rose more than the rest by",
            "first_half_won_share": "Won, of the first half",
            "second_half_won_share": "Won, of the second half",
        },
    },
)
