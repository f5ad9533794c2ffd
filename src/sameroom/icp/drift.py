"""How far the buyers of two steps are apart, whether chance could do it, and which segments do it.

The steps are nested: whoever was won was targeted too. So the question is not whether two samples
differ, but whether who went on depends on the segment: the segments are dealt out again among the
buyers of both steps, everybody keeping the steps they reached.
"""

from dataclasses import dataclass
from math import hypot, sqrt

import numpy as np
from scipy.special import ndtr, ndtri

from sameroom.icp.segments import Segments
from sameroom.measure import Interval
from sameroom.stats import discovery, distances, intervals
from sameroom.stats.bootstrap import Numbers, generator
from sameroom.stats.distances import Estimate, Groups
from sameroom.stats.selection import after_picking

DEALS = 1999  # how often segments are dealt out again
DRAWS = 800  # how often buyers are drawn again
FALSE_SHARE = 0.05  # of findings that may be false
LEAST_BUYERS = 30  # in each step, with a known segment
LEAST_IN_SEGMENT = 10  # buyers in one of the steps, before a segment can be named
LEAST_KNOWN = 0.5  # of the buyers of a step, with a known segment
MOST_APART = 0.2  # by how much that share may differ between the steps
FORETOLD = 0.9  # area under the curve from which an attribute looks filled in afterwards


@dataclass(frozen=True, slots=True)
class Drift:
    """How far two steps are apart in one attribute.

    Args:
        segments: the attribute's segments.
        groups: who is in which step.
        seen: the difference of shares by segment, first step minus second.
        blur: how far chance alone moves each of these.
        distance, psi: freed of the bias of small numbers.
        chance: how often chance alone shows as much (a p-value).
    """

    segments: Segments
    groups: Groups
    seen: Numbers
    blur: Numbers
    distance: Estimate
    psi: Estimate | None
    chance: float


@dataclass(frozen=True, slots=True)
class Picked:
    """Segments that stand out on one side, taken together.

    Args:
        places: which segments.
        aimed, won: the share of the first and of the second step in them.
        apart: the difference between the two, freed of the bias of having been picked.
        aimed_count, won_count: how many buyers that is.
    """

    places: tuple[int, ...]
    aimed: Estimate
    won: Estimate
    apart: Estimate
    aimed_count: int
    won_count: int


@dataclass(frozen=True, slots=True)
class Picks:
    """The segments that stand out, one by one: first those aimed at more than won.

    Args:
        over: aimed at more than won.
        under: won more than aimed at.
        together: those aimed at more than won, taken as one.
    """

    over: tuple[Picked, ...] = ()
    under: tuple[Picked, ...] = ()
    together: Picked | None = None


def compare(*, segments: Segments, first: str, second: str, seed: int) -> Drift:
    """Compare the buyers of two steps by count."""
    groups = segments.groups(first=first, second=second)
    rng = generator("icp_drift", segments.attribute, first, second, seed=seed)
    dealt = distances.dealt_again(groups=groups, draws=DEALS, rng=rng)
    null = distances.total_variation(*dealt)
    seen = distances.shares(groups.first) - distances.shares(groups.second)
    return Drift(
        segments=segments,
        groups=groups,
        seen=seen,
        blur=(distances.shares(dealt[0]) - distances.shares(dealt[1])).std(axis=0),
        distance=distances.estimate(
            difference=seen, noise=distances.noise(groups=groups, draws=DRAWS, rng=rng)
        ),
        psi=distances.psi_estimate(
            seen=float(distances.psi(groups.first, groups.second)), null=distances.psi(*dealt)
        ),
        chance=distances.chance(seen=float(np.abs(seen).sum() / 2), null=null),
    )


def doubt(*, segments: Segments, everybody: Segments, first: str, second: str) -> str:
    """Say why an attribute cannot be judged between two steps; "" when it can.

    "same" when both steps hold the same buyers, "few" when there are too few.
    """
    groups = everybody.groups(first=first, second=second)
    if not (groups.first_only.any() or groups.second_only.any()):
        return "same"
    known = [float(segments.count(step).sum()) for step in (first, second)]
    total = [float(everybody.count(step).sum()) for step in (first, second)]
    share = [some / of if of else 0.0 for some, of in zip(known, total, strict=True)]
    if min(known) < LEAST_BUYERS:
        return "few"
    if min(share) < LEAST_KNOWN:
        return f"It is known of only {min(share):.0%} of these buyers."
    if abs(share[0] - share[1]) > MOST_APART:
        return (
            f"It is known of {share[0]:.0%} of the one and of {share[1]:.0%} of the other: "
            "it seems to be filled in on the way."
        )
    if foretells(segments) > FORETOLD:
        return "It all but gives the outcome away, so it seems to be filled in afterwards."
    return ""


def foretells(segments: Segments) -> float:
    """Tell how well the segment alone tells the won from the rest (area under the curve)."""
    won = segments.count("won")
    rest = segments.count() - won
    if won.sum() == 0 or rest.sum() == 0:
        return 0.5
    order = np.argsort(won / np.maximum(won + rest, 1), kind="stable")
    below = np.concatenate([[0.0], np.cumsum(rest[order])[:-1]])
    area = (won[order] * (below + rest[order] / 2)).sum() / (won.sum() * rest.sum())
    return float(area)


def pick(drift: Drift) -> Picks:
    """Pick the segments aimed at more than won, and those won more than aimed at.

    Each must stand out by itself, with at most one in twenty of those picked by chance.
    """
    large = np.maximum(drift.groups.first, drift.groups.second) >= LEAST_IN_SEGMENT
    places = np.flatnonzero(large & (drift.blur > 0))
    sizes = drift.seen[places] / drift.blur[places]
    chances = [float(chance) for chance in 2 * ndtr(-np.abs(sizes))]
    stands = np.array(discovery.found(chances, rate=FALSE_SHARE), dtype=bool)
    if not stands.any():
        return Picks()
    threshold = float(-ndtri(FALSE_SHARE * stands.sum() / len(places) / 2))
    order = places[np.argsort(-np.abs(sizes), kind="stable")]
    over, under = (
        [int(place) for place in order if place in places[stands & (sizes * side > 0)]]
        for side in (1, -1)
    )
    return Picks(
        tuple(_take(drift, (place,), threshold) for place in over),
        tuple(_take(drift, (place,), threshold) for place in under),
        _take(drift, tuple(sorted(over)), threshold) if over else None,
    )


def _take(drift: Drift, places: tuple[int, ...], threshold: float) -> Picked:
    """Count picked segments, their difference freed of the bias of having been picked."""
    chosen = list(places)
    first, second = drift.groups.first, drift.groups.second
    counts = (float(first[chosen].sum()), float(second[chosen].sum()))
    aims = intervals.wilson(successes=counts[0], trials=float(first.sum()))
    wins = intervals.wilson(successes=counts[1], trials=float(second.sum()))
    aimed, won = counts[0] / float(first.sum()), counts[1] / float(second.sum())
    # The won spread more than chance would have it where they are many, and never less is claimed.
    wider = max(1.0, sqrt(won * (1 - won) / max(aimed * (1 - aimed), 1e-9)))
    blur = _blur_together(drift, chosen) * wider
    apart = _freed(abs(aimed - won), blur, threshold * sqrt(len(chosen)) / wider)
    return Picked(
        places,
        Estimate(aimed, aims),
        _won(aimed, won, apart, aims, wins),
        apart,
        int(counts[0]),
        int(counts[1]),
    )


def _freed(seen: float, blur: float, threshold: float) -> Estimate:
    """Free a difference of the bias of having been picked; its direction is taken as settled."""
    told = after_picking(seen=seen / blur, threshold=threshold)
    low, value, high = (max(end, 0.0) * blur for end in (told.low, told.value, told.high))
    return Estimate(min(value, seen), Interval(min(low, seen), high, 0.95, "after picking"))


def _won(aimed: float, won: float, apart: Estimate, aims: Interval, wins: Interval) -> Estimate:
    """Move the share won towards the share aimed at by what the picking made of the difference."""
    side = 1.0 if aimed >= won else -1.0
    value = aimed - side * apart.value
    reach = hypot(apart.value - min(apart.interval.low, apart.value), (aims.high - aims.low) / 2)
    ends = (wins.low, wins.high, value, min(max(value + side * reach, 0.0), 1.0))
    return Estimate(value, Interval(min(ends), max(ends), 0.95, "Wilson, after picking"))


def _blur_together(drift: Drift, places: list[int]) -> float:
    """Tell how far chance moves the picked segments taken together.

    For buyers that a share p of the pool holds, dealing again moves the difference by
    sqrt(p (1 - p)) times the same factor for all segments; the factor is read off one of them.
    """
    pool = drift.groups.first + drift.groups.second_only
    share = pool / pool.sum()
    widest = int(np.argmax(drift.blur))
    factor = float(drift.blur[widest] / sqrt(share[widest] * (1 - share[widest])))
    whole = float(share[places].sum())
    return max(factor * sqrt(whole * (1 - whole)), 1e-9)
