"""How far two steps are apart when the won are weighed by what they brought.

Chance is drawn once and serves every attribute and pair of steps: how often each winner is drawn
again, and in which order revenues are dealt out. Each attribute's draws are as random as before;
only between attributes they are no longer independent, and nothing compares them.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from sameroom.icp.drift import DRAWS, LEAST_BUYERS, Drift
from sameroom.icp.segments import Segments
from sameroom.stats import distances
from sameroom.stats.bootstrap import Numbers, generator
from sameroom.stats.distances import Groups

Places = np.ndarray[Any, np.dtype[np.int64]]  # Any: the shape


@dataclass(frozen=True, slots=True)
class Chance:
    """What was drawn for so many winners; fewer winners take a part of it.

    Args:
        times: how often each winner is drawn again, one on average (winners by draws).
        order: an order of the winners (draws by winners).
    """

    times: Numbers
    order: np.ndarray[Any, np.dtype[np.int32]]  # Any: the shape

    def orders(self, cases: int) -> np.ndarray[Any, np.dtype[np.int32]]:  # Any: the shape
        """Give orders of the first so many winners: those of all, the others passed over."""
        if cases == self.order.shape[1]:
            return self.order
        return self.order[self.order < cases].reshape(len(self.order), cases)


def draw(*, cases: int, seed: int) -> Chance:
    """Draw the chance that up to so many winners need."""
    rng = generator("icp_drift revenue", seed=seed)
    times = rng.poisson(1.0, size=(cases, DRAWS)).astype(float)
    order = np.tile(np.arange(cases, dtype=np.int32), (DRAWS, 1))
    return Chance(times, rng.permuted(order, axis=1, out=order))


def compare_revenue(*, segments: Segments, first: str, seed: int, drawn: Chance) -> Drift | None:
    """Compare the buyers of a step with the revenue of the won; None when there is none.

    Args:
        segments: the attribute's segments.
        first: the step that is compared with the won.
        seed: of the other draws, which are the attribute's own.
        drawn: chance for at least as many winners as the attribute has.
    """
    place, revenue = segments.winners()
    if len(place) < LEAST_BUYERS or revenue.sum() <= 0:
        return None
    groups = segments.groups(first=first, second="won")
    rng = generator("icp_drift revenue", segments.attribute, first, seed=seed)
    brought = np.bincount(place, weights=revenue, minlength=len(segments.labels)).astype(float)
    seen = distances.shares(groups.first) - distances.shares(brought)
    null = _null(groups, revenue, drawn, rng)
    noise = _noise(groups, place, revenue, drawn, rng) - seen
    chance = distances.chance(seen=float(np.abs(seen).sum() / 2), null=np.abs(null).sum(axis=1) / 2)
    distance = distances.estimate(difference=seen, noise=noise)
    return Drift(segments, groups, seen, null.std(axis=0), distance, None, chance)


def _null(groups: Groups, revenue: Numbers, drawn: Chance, rng: np.random.Generator) -> Numbers:
    """Deal segments and revenues out again: differences of shares, draws by segments."""
    first, second = distances.dealt_again(groups=groups, draws=DRAWS, rng=rng)
    # Where only some winners kept their revenue, their segments are thinned to that number.
    kept = distances.deal(pool=second.astype(np.int64), take=len(revenue), rng=rng)
    sums = np.zeros((DRAWS, len(revenue) + 1))
    np.cumsum(revenue[drawn.orders(len(revenue))], axis=1, out=sums[:, 1:])
    upto = np.take_along_axis(sums, np.cumsum(kept, axis=1), axis=1)
    brought = np.diff(upto, axis=1, prepend=0.0)
    return distances.shares(first) - distances.shares(brought)


def _noise(
    groups: Groups, place: Places, revenue: Numbers, drawn: Chance, rng: np.random.Generator
) -> Numbers:
    """Draw buyers and winners again: differences of shares, draws by segments."""
    segments = len(groups.first)
    ends = np.searchsorted(place, np.arange(segments + 1))  # winners come segment by segment
    brought = np.stack(
        [revenue[low:high] @ drawn.times[low:high] for low, high in pairwise(ends)],
        axis=1,
    )
    others = rng.poisson(groups.first, size=(DRAWS, segments)).astype(float)
    return distances.shares(others) - distances.shares(brought)
