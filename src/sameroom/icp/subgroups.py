"""Rules of a few conditions that tell who buys: found in one time, confirmed in a later one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sameroom.measure import Interval
from sameroom.stats import discovery, ranking
from sameroom.stats.intervals import wilson, z_of

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
AT_ONCE = 10_000  # combinations
DEPTH = 3
WIDTH = 100  # rules kept at each depth
SHOWN = 5  # rules tried on later time
LEAST_SHARE = 0.02  # of the buyers, in a rule
LEAST_BUYERS = 20
KNOWN_LEAST = 0.5
KNOWN_APART = 0.2
TELLTALE = 0.9
FALSE_SHARE = 0.05  # of the confirmed rules
Condition = tuple[str, str]  # attribute, label


@dataclass(frozen=True, slots=True)
class Profiles:
    """Buyers by combination of segments; each count is an array over the combinations.

    Args:
        attributes: their names.
        labels: combinations by attributes; "" where it is not known.
        early, early_won, late, late_won: buyers, by time and outcome.
    """

    attributes: tuple[str, ...]
    labels: NDArray[np.str_]
    early: Numbers
    early_won: Numbers
    late: Numbers
    late_won: Numbers


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions that all hold, how they did in early time, and what they gain over chance."""

    conditions: tuple[Condition, ...]
    buyers: float
    won: float
    gain: float  # weighted relative accuracy


@dataclass(frozen=True, slots=True)
class Tried:
    """A rule on later time.

    Args:
        rule: as it was found.
        buyers, won: in it, in later time.
        share: of them won, with its interval.
        lift: share won ÷ share of all won, with its interval.
        chance: how often chance alone would show as much, adjusted for all rules tried.
        is_confirmed: whether it stands.
    """

    rule: Rule
    buyers: int
    won: int
    share: float
    share_interval: Interval
    lift: float
    lift_interval: Interval
    chance: float
    is_confirmed: bool


def read_profiles(rows: Iterable[Mapping[str, Any]]) -> Profiles:  # Any: a cell
    """Sort the measure's rows into combinations, whatever order they come in."""
    table = list(rows)
    names = sorted((int(row["buyers"]), row["label_1"]) for row in table if row["slice"] == "name")
    counts: dict[tuple[str, ...], Numbers] = {}
    for row in table:
        if row["slice"] == "buyers":
            key = tuple(row[f"label_{place}"] or "" for place, _ in names)
            cell = counts.setdefault(key, np.zeros(4))
            late = 2 * int(row["is_late"])
            cell[late] += float(row["buyers"])
            cell[late + 1] += float(row["buyers"]) * int(row["was_won"])
    keys = sorted(counts)
    sums = np.array([counts[key] for key in keys]).reshape(len(keys), 4)
    labels = np.array(keys, dtype=str).reshape(len(keys), len(names))
    return Profiles(tuple(name for _, name in names), labels, *sums.T)


def search(*, profiles: Profiles, width: int = WIDTH) -> list[Rule]:
    """Find the rules that gain most on early time, by beam search, best first.

    The gain is the weighted relative accuracy: buyers won in the rule less those that the overall
    share would give, per buyer (Lavrac and others 1999). At each depth the best rules are kept and
    narrowed by one more condition on another attribute.
    """
    conditions, masks = _conditions(profiles)
    least = max(LEAST_BUYERS, LEAST_SHARE * float(profiles.early.sum()))
    base = float(profiles.early_won.sum()) / max(1.0, float(profiles.early.sum()))
    beam: list[tuple[int, ...]] = [()]
    found: dict[tuple[int, ...], Rule] = {}
    for _ in range(DEPTH):
        grown = _grow(profiles, conditions, masks, beam, least, base)
        kept = sorted(grown.items(), key=lambda one: _rank(one[1]))[:width]
        beam = [places for places, _ in kept]
        found.update(grown)
    return sorted((rule for rule in found.values() if rule.gain > 0), key=_rank)


def _rank(rule: Rule) -> tuple[float, int, tuple[Condition, ...]]:
    return (-round(rule.gain, 12), len(rule.conditions), rule.conditions)


def _conditions(profiles: Profiles) -> tuple[list[Condition], Flags]:
    """List the conditions of all attributes that can be judged, and where each holds."""
    conditions = [
        (name, str(label))
        for place, name in enumerate(profiles.attributes)
        if not _is_doubtful(profiles, place)
        for label in np.unique(profiles.labels[:, place])
        if label
    ]
    where = {name: place for place, name in enumerate(profiles.attributes)}
    masks = [profiles.labels[:, where[name]] == label for name, label in conditions]
    return conditions, np.array(masks, dtype=bool).reshape(len(masks), len(profiles.labels))


def _is_doubtful(profiles: Profiles, place: int) -> bool:
    """Tell whether an attribute is too little known, or filled in because of the outcome."""
    column, won = profiles.labels[:, place], profiles.early_won
    lost = profiles.early - won
    if not won.sum() or not lost.sum():
        return True
    known = [float(side[column != ""].sum() / side.sum()) for side in (won, lost)]
    if min(known) < KNOWN_LEAST or abs(known[0] - known[1]) > KNOWN_APART:
        return True
    _, inside = np.unique(column, return_inverse=True)
    hits, misses = (np.bincount(inside, weights=side).astype(float) for side in (won, lost))
    order = np.argsort(hits / np.maximum(hits + misses, 1), kind="stable")
    if min(won.sum(), lost.sum()) < 2:
        return True
    return ranking.auc(hits=hits[order], misses=misses[order]).value > TELLTALE


def _grow(
    profiles: Profiles,
    conditions: list[Condition],
    masks: Flags,
    beam: list[tuple[int, ...]],
    least: float,
    base: float,
) -> dict[tuple[int, ...], Rule]:
    """Narrow each rule by one condition on an attribute it does not speak of yet."""
    if not conditions or not beam:
        return {}
    buyers, won = _count(profiles, masks, beam)
    total = float(profiles.early.sum())
    grown: dict[tuple[int, ...], Rule] = {}
    for row, column in np.argwhere(buyers >= least):
        places = tuple(sorted((*beam[row], int(column))))
        said = tuple(conditions[place] for place in places)
        if places in grown or len({name for name, _ in said}) < len(said):
            continue
        count, hits = float(buyers[row, column]), float(won[row, column])
        grown[places] = Rule(said, count, hits, (hits - count * base) / total)
    return grown


def _count(
    profiles: Profiles, masks: Flags, beam: list[tuple[int, ...]]
) -> tuple[Numbers, Numbers]:
    """Count the buyers and the won of every rule with every further condition, piece by piece."""
    buyers = np.zeros((len(beam), len(masks)))
    won = np.zeros_like(buyers)
    for start in range(0, len(profiles.labels), AT_ONCE):
        piece = slice(start, start + AT_ONCE)
        cut = masks[:, piece]
        held = np.array([cut[list(places)].all(axis=0) for places in beam], dtype=float)
        buyers += held @ (cut * profiles.early[piece]).T
        won += held @ (cut * profiles.early_won[piece]).T
    return buyers, won


def pick(*, profiles: Profiles, rules: list[Rule]) -> list[Rule]:
    """Pick the rules worth trying: above the overall share, and better than any wider one."""
    base = float(profiles.early_won.sum()) / max(1.0, float(profiles.early.sum()))
    rates = {frozenset(rule.conditions): rule.won / rule.buyers for rule in rules}
    picked: list[Rule] = []
    for rule in rules:
        said, rate = frozenset(rule.conditions), rule.won / rule.buyers
        wider = [other for named, other in rates.items() if named < said]
        is_above = wilson(successes=rule.won, trials=rule.buyers).low > base
        if is_above and all(rate > other for other in wider):
            picked.append(rule)
        if len(picked) == SHOWN:
            break
    return picked


def confirm(*, profiles: Profiles, rules: list[Rule]) -> list[Tried]:
    """Try rules on later time; those that stand hold at most one false in twenty.

    Each is tested by the exact chance of as many won among as many buyers (Fisher), adjusted by
    Benjamini and Hochberg for all rules tried.
    """
    from scipy.stats import hypergeom  # half a second to load, and only whoever reads needs it

    everybody, bought = float(profiles.late.sum()), float(profiles.late_won.sum())
    cells = [_late(profiles, rule) for rule in rules]
    chances = [
        float(hypergeom.sf(won - 1, int(everybody), int(bought), int(buyers))) if buyers else 1.0
        for buyers, won in cells
    ]
    return [
        _tried(rule, cell, (everybody, bought), chance)
        for rule, cell, chance in zip(rules, cells, discovery.adjusted(chances), strict=True)
    ]


def _late(profiles: Profiles, rule: Rule) -> tuple[float, float]:
    inside = np.ones(len(profiles.labels), dtype=bool)
    for name, label in rule.conditions:
        inside &= profiles.labels[:, profiles.attributes.index(name)] == label
    return float(profiles.late[inside].sum()), float(profiles.late_won[inside].sum())


def _tried(
    rule: Rule, cell: tuple[float, float], whole: tuple[float, float], chance: float
) -> Tried:
    buyers, won = cell
    share = won / buyers if buyers else 0.0
    lift = share / (whole[1] / whole[0]) if whole[1] else 0.0
    return Tried(
        rule=rule, buyers=int(buyers), won=int(won), share=share,
        share_interval=wilson(successes=won, trials=buyers), lift=lift,
        lift_interval=lift_interval(cell=cell, whole=whole), chance=chance,
        is_confirmed=chance <= FALSE_SHARE and lift > 1,
    )  # fmt: skip


def lift_interval(
    *, cell: tuple[float, float], whole: tuple[float, float], level: float = 0.95
) -> Interval:
    """Give the interval of a lift on the scale of logs, by the delta method.

    The rule's buyers are among all buyers, so both shares move together; half a case is added to
    each of the four cells, so that none is empty.

    Args:
        cell: buyers in the rule, and won among them.
        whole: all buyers, and won among them.
        level: the rate at which the interval holds the truth.
    """
    both = cell[1] + 0.5
    rule_only, won_only = cell[0] - cell[1] + 0.5, whole[1] - cell[1] + 0.5
    neither = whole[0] - cell[0] - whole[1] + cell[1] + 0.5
    buyers, won = both + rule_only, both + won_only
    total = buyers + won_only + neither
    slopes = (1 / both - 1 / buyers - 1 / won, -1 / buyers, -1 / won)
    counts = (both, rule_only, won_only)
    squares = sum(slope**2 * count for slope, count in zip(slopes, counts, strict=True))
    reach = z_of(level=level) * sqrt(max(0.0, squares - 1 / total))
    centre = log(both * total / (buyers * won))
    return Interval(exp(centre - reach), exp(centre + reach), level, "delta method")
