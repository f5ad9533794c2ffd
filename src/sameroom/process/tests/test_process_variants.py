"""process_variants: the different paths, their cases and ends."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from sameroom.measure import TooLittle
from sameroom.process.measures.process_variants import folded
from sameroom.process.tests.builders import Row, act, deal, measured, path, reading, trial

PATHS = (("open", "demo", "won"), ("open", "demo", "lost"), ("open", "lost"))


def worked_by_hand() -> tuple[list[Row], list[Row]]:
    """20, 15 and 5 deals of three paths."""
    taken = [PATHS[0]] * 20 + [PATHS[1]] * 15 + [PATHS[2]] * 5
    rows = [row for n, stages in enumerate(taken) for row in path(n, *stages)]
    deals = [deal(n, stages[-1], closed=len(stages) - 1) for n, stages in enumerate(taken)]
    return rows, deals


def test_the_example_worked_by_hand() -> None:
    rows, deals = worked_by_hand()
    told = measured(trial(stage_change=rows, deal=deals), "process_variants")
    assert reading(told, "variants").value == 3
    first = reading(told, "path_share", path="open → demo → won")
    assert first.value == 0.5
    assert first.interval
    assert (first.interval.low, first.interval.high) == pytest.approx(
        proportion_confint(20, 40, method="wilson")
    )
    assert reading(told, "path_won", path="open → demo → won").value == 20
    assert reading(told, "path_lost", path="open → demo → lost").value == 15
    assert reading(told, "path_days", path="open → lost").value == 1
    assert isinstance(told["path_win_rate", (("path", "open → lost"),)], TooLittle)
    assert reading(told, "own_path_share").value == 0


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=6), min_size=1, max_size=25))
def test_it_counts_the_paths_that_text_would_tell_apart(cases: list[list[str]]) -> None:
    rows = [row for n, stages in enumerate(cases) for row in path(n, *stages)]
    found = trial(stage_change=rows).rows("select cases, path_steps from process_variant")
    counted: dict[tuple[str, ...], int] = {}
    for stages in cases:
        counted[tuple(stages)] = counted.get(tuple(stages), 0) + 1
    expected = sorted((times, len(stages)) for stages, times in counted.items())
    assert sorted((row["cases"], row["path_steps"]) for row in found) == expected


def test_ten_thousand_shuffles_of_the_same_steps_are_told_apart() -> None:
    """Same steps, another order: what a sum that forgets the order would take for one."""
    chance = random.Random(7)
    steps = list("aabbccddee") * 2
    cases = []
    for _ in range(3000):
        chance.shuffle(steps)
        cases.append("".join(steps))
    rows = [row for n, stages in enumerate(cases) for row in path(n, *stages)]
    (found,) = trial(stage_change=rows).rows("select count(*) as n from process_variant")
    assert found["n"] == len(set(cases))


def test_the_steps_of_a_path_are_those_of_its_cases_in_order() -> None:
    rows, deals = worked_by_hand()
    found = trial(stage_change=rows, deal=deals).rows(
        "select variant_position, step from process_variant_step "
        "order by variant_position, path_position"
    )
    assert [row["step"] for row in found] == [stage for stages in PATHS for stage in stages]


def test_acts_make_no_other_path_where_there_are_stages() -> None:
    rows, deals = worked_by_hand()
    acts = [act(n, "call", 0.5, deal_id=f"crm:d{n}") for n in range(0, 40, 3)]
    told = measured(trial(stage_change=rows, deal=deals, activity=acts), "process_variants")
    assert reading(told, "variants").value == 3


def test_acts_are_the_path_where_there_are_no_stages() -> None:
    acts = [act(n, ("call", "email")[n % 2], n, deal_id=f"crm:d{n // 2}") for n in range(60)]
    told = measured(trial(deal=[deal(n) for n in range(30)], activity=acts), "process_variants")
    assert reading(told, "variants").value == 1
    assert reading(told, "path_share", path="call (act) → email (act)").value == 1


def test_repeats_in_a_row_are_written_as_one() -> None:
    assert folded(["call", "call", "demo", "call"]) == ["call ×2", "demo", "call"]
