"""Drift between steps: nothing is found where nothing is, and what is planted is held."""

import numpy as np
import pytest
from scipy import stats

from sameroom.icp import drift
from sameroom.icp.segments import Segments, read_segments
from sameroom.stats.intervals import wilson

LABELS = tuple("ABCDEFGH")
AIMED = np.array([0.22, 0.18, 0.15, 0.13, 0.11, 0.09, 0.07, 0.05])
SHIFT = np.array([-0.09, -0.09, 0.0, 0.0, 0.0, 0.0, 0.09, 0.09])


def row(
    label: str, *, aimed: int, won: int, attribute: str = "industry"
) -> list[dict[str, object]]:
    base = {"attribute": attribute, "label": label, "is_targeted": 1, "is_handed_over": 1,
            "is_worked": 1, "revenue": None}  # fmt: skip
    return [
        {**base, "is_won": 0, "buyers": aimed - won},
        {**base, "is_won": 1, "buyers": won},
    ]


def make_segments(*, aimed: np.ndarray, won: np.ndarray) -> Segments:
    rows = [
        one
        for label, first, second in zip(LABELS, aimed, won, strict=False)
        for one in row(label, aimed=int(first), won=int(second))
    ]
    return read_segments(rows)["industry"]


def draw(*, rng: np.random.Generator, buyers: int, wins: int, shift: float) -> Segments:
    """Draw buyers aimed at, and who of them is won when wins are shifted between segments."""
    aimed = rng.multinomial(buyers, AIMED)
    chance = (AIMED + shift * SHIFT) / AIMED * wins / buyers
    return make_segments(aimed=aimed, won=rng.binomial(aimed, np.minimum(chance, 1)))


def truth(*, buyers: int, wins: int, shift: float) -> np.ndarray:
    won = AIMED * np.minimum((AIMED + shift * SHIFT) / AIMED * wins / buyers, 1)
    return won / won.sum()


def test_the_worked_example_of_the_method_page() -> None:
    segments = make_segments(aimed=np.array([400, 300, 300]), won=np.array([10, 40, 50]))
    told = drift.compare(segments=segments, first="targeted", second="won", seed=0)
    assert np.round(told.seen, 3).tolist() == [0.3, -0.1, -0.2]
    assert told.chance == 1 / (1 + drift.DEALS)
    # The spread of a share among 100 of 1,000, dealt without replacement: by hand in the page.
    by_hand = np.sqrt(0.4 * 0.6 * (1 / 100 - 1 / 1000) * 1000 / 999)
    assert told.blur[0] == pytest.approx(by_hand, rel=0.04)
    picked = drift.pick(told).together
    assert picked is not None
    assert (picked.aimed_count, picked.won_count) == (400, 10)
    assert picked.aimed.interval == wilson(successes=400, trials=1000)
    assert picked.won.value == pytest.approx(0.10, abs=0.002)


@pytest.mark.slow
def test_where_there_is_no_drift_it_is_told_at_most_at_its_rate() -> None:
    rng = np.random.default_rng(4)
    trials, told, named = 300, 0, 0
    for number in range(trials):
        segments = draw(rng=rng, buyers=700, wins=140, shift=0.0)
        each = drift.compare(segments=segments, first="targeted", second="won", seed=number)
        if each.chance <= drift.FALSE_SHARE:
            told += 1
            named += drift.pick(each).together is not None
    low, high = stats.binom.interval(0.99, trials, 0.05)
    assert low <= told <= high
    assert named <= told


@pytest.mark.slow
@pytest.mark.parametrize(
    ("buyers", "wins", "shift"), [(700, 140, 1.0), (3000, 150, 0.8), (2000, 600, 0.5)]
)
def test_the_picked_segments_hold_their_true_shares(buyers: int, wins: int, shift: float) -> None:
    rng = np.random.default_rng(8)
    won = truth(buyers=buyers, wins=wins, shift=shift)
    held, aims, shown = 0, 0, 0
    for number in range(300):
        segments = draw(rng=rng, buyers=buyers, wins=wins, shift=shift)
        each = drift.compare(segments=segments, first="targeted", second="won", seed=number)
        picked = drift.pick(each).together if each.chance <= drift.FALSE_SHARE else None
        if picked is None:
            continue
        shown += 1
        places = list(picked.places)
        held += picked.won.interval.low <= won[places].sum() <= picked.won.interval.high
        aims += picked.aimed.interval.low <= AIMED[places].sum() <= picked.aimed.interval.high
    assert shown >= 200
    low, _ = stats.binom.interval(0.99, shown, 0.95)
    assert held >= low
    assert aims >= low


def test_a_segment_named_on_one_side_is_never_named_on_the_other() -> None:
    rng = np.random.default_rng(2)
    segments = draw(rng=rng, buyers=2000, wins=400, shift=1.0)
    picks = drift.pick(drift.compare(segments=segments, first="targeted", second="won", seed=1))
    over = {place for picked in picks.over for place in picked.places}
    under = {place for picked in picks.under for place in picked.places}
    assert over == {0, 1}
    assert under == {6, 7}


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [
        one
        for number, label in enumerate("ABCD")
        for one in row(label, aimed=100 + 30 * number, won=10 + 9 * number)
    ]
    shuffled = [rows[place] for place in np.random.default_rng(1).permutation(len(rows))]
    told, again = (
        drift.compare(segments=read_segments(given)["industry"], first="targeted", second="won",
                      seed=3)
        for given in (rows, shuffled)
    )  # fmt: skip
    assert told.distance == again.distance
    assert told.chance == again.chance


def test_overlapping_steps_are_not_taken_for_independent_samples() -> None:
    """Half of a group against the whole: independent samples would blur twice as much."""
    segments = make_segments(aimed=np.array([400, 400]), won=np.array([200, 200]))
    told = drift.compare(segments=segments, first="targeted", second="won", seed=1)
    assert told.blur[0] == pytest.approx(np.sqrt(0.25 * (1 / 400 - 1 / 800)), rel=0.05)


def everybody(*, aimed: int, won: int) -> Segments:
    return read_segments(row("", aimed=aimed, won=won, attribute=""))[""]


@pytest.mark.parametrize(
    ("aimed", "won", "all_aimed", "all_won", "why"),
    [
        ([200, 200], [20, 30], 400, 50, ""),
        ([200, 200], [9, 9], 400, 18, "few"),
        ([200, 200], [20, 30], 1000, 50, "It is known of only 40% of these buyers."),
        ([200, 200], [40, 50], 600, 90, "It is known of 67% of the one and of 100% of the other"),
        ([300, 60], [3, 57], 360, 60, "It all but gives the outcome away"),
        ([40, 40], [40, 40], 80, 80, "same"),
    ],
)
def test_it_doubts_what_cannot_be_judged(
    aimed: list[int], won: list[int], all_aimed: int, all_won: int, why: str
) -> None:
    told = drift.doubt(
        segments=make_segments(aimed=np.array(aimed), won=np.array(won)),
        everybody=everybody(aimed=all_aimed, won=all_won),
        first="targeted",
        second="won",
    )
    assert told.startswith(why)
    assert bool(told) == bool(why)
