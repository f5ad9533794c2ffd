"""The share of pairs in the right order, against scipy and planted truth."""

import numpy as np
import pytest
from scipy.stats import mannwhitneyu, norm

from sameroom.stats import ranking


def counts(hits: list[int], misses: list[int]) -> ranking.Ordering:
    return ranking.auc(hits=np.array(hits, dtype=float), misses=np.array(misses, dtype=float))


def test_it_agrees_with_mann_whitney_of_scipy_also_with_ties() -> None:
    rng = np.random.default_rng(4)
    hits, misses = rng.integers(0, 9, 12), rng.integers(0, 6, 12)
    scores = np.arange(12)
    told = ranking.auc(hits=hits.astype(float), misses=misses.astype(float))
    wins = mannwhitneyu(np.repeat(scores, hits), np.repeat(scores, misses)).statistic
    assert told.value == pytest.approx(wins / hits.sum() / misses.sum())


def test_the_variance_is_that_of_delong_written_out() -> None:
    told = counts([1, 2, 4], [3, 2, 1])
    # each hit's share of misses beaten, each miss's share of hits above, ties half
    hits = [1.5 / 6] + [4 / 6] * 2 + [5.5 / 6] * 4
    misses = [6.5 / 7] * 3 + [5 / 7] * 2 + [2 / 7]
    value = float(np.mean(hits))
    error = np.sqrt(np.var(hits, ddof=1) / 7 + np.var(misses, ddof=1) / 6)
    centre, reach = np.log(value / (1 - value)), 1.959964 * error / (value * (1 - value))
    wanted = [1 / (1 + np.exp(-(centre + side * reach))) for side in (-1, 1)]
    assert told.value == pytest.approx(value)
    assert [told.interval.low, told.interval.high] == pytest.approx(wanted, abs=1e-5)


def test_a_perfect_order_still_leaves_room() -> None:
    told = counts([0, 0, 20], [30, 10, 0])
    assert told.value == 1
    assert (told.interval.low, told.interval.high) == (pytest.approx(0.84, abs=0.01), 1)


@pytest.mark.parametrize("shift", [0.0, 1.0])
def test_it_covers_the_planted_order_at_its_rate(shift: float) -> None:
    rng, held, rounds = np.random.default_rng(11), 0, 500
    truth = norm.cdf(shift / np.sqrt(2))
    for _ in range(rounds):
        scores = np.concatenate([rng.normal(shift, 1, 40), rng.normal(0, 1, 160)])
        order = np.argsort(scores)
        hits = (order < 40).astype(float)
        sure = ranking.auc(hits=hits, misses=1 - hits).interval
        held += sure.low <= truth <= sure.high
    assert 0.925 <= held / rounds <= 0.98


def test_one_hit_has_no_order() -> None:
    with pytest.raises(ValueError, match="1 cases"):
        counts([1, 0], [5, 5])
