"""Trend in shares: by hand, against scipy and statsmodels, and how often it cries wolf."""

import numpy as np
import pytest
from scipy.stats import norm, pearsonr
from statsmodels.stats.contingency_tables import Table

from sameroom.stats.trend import cochran_armitage, rises_from


def test_the_trend_worked_by_hand() -> None:
    # 10, 20 and 30 of 100 each: p = .2; T = -1 x -10 + 1 x 10 = 20; spread = .16 x 200 = 32.
    found = cochran_armitage(hits=[10, 20, 30], trials=[100, 100, 100], scores=[0, 1, 2])
    assert found.z == pytest.approx(20 / 32**0.5)
    assert found.p_value == pytest.approx(2 * norm.sf(20 / 32**0.5))


def test_the_trend_agrees_with_the_correlation_of_scipy() -> None:
    hits, trials, scores = [3, 9, 4, 12], [60, 80, 30, 50], [0.0, 1, 3, 8]
    dose = np.repeat(scores, trials)
    hit = np.concatenate([[1] * h + [0] * (t - h) for h, t in zip(hits, trials, strict=True)])
    r = pearsonr(dose, hit).statistic
    found = cochran_armitage(hits=hits, trials=trials, scores=scores)
    assert found.z == pytest.approx(r * len(dose) ** 0.5)


def test_the_trend_agrees_with_statsmodels() -> None:
    hits, trials, scores = np.array([3, 9, 4, 12]), np.array([60, 80, 30, 50]), np.arange(4)
    table = Table(np.column_stack([hits, trials - hits]), shift_zeros=False)
    theirs = table.test_ordinal_association(row_scores=scores, col_scores=np.array([1, 0]))
    found = cochran_armitage(hits=list(hits), trials=list(trials), scores=list(scores))
    size = trials.sum()  # theirs takes the variance over n - 1
    assert found.z == pytest.approx(theirs.zscore * (size / (size - 1)) ** 0.5)


@pytest.mark.parametrize(("hits", "trials"), [([0, 0], [9, 9]), ([9, 9], [9, 9]), ([], [])])
def test_where_nothing_differs_there_is_no_trend(hits: list[float], trials: list[float]) -> None:
    found = cochran_armitage(hits=hits, trials=trials, scores=range(len(hits)))
    assert (found.z, found.p_value) == (0.0, 1.0)


def test_it_cries_wolf_as_often_as_it_says() -> None:
    random = np.random.default_rng(4)
    trials = [400, 300, 200, 100]
    calls = [
        cochran_armitage(
            hits=list(random.binomial(trials, 0.05)), trials=trials, scores=range(4)
        ).p_value
        for _ in range(2000)
    ]
    assert 0.035 <= np.mean(np.array(calls) < 0.05) <= 0.065


def test_a_planted_step_is_found() -> None:
    trials = np.full((1, 5), 2000.0)
    assert rises_from(hits=np.array([[20.0, 20, 20, 120, 120]]), trials=trials).tolist() == [3]
    assert rises_from(hits=np.array([[50.0, 40, 30, 20, 10]]), trials=trials).tolist() == [0]
    random = np.random.default_rng(9)
    drawn = random.binomial(2000, [0.01, 0.01, 0.01, 0.05, 0.05], (300, 5)).astype(np.float64)
    assert np.mean(rises_from(hits=drawn, trials=np.full((300, 5), 2000.0)) == 3) > 0.95
