"""Waiting times of which some are still running: the Kaplan–Meier curve and its quantiles.

Product-limit estimate: Kaplan and Meier 1958. Variance: Greenwood 1926. Band on the log-log scale:
Kalbfleisch and Prentice 1980. Quantiles by inverting the band: Brookmeyer and Crowley 1982.
"""

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from sameroom.measure import Interval
from sameroom.stats.intervals import z_of

Numbers = NDArray[np.float64]
METHOD = "Kaplan–Meier"


@dataclass(frozen=True, slots=True)
class Curve:
    """Which share is still waiting after each moment at which a wait ended.

    Args:
        times: the moments, rising.
        waiting: the share still waiting just after each.
        spread: Greenwood's sum at each, from which the variance comes.
        cases: how many waits there are, ended and running.
    """

    times: Numbers
    waiting: Numbers
    spread: Numbers
    cases: int

    def share_waiting(self, *, after: float) -> float:
        """Tell which share is still waiting after so long."""
        place = self._place(after)
        return float(self.waiting[place]) if place >= 0 else 1.0

    def band(self, *, after: float, level: float = 0.95) -> Interval:
        """Give the interval of the share still waiting after so long."""
        place = self._place(after)
        if place < 0:
            return Interval(1.0, 1.0, level, METHOD)
        low, high = self._ends(level)
        return Interval(float(low[place]), float(high[place]), level, METHOD)

    def quantile(self, *, share: float) -> float:
        """Find the time by which this share has ended; infinite when that is not reached."""
        return _first_at(self.times, self.waiting, 1 - share)

    def quantile_band(self, *, share: float, level: float = 0.95) -> Interval:
        """Give the interval of a quantile; its upper end is infinite when that is not reached."""
        low, high = self._ends(level)
        first, last = (_first_at(self.times, end, 1 - share) for end in (low, high))
        return Interval(first, last, level, METHOD)

    def _place(self, after: float) -> int:
        return int(np.searchsorted(self.times, after, side="right")) - 1

    def _ends(self, level: float) -> tuple[Numbers, Numbers]:
        """Give both ends of the band at each moment; a share of none or all has no width."""
        inner = (self.waiting > 0) & (self.waiting < 1)
        logs = np.log(self.waiting, where=inner, out=np.full_like(self.waiting, -1.0))
        reach = np.exp(z_of(level=level) * np.sqrt(np.where(inner, self.spread, 0.0)) / -logs)
        low = np.where(inner, self.waiting**reach, self.waiting)
        high = np.where(inner, self.waiting ** (1 / reach), self.waiting)
        return low, high


def kaplan_meier(*, times: Numbers, ended: Numbers, running: Numbers) -> Curve:
    """Draw the curve of waits, given as counts.

    Args:
        times: how long, in any order; the same time may come several times.
        ended: how many waits ended after each.
        running: how many were still running after each when last seen.

    Raises:
        ValueError: when a wait is shorter than nothing.
    """
    if times.size and times.min() < 0:
        raise ValueError("a wait cannot be shorter than nothing")
    moments, place = np.unique(times, return_inverse=True)
    ends = np.bincount(place, weights=ended, minlength=moments.size).astype(float)
    leaves = ends + np.bincount(place, weights=running, minlength=moments.size)
    at_risk = leaves[::-1].cumsum()[::-1]
    seen = ends > 0
    moments, ends, at_risk = moments[seen], ends[seen], at_risk[seen]
    left = at_risk - ends
    waiting = np.cumprod(left / at_risk)
    spread = np.cumsum(np.divide(ends, at_risk * left, where=left > 0, out=np.zeros_like(ends)))
    return Curve(moments, waiting, spread, round(float(ended.sum() + running.sum())))


def _first_at(times: Numbers, waiting: Numbers, share: float) -> float:
    """Find the first moment at which no more than this share is waiting."""
    below = np.flatnonzero(waiting <= share + 1e-12)
    return float(times[below[0]]) if below.size else inf
