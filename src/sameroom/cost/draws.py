"""Carries what is not known exactly through a calculation, by drawing it ten thousand times.

Each input is drawn once and used wherever it stands, so that lines that share an input rise and
fall together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from sameroom.measure import Interval
from sameroom.stats.bootstrap import Numbers, generator

DRAWS = 10_000
LEVEL = 0.8  # from the tenth to the ninetieth of a hundred

DEFAULTS: Mapping[str, tuple[float, float, float]] = {
    "cost_per_lead": (30, 80, 200),
    "rep_hour": (35, 55, 90),
    "marketing_hour": (35, 50, 80),
    "margin_share": (0.2, 0.4, 0.6),
    "asset_cost": (300, 900, 2500),
    "asset_hours": (6, 14, 30),
    "late_win_loss_share": (0.0, 0.1, 0.3),
    "untouched_win_share": (0.2, 0.5, 0.9),
}
"""What is assumed of each input of the agreement's `costs` when it says nothing."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of a calculation: drawn when first asked for, and kept.

    Args:
        terms: the agreement's numbers, by dotted key.
        seed: of the draws.
        drawn: what was drawn so far, by name.
        cases: on how many cases each of them stands; assumptions stand on none.
    """

    terms: Mapping[str, float]
    seed: int
    drawn: dict[str, Numbers] = field(default_factory=dict)
    cases: dict[str, int] = field(default_factory=dict)

    def guess(self, name: str) -> Numbers:
        """Draw an assumption of the agreement, between its low and high, most often its likely."""
        if name not in self.drawn:
            usual = DEFAULTS[name]
            low, likely, high = (
                self.terms.get(f"costs.{name}.{end}", usual[place])
                for place, end in enumerate(("low", "likely", "high"))
            )
            self.drawn[name] = triangular(low, likely, high, self._rng(name))
        return self.drawn[name]

    def share(self, name: str, *, hits: float, cases: float) -> Numbers:
        """Draw a measured share: Beta, from the cases seen and half a case on either side."""
        if name not in self.drawn:
            self.drawn[name] = self._rng(name).beta(hits + 0.5, cases - hits + 0.5, size=DRAWS)
            self.cases[name] = int(cases)
        return self.drawn[name]

    def mean(self, name: str, *, cases: int, total: float, squares: float) -> Numbers:
        """Draw a measured mean of amounts: log-normal, as wide as its standard error."""
        if name not in self.drawn:
            self.drawn[name] = log_normal(cases, total, squares, self._rng(name))
            self.cases[name] = cases
        return self.drawn[name]

    def _rng(self, name: str) -> np.random.Generator:
        return generator("money_lines", name, seed=self.seed)


def triangular(low: float, likely: float, high: float, rng: np.random.Generator) -> Numbers:
    """Draw between low and high, most often near likely; a known number is that number."""
    if low >= high:
        return np.full(DRAWS, float(likely))
    return rng.triangular(low, likely, high, size=DRAWS)


def log_normal(cases: int, total: float, squares: float, rng: np.random.Generator) -> Numbers:
    """Draw the mean of positive amounts from their number, sum and sum of squares."""
    if cases == 0 or total <= 0:
        return np.zeros(DRAWS)
    mean = total / cases
    variance = max(0.0, squares / cases - mean * mean) * cases / max(cases - 1, 1)
    spread = np.log1p(variance / cases / (mean * mean))
    return mean * np.exp(rng.normal(-spread / 2, np.sqrt(spread), size=DRAWS))


def middle(drawn: Numbers) -> float:
    """Give the value that half of the draws lie below."""
    return float(np.median(drawn))


def spread(drawn: Numbers, *, may_be_nought: bool = False) -> Interval | None:
    """Give the middle eighty of a hundred draws; None when there is nothing uncertain.

    Where no case shows any loss the range begins at nought, as that of a share without hits does
    (Brown, Cai and DasGupta 2001, on the interval that Beta draws give).
    """
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    low = 0.0 if may_be_nought else low
    if high - low <= 1e-9 * max(1.0, abs(high)):
        return None
    return Interval(float(low), float(high), LEVEL, f"{DRAWS:,} draws")


def sway(drawn: Numbers, of: Numbers) -> tuple[float, float]:
    """Tell where a total lies, on average, when an input is low and when it is high.

    Low is the lowest tenth of the input's draws, high the highest.
    """
    low, high = np.quantile(of, [0.1, 0.9])
    return float(drawn[of <= low].mean()), float(drawn[of >= high].mean())
