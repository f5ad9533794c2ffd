"""What chance does to credit: journeys drawn anew, and conversions dealt out at random."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from sameroom.stats.attribution.journeys import Floats, Ints, Journeys
from sameroom.stats.attribution.sets import presence

MANY_PATHS = 20_000  # more are put together by the channels they meet before they are dealt
MOST_MARKED = 62  # channels, each a bit of a whole number


def resample_counts(
    *, journeys: Journeys, draws: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Draw as many journeys as there are, with replacement, and count them by path.

    Each count becomes a Poisson draw around itself, so that the number of journeys, too, is what
    might have come otherwise.

    Returns:
        Conversions and nulls, each draws by paths.
    """
    return _drawn(journeys.conversions, draws, rng), _drawn(journeys.nulls, draws, rng)


def _drawn(counts: Floats, draws: int, rng: np.random.Generator) -> Floats:
    """Draw the counts above nought; the others stay what they are, and most paths have one."""
    some = np.flatnonzero(counts)
    drawn = np.zeros((draws, counts.size))
    drawn[:, some] = rng.poisson(counts[some], size=(draws, some.size))
    return drawn


@dataclass(frozen=True, slots=True)
class Dealt:
    """How far the channels' conversion rates are apart, beside what chance alone makes.

    Args:
        widest: the largest distance of a channel's rate from that of the journeys without it, in
            standard errors.
        chance: in which share of random deals it is at least as large.
    """

    widest: float
    chance: float


def differs_by_chance(
    *, journeys: Journeys, rng: np.random.Generator, draws: int = 199
) -> Dealt | None:
    """Deal the same conversions out to the journeys at random, and see if channels differ as much.

    Exact at any level of chance that is a multiple of 1 / (draws + 1), as every deal of the
    conversions is equally likely when channels make no difference.

    Args:
        journeys: the paths, with whole counts.
        rng: the source of chance.
        draws: how often to deal.

    Returns:
        None where all journeys converted, none did, or all meet the same channels.
    """
    counts = np.round(journeys.conversions + journeys.nulls).astype(np.int64)
    won = int(np.round(journeys.conversions.sum()))
    met, hits = presence(journeys), journeys.conversions
    if len(counts) > MANY_PATHS and len(journeys.names) <= MOST_MARKED:
        met, counts, hits = merge_alike(met=met, counts=counts, hits=hits)
    spread = _Spread(met.T @ counts.astype(float), float(counts.sum()), won)
    if not spread.tells:
        return None
    seen = spread.widest(met.T @ hits)
    dealt = rng.multivariate_hypergeometric(counts, won, size=draws, method="marginals")
    drawn = np.array([spread.widest(met.T @ one.astype(float)) for one in dealt])
    alike = int(np.sum(drawn >= seen * (1 - 1e-12)))
    return Dealt(seen, (1 + alike) / (draws + 1))


def merge_alike(
    *, met: sparse.csr_array, counts: Ints, hits: Floats
) -> tuple[sparse.csr_array, Ints, Floats]:
    """Put paths together that meet the same channels: no deal tells them apart.

    Args:
        met: paths by channels, at most 62 of these.
        counts: journeys by path.
        hits: conversions by path.

    Returns:
        The same by distinct set of channels.
    """
    marks = met.astype(np.int64) @ (np.int64(1) << np.arange(met.shape[1], dtype=np.int64))
    _, first, which = np.unique(marks, return_index=True, return_inverse=True)
    added = np.zeros(first.size, dtype=np.int64)
    np.add.at(added, which, counts)
    won = np.bincount(which, weights=hits, minlength=first.size).astype(np.float64)
    return met[first], added, won


@dataclass(frozen=True, slots=True)
class _Spread:
    within: Floats  # journeys that meet each channel
    total: float
    won: int

    @property
    def tells(self) -> bool:
        return 0 < self.won < self.total and bool(np.any(self._error > 0))

    @property
    def _error(self) -> Floats:
        rate = self.won / self.total
        within = np.asarray(self.within)
        return np.sqrt(rate * (1 - rate) * within * (1 - within / self.total))

    def widest(self, won_within: Floats) -> float:
        error = self._error
        off = np.abs(won_within - np.asarray(self.within) * self.won / self.total)
        return float(np.max(off[error > 0] / error[error > 0]))
