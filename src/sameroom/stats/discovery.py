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


def chance_above(*, hits: int, cases: int, all_hits: int, all_cases: int) -> float:
    """Tell how often a part would show so many hits or more, were its share that of the rest.

    Fisher's exact test, one-sided: the part's cases are drawn blindly from all cases.

    Args:
        hits, cases: of the part.
        all_hits, all_cases: of the whole that the part belongs to.
    """
    if hits <= 0:
        return 1.0
    from scipy.stats import hypergeom  # slow to load, and only this function needs it

    return float(hypergeom.sf(hits - 1, all_cases, all_hits, cases))
