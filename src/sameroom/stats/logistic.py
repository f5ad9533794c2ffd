"""Logistic regression with a light ridge, by Newton's method: small, fast, and never without end.

The ridge keeps every fit finite where a column tells the outcome for certain. Its columns are to be
on one scale; the first is the constant and is not drawn in.
"""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
STEPS = 50


def fit(*, columns: Numbers, outcome: Numbers, ridge: float = 1.0) -> Numbers:
    """Fit the log odds of an outcome.

    Args:
        columns: cases by columns, the first all ones.
        outcome: 0 or 1 for each case.
        ridge: half the penalty on the sum of squared slopes, times two: 0 for none.

    Returns:
        One coefficient a column.
    """
    penalty = np.full(columns.shape[1], ridge)
    penalty[0] = 1e-9
    found = np.zeros(columns.shape[1])
    for _ in range(STEPS):
        chance = predict(columns=columns, coefficients=found)
        weight = np.maximum(chance * (1 - chance), 1e-9)
        slope = columns.T @ (outcome - chance) - penalty * found
        bend = (columns * weight[:, None]).T @ columns + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        step *= min(1.0, 5.0 / max(1e-12, float(np.abs(step).max())))
        found = found + step
        if np.abs(step).max() < 1e-10:
            break
    return found


def predict(*, columns: Numbers, coefficients: Numbers) -> Numbers:
    """Give each case's chance."""
    odds = np.clip(columns @ coefficients, -30, 30)
    chance: Numbers = 1 / (1 + np.exp(-odds))
    return chance
