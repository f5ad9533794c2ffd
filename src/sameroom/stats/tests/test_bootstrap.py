"""Resampling is seeded, unbiased and holds the truth."""

import numpy as np
import pytest
from scipy import stats

from sameroom.stats import bootstrap


def test_the_same_words_and_seed_draw_the_same() -> None:
    first, again, other = (
        bootstrap.generator(word, seed=3).random(4) for word in ("icp", "icp", "cost")
    )
    assert (first == again).all()
    assert (first != other).all()


def test_words_do_not_run_into_one_another() -> None:
    first = bootstrap.generator("ab", "c", seed=3).random(4)
    assert (first != bootstrap.generator("a", "bc", seed=3).random(4)).all()


def test_multinomial_keeps_the_number_of_cases() -> None:
    drawn = bootstrap.multinomial(
        counts=np.array([3.0, 0.0, 7.0]), draws=500, rng=np.random.default_rng(1)
    )
    assert (drawn.sum(axis=1) == 10).all()
    assert (drawn[:, 1] == 0).all()
    assert drawn[:, 0].mean() == pytest.approx(3, abs=0.25)


def test_multinomial_of_nothing_is_nothing() -> None:
    drawn = bootstrap.multinomial(counts=np.zeros(2), draws=4, rng=np.random.default_rng(1))
    assert (drawn == 0).all()


def test_the_interval_of_a_ratio_agrees_with_scipy() -> None:
    rng = np.random.default_rng(4)
    columns = np.column_stack([rng.gamma(2.0, size=300), rng.gamma(4.0, size=300)])
    told = bootstrap.of_columns(
        columns=columns, statistic=lambda sums: sums[:, 0] / sums[:, 1], rng=rng, draws=4000
    )
    oracle = stats.bootstrap(
        (columns[:, 0], columns[:, 1]),
        lambda top, bottom, axis: top.sum(axis=axis) / bottom.sum(axis=axis),
        paired=True, method="percentile", n_resamples=4000, rng=np.random.default_rng(8),
    ).confidence_interval  # fmt: skip
    assert (told.low, told.high) == pytest.approx((oracle.low, oracle.high), abs=0.004)


def test_the_interval_of_a_leaning_ratio_agrees_with_scipy() -> None:
    rng = np.random.default_rng(6)
    waits = np.where(rng.random(200) < 0.06, rng.gamma(0.7, 60.0, 200), 0.0)
    columns = np.column_stack([waits, 1.0 + rng.poisson(1.0, 200)])
    drawn = bootstrap.sums(columns=columns, draws=8000, rng=rng)
    seen = float(columns[:, 0].sum() / columns[:, 1].sum())
    told = bootstrap.accelerated(
        drawn=drawn[:, 0] / drawn[:, 1], seen=seen, influence=columns[:, 0] - seen * columns[:, 1]
    )
    oracle = stats.bootstrap(
        (columns[:, 0], columns[:, 1]),
        lambda top, bottom, axis: top.sum(axis=axis) / bottom.sum(axis=axis),
        paired=True, method="BCa", n_resamples=8000, rng=np.random.default_rng(8),
    ).confidence_interval  # fmt: skip
    plain = bootstrap.percentile(drawn=drawn[:, 0] / drawn[:, 1])
    assert (told.low, told.high) == pytest.approx((oracle.low, oracle.high), rel=0.04)
    assert told.high > plain.high * 1.04


def test_what_never_varies_leans_nowhere() -> None:
    told = bootstrap.accelerated(drawn=np.full(50, 2.0), seen=2.0, influence=np.zeros(5))
    assert (told.low, told.high) == (2.0, 2.0)


def test_sums_in_parts_are_the_sums_of_all_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "CELLS_AT_ONCE", 50)
    drawn = bootstrap.sums(columns=np.ones((20, 1)), draws=7, rng=np.random.default_rng(1))
    assert (drawn == 20).all()
    assert drawn.shape == (7, 1)
