"""rework_share: cases that enter a stage again."""

import pytest
from statsmodels.stats.proportion import proportion_confint

from sameroom.measure import TooLittle
from sameroom.process.tests.builders import act, measured, path, reading, trial


def test_the_example_worked_by_hand() -> None:
    rows = [
        row
        for n in range(40)
        for row in (path(n, "open", "demo", "open", "lost") if n < 10 else path(n, "open", "won"))
    ]
    told = measured(trial(stage_change=rows), "rework_share")
    found = reading(told, "rework_share")
    assert found.value == 0.25
    assert found.interval
    low, high = proportion_confint(10, 40, method="wilson")
    assert (found.interval.low, found.interval.high) == pytest.approx((low, high))
    assert reading(told, "step_again_share", step="open").value == 0.25
    assert reading(told, "repeats").value == 10
    assert ("step_again_share", (("step", "demo"),)) not in told, "ten cases are too few"


def test_it_agrees_with_a_plain_count() -> None:
    words = ["".join("abca"[(n * k) % 4] for k in range(1, 2 + n % 6)) for n in range(50)]
    rows = [row for n, word in enumerate(words) for row in path(n, *word)]
    told = measured(trial(stage_change=rows), "rework_share")
    again = sum(len(set(word)) < len(word) for word in words)
    assert reading(told, "rework_share").value == again / 50
    assert reading(told, "repeats").value == sum(len(word) - len(set(word)) for word in words)


def test_repeated_calls_are_no_rework() -> None:
    rows = [row for n in range(30) for row in path(n, "open", "won")]
    acts = [act(n, "call", 0.1 * n / 60, deal_id=f"crm:d{n % 30}") for n in range(60)]
    told = measured(trial(stage_change=rows, activity=acts), "rework_share")
    assert reading(told, "rework_share").value == 0


def test_few_cases_make_no_share() -> None:
    told = measured(trial(stage_change=path(1, "open", "open")), "rework_share")
    assert isinstance(told["rework_share", ()], TooLittle)
