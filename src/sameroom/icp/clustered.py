"""A share of work that was done on few buyers: each buyer's acts hang together."""

from dataclasses import dataclass

from scipy.special import stdtrit

from sameroom.measure import Interval
from sameroom.stats.intervals import wilson, z_of


@dataclass(frozen=True, slots=True)
class Work:
    """What was done on a group of buyers: how many, the sum of it and of its squares by buyer."""

    buyers: int
    total: float
    squares: float


def clustered_share(*, part: Work, whole: Work, level: float = 0.95) -> Interval:
    """Give the interval of the share of the work that fell on some of the buyers.

    The delta method gives the variance of the ratio with buyers as the independent cases; Wilson's
    interval is then taken at as many independent acts as have that variance, corrected for the
    freedom of few buyers (Korn and Graubard 1998). A variance seen on few buyers is often too
    small, so never more than Kish's effective number of equal buyers is taken.

    Raises:
        ValueError: when fewer than two buyers were worked or nothing was done.
    """
    if whole.buyers < 2 or whole.total <= 0:
        raise ValueError(f"{whole.buyers} buyers with {whole.total} of work")
    share = min(1.0, part.total / whole.total)
    # sum over buyers of (top - share * bottom)^2; the top is the bottom, or nothing
    off = max(0.0, part.squares * (1 - 2 * share) + share * share * whole.squares)
    variance = off / whole.total**2
    holds = whole.total**2 / whole.squares
    if variance > 0 and 0 < share < 1:
        holds = min(holds, share * (1 - share) / variance)
    freedom = stdtrit(whole.buyers - 1, (1 + level) / 2)
    cases = holds * (z_of(level=level) / freedom) ** 2
    sure = wilson(successes=min(share * cases, cases), trials=cases, level=level)
    return Interval(sure.low, sure.high, level, "Wilson, by buyer")
