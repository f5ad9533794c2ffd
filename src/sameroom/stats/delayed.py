"""Waiting times of which some are watched only from a later moment on, weighted draw by draw."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def quantile(
    *, enters: Numbers, leaves: Numbers, ended: Numbers, weights: Numbers, share: float
) -> Numbers:
    """Find when a share has ended, by the product-limit estimate with delayed entry.

    A case is at risk at a time u when it entered before u and leaves at u or later (Kaplan and
    Meier 1958; Tsai, Jewell and Wang 1987 for the entries).

    Args:
        enters: from which age each case is watched; below nought when from its beginning.
        leaves: the age at which it ended or was last seen.
        ended: 1 where it ended, else 0.
        weights: draws by cases: how often each case counts.
        share: such as 0.5 for the median.

    Returns:
        One value a draw, in the unit of the ages; infinite where the share is not reached.
    """
    times = np.unique(leaves[ended > 0])
    if times.size == 0:
        return np.full(len(weights), np.inf)
    came = _before(enters, weights, times)
    gone = _before(leaves, weights, times)
    place = np.searchsorted(times, leaves)
    here = (ended > 0) & (place < times.size)
    ends = np.zeros((len(weights), times.size))
    for draw, row in enumerate(weights):
        ends[draw] = np.bincount(place[here], weights=row[here], minlength=times.size)
    at_risk = came - gone
    left = np.divide(at_risk - ends, at_risk, out=np.ones_like(ends), where=at_risk > 1e-12)
    waiting = np.cumprod(np.clip(left, 0.0, 1.0), axis=1)
    reached = waiting <= 1 - share + 1e-12
    found = times[np.argmax(reached, axis=1)]
    return np.where(reached.any(axis=1), found, np.inf)


def _before(ages: Numbers, weights: Numbers, times: Numbers) -> Numbers:
    """Add up the weights of the cases whose age lies before each time."""
    order = np.argsort(ages, kind="stable")
    summed = np.cumsum(weights[:, order], axis=1)
    summed = np.concatenate([np.zeros((len(weights), 1)), summed], axis=1)
    below: Numbers = summed[:, np.searchsorted(ages[order], times, side="left")]
    return below
