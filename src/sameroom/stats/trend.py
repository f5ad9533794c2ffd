"""Whether a rate rises with a dose, and from which dose on."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trend:
    """What a test for trend says.

    Args:
        z: positive when the rate rises with the dose.
        p_value: two-sided.
    """

    z: float
    p_value: float


def cochran_armitage(
    *, hits: Sequence[float], trials: Sequence[float], scores: Sequence[float]
) -> Trend:
    """Test whether the share of hits rises or falls in a line with the score.

    Cochran (1954), Armitage (1955), by the normal approximation. Without any hit, with hits
    alone, or with one score, nothing can be told: z is 0, p is 1.
    """
    many, score = np.asarray(trials, dtype=float), np.asarray(scores, dtype=float)
    hit = np.asarray(hits, dtype=float)
    total = float(many.sum())
    share = float(hit.sum()) / total if total else 0.0
    centred = score - float((many * score).sum()) / total if total else score
    spread = share * (1 - share) * float((many * centred**2).sum())
    if spread <= 0:
        return Trend(0.0, 1.0)
    z = float((centred * (hit - many * share)).sum()) / sqrt(spread)
    return Trend(z, erfc(abs(z) / sqrt(2)))


def rises_from(*, hits: Numbers, trials: Numbers) -> NDArray[np.int64]:
    """Find the group from which the rate is higher than before, by the greatest likelihood.

    Args:
        hits, trials: draws by groups, the groups in the order of their dose.

    Returns:
        For each draw the place of the first group of the higher level, from 1; 0 where no cut
        has the higher rate behind it.
    """
    below_hits, below = hits.cumsum(axis=1)[:, :-1], trials.cumsum(axis=1)[:, :-1]
    above_hits = hits.sum(axis=1, keepdims=True) - below_hits
    above = trials.sum(axis=1, keepdims=True) - below
    gain = _likelihood(below_hits, below) + _likelihood(above_hits, above)
    rising = above_hits * below > below_hits * above
    best = np.where(rising, gain, -np.inf)
    return np.where(rising.any(axis=1), best.argmax(axis=1) + 1, 0).astype(np.int64)


def _likelihood(hits: Numbers, trials: Numbers) -> Numbers:
    rest = trials - hits
    with np.errstate(divide="ignore", invalid="ignore"):
        one = np.where(hits > 0, hits * np.log(hits / trials), 0.0)
        other = np.where(rest > 0, rest * np.log(rest / trials), 0.0)
    total: Numbers = one + other
    return total
