"""What a difference really is that was picked because it stood out.

Only what passed a threshold is shown, so what is shown is on average too large. Given that it
passed, the difference has a normal distribution cut off at the threshold; asking under which true
difference what was seen would be low, in the middle or high gives a value and an interval that
reckon with the picking (Zhong and Prentice 2008; Lee and others 2016).
"""

from dataclasses import dataclass
from math import exp

from scipy.special import log_ndtr

HALVINGS = 60
REACH = 60.0  # standard errors below which no truth is looked for


@dataclass(frozen=True, slots=True)
class Corrected:
    """A true difference in standard errors: its middle, and where it lies at the level."""

    value: float
    low: float
    high: float


def after_picking(*, seen: float, threshold: float, level: float = 0.95) -> Corrected:
    """Give the true size behind a difference that was picked because it passed a threshold.

    Args:
        seen: the difference in standard errors.
        threshold: what it had to pass, in the same.
        level: the rate at which the interval holds the truth.
    """
    passed = min(threshold, seen - 1e-6)
    tail = (1 - level) / 2
    value, low, high = (_truth(seen, passed, rate) for rate in (0.5, 1 - tail, tail))
    return Corrected(value, low, high)


def _truth(seen: float, threshold: float, rate: float) -> float:
    """Find the truth under which a difference up to the one seen comes at the rate."""
    low, high = seen - REACH, seen + 6.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if _share_above(seen, threshold, middle) < 1 - rate:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _share_above(seen: float, threshold: float, truth: float) -> float:
    return exp(float(log_ndtr(truth - seen)) - float(log_ndtr(truth - threshold)))
