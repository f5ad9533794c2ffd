"""bottleneck: the step before which cases wait the most."""

import numpy as np
import pytest

from sameroom.measure import TooLittle
from sameroom.process.tests.builders import Row, measured, moves, reading, trial


def worked_by_hand(count: int) -> list[Row]:
    """All wait 2 days before demo, every tenth 30 before contract."""
    rows: list[Row] = []
    for n in range(count):
        steps: list[tuple[str, float]] = [("open", 0.0), ("demo", 2.0)]
        rows += moves(n, *steps, *([("contract", 32.0)] if n % 10 == 0 else []))
    return rows


def test_the_example_worked_by_hand_names_none() -> None:
    told = measured(trial(stage_change=worked_by_hand(100)), "bottleneck")
    assert reading(told, "step_wait_days", next_step="demo").value == pytest.approx(2)
    contract = reading(told, "step_wait_days", next_step="contract")
    assert contract.value == pytest.approx(3)
    assert contract.interval
    assert contract.interval.low == pytest.approx(1.3, abs=0.35)
    assert contract.interval.high == pytest.approx(4.9, abs=0.5)
    named = told["wait_days", ()]
    assert isinstance(named, TooLittle)
    assert "“contract” and “demo”" in named.missing


def test_with_enough_cases_it_is_named() -> None:
    told = measured(trial(stage_change=worked_by_hand(2000)), "bottleneck")
    named = reading(told, "wait_days")
    assert "Before “contract”" in named.words
    assert named.value == pytest.approx(3)


def test_the_interval_agrees_with_resampling_single_cases() -> None:
    random = np.random.default_rng(5)
    waits = random.gamma(0.8, 10, 600)
    rows = [
        r for n, wait in enumerate(waits) for r in moves(n, ("open", 0.0), ("demo", float(wait)))
    ]
    found = reading(measured(trial(stage_change=rows), "bottleneck"), "wait_days")
    assert found.interval
    drawn = waits[random.integers(0, 600, (4000, 600))].mean(axis=1)
    low, high = np.quantile(drawn, [0.025, 0.975])
    assert (found.interval.low, found.interval.high) == pytest.approx((low, high), abs=0.2)


def test_few_cases_name_nothing() -> None:
    told = measured(trial(stage_change=worked_by_hand(12)), "bottleneck")
    assert isinstance(told["wait_days", ()], TooLittle)
