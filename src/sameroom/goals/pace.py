"""Pipeline velocity of one period, and how sure it is: its four parts from the same deals."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sameroom.measure import Interval
from sameroom.stats import bootstrap, delayed

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
DRAWS, AT_ONCE = 400, 40
PARTS = ("velocity", "open_deals", "velocity_win_rate", "average_deal", "cycle_days")


@dataclass(frozen=True, slots=True)
class Deals:
    """Deals of a slice, one place each in every array; times in days.

    Args:
        buyer: a number for each buyer, as the deals of one buyer come and go together.
        opened, closed: when; not a number while open.
        won: 1 where it was won.
        worth: its amount; nought where none is known.
    """

    buyer: Numbers
    opened: Numbers
    closed: Numbers
    won: Numbers
    worth: Numbers

    def where(self, keep: Flags) -> "Deals":
        """Keep some of them."""
        return Deals(*(getattr(self, name)[keep] for name in Deals.__slots__))


@dataclass(frozen=True, slots=True)
class Seen:
    """What a period shows of each deal.

    Args:
        days_open: how many days of it the deal was open.
        ended, won: whether it ended, and was won, in the period.
        worth: its amount, where it was won in the period and carries one.
        enters, leaves: the ages between which it was watched.
    """

    days_open: Numbers
    ended: Numbers
    won: Numbers
    worth: Numbers
    enters: Numbers
    leaves: Numbers


def see(*, deals: Deals, starts: float, ends: float) -> tuple[Seen, Deals]:
    """Cut deals down to what a period shows, and to those open in it."""
    until = np.where(np.isfinite(deals.closed), deals.closed, np.inf)
    deals = deals.where((deals.opened < ends) & (until >= starts))
    until = np.where(np.isfinite(deals.closed), deals.closed, np.inf)
    ended = (until < ends).astype(np.float64)
    last = np.minimum(until, ends)
    enters = np.where(deals.opened < starts, starts - deals.opened, -1.0)
    won = ended * deals.won
    return Seen(
        days_open=last - np.maximum(deals.opened, starts),
        ended=ended,
        won=won,
        worth=won * deals.worth,
        enters=enters,
        leaves=np.maximum(last - deals.opened, 0.0),
    ), deals


def parts(*, seen: Seen, weights: Numbers, days: float) -> Numbers:
    """Work velocity and its four parts out, draw by draw.

    Args:
        seen: the deals of the period.
        weights: draws by deals: how often each counts.
        days: how long the period is.

    Returns:
        Draws by PARTS: money a day, deals open on average, share won, money of a won deal, days.
    """
    valued = (seen.worth > 0).astype(np.float64)
    open_deals = weights @ seen.days_open / days
    rate = _over(weights @ seen.won, weights @ seen.ended)
    average = _over(weights @ seen.worth, weights @ valued)
    cycle = np.concatenate([
        delayed.quantile(
            enters=seen.enters, leaves=seen.leaves, ended=seen.ended,
            weights=weights[start : start + AT_ONCE], share=0.5,
        )
        for start in range(0, len(weights), AT_ONCE)
    ])  # fmt: skip
    velocity = open_deals * rate * average / np.maximum(cycle, 1e-9)
    return np.column_stack([velocity, open_deals, rate, average, cycle])


def _over(top: Numbers, bottom: Numbers) -> Numbers:
    return np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0)


def intervals(
    *, seen: Seen, buyer: Numbers, days: float, rng: np.random.Generator
) -> dict[str, Interval]:
    """Give the interval of each part by resampling buyers, each with all their deals."""
    _, place = np.unique(buyer, return_inverse=True)
    buyers = int(place.max()) + 1
    drawn = []
    for start in range(0, DRAWS, AT_ONCE):
        size = min(AT_ONCE, DRAWS - start)
        weights = bootstrap.poisson(counts=np.ones(buyers), draws=size, rng=rng)[:, place]
        drawn.append(parts(seen=seen, weights=weights, days=days))
    every = np.concatenate(drawn)
    return {
        name: bootstrap.percentile(drawn=np.where(np.isfinite(column), column, 1e9))
        for name, column in zip(PARTS, every.T, strict=True)
    }
