"""Intervals for shares, counts, ratios and quantiles. All take plain counts or moments."""

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist

import numpy as np

from sameroom.measure import Interval


def z_of(*, level: float) -> float:
    """Give the two-sided normal deviate of a level, such as 1.96 for 0.95."""
    return NormalDist().inv_cdf((1 + level) / 2)


def wilson(*, successes: float, trials: float, level: float = 0.95) -> Interval:
    """Give the score interval of a share (Wilson 1927); the whole of 0 to 1 without trials.

    Where one to three succeed, or fail (of up to 50 trials: one or two), the end next to them is
    that of a Poisson count, as L. Brown, T. Cai and A. DasGupta (2001, section 4.1.1) put it right:
    the score interval alone leaves out a rare truth more than twice as often as it says.

    Raises:
        ValueError: when there are more successes than trials, or fewer than none.
    """
    plain = _score(successes=successes, trials=trials, level=level)
    low, high = plain.low, plain.high
    few = min(2 if trials <= 50 else 3, trials / 2)
    if 0 < successes <= few:
        low = min(low, _rare(successes, level) / trials)
    if 0 < trials - successes <= few:
        high = max(high, 1 - _rare(trials - successes, level) / trials)
    return Interval(low, high, level, "Wilson")


def _rare(count: float, level: float) -> float:
    """Give the mean of a Poisson count below which one this high or higher is too rare a chance."""
    from scipy.special import gammaincinv  # 0.1 s to load, and few shares need it

    return float(gammaincinv(count, 1 - level))


def _score(*, successes: float, trials: float, level: float) -> Interval:
    """Give the score interval as Wilson has it."""
    if not 0 <= successes <= trials:
        raise ValueError(f"{successes} successes of {trials} trials")
    if trials == 0:
        return Interval(0.0, 1.0, level, "Wilson")
    z2 = z_of(level=level) ** 2
    centre = (successes + z2 / 2) / (trials + z2)
    spread = sqrt(z2 * (successes * (trials - successes) / trials + z2 / 4)) / (trials + z2)
    low = 0.0 if successes == 0 else max(0.0, centre - spread)
    high = 1.0 if successes == trials else min(1.0, centre + spread)
    return Interval(low, high, level, "Wilson")


def share_difference(
    *, successes: tuple[float, float], trials: tuple[float, float], level: float = 0.95
) -> Interval:
    """Give the interval of first share minus second, from both Wilson intervals (Newcombe 1998)."""
    first, second = (
        _score(successes=hits, trials=of, level=level)
        for hits, of in zip(successes, trials, strict=True)
    )
    one, two = (hits / of if of else 0.5 for hits, of in zip(successes, trials, strict=True))
    low = one - two - sqrt((one - first.low) ** 2 + (second.high - two) ** 2)
    high = one - two + sqrt((first.high - one) ** 2 + (two - second.low) ** 2)
    return Interval(low, high, level, "Newcombe")


def poisson(*, events: int, exposure: float = 1.0, level: float = 0.95) -> Interval:
    """Give the exact interval of a rate of events (Garwood 1936).

    Raises:
        ValueError: when the exposure is not positive or the events are fewer than none.
    """
    from scipy.special import gammaincinv  # 0.1 s to load, and only this function needs it

    if exposure <= 0 or events < 0:
        raise ValueError(f"{events} events in {exposure}")
    tail = (1 - level) / 2
    low = 0.0 if events == 0 else float(gammaincinv(events, tail))
    high = float(gammaincinv(events + 1, 1 - tail))
    return Interval(low / exposure, high / exposure, level, "Garwood")


def ratio_of_sums(
    *,
    cases: int,
    top: float,
    bottom: float,
    top_squares: float,
    bottom_squares: float,
    products: float,
    level: float = 0.95,
) -> Interval:
    """Give the interval of a ratio of two sums over the same cases, by the delta method.

    Args:
        cases: how many independent cases were summed.
        top, bottom: the sums.
        top_squares, bottom_squares, products: sums of squares and of products, case by case.
        level: the rate at which the interval holds the truth.

    Raises:
        ValueError: when there are fewer than two cases or the bottom is zero.
    """
    if cases < 2 or bottom == 0:
        raise ValueError(f"{cases} cases with a bottom of {bottom}")
    ratio = top / bottom
    squares = top_squares - 2 * ratio * products + ratio * ratio * bottom_squares
    error = sqrt(max(0.0, squares) * cases / (cases - 1)) / abs(bottom)
    reach = _t_of(level=level, freedom=cases - 1) * error
    return Interval(ratio - reach, ratio + reach, level, "delta method")


def mean(*, cases: int, total: float, squares: float, level: float = 0.95) -> Interval:
    """Give Student's interval of a mean from the sum and the sum of squares.

    Raises:
        ValueError: when there are fewer than two cases.
    """
    if cases < 2:
        raise ValueError(f"{cases} cases")
    variance = max(0.0, squares - total * total / cases) / (cases - 1)
    reach = _t_of(level=level, freedom=cases - 1) * sqrt(variance / cases)
    return Interval(total / cases - reach, total / cases + reach, level, "Student")


def quantile(*, values: Sequence[float], share: float, level: float = 0.95) -> Interval | None:
    """Give the interval of a quantile between two of the values, whatever their distribution.

    The number of values below the quantile is binomial; the pair of order statistics with the
    least reach beyond the level is taken. None when the values are too few to hold it.
    """
    from scipy.special import bdtr  # as above

    ordered = np.sort(np.asarray(values, dtype=float))
    count = len(ordered)
    if count == 0:
        return None
    below = bdtr(np.arange(count), count, share)  # at most k values below the quantile
    tail = (1 - level) / 2
    low = int(np.searchsorted(below, tail, side="right")) - 1
    high = int(np.searchsorted(below, 1 - tail, side="left"))
    if low < 0 or high >= count:
        return None
    return Interval(float(ordered[low]), float(ordered[high]), level, "order statistics")


def _t_of(*, level: float, freedom: int) -> float:
    from scipy.special import stdtrit  # as above

    return float(stdtrit(freedom, (1 + level) / 2))
