"""How far the shares of money spent are from the shares of deals won."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sameroom.measure import Interval, Part, Reading, Told, TooLittle, Unit
from sameroom.process.nouns import FEWEST
from sameroom.stats import distances
from sameroom.stats.bootstrap import generator, multinomial
from sameroom.stats.intervals import wilson

DRAWS = 1999
LEAST_KNOWN = 0.5  # of the money and of the deals, that say where they belong
CLEAR = 0.05  # how often chance alone may show as much
BRING_SPEND = "What was spent by day and channel, from your advertising and finance tools."
BRING_WINS = "The deals that were won, with the channel of each, from your CRM."

Numbers = NDArray[np.float64]
Row = Mapping[str, Any]  # Any: a cell is whatever SQL gave


@dataclass(frozen=True, slots=True)
class Sides:
    """What was paid for and what was won, name by name; what belongs nowhere is left out.

    Args:
        names: channels or formats.
        cost: money spent on each.
        deals: deals won by each.
        known_cost, known_deals: which share of each side says where it belongs.
    """

    names: tuple[str, ...]
    cost: Numbers
    deals: Numbers
    known_cost: float
    known_deals: float


def sides(*, table: Iterable[Row]) -> Sides:
    """Lay both sides out."""
    every = list(table)
    kept = [row for row in every if row["plain"]]
    cost, deals = (np.array([float(row[key]) for row in kept]) for key in ("cost", "deals"))
    all_cost, all_deals = (sum(float(row[key]) for row in every) for key in ("cost", "deals"))
    return Sides(
        tuple(row["name"] for row in kept),
        cost,
        deals,
        float(cost.sum()) / all_cost if all_cost else 0.0,
        float(deals.sum()) / all_deals if all_deals else 0.0,
    )


def lacking(*, figure: str, laid: Sides) -> TooLittle | None:
    """Say what is missing, if anything is."""
    deals = int(laid.deals.sum())
    if laid.cost.sum() <= 0:
        missing = "No money spent on record says what it was spent on."
        return TooLittle(figure, Unit.DISTANCE, 0, 1, missing, BRING_SPEND)
    if deals < FEWEST or laid.known_deals < LEAST_KNOWN:
        missing = "Too few deals that were won say how they came about."
        return TooLittle(figure, Unit.DISTANCE, deals, FEWEST, missing, BRING_WINS)
    if laid.known_cost < LEAST_KNOWN:
        missing = "Most of the money spent does not say what it was spent on."
        return TooLittle(figure, Unit.DISTANCE, 0, 1, missing, BRING_SPEND)
    return None


def tell(*, figure: str, laid: Sides, by: str, seed: int) -> Iterator[Told]:
    """Tell the distance with its interval and whether chance could do it, and both shares by name.

    The shares of money are known; the deals are a sample. So the distance's interval comes from
    drawing the deals again, and its test from deals drawn with the shares of the money.
    """
    short = lacking(figure=figure, laid=laid)
    if short is not None:
        yield short
        return
    rng = generator(figure, seed=seed)
    paid, won = distances.shares(laid.cost), distances.shares(laid.deals)
    cases = int(laid.deals.sum())
    null = rng.multinomial(cases, paid, size=DRAWS).astype(float)
    drawn = multinomial(counts=laid.deals, draws=DRAWS, rng=rng)
    seen = float(np.abs(paid - won).sum() / 2)
    chance = distances.chance(seen=seen, null=distances.total_variation(null, paid))
    found = distances.estimate(difference=paid - won, noise=won - distances.shares(drawn))
    verdict = (
        "Chance alone would hardly show as much."
        if chance < CLEAR
        else "Chance alone could show as much."
    )
    words = f"Half the sum of the differences between both shares, by {by}. {verdict}"
    yield Reading(figure, found.value, Unit.DISTANCE, cases, found.interval, words=words)
    yield Reading("chance", chance, Unit.SHARE, cases, words="If deals came as money is spent.")
    yield from _by_name(laid, by, paid, won)


def _by_name(laid: Sides, by: str, paid: Numbers, won: Numbers) -> Iterator[Told]:
    cases = int(laid.deals.sum())
    for place, name in enumerate(laid.names):
        part: Part = ((by, name),)
        yield Reading(f"{by}_paid_share", float(paid[place]), Unit.SHARE, cases, part=part)
        sure: Interval = wilson(successes=float(laid.deals[place]), trials=cases)
        yield Reading(f"{by}_won_share", float(won[place]), Unit.SHARE, cases, sure, part)
