"""Distances against numbers worked by hand, published nulls, scipy, and planted distances."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sameroom.stats import distances
from sameroom.stats.distances import Groups

UNEVEN = np.arange(1, 31) ** -0.85
UNEVEN = UNEVEN / UNEVEN.sum()


def band(*, rate: float, trials: int) -> tuple[float, float]:
    """Give the 99 % band of how often a true rate shows in a number of trials."""
    low, high = stats.binom.interval(0.99, trials, rate)
    return float(low) / trials, float(high) / trials


def apart(*, first: np.ndarray, second: np.ndarray) -> Groups:
    return Groups(first.astype(float), np.zeros(len(first)), second.astype(float))


def nested(*, outer: np.ndarray, inner: np.ndarray) -> Groups:
    return Groups((outer - inner).astype(float), inner.astype(float), np.zeros(len(outer)))


def test_total_variation_and_psi_as_worked_by_hand() -> None:
    first, second = np.array([50.0, 30.0, 20.0]), np.array([20.0, 30.0, 50.0])
    assert distances.total_variation(first, second) == pytest.approx(0.30)
    by_hand = 2 * (0.50 - 0.20) * np.log(0.50 / 0.20)
    assert distances.psi(first, second, prior=0.0) == pytest.approx(by_hand)


@pytest.mark.parametrize(
    ("cases", "middle", "top"),
    [(50, 0.36, None), (200, 0.19, 0.235), (1000, 0.084, None), (10_000, 0.027, None)],
)
def test_distances_of_equal_groups_are_as_large_as_measured_elsewhere(
    cases: int, middle: float, top: float | None
) -> None:
    rng = np.random.default_rng(1)
    first, second = (rng.multinomial(cases, UNEVEN, size=3000) for _ in range(2))
    seen = distances.total_variation(first, second)
    assert seen.mean() == pytest.approx(middle, rel=0.04)
    assert top is None or np.quantile(seen, 0.95) == pytest.approx(top, rel=0.04)


def test_psi_calls_a_major_shift_where_there_is_none() -> None:
    rng = np.random.default_rng(1)
    first, second = (rng.multinomial(200, UNEVEN, size=3000) for _ in range(2))
    told = distances.psi(first, second, prior=0.05)
    assert told.mean() == pytest.approx(0.35, abs=0.03)
    assert (told > 0.25).mean() > 0.8


@given(st.integers(0, 2**32), st.integers(1, 6))
@settings(max_examples=25, deadline=None)
def test_dealing_again_keeps_every_size(seed: int, segments: int) -> None:
    rng = np.random.default_rng(seed)
    parts = rng.integers(0, 30, size=(3, segments)).astype(float)
    groups = Groups(*parts)
    first, second = distances.dealt_again(groups=groups, draws=20, rng=rng)
    assert (first.sum(axis=1) == groups.first.sum()).all()
    assert (second.sum(axis=1) == groups.second.sum()).all()
    assert (np.minimum(first, second) >= 0).all()


def test_dealing_again_agrees_with_scipy_on_two_segments() -> None:
    groups = nested(outer=np.array([30, 70]), inner=np.array([14, 16]))
    rng = np.random.default_rng(5)
    _, second = distances.dealt_again(groups=groups, draws=20_000, rng=rng)
    oracle = stats.hypergeom(100, 30, 30)
    counts = np.bincount(second[:, 0].astype(int), minlength=31) / 20_000
    assert counts[:20] == pytest.approx(oracle.pmf(np.arange(20)), abs=0.012)


def test_the_chance_agrees_with_fisher_on_two_segments() -> None:
    groups = apart(first=np.array([30, 20]), second=np.array([18, 32]))
    first, second = distances.dealt_again(groups=groups, draws=20_000, rng=np.random.default_rng(5))
    told = distances.chance(
        seen=float(distances.total_variation(groups.first, groups.second)),
        null=distances.total_variation(first, second),
    )
    assert told == pytest.approx(stats.fisher_exact([[30, 20], [18, 32]]).pvalue, abs=0.005)


def alarms(*, pairs: list[Groups], seed: int) -> float:
    """Tell the share of pairs in which a difference is told at the 5 % level."""
    rng = np.random.default_rng(seed)
    told = 0
    for groups in pairs:
        first, second = distances.dealt_again(groups=groups, draws=199, rng=rng)
        seen = float(distances.total_variation(groups.first, groups.second))
        null = distances.total_variation(first, second)
        told += distances.chance(seen=seen, null=null) <= 0.05
    return told / len(pairs)


@pytest.mark.slow
@pytest.mark.parametrize("cases", [50, 10_000])
@pytest.mark.parametrize("within", [True, False])
def test_false_alarms_come_at_their_rate(cases: int, within: bool) -> None:
    rng = np.random.default_rng(cases)
    trials = 800
    pairs = []
    for _ in range(trials):
        outer = rng.multinomial(3 * cases if within else cases, UNEVEN)
        inner = rng.binomial(outer, 1 / 3) if within else rng.multinomial(cases, UNEVEN)
        pairs.append(
            nested(outer=outer, inner=inner) if within else apart(first=outer, second=inner)
        )
    low, high = band(rate=0.05, trials=trials)
    assert low <= alarms(pairs=pairs, seed=cases) <= high


@pytest.mark.slow
def test_a_shift_of_fifteen_points_is_seen_in_four_of_five_at_400() -> None:
    rng = np.random.default_rng(2)
    shifted = UNEVEN.copy()
    shifted[0] -= 0.15
    shifted[3] += 0.15
    draws = [(rng.multinomial(400, UNEVEN), rng.multinomial(400, shifted)) for _ in range(300)]
    assert alarms(pairs=[apart(first=one, second=two) for one, two in draws], seed=2) >= 0.8


def test_a_group_compared_with_itself_is_not_apart() -> None:
    groups = Groups(np.zeros(3), np.array([5.0, 9.0, 2.0]), np.zeros(3))
    drawn = distances.noise(groups=groups, draws=50, rng=np.random.default_rng(1))
    told = distances.estimate(difference=np.zeros(3), noise=drawn)
    assert (told.value, told.interval.low) == (0.0, 0.0)


PLANTED = [
    (5, 600, 200, 0.0), (12, 3000, 150, 0.05), (12, 600, 200, 0.15), (30, 600, 200, 0.15),
    (30, 3000, 150, 0.15),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("segments", "outer_size", "inner_size", "planted"), PLANTED)
def test_the_estimate_holds_a_planted_distance_and_is_not_biased(
    segments: int, outer_size: int, inner_size: int, planted: float
) -> None:
    rng = np.random.default_rng(segments + inner_size)
    aimed = np.arange(1, segments + 1) ** -0.7
    aimed = aimed / aimed.sum()
    won = aimed.copy()
    won[:2] -= planted / 2
    won[2:4] += planted / 2
    chance_to_win = won / aimed * inner_size / outer_size
    trials, held, values = 200, 0, []
    for _ in range(trials):
        outer = rng.multinomial(outer_size, aimed)
        groups = nested(outer=outer, inner=rng.binomial(outer, chance_to_win))
        difference = distances.shares(groups.first) - distances.shares(groups.second)
        drawn = distances.noise(groups=groups, draws=400, rng=rng)
        told = distances.estimate(difference=difference, noise=drawn)
        held += told.interval.low <= planted <= told.interval.high
        values.append(told.value)
    assert held / trials >= band(rate=0.95, trials=trials)[0]
    assert np.median(values) == pytest.approx(planted, abs=0.03)


@pytest.mark.slow
def test_the_interval_holds_a_distance_that_is_spread_over_all_segments() -> None:
    rng = np.random.default_rng(4)
    aimed = np.array([0.14, 0.18, 0.09, 0.13, 0.13, 0.10, 0.09, 0.14])
    won = np.array([0.25, 0.23, 0.14, 0.09, 0.09, 0.12, 0.05, 0.03])
    planted = float(np.abs(aimed - won).sum() / 2)
    trials, held = 300, 0
    for _ in range(trials):
        outer = rng.multinomial(770, aimed)
        groups = nested(outer=outer, inner=rng.binomial(outer, won / aimed * 130 / 770))
        difference = distances.shares(groups.first) - distances.shares(groups.second)
        drawn = distances.noise(groups=groups, draws=400, rng=rng)
        told = distances.estimate(difference=difference, noise=drawn)
        held += told.interval.low <= planted <= told.interval.high
    assert held / trials >= band(rate=0.95, trials=trials)[0]


@pytest.mark.slow
@pytest.mark.parametrize("planted", [0.0, 0.2])
def test_the_psi_estimate_holds_a_planted_index(planted: float) -> None:
    rng = np.random.default_rng(9)
    one = np.full(8, 1 / 8)
    two = one + planted / 4 * np.array([1, 1, 1, 1, -1, -1, -1, -1]) / 2
    truth = float(((one - two) * np.log(one / two)).sum())
    trials, held = 300, 0
    for _ in range(trials):
        groups = apart(first=rng.multinomial(300, one), second=rng.multinomial(300, two))
        first, second = distances.dealt_again(groups=groups, draws=400, rng=rng)
        told = distances.psi_estimate(
            seen=float(distances.psi(groups.first, groups.second)),
            null=distances.psi(first, second),
        )
        held += told.interval.low <= truth <= told.interval.high
    assert held / trials >= band(rate=0.95, trials=trials)[0]
