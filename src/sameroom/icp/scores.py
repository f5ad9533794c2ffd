"""What a score of leads is worth: its bands, its order, and whether it means what it says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sameroom.measure import Interval
from sameroom.stats import bootstrap, intervals
from sameroom.stats.distances import Estimate

Numbers = NDArray[np.float64]
BANDS = 5
DRAWS = 2000


@dataclass(frozen=True, slots=True)
class Scored:
    """Leads at each score, scores rising: how many, and how many of them had each outcome."""

    score: Numbers
    cases: Numbers
    accepted: Numbers
    won: Numbers

    def hits(self, outcome: str) -> Numbers:
        """Give the leads with an outcome at each score."""
        return self.accepted if outcome == "accepted" else self.won


def read_scored(rows: Iterable[Mapping[str, Any]]) -> Scored:  # Any: a cell
    """Sort the measure's rows by score, whatever order they come in."""
    ordered = sorted(rows, key=lambda row: float(row["score"]))
    columns = (
        np.array([float(row[name]) for row in ordered])
        for name in ("score", "cases", "accepted", "won")
    )
    return Scored(*columns)


def band_of(*, scored: Scored) -> NDArray[np.int64]:
    """Deal the scores into five bands with about as many leads; equal scores stay together."""
    middle = (np.cumsum(scored.cases) - scored.cases / 2) / scored.cases.sum()
    band = np.minimum((middle * BANDS).astype(np.int64), BANDS - 1)
    return np.unique(band, return_inverse=True)[1].astype(np.int64)


def as_chance(*, scored: Scored) -> Numbers | None:
    """Read scores as chances: 0 to 1, or 0 to 100; None on any other scale."""
    least, most = float(scored.score.min()), float(scored.score.max())
    if least < 0 or most > 100:
        return None
    return scored.score if most <= 1 else scored.score / 100


def brier(*, chance: Numbers, cases: Numbers, won: Numbers) -> Estimate:
    """Give the mean squared distance of chance and outcome (Brier 1950), by Student."""
    loss_won, loss_not = (1 - chance) ** 2, chance**2
    lost = cases - won
    total = float(won @ loss_won + lost @ loss_not)
    squares = float(won @ loss_won**2 + lost @ loss_not**2)
    count = int(cases.sum())
    sure = intervals.mean(cases=count, total=total, squares=squares)
    held = Interval(max(0.0, sure.low), min(1.0, sure.high), sure.level, sure.method)
    return Estimate(total / count, held)


def calibration_error(
    *, chance: Numbers, cases: Numbers, won: Numbers, band: NDArray[np.int64], seed: int
) -> Estimate:
    """Give how far the chance named and the share won are apart on average over the bands.

    Chance alone makes this larger than nothing. Resampling shows by how much; that is taken off
    value and interval (the basic bootstrap, Davison and Hinkley 1997), down to nothing. Where
    scores that are right would show as much in one of forty companies, the interval begins at none.
    """
    rng = bootstrap.generator("calibration", seed=seed)
    seen = float(_apart(chance, cases[None, :], won[None, :], band)[0])
    cells = np.concatenate([won, cases - won])
    drawn = bootstrap.multinomial(counts=cells, draws=DRAWS, rng=rng)
    hits, misses = drawn[:, : len(won)], drawn[:, len(won) :]
    again = _apart(chance, hits + misses, hits, band)
    low, high = np.quantile(again, [0.025, 0.975])
    value = max(0.0, 2 * seen - float(again.mean()))
    right = rng.binomial(cases.astype(np.int64), chance, size=(DRAWS, len(cases))).astype(float)
    by_chance = float(np.quantile(_apart(chance, cases[None, :], right, band), 0.975))
    least = 0.0 if seen <= by_chance else max(0.0, 2 * seen - float(high))
    sure = Interval(least, max(0.0, 2 * seen - float(low)), 0.95, "bootstrap")
    return Estimate(min(max(value, sure.low), sure.high), sure)


def _apart(chance: Numbers, cases: Numbers, won: Numbers, band: NDArray[np.int64]) -> Numbers:
    """Sum |chance named - won| over the bands, by draw, over the cases drawn."""
    into = np.eye(int(band.max()) + 1)[band]
    gap: Numbers = np.abs((cases * chance - won) @ into).sum(axis=1) / cases.sum(axis=1)
    return gap
