"""From weights to probabilities, and from a stated error to the weakest match that is taken."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ROUNDS = 200
LEAST = 0.05
"""No pair less likely than this is taken, however many sure ones stand beside it."""


def prior_odds(*, weights: Floats, pairs: float) -> float:
    """Find the odds of a match between two rows at which the probabilities add up to it.

    Args:
        weights: the weights of the compared pairs, logarithms to base 2.
        pairs: how many pairs there are in all; those not compared count as no match.
    """
    ratios = np.exp2(np.clip(weights, -100, 100))
    share = 1.0 / max(pairs, 2.0)
    for _ in range(ROUNDS):
        found = ratios * share / (ratios * share + 1 - share)
        new = min(max(float(found.sum()) / max(pairs, 2.0), 1e-15), 0.5)
        if abs(new - share) < 1e-9 * share:
            break
        share = new
    return share / (1 - share)


def probabilities(*, weights: Floats, odds: float) -> Floats:
    """Give the probability that each pair is a match."""
    found: Floats = 1 / (1 + np.exp2(-np.clip(weights + np.log2(odds), -200, 200)))
    return found


def threshold(*, chances: Floats, error: float) -> float:
    """Give the least probability at which the expected share of false matches keeps to the error.

    Args:
        chances: the probability of each pair.
        error: the share of the matches taken that may be false.
    """
    falling = np.sort(chances)[::-1]
    if not len(falling):
        return 1.0
    false_share = np.cumsum(1 - falling) / np.arange(1, len(falling) + 1)
    fits = np.flatnonzero((false_share <= error) & (falling >= LEAST))
    return float(falling[fits[-1]]) if len(fits) else 1.0
