"""Logistic regression agrees with statsmodels, and ends where it has no end."""

import numpy as np
import pytest
import statsmodels.api as sm

from sameroom.stats import logistic


def made(cases: int = 400) -> tuple[logistic.Numbers, logistic.Numbers]:
    rng = np.random.default_rng(5)
    columns = np.column_stack([np.ones(cases), rng.normal(size=(cases, 3))])
    chance = 1 / (1 + np.exp(-(columns @ np.array([-0.5, 1.0, -0.7, 0.0]))))
    return columns, (rng.random(cases) < chance).astype(float)


def test_without_a_ridge_it_agrees_with_statsmodels() -> None:
    columns, outcome = made()
    oracle = sm.Logit(outcome, columns).fit(disp=0).params
    assert logistic.fit(columns=columns, outcome=outcome, ridge=0.0) == pytest.approx(
        oracle, abs=1e-6
    )


def test_the_ridge_is_that_of_the_penalised_likelihood() -> None:
    columns, outcome = made()
    found = logistic.fit(columns=columns, outcome=outcome, ridge=7.0)
    chance = logistic.predict(columns=columns, coefficients=found)
    slope = columns.T @ (outcome - chance) - 7.0 * np.array([0, *found[1:]])
    assert slope == pytest.approx(np.zeros(4), abs=1e-5)


def test_a_column_that_tells_for_certain_does_not_run_away() -> None:
    columns = np.column_stack([np.ones(40), np.repeat([-1.0, 1.0], 20)])
    outcome = np.repeat([0.0, 1.0], 20)
    found = logistic.fit(columns=columns, outcome=outcome)
    assert np.isfinite(found).all()
    assert found[1] > 1
