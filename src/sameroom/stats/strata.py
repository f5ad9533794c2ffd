"""A difference of two shares over strata, so that like is held against like."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from sameroom.measure import Interval
from sameroom.stats.intervals import z_of


@dataclass(frozen=True, slots=True)
class Stratum:
    """Hits and cases of both groups in one stratum."""

    hits: tuple[int, int]
    cases: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """First share minus second, and on how many cases of comparable strata it stands."""

    value: float
    interval: Interval
    cases: int


def difference(*, strata: Iterable[Stratum], level: float = 0.95) -> Difference | None:
    """Give the Mantel–Haenszel difference, with Sato's variance (1989), good for small strata too.

    Strata in which one group has no case tell nothing and are left out; None where none is left.
    """
    used = [one for one in strata if min(one.cases) > 0]
    if not used:
        return None
    weight = top = spread_p = spread_q = 0.0
    for one in used:
        (a, c), (n, m) = one.hits, one.cases
        total = n + m
        weight += n * m / total
        top += (a * m - c * n) / total
        spread_p += (n * n * c - m * m * a + n * m * (m - n) / 2) / total**2
        spread_q += (a * (m - c) + c * (n - a)) / (2 * total)
    value = top / weight
    reach = z_of(level=level) * sqrt(max(0.0, value * spread_p + spread_q)) / weight
    ends = max(-1.0, value - reach), min(1.0, value + reach)
    count = sum(sum(one.cases) for one in used)
    return Difference(value, Interval(*ends, level, "Mantel–Haenszel"), count)
