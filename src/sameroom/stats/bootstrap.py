"""Resampling, vectorised and seeded: the same seed and words always give the same draws."""

from collections.abc import Callable
from hashlib import blake2b
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from sameroom.measure import Interval

Numbers = NDArray[np.float64]
CELLS_AT_ONCE = 4_000_000  # 32 MB of weights


def generator(*words: str, seed: int) -> np.random.Generator:
    """Make the source of chance for one purpose, so that no purpose disturbs another."""
    digest = blake2b("\x1f".join(words).encode(), digest_size=8).digest()
    return np.random.default_rng([seed, int.from_bytes(digest, "big")])


def multinomial(*, counts: Numbers, draws: int, rng: np.random.Generator) -> Numbers:
    """Draw as many cases as there are, with replacement, and count them: draws by cells."""
    cases = int(counts.sum())
    if cases == 0:
        return np.zeros((draws, len(counts)))
    return rng.multinomial(cases, counts / counts.sum(), size=draws).astype(float)


def poisson(*, counts: Numbers, draws: int, rng: np.random.Generator) -> Numbers:
    """Draw each case a Poisson number of times: draws by the shape of the counts."""
    return rng.poisson(counts, size=(draws, *counts.shape)).astype(float)


def sums(*, columns: Numbers, draws: int, rng: np.random.Generator) -> Numbers:
    """Resample the cases of a matrix (cases by columns) and sum: draws by columns."""
    cases = len(columns)
    if cases == 0:
        return np.zeros((draws, columns.shape[1]))
    step = max(1, CELLS_AT_ONCE // cases)
    even = np.full(cases, 1 / cases)
    parts = [
        rng.multinomial(cases, even, size=min(step, draws - done)).astype(float) @ columns
        for done in range(0, draws, step)
    ]
    return np.concatenate(parts)


def percentile(*, drawn: Numbers, level: float = 0.95) -> Interval:
    """Give the middle of what was drawn."""
    tail = (1 - level) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    return Interval(float(low), float(high), level, "bootstrap")


def accelerated(
    *, drawn: Numbers, seen: float, influence: Numbers, level: float = 0.95
) -> Interval:
    """Give the bias-corrected and accelerated interval (BCa, Efron 1987).

    Where few cases carry much of a sum, what is drawn leans to one side, and so does its error: the
    middle of the draws then lies too low. This moves the ends by as much as the cases' skew asks.

    Args:
        drawn: the statistic of each draw.
        seen: the statistic of the cases themselves.
        influence: how far each case pulls the statistic up, up to a common factor.
        level: the rate at which the interval holds the truth.
    """
    squares = float((influence**2).sum())
    below = float((drawn < seen).mean() + (drawn == seen).mean() / 2)
    if squares <= 0 or not 0 < below < 1:
        return percentile(drawn=drawn, level=level)
    normal = NormalDist()
    shift = normal.inv_cdf(below)
    lean = float((influence**3).sum()) / (6 * squares**1.5)
    ends = []
    for tail in ((1 - level) / 2, (1 + level) / 2):
        moved = shift + normal.inv_cdf(tail)
        ends.append(normal.cdf(shift + moved / max(1e-9, 1 - lean * moved)))
    low, high = np.quantile(drawn, ends)
    return Interval(float(low), float(high), level, "BCa bootstrap")


def of_columns(
    *,
    columns: Numbers,
    statistic: Callable[[Numbers], Numbers],
    rng: np.random.Generator,
    draws: int = 1000,
    level: float = 0.95,
) -> Interval:
    """Give the percentile interval of a statistic of column sums.

    Args:
        columns: cases by columns, such as won and lost amounts.
        statistic: takes sums (draws by columns) and gives one value a draw.
        rng: the source of chance.
        draws: how often to resample.
        level: the rate at which the interval holds the truth.
    """
    return percentile(drawn=statistic(sums(columns=columns, draws=draws, rng=rng)), level=level)
