"""Looking at many things at once without finding what is not there."""

from collections.abc import Sequence

import numpy as np


def adjusted(chances: Sequence[float]) -> list[float]:
    """Adjust p-values for having looked at all of them (Benjamini and Hochberg 1995)."""
    given = np.asarray(chances, dtype=float)
    if given.size == 0:
        return []
    falling = np.argsort(-given, kind="stable")
    ranks = np.arange(given.size, 0, -1)
    told = np.empty_like(given)
    told[falling] = np.minimum.accumulate(np.minimum(1.0, given[falling] * given.size / ranks))
    return [float(chance) for chance in told]


def found(chances: Sequence[float], *, rate: float = 0.05) -> list[bool]:
    """Tell which findings stand when at most this share of them may be false."""
    return [chance <= rate for chance in adjusted(chances)]
