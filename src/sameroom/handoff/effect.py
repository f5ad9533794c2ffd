"""What a prompt answer does to the chance of a win: raw, adjusted, and by the hour of arrival.

Three answers, of which only the last can be more than an association:

- *raw*: won among those answered in time, less won among those answered late (Newcombe 1998);
- *adjusted* for what the record says of a lead before anybody answered: augmented inverse
  probability weighting (Robins, Rotnitzky and Zhao 1994) with cross-fitting (Chernozhukov and
  others 2018), both models logistic with a light ridge;
- *by the hour of arrival*: a lead that comes in when nobody works waits longer through no merit of
  its own. The interval inverts the test of Anderson and Rubin (1949), which holds however weak the
  instrument is.

How strong something unseen would have to be is said by the E-value (VanderWeele and Ding 2017).
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from sameroom.measure import Interval
from sameroom.stats import logistic
from sameroom.stats.intervals import share_difference, z_of

Numbers = NDArray[np.float64]
FOLDS = 5
CLEAR_LEVEL = 0.99  # one in forty wrong signs would be too many for a reason to act
EDGE = 0.02  # no lead counts for more than fifty
WEAK, STRONG = 10.0, 104.7  # Staiger and Stock 1997; Lee, McCrary, Moreira and Porter 2022
UNSEEN = 2.0  # what the record does not see may do up to twice as much as what it sees


@dataclass(frozen=True, slots=True)
class Leads:
    """Leads that were answered, one place each in every array.

    Args:
        prompt: 1 where the answer came in time, 0 where it was late.
        won: 1 where a deal was won within the horizon.
        known: what is known of the lead beforehand, on one scale, without a constant.
        off_hours: 1 where it came in when nobody works.
        telling: the columns of `known` that tell how good a lead is, for the balance check.
    """

    prompt: Numbers
    won: Numbers
    known: Numbers
    off_hours: Numbers
    telling: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Estimate:
    """A difference of two shares with its interval."""

    value: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The adjusted difference, and the adjusted chances as a ratio."""

    difference: Estimate
    ratio: Estimate


@dataclass(frozen=True, slots=True)
class Instrument:
    """What the hour of arrival tells.

    Args:
        difference: of the shares won; None where the instrument is too weak for a value.
        wide: its range at 99 %, by which its sign is called clear.
        strength: the F of the first stage, robust to unequal spread.
        apart: how far leads of both hours are apart in each telling column, in spreads.
        is_balanced: whether none of these is apart beyond chance and a tenth of a spread.
    """

    difference: Estimate | None
    wide: Interval | None
    strength: float
    apart: tuple[float, ...]
    is_balanced: bool


def raw(*, leads: Leads) -> Estimate:
    """Give won in time less won late, as it stands in the record."""
    hits, of = [], []
    for arm in (1.0, 0.0):
        inside = leads.prompt == arm
        hits.append(float(leads.won[inside].sum()))
        of.append(float(inside.sum()))
    value = hits[0] / of[0] - hits[1] / of[1]
    sure = share_difference(successes=(hits[0], hits[1]), trials=(of[0], of[1]))
    return Estimate(value, sure)


def adjusted(*, leads: Leads) -> Adjusted:
    """Give the same for leads made alike in what is known of them."""
    columns = _with_constant(np.column_stack([leads.known, leads.off_hours - 0.5]))
    count = leads.won.size
    fold = np.arange(count) % FOLDS
    chances = np.empty((2, count))
    propensity = np.empty(count)
    for out in range(FOLDS):
        inside, here = fold != out, fold == out
        fitted = logistic.fit(columns=columns[inside], outcome=leads.prompt[inside])
        propensity[here] = logistic.predict(columns=columns[here], coefficients=fitted)
        for arm in (0, 1):
            own = inside & (leads.prompt == arm)
            fitted = logistic.fit(columns=columns[own], outcome=leads.won[own])
            chances[arm, here] = logistic.predict(columns=columns[here], coefficients=fitted)
    propensity = np.clip(propensity, EDGE, 1 - EDGE)
    late = chances[0] + (1 - leads.prompt) * (leads.won - chances[0]) / (1 - propensity)
    prompt = chances[1] + leads.prompt * (leads.won - chances[1]) / propensity
    return Adjusted(_mean(prompt - late), _ratio(prompt, late))


def _mean(scores: Numbers) -> Estimate:
    reach = z_of(level=0.95) * float(scores.std(ddof=1)) / sqrt(scores.size)
    value = float(scores.mean())
    return Estimate(value, Interval(value - reach, value + reach, 0.95, "AIPW, cross-fitted"))


def _ratio(prompt: Numbers, late: Numbers) -> Estimate:
    """Give the ratio of both means, with its interval from the spread of its logarithm."""
    top, bottom = max(float(prompt.mean()), 1e-6), max(float(late.mean()), 1e-6)
    spread = float((prompt / top - late / bottom).std(ddof=1)) / sqrt(prompt.size)
    reach = float(np.exp(min(z_of(level=0.95) * spread, 50.0)))
    value = top / bottom
    return Estimate(value, Interval(value / reach, value * reach, 0.95, "AIPW, cross-fitted"))


def by_arrival(*, leads: Leads) -> Instrument:
    """Compare leads by the hour they came in, which nobody chose for their merit."""
    columns = _with_constant(leads.known)
    won, prompt, came = (
        _rest(columns, values) for values in (leads.won, leads.prompt, 1 - leads.off_hours)
    )
    top, bottom = float(came @ won), float(came @ prompt)
    squares = came**2
    size = float(squares.sum())
    left = prompt - bottom / size * came if size else prompt
    noise = float((squares * left**2).sum())
    strength = bottom**2 / noise if noise > 0 else 0.0
    apart, is_balanced = _balance(leads)
    if strength < WEAK:
        return Instrument(None, None, strength, apart, is_balanced)
    spreads = tuple(float((squares * one).sum()) for one in (won**2, won * prompt, prompt**2))
    sure, wide = (
        _anderson_rubin(top, bottom, spreads, level=level) for level in (0.95, CLEAR_LEVEL)
    )
    return Instrument(Estimate(top / bottom, sure), wide, strength, apart, is_balanced)


def _anderson_rubin(
    top: float, bottom: float, spreads: tuple[float, ...], *, level: float
) -> Interval:
    """Keep every effect at which what is left has nothing to do with the hour of arrival."""
    z2 = z_of(level=level) ** 2
    square = bottom**2 - z2 * spreads[2]
    half = top * bottom - z2 * spreads[1]
    rest = top**2 - z2 * spreads[0]
    inner = half**2 - square * rest
    if square <= 0 or inner < 0:
        return Interval(-1.0, 1.0, level, "Anderson–Rubin")
    reach = sqrt(inner) / square
    middle = half / square
    return Interval(max(-1.0, middle - reach), min(1.0, middle + reach), level, "Anderson–Rubin")


def _balance(leads: Leads) -> tuple[tuple[float, ...], bool]:
    away = leads.off_hours == 1
    apart: list[float] = []
    is_balanced = True
    for place in leads.telling:
        one, two = leads.known[away, place], leads.known[~away, place]
        if min(one.size, two.size) < 2:
            return tuple(apart), False
        spread = sqrt((float(one.var(ddof=1)) + float(two.var(ddof=1))) / 2) or 1.0
        gap = float(one.mean() - two.mean()) / spread
        apart.append(gap)
        by_chance = 3.0 * sqrt(1 / one.size + 1 / two.size)
        is_balanced = is_balanced and abs(gap) <= max(0.1, by_chance)
    return tuple(apart), is_balanced


@dataclass(frozen=True, slots=True)
class Choice:
    """What to go by.

    Args:
        estimate: the difference and its range.
        sign: 1 or -1 where its direction is clear, else 0.
        is_by_arrival: whether it is more than an association.
    """

    estimate: Estimate
    sign: int
    is_by_arrival: bool


def recommended(*, raw: Estimate, adjusted: Estimate, instrument: Instrument) -> Choice:
    """Choose what to go by, and tell whether it is more than an association.

    A strong and balanced instrument. Failing that, all between the adjusted difference and what
    were left of it if things unseen did twice as much as the adjustment did.
    """
    by_hour = instrument.difference
    if by_hour is not None and instrument.is_balanced and instrument.strength >= STRONG:
        return Choice(by_hour, _sign(instrument.wide or by_hour.interval), True)
    shift = UNSEEN * (raw.value - adjusted.value)
    low = min(adjusted.interval.low, adjusted.interval.low - shift)
    high = max(adjusted.interval.high, adjusted.interval.high - shift)
    name = "AIPW, with room for what is unseen"
    sure = Interval(low, high, 0.95, name)
    return Choice(Estimate(adjusted.value - shift / 2, sure), _sign(sure), False)


def _sign(interval: Interval) -> int:
    return (interval.low > 0) - (interval.high < 0)


def e_value(*, ratio: float) -> float:
    """Tell how strongly something unseen must go with both promptness and winning to explain it."""
    above = max(ratio, 1 / ratio)
    return above + sqrt(above * (above - 1))


def e_value_of(*, estimate: Estimate) -> tuple[float, float]:
    """Give the E-value of a ratio and of the end of its interval that lies nearer to one."""
    ends = estimate.interval
    if ends.low <= 1 <= ends.high:
        return e_value(ratio=estimate.value), 1.0
    nearer = ends.low if estimate.value > 1 else ends.high
    return e_value(ratio=estimate.value), e_value(ratio=nearer)


def _rest(columns: Numbers, values: Numbers) -> Numbers:
    """Take away what the columns tell of the values."""
    fitted, *_ = np.linalg.lstsq(columns, values, rcond=None)
    rest: Numbers = values - columns @ fitted
    return rest


def _with_constant(columns: Numbers) -> Numbers:
    return np.column_stack([np.ones(len(columns)), columns])
