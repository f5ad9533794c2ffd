"""How far two groups of buyers are apart, by segment: distance, its null and its uncertainty.

The two groups may overlap, and often one lies within the other (the won among the targeted).
`Groups` keeps the overlap, so that nothing is counted as if the groups were independent.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import chndtr, chndtrinc

from sameroom.measure import Interval
from sameroom.stats.bootstrap import Numbers, poisson

PRIOR = 0.5  # cases added to every segment before PSI takes a logarithm
DAMP_LOW, DAMP_MIDDLE, DAMP_HIGH = 1.5, 1.0, 0.2  # see docs/methods/intervals.md
HIGH_TAIL = 0.4  # of the tail is left above the upper end, since damping errs downwards
STEPS = 31  # of the search for the distances that the data bear


@dataclass(frozen=True, slots=True)
class Groups:
    """Cases by segment: in the first group alone, in both, in the second alone."""

    first_only: Numbers
    both: Numbers
    second_only: Numbers

    @property
    def first(self) -> Numbers:
        """Count the first group."""
        return self.first_only + self.both

    @property
    def second(self) -> Numbers:
        """Count the second group."""
        return self.second_only + self.both


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value freed of the bias that small numbers give it, and where the truth lies."""

    value: float
    interval: Interval


def shares(counts: Numbers) -> Numbers:
    """Turn counts into shares along the last axis; all zero where there is nothing."""
    total = counts.sum(axis=-1, keepdims=True)
    given: Numbers = counts / np.where(total > 0, total, 1.0)
    return given


def total_variation(first: Numbers, second: Numbers) -> Numbers:
    """Give half the sum of absolute differences of shares: 0 alike, 1 nothing in common."""
    return np.asarray(np.abs(shares(first) - shares(second)).sum(axis=-1) / 2)


def psi(first: Numbers, second: Numbers, *, prior: float = PRIOR) -> Numbers:
    """Give the population stability index, with `prior` cases added to every segment."""
    one, two = shares(first + prior), shares(second + prior)
    return np.asarray(((one - two) * np.log(one / two)).sum(axis=-1))


def dealt_again(*, groups: Groups, draws: int, rng: np.random.Generator) -> tuple[Numbers, Numbers]:
    """Deal the segments out again among all cases, as if they had nothing to do with the groups.

    Who is in which group, or in both, stays as it is; so overlap and nesting are respected.

    Returns:
        the first and the second group by segment: draws by segments, each.
    """
    pool = np.tile((groups.first + groups.second_only).astype(np.int64), (draws, 1))
    both = deal(pool=pool, take=int(groups.both.sum()), rng=rng)
    second = deal(pool=pool - both, take=int(groups.second_only.sum()), rng=rng)
    return (pool - second).astype(float), (both + second).astype(float)


def deal(
    *, pool: np.ndarray[tuple[int, int], np.dtype[np.int64]], take: int, rng: np.random.Generator
) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Take cases from each row of a pool without replacement: a hypergeometric draw a row."""
    taken = np.zeros_like(pool)
    left = np.full(len(pool), take, dtype=np.int64)
    rest = pool.sum(axis=1)
    for cell in range(pool.shape[1] - 1):
        rest = rest - pool[:, cell]
        taken[:, cell] = rng.hypergeometric(pool[:, cell], rest, left)
        left = left - taken[:, cell]
    taken[:, -1] = left
    return taken


def chance(*, seen: float, null: Numbers) -> float:
    """Give the p-value of a permutation test; never zero, since what is seen is one deal too."""
    return float((1 + np.count_nonzero(null >= seen - 1e-12)) / (1 + len(null)))


def noise(*, groups: Groups, draws: int, rng: np.random.Generator) -> Numbers:
    """Draw by how much the differences of shares may err: draws by segments, around zero.

    Each of the three parts is resampled on its own, a little drawn towards the pooled shares, so
    that a segment without a case is not taken for impossible.
    """
    parts = np.stack([groups.first_only, groups.both, groups.second_only]).astype(float)
    sizes, segments = parts.sum(axis=1, keepdims=True), parts.shape[1]
    prior = PRIOR * segments * shares(parts.sum(axis=0))
    smooth = (parts + prior) * sizes / (sizes + PRIOR * segments)
    drawn = poisson(counts=smooth, draws=draws, rng=rng)
    around = shares(smooth[0] + smooth[1]) - shares(smooth[1] + smooth[2])
    return shares(drawn[:, 0] + drawn[:, 1]) - shares(drawn[:, 1] + drawn[:, 2]) - around


def estimate(*, difference: Numbers, noise: Numbers, level: float = 0.95) -> Estimate:
    """Estimate a total variation without the upward bias of small numbers.

    A distance is asked for each size it may have: would it, blurred by the noise, show as the one
    that was seen? The sizes for which it would make the interval; the one for which what was seen
    is the middle is the value. The direction is the one seen, each segment damped by its noise.

    Args:
        difference: of shares, by segment, as seen.
        noise: by how much it may err (draws by segments).
        level: the rate at which the interval holds the truth.
    """
    seen = float(np.abs(difference).sum() / 2)
    if not noise.any():
        return Estimate(seen, Interval(seen, seen, level, "known"))
    sizes = np.linspace(0.0, min(1.0, 1.2 * seen + 0.1), STEPS)
    tail = (1 - level) / 2
    value, low, high = (
        _size_at(target, seen=seen, sizes=sizes, noise=noise, way=_direction(difference, noise, by))
        for target, by in ((0.5, DAMP_MIDDLE), (1 - tail, DAMP_LOW), (HIGH_TAIL * tail, DAMP_HIGH))
    )
    low, high = min(low, value), max(high, value)
    return Estimate(value, Interval(low, high, level, "bootstrap, freed of bias"))


def _direction(difference: Numbers, noise: Numbers, damp: float) -> Numbers:
    error = noise.std(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        kept = np.where(difference == 0, 0.0, 1 - (damp * error / np.abs(difference)) ** 2)
    damped = difference * np.maximum(0.0, kept)
    chosen = damped if np.abs(damped).sum() > 0 else difference
    if not chosen.any():  # nothing seen points anywhere, so any direction will do
        chosen = error * np.where(np.arange(len(error)) % 2, -1.0, 1.0)
    total = np.abs(chosen).sum()
    return chosen * 2 / total if total > 0 else chosen


def _size_at(target: float, *, seen: float, sizes: Numbers, noise: Numbers, way: Numbers) -> float:
    """Find the size under which the share of distances below the one seen is the target."""
    drawn = np.stack([np.abs(size * way + noise).sum(axis=1) / 2 for size in sizes])
    below = (drawn < seen - 1e-12).mean(axis=1) + (np.abs(drawn - seen) <= 1e-12).mean(axis=1) / 2
    if below[0] <= target:
        return 0.0
    if below[-1] > target:
        return float(sizes[-1])
    return float(np.interp(-target, -below, sizes))


def psi_estimate(*, seen: float, null: Numbers, level: float = 0.95) -> Estimate:
    """Estimate a PSI without the upward bias of small numbers.

    A scaled PSI is nearly a non-central chi-square; its scale and freedom are taken from the null
    (Satterthwaite), the non-centrality is solved for.
    """
    middle, spread = float(null.mean()), float(null.var())
    if spread == 0:
        return Estimate(seen, Interval(seen, seen, level, "known"))
    scale, freedom = spread / (2 * middle), 2 * middle * middle / spread
    tail = (1 - level) / 2
    value, low, high = (
        _noncentrality(seen / scale, freedom, target) * scale for target in (0.5, 1 - tail, tail)
    )
    return Estimate(value, Interval(low, high, level, "non-central chi-square"))


def _noncentrality(scaled: float, freedom: float, target: float) -> float:
    if chndtr(scaled, freedom, 0.0) <= target:
        return 0.0
    return float(chndtrinc(scaled, freedom, target))
