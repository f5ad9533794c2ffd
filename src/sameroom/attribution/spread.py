"""How far the models are apart: the shares under each, their intervals, and the range over all."""

from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from sameroom.attribution.seen import Seen
from sameroom.measure import Interval
from sameroom.stats import bootstrap
from sameroom.stats.attribution import Credit, Known, attribute, choose_order, draw_shares
from sameroom.stats.attribution.journeys import Floats
from sameroom.stats.intervals import wilson

DRAWS = 200
PLAIN = ("first", "last", "linear", "position", "shapley")
LONGEST = {1: 10_000, 2: 30, 3: 15, 4: 8}  # most names at which an order is still tried
ANCHORED = 0.5  # of the journeys to a sale, whose lead and deal must lie behind known steps


@dataclass(frozen=True, slots=True)
class Spread:
    """What each model gives, and how sure it is.

    Args:
        credits: by model, in the order in which they are told.
        sure: by model, an interval for each name.
        order: of the Markov chain; 0 where there is none.
        apart: the largest distance between two models, and which two.
    """

    credits: dict[str, Credit]
    sure: dict[str, tuple[Interval | None, ...]]
    order: int
    apart: float
    apart_sure: Interval
    furthest: tuple[str, str]


def spread_out(*, seen: Seen, seed: int, words: tuple[str, ...]) -> Spread:
    """Share the conversions out by every model that can be told of these journeys.

    Args:
        seen: the journeys.
        seed, words: of the draws.
    """
    journeys, models = seen.journeys, list(PLAIN)
    if seen.anchored >= ANCHORED * seen.converted:
        models += ["w_shape", "full_path"]
    order = 0
    if journeys.nulls.sum() > 0:
        models.append("markov")
        order = _choose(seen, seed, words)
    known: Known = replace(seen.known, order=max(order, 1))
    given = {model: attribute(journeys=journeys, model=model, known=known) for model in models}
    drawn = draw_shares(
        journeys=journeys,
        models=tuple(models),
        rng=bootstrap.generator("attribution draws", *words, seed=seed),
        draws=DRAWS,
        known=known,
    )
    sure = {model: _intervals(given[model].share, drawn[model], seen.converted) for model in models}
    furthest = _furthest(given)
    apart, apart_sure = _apart(given, drawn, furthest)
    ordered = {name: given[name] for name in _told(given)}
    return Spread(
        credits={**ordered, "decay": seen.decay},
        sure={**sure, "decay": seen.decay_sure},
        order=order,
        apart=apart,
        apart_sure=apart_sure,
        furthest=furthest,
    )


def _told(given: dict[str, Credit]) -> list[str]:
    order = ("first", "last", "linear", "position", "w_shape", "full_path", "markov", "shapley")
    return [name for name in order if name in given]


def _choose(seen: Seen, seed: int, words: tuple[str, ...]) -> int:
    names = len(seen.journeys.names)
    orders = tuple(order for order, most in LONGEST.items() if names <= most)
    rng = bootstrap.generator("attribution order", *words, seed=seed)
    return choose_order(journeys=seen.journeys, rng=rng, orders=orders).order


def _intervals(share: Floats, drawn: Floats, cases: int) -> tuple[Interval | None, ...]:
    """Give the score interval of each share, at the number of cases its draws are worth.

    A share that is drawn less widely than one of so many yes-or-no cases stands on more of them.
    The score interval stays within 0 to 1, and is honest for a share of nothing.
    """
    found = []
    for value, error in zip(share.tolist(), drawn.std(axis=0, ddof=1).tolist(), strict=True):
        worth = value * (1 - value) / error**2 if error > 0 else 0.0
        trials = worth if worth > 0 else float(cases)
        wide = wilson(successes=min(value, 1.0) * trials, trials=trials)
        found.append(Interval(wide.low, wide.high, wide.level, "score interval, bootstrap"))
    return tuple(found)


def _distance(given: dict[str, Credit], pair: tuple[str, str]) -> float:
    return float(np.abs(given[pair[0]].share - given[pair[1]].share).sum()) / 2


def _apart(
    given: dict[str, Credit], drawn: dict[str, Floats], pair: tuple[str, str]
) -> tuple[float, Interval]:
    """Free the distance of what chance adds, as it only ever pushes shares apart.

    Drawn once more, the distance grows by about as much as it had grown already: that much is
    taken off, and the draws are laid out on the other side of it (the basic bootstrap of Davison
    and Hinkley, 1997, section 5.2.1).
    """
    seen = _distance(given, pair)
    again = np.abs(drawn[pair[0]] - drawn[pair[1]]).sum(axis=1) / 2
    middle = bootstrap.percentile(drawn=again)
    low, high = (float(np.clip(2 * seen - end, 0, 1)) for end in (middle.high, middle.low))
    value = float(np.clip(2 * seen - again.mean(), low, high))
    return value, Interval(low, high, middle.level, "basic bootstrap")


def _furthest(given: dict[str, Credit]) -> tuple[str, str]:
    pairs = list(combinations(_told(given), 2))
    return max(pairs, key=lambda pair: _distance(given, pair))
