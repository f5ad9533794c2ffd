"""Credit by rule: each step of a path gets a fixed part, and the parts of a path add up to one."""

import numpy as np

from sameroom.stats.attribution.journeys import Floats, Ints, Journeys

POSITION = (0.4, 0.4)  # first and last; the rest is shared by those between
W_SHAPE = (0.3, 0.3, 0.3)  # first touch, creation of the lead, creation of the deal
FULL_PATH = (0.225, 0.225, 0.225, 0.225)  # the same, and the last touch


def first(journeys: Journeys) -> Floats:
    """Give all to the first step."""
    return np.where(journeys.place == 0, 1.0, 0.0)


def last(journeys: Journeys) -> Floats:
    """Give all to the last step."""
    return np.where(_from_end(journeys) == 0, 1.0, 0.0)


def linear(journeys: Journeys) -> Floats:
    """Give the same to every step."""
    return 1.0 / np.repeat(journeys.lengths, journeys.lengths)


def position(journeys: Journeys, *, ends: tuple[float, float] = POSITION) -> Floats:
    """Give fixed parts to the first and the last step, and the rest to those between.

    One step gets all; of two, each gets its end's part of what the two ends get together.
    """
    return anchored(
        journeys,
        anchors=(np.zeros(len(journeys.lengths), dtype=np.int64), journeys.lengths - 1),
        parts=ends,
    )


def anchored(journeys: Journeys, *, anchors: tuple[Ints, ...], parts: tuple[float, ...]) -> Floats:
    """Give fixed parts to steps that stand for something, and the rest to the others alike.

    Where an anchor is not known (below 0), and where no other step is left to take the rest,
    what they would have got is shared out in proportion to what the known ones get.

    Args:
        journeys: the paths.
        anchors: for each part the place of its step in each path, from 0; -1 where not known.
        parts: what each anchor gets; what they leave of one is the rest.

    Raises:
        ValueError: when parts are below 0, all are 0, or they add up to more than one.
    """
    if min(parts) < 0 or not 0 < sum(parts) <= 1 + 1e-12:
        raise ValueError(f"parts of {parts} do not leave anything to share out")
    given = np.zeros(len(journeys.steps))
    for at, part in zip(anchors, parts, strict=True):
        known = at >= 0
        np.add.at(given, journeys.starts[:-1][known] + at[known], part)
    others = given == 0
    count = len(journeys.lengths)
    owner = journeys.owner
    free = np.bincount(owner[others], minlength=count)
    rest = max(1 - sum(parts), 0.0)
    given[others] = rest / np.maximum(free, 1)[owner[others]]
    total = np.bincount(owner, weights=given, minlength=count)
    # A path of which no anchor is known, under parts that leave no rest, is shared out alike.
    given = np.where(total[owner] > 0, given, 1.0)
    total = np.where(total > 0, total, journeys.lengths)
    return given / total[owner]


def decay(journeys: Journeys, *, ages: Floats, half_life: float) -> Floats:
    """Give to each step half of what a step gets that happened one half-life later.

    Args:
        journeys: the paths.
        ages: for each step how long before the end of the path it happened.
        half_life: in the unit of the ages.

    Raises:
        ValueError: when the half-life is not above 0.
    """
    if not half_life > 0:
        raise ValueError(f"a half-life of {half_life}: it must be above 0")
    owner, count = journeys.owner, len(journeys.lengths)
    youngest = np.full(count, np.inf)
    np.minimum.at(youngest, owner, ages)
    weights = np.exp2(-(ages - youngest[owner]) / half_life)  # the youngest is 1: none is lost
    shared: Floats = weights / np.bincount(owner, weights=weights, minlength=count)[owner]
    return shared


def credit(journeys: Journeys, *, weights: Floats, amounts: Floats) -> Floats:
    """Add up by channel what the steps of each path get of its amount.

    Args:
        journeys: the paths.
        weights: the part of each step.
        amounts: by path, such as its conversions or their value.

    Returns:
        One amount a channel, in the order of the names; together they are all amounts.
    """
    given = weights * np.repeat(amounts, journeys.lengths)
    return np.bincount(journeys.steps, weights=given, minlength=len(journeys.names)).astype(float)


def _from_end(journeys: Journeys) -> Ints:
    return np.repeat(journeys.lengths, journeys.lengths) - 1 - journeys.place
