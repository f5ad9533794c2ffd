"""Segments that win more than the rest, or whose share won rises: named only when chance cannot."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sameroom.measure import Interval
from sameroom.stats import discovery

Numbers = NDArray[np.float64]
LEAST_BUYERS = 20  # in each half, in the segment and in the rest
LEAST_WON = 5  # in the segment
KNOWN_LEAST = 0.5
KNOWN_APART = 0.2
FALSE_SHARE = 0.05
ABOVE, RISING = "above the rest", "rising"


@dataclass(frozen=True, slots=True)
class Segment:
    """Buyers and won by half, in a segment and in the rest of those whose attribute is known."""

    attribute: str
    label: str
    buyers: Numbers
    won: Numbers
    rest: Numbers
    rest_won: Numbers


@dataclass(frozen=True, slots=True)
class Named:
    """A segment that stands out, by how much, with an interval for having been picked."""

    segment: Segment
    finding: str
    value: float
    interval: Interval
    chance: float


def read_halves(
    rows: Iterable[Mapping[str, Any]],  # Any: a cell
) -> tuple[list[Segment], Numbers, Numbers]:
    """Give the segments that can be judged, and all buyers and all won by half."""
    counts: dict[str, dict[str, Numbers]] = {}
    for row in rows:
        cell = counts.setdefault(row["attribute"], {}).setdefault(row["label"], np.zeros((2, 2)))
        cell[:, int(row["half"]) - 1] += (float(row["buyers"]), float(row["won"]))
    everybody = counts.pop("", {}).get("", np.zeros((2, 2)))
    segments = [
        Segment(attribute, label, *by_label[label], *(sum(by_label.values()) - by_label[label]))
        for attribute, by_label in sorted(counts.items())
        if not _is_doubtful(np.sum(list(by_label.values()), axis=0), everybody)
        for label in sorted(by_label)
    ]
    return [one for one in segments if _is_large(one)], everybody[0], everybody[1]


def _is_doubtful(known: Numbers, everybody: Numbers) -> bool:
    """Tell whether an attribute is too little known, or filled in because of the outcome."""
    lost, all_lost = known[0] - known[1], everybody[0] - everybody[1]
    pairs = ((known[1], everybody[1]), (lost, all_lost))
    shares = [float(have.sum() / max(1.0, of.sum())) for have, of in pairs]
    return min(shares) < KNOWN_LEAST or abs(shares[0] - shares[1]) > KNOWN_APART


def _is_large(one: Segment) -> bool:
    fewest = min(float(one.buyers.min()), float(one.rest.min()))
    return fewest >= LEAST_BUYERS and float(one.won.sum()) >= LEAST_WON


def differences(one: Segment) -> dict[str, tuple[float, float]]:
    """Give how far a segment is above the rest, and rises more than it, with standard errors.

    Above: the difference of shares won in each half, weighed as Mantel and Haenszel (1959) do, so
    that a better half does not flatter whoever was reached in it. Rising: the segment's change from
    half to half less the rest's. Variances add one won and one not to each cell (Agresti and Caffo
    2000).
    """
    apart = one.won / one.buyers - one.rest_won / one.rest
    spread = _variance(one.won, one.buyers) + _variance(one.rest_won, one.rest)
    weights = one.buyers * one.rest / (one.buyers + one.rest)
    weights = weights / weights.sum()
    return {
        ABOVE: (float(weights @ apart), sqrt(float(weights**2 @ spread))),
        RISING: (float(apart[1] - apart[0]), sqrt(float(spread.sum()))),
    }


def _variance(won: Numbers, buyers: Numbers) -> Numbers:
    share = (won + 1) / (buyers + 2)
    return share * (1 - share) / (buyers + 2)


def name(*, segments: list[Segment]) -> list[Named]:
    """Name the segments that stand out, of which at most one in twenty is false.

    One-sided tests, adjusted for all segments and both questions by Benjamini and Hochberg. Above
    the rest is named only where it holds in both halves. Intervals are so wide that at most one in
    twenty of those shown misses the truth (Benjamini and Yekutieli 2005).
    """
    asked = [
        (one, finding, apart, error)
        for one in segments
        for finding, (apart, error) in differences(one).items()
    ]
    standing = [apart / error for _, _, apart, error in asked]
    chances = discovery.adjusted([1 - NormalDist().cdf(score) for score in standing])
    passed = sum(chance <= FALSE_SHARE for chance in chances)
    reach = NormalDist().inv_cdf(1 - FALSE_SHARE * max(1, passed) / max(1, len(asked)) / 2)
    return [
        _named(one, finding, apart, reach * error, chance)
        for (one, finding, apart, error), chance in zip(asked, chances, strict=True)
        if chance <= FALSE_SHARE and (finding == RISING or _holds_in_both(one))
    ]


def _holds_in_both(one: Segment) -> bool:
    return bool((one.won / one.buyers > one.rest_won / one.rest).all())


def _named(one: Segment, finding: str, apart: float, reach: float, chance: float) -> Named:
    sure = Interval(max(-1.0, apart - reach), min(1.0, apart + reach), 0.95, "normal, for several")
    return Named(one, finding, apart, sure, chance)
