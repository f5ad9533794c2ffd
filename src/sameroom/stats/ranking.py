"""How well a number orders cases with and without an outcome, from counts at each value."""

from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

from sameroom.measure import Interval
from sameroom.stats.intervals import wilson, z_of

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ordering:
    """The share of pairs that are ordered rightly (AUC), and where it lies."""

    value: float
    interval: Interval


def auc(*, hits: Numbers, misses: Numbers, level: float = 0.95) -> Ordering:
    """Give the share of pairs, one with and one without the outcome, in which the first is higher.

    Ties count half (Mann and Whitney 1947). The variance is that of DeLong and others (1988), the
    interval is made on the scale of log odds.

    Args:
        hits, misses: cases with and without the outcome at each value, values rising.
        level: the rate at which the interval holds the truth.

    Raises:
        ValueError: when fewer than two cases have the outcome, or fewer than two have it not.
    """
    with_it, without = float(hits.sum()), float(misses.sum())
    if min(with_it, without) < 2:
        raise ValueError(f"{with_it:g} cases with the outcome, {without:g} without")
    beaten = (np.cumsum(misses) - misses / 2) / without  # of the misses, by a hit at each value
    beating = (with_it - np.cumsum(hits) + hits / 2) / with_it  # of the hits, a miss there
    value = float(hits @ beaten) / with_it
    variance = (
        float(hits @ (beaten - value) ** 2) / (with_it - 1) / with_it
        + float(misses @ (beating - value) ** 2) / (without - 1) / without
    )
    return Ordering(value, _on_log_odds(value, sqrt(variance), min(with_it, without), level))


def _on_log_odds(value: float, error: float, fewest: float, level: float) -> Interval:
    if error == 0 or not 0 < value < 1:
        sure = wilson(successes=value * fewest, trials=fewest, level=level)
        return Interval(sure.low, sure.high, level, "Wilson")
    centre = log(value / (1 - value))
    reach = z_of(level=level) * error / (value * (1 - value))
    low, high = (1 / (1 + exp(-(centre + side * reach))) for side in (-1, 1))
    return Interval(low, high, level, "DeLong")
