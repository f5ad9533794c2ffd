"""Intervals for shares of things that come in clusters, such as the touches of one buyer."""

from dataclasses import dataclass
from math import sqrt

from sameroom.measure import Interval
from sameroom.stats.intervals import wilson, z_of


@dataclass(frozen=True, slots=True)
class Sums:
    """What is needed of clusters to draw an interval for a share of the things in them.

    Args:
        cases: clusters.
        top, bottom: hits and things, summed over the clusters.
        top_squares, bottom_squares, products: sums of squares and of products, cluster by cluster.

    Raises:
        ValueError: when there are fewer than two clusters or more hits than things.
    """

    cases: int
    top: float
    bottom: float
    top_squares: float
    bottom_squares: float
    products: float

    def __post_init__(self) -> None:
        """Refuse what is no share."""
        if self.cases < 2 or not 0 <= self.top <= self.bottom or self.bottom == 0:
            raise ValueError(f"{self.top} of {self.bottom} in {self.cases} clusters")

    @property
    def share(self) -> float:
        """Give the share of hits among things."""
        return self.top / self.bottom

    @property
    def error(self) -> float:
        """Give the standard error of the share, by linearisation (Kish 1965)."""
        squares = (
            self.top_squares
            - 2 * self.share * self.products
            + self.share * self.share * self.bottom_squares
        )
        return sqrt(max(0.0, squares) * self.cases / (self.cases - 1)) / self.bottom

    @property
    def worth(self) -> float:
        """Tell how many independent things they are worth; all or none hits: one a cluster."""
        if self.error == 0 or not 0 < self.share < 1:
            return float(self.cases)
        return min(self.share * (1 - self.share) / self.error**2, self.bottom)


def clustered_share(*, sums: Sums, level: float = 0.95) -> Interval:
    """Give the interval of a share of things in independent clusters.

    Wilson's interval for as many independent things as the clusters are worth, made fewer for the
    few clusters (Korn and Graubard 1998).
    """
    return _score(share=sums.share, worth=sums.worth, cases=sums.cases, level=level)


def crossed_share(*, first: Sums, second: Sums, level: float = 0.95) -> Interval:
    """Give the interval of a share of things that lie in two clusters each, such as piece and rep.

    The variances of both clusterings are added, less that of independent things, which both count
    (Cameron, Gelbach and Miller 2011).

    Args:
        first, second: the same things, summed by either cluster.
        level: the rate at which the interval holds the truth.
    """
    cases = min(first.cases, second.cases)
    if not 0 < first.share < 1:
        return _score(share=first.share, worth=float(cases), cases=cases, level=level)
    spread = max(1 / first.worth + 1 / second.worth - 1 / first.bottom, 1 / first.bottom)
    return _score(share=first.share, worth=1 / spread, cases=cases, level=level)


def _score(*, share: float, worth: float, cases: int, level: float) -> Interval:
    fewer = worth * (z_of(level=level) / _t_of(level, cases - 1)) ** 2
    sure = wilson(successes=share * fewer, trials=fewer, level=level)
    return Interval(sure.low, sure.high, level, "Wilson, clustered")


def _t_of(level: float, freedom: int) -> float:
    from scipy.special import stdtrit  # 0.1 s to load, and only this needs it

    return float(stdtrit(freedom, (1 + level) / 2))
