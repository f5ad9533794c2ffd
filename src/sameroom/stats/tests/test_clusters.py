"""Intervals of clustered shares: by hand, against statsmodels, and by how often they hold."""

import numpy as np
import pytest
from numpy.typing import NDArray
from statsmodels.api import OLS

from sameroom.measure import Interval
from sameroom.stats.clusters import Sums, clustered_share, crossed_share
from sameroom.stats.intervals import wilson

Numbers = NDArray[np.float64]


def summed(hits: Numbers, sizes: Numbers) -> Sums:
    return Sums(
        cases=len(hits),
        top=float(hits.sum()),
        bottom=float(sizes.sum()),
        top_squares=float((hits**2).sum()),
        bottom_squares=float((sizes**2).sum()),
        products=float((hits * sizes).sum()),
    )


def interval(hits: Numbers, sizes: Numbers) -> Interval:
    return clustered_share(sums=summed(hits, sizes))


def test_the_error_worked_by_hand() -> None:
    # Three buyers: 2 of 4, 0 of 4, 4 of 8 hits: share 6/16; rests .5, -1.5, 1; squares 3.5.
    hits, sizes = np.array([2.0, 0, 4]), np.array([4.0, 4, 8])
    assert summed(hits, sizes).error == pytest.approx((3.5 * 3 / 2) ** 0.5 / 16)


def test_the_error_agrees_with_statsmodels() -> None:
    random = np.random.default_rng(3)
    sizes = random.integers(1, 9, 50)
    groups = np.repeat(np.arange(50), sizes)
    hit = (random.random(groups.size) < random.beta(2, 3, 50)[groups]).astype(float)
    fit = OLS(hit, np.ones(groups.size)).fit(
        cov_type="cluster", cov_kwds={"groups": groups, "use_correction": False}
    )
    hits = np.bincount(groups, weights=hit).astype(np.float64)
    assert summed(hits, sizes.astype(np.float64)).error == pytest.approx(
        float(fit.bse[0]) * (50 / 49) ** 0.5
    )


def test_clusters_of_one_give_nearly_wilson() -> None:
    hits = np.array([1.0] * 300 + [0.0] * 700)
    found, plain = interval(hits, np.ones(1000)), wilson(successes=300, trials=1000)
    assert (found.low, found.high) == pytest.approx((plain.low, plain.high), abs=2e-4)


def test_without_any_hit_each_cluster_counts_as_one() -> None:
    found = interval(np.zeros(40), np.full(40, 25.0))
    assert found.low == 0
    assert wilson(successes=0, trials=40).high <= found.high < 0.1


def test_the_order_of_clusters_does_not_matter() -> None:
    hits, sizes = np.array([1.0, 3, 0, 2]), np.array([4.0, 5, 2, 7])
    assert interval(hits, sizes) == interval(hits[::-1], sizes[::-1])


@pytest.mark.parametrize("share", [0.05, 0.3])
def test_it_holds_the_planted_share_as_often_as_it_says(share: float) -> None:
    random = np.random.default_rng(11)
    held, narrow = 0, 0
    for _ in range(1500):
        sizes = (1 + random.poisson(5, 80)).astype(np.float64)
        hits = random.binomial(sizes.astype(int), random.beta(2 * share, 2 * (1 - share), 80))
        found = interval(hits.astype(float), sizes)
        plain = wilson(successes=float(hits.sum()), trials=float(sizes.sum()))
        held += found.low <= share <= found.high
        narrow += plain.low <= share <= plain.high
    assert 0.93 <= held / 1500 <= 0.975
    assert narrow / 1500 < 0.85  # what ignoring the clusters would have done


@pytest.mark.parametrize(("cases", "top", "bottom"), [(1, 1, 2), (5, 3, 2), (5, 0, 0)])
def test_what_is_no_share_is_refused(cases: int, top: float, bottom: float) -> None:
    with pytest.raises(ValueError, match="clusters"):
        Sums(cases, top, bottom, 0, 0, 0)


def test_things_in_two_clusters_each_are_worth_less_than_in_either() -> None:
    random = np.random.default_rng(5)
    grid = (random.random((30, 12)) < random.beta(1, 2, (30, 1))).astype(np.float64)
    pieces = summed(grid.sum(axis=1), np.full(30, 12.0))
    reps = summed(grid.sum(axis=0), np.full(12, 30.0))
    both = crossed_share(first=pieces, second=reps)
    assert (
        both.high - both.low >= clustered_share(sums=pieces).high - clustered_share(sums=pieces).low
    )
    assert both == crossed_share(first=reps, second=pieces)


def test_it_holds_the_planted_share_of_crossed_clusters() -> None:
    random = np.random.default_rng(12)
    held = 0
    for _ in range(1000):
        # A piece is liked by a third to two thirds, a rep uses much or little: 0.25 on average.
        chance = random.uniform(0.2, 0.8, (60, 1)) * random.uniform(0.2, 0.8, (1, 20))
        grid = (random.random(chance.shape) < chance).astype(np.float64)
        found = crossed_share(
            first=summed(grid.sum(axis=1), np.full(60, 20.0)),
            second=summed(grid.sum(axis=0), np.full(20, 60.0)),
        )
        held += found.low <= 0.25 <= found.high
    assert 0.93 <= held / 1000 <= 0.975
