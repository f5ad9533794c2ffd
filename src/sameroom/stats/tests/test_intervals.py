"""Intervals against published values, statsmodels and scipy, and how often they hold the truth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sameroom.stats import intervals


def band(*, rate: float, trials: int) -> tuple[float, float]:
    """Give the 99 % band of how often a true rate shows in a number of trials."""
    low, high = stats.binom.interval(0.99, trials, rate)
    return float(low) / trials, float(high) / trials


def test_wilson_gives_the_published_values_of_newcombe_1998() -> None:
    published = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0, 0.1611),
    }
    for (hits, trials), (low, high) in published.items():
        told = intervals.wilson(successes=hits, trials=trials)
        assert (round(told.low, 4), round(told.high, 4)) == (low, high)


def test_share_difference_gives_the_published_values_of_newcombe_1998() -> None:
    published = {
        ((56, 48), (70, 80)): (0.0524, 0.3339),
        ((9, 3), (10, 10)): (0.1705, 0.8090),
        ((10, 0), (10, 20)): (0.6791, 1.0),
    }
    for (hits, trials), (low, high) in published.items():
        told = intervals.share_difference(successes=hits, trials=trials)
        assert (round(told.low, 4), round(told.high, 4)) == (low, high)


@given(st.integers(0, 400), st.integers(1, 400), st.sampled_from([0.8, 0.95, 0.99]))
def test_wilson_agrees_with_scipy(hits: int, trials: int, level: float) -> None:
    hits = min(hits, trials)
    told = intervals.wilson(successes=hits, trials=trials, level=level)
    oracle = stats.binomtest(hits, trials).proportion_ci(level, method="wilson")
    few = min(2 if trials <= 50 else 3, trials / 2)
    low = stats.chi2.ppf(1 - level, 2 * hits) / 2 / trials if 0 < hits <= few else 1.0
    misses = trials - hits
    high = 1 - stats.chi2.ppf(1 - level, 2 * misses) / 2 / trials if 0 < misses <= few else 0.0
    wider = min(low, oracle.low), max(high, oracle.high)
    assert (told.low, told.high) == pytest.approx(wider, abs=1e-12)


def test_wilson_takes_the_published_means_of_rare_counts() -> None:
    """The means are those of L. Brown, T. Cai and A. DasGupta (2001) at 95 %."""
    for hits, mean in {1: 0.051, 2: 0.355, 3: 0.818}.items():
        told = intervals.wilson(successes=hits, trials=1000)
        assert round(told.low * 1000, 3) == mean
        mirrored = intervals.wilson(successes=1000 - hits, trials=1000)
        assert mirrored.high == pytest.approx(1 - told.low, abs=1e-12)
    rare = intervals.wilson(successes=2, trials=1166)
    assert rare.low < 0.0003375 < rare.high, "the score interval alone begins at 0.00047"


@pytest.mark.parametrize("trials", [30, 100, 1000])
def test_wilson_holds_a_rare_truth_too(trials: int) -> None:
    told = [intervals.wilson(successes=hits, trials=trials) for hits in range(31)]
    for rate in np.linspace(0.05, 6, 120) / trials:
        chances = stats.binom.pmf(np.arange(31), trials, rate)
        held = sum(chances[hits] for hits, one in enumerate(told) if one.low <= rate <= one.high)
        assert held > 0.915, f"{rate} of {trials}: the score interval alone goes down to 0.853"


def test_wilson_without_trials_says_nothing() -> None:
    told = intervals.wilson(successes=0, trials=0)
    assert (told.low, told.high) == (0.0, 1.0)


def test_wilson_refuses_more_successes_than_trials() -> None:
    with pytest.raises(ValueError, match="5 successes of 4 trials"):
        intervals.wilson(successes=5, trials=4)


@pytest.mark.parametrize(("rate", "trials"), [(0.1, 60), (0.4, 200)])
def test_wilson_holds_the_truth_at_its_rate(rate: float, trials: int) -> None:
    draws = np.random.default_rng(7).binomial(trials, rate, size=4000)
    told = [intervals.wilson(successes=int(hits), trials=trials) for hits in draws]
    held = np.mean([one.low <= rate <= one.high for one in told])
    exact = sum(
        stats.binom.pmf(hits, trials, rate)
        for hits in range(trials + 1)
        if (one := intervals.wilson(successes=hits, trials=trials)).low <= rate <= one.high
    )
    low, high = band(rate=float(exact), trials=4000)
    assert low <= held <= high
    assert exact == pytest.approx(0.95, abs=0.02)


@given(st.integers(0, 500), st.floats(0.5, 50))
def test_poisson_agrees_with_the_chi_square_form_in_scipy(events: int, exposure: float) -> None:
    told = intervals.poisson(events=events, exposure=exposure)
    low = stats.chi2.ppf(0.025, 2 * events) / 2 if events else 0.0
    high = stats.chi2.ppf(0.975, 2 * events + 2) / 2
    assert (told.low * exposure, told.high * exposure) == pytest.approx((low, high), rel=1e-9)


def test_poisson_refuses_no_exposure() -> None:
    with pytest.raises(ValueError, match="3 events in 0"):
        intervals.poisson(events=3, exposure=0)


def test_ratio_of_sums_holds_the_truth_at_its_rate() -> None:
    rng = np.random.default_rng(11)
    held = 0
    for _ in range(2000):
        bottom = rng.gamma(4.0, size=150)
        top = 0.3 * bottom + rng.normal(0, 0.4, size=150)
        told = intervals.ratio_of_sums(
            cases=150, top=top.sum(), bottom=bottom.sum(),
            top_squares=top @ top, bottom_squares=bottom @ bottom, products=top @ bottom,
        )  # fmt: skip
        held += told.low <= 0.3 <= told.high
    low, high = band(rate=0.95, trials=2000)
    assert low <= held / 2000 <= high


def test_ratio_of_sums_over_a_bottom_of_ones_is_the_interval_of_the_mean() -> None:
    values = np.array([1.0, 4.0, 2.0, 9.0, 4.0])
    ratio = intervals.ratio_of_sums(
        cases=5, top=20, bottom=5, top_squares=118, bottom_squares=5, products=20
    )
    mean = intervals.mean(cases=5, total=20, squares=118)
    oracle = stats.t.interval(0.95, 4, loc=values.mean(), scale=stats.sem(values))
    assert (ratio.low, ratio.high) == pytest.approx((mean.low, mean.high))
    assert (mean.low, mean.high) == pytest.approx(oracle)


def test_ratio_of_sums_refuses_a_single_case() -> None:
    with pytest.raises(ValueError, match="1 cases"):
        intervals.ratio_of_sums(
            cases=1, top=1, bottom=1, top_squares=1, bottom_squares=1, products=1
        )


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60, unique=True),
    st.sampled_from([0.5, 0.9]),
)
def test_quantile_agrees_with_scipy(values: list[float], share: float) -> None:
    told = intervals.quantile(values=values, share=share)
    oracle = stats.quantile_test(values, p=share).confidence_interval(0.95)
    if told is None:
        assert np.isnan(oracle.low) or np.isnan(oracle.high)
    else:
        assert (told.low, told.high) == (oracle.low, oracle.high)


def test_quantile_holds_the_median_at_least_at_its_rate() -> None:
    rng = np.random.default_rng(3)
    held = 0
    for _ in range(2000):
        told = intervals.quantile(values=rng.exponential(size=60), share=0.5)
        held += told is not None and told.low <= np.log(2) <= told.high
    assert held / 2000 >= band(rate=0.95, trials=2000)[0]
