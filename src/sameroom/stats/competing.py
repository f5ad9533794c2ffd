"""Ends that compete: the share ended in each way after so long (Aalen and Johansen 1978)."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def incidence(*, times: Numbers, counts: Numbers, grid: Numbers) -> Numbers:
    """Tell which share has ended in each of several ways, and which has not, by each moment.

    Whoever is still running counts as at risk as long as they were seen, so that an end is not
    taken for rare only because many have had little time.

    Args:
        times: moments, rising and each once.
        counts: draws by ways by moments; the last way is "still running when last seen".
        grid: the moments asked about.

    Returns:
        draws by ways by grid; the last way is the share that has not ended.
    """
    ends = counts[:, :-1]
    leaves = counts.sum(axis=1)
    at_risk = leaves[:, ::-1].cumsum(axis=1)[:, ::-1]
    hazard = np.divide(ends, at_risk[:, None], where=at_risk[:, None] > 0, out=np.zeros_like(ends))
    left = np.cumprod(1 - hazard.sum(axis=1), axis=1)
    before = np.concatenate([np.ones((len(left), 1)), left[:, :-1]], axis=1)
    upto = np.cumsum(hazard * before[:, None], axis=2)
    place = np.searchsorted(times, grid, side="right") - 1
    reached = place >= 0
    ended = np.where(reached, upto[:, :, np.maximum(place, 0)], 0.0)
    running = np.where(reached, left[:, np.maximum(place, 0)], 1.0)
    return np.concatenate([ended, running[:, None]], axis=1)
