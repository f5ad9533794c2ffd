"""What the measure tells: the worked example, silence where nothing is, and what is missing."""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pytest

from sameroom.icp.measures.icp_drift import MEASURE
from sameroom.icp.tests.test_drift import row
from sameroom.icp.tests.test_tables import ENDS, STARTS
from sameroom.measure import Context, Reading, Told, TooLittle, Window

CONTEXT = Context(window=Window(STARTS, ENDS))


def tell(cells: dict[str, dict[str, tuple[int, int]]], *, revenue: bool = False) -> list[Told]:
    """Tell drift from buyers aimed at and won, by attribute and segment."""
    rows = [
        one
        for attribute, segments in cells.items()
        for label, (aimed, won) in segments.items()
        for one in row(label, aimed=aimed, won=won, attribute=attribute)
    ]
    if revenue:
        for one in rows:
            one["revenue"] = 100.0 if one["is_won"] else None
    whole = [sum(column) for column in zip(*next(iter(cells.values())).values(), strict=True)]
    rows += row("", aimed=whole[0], won=whole[1], attribute="")
    return list(MEASURE.result(moments=pa.Table.from_pylist(rows), context=CONTEXT))


def whole(told: Iterable[Told]) -> dict[str, Told]:
    return {one.figure: one for one in told if not one.part}


EXAMPLE = {"Retail": (400, 10), "Food": (300, 40), "Steel": (300, 50)}
EVEN = {"Berlin": (500, 48), "Hamburg": (500, 52)}


def test_the_worked_example_of_the_method_page() -> None:
    told = tell({"industry": EXAMPLE, "region": EVEN})
    said = whole(told)
    distance, aimed, won = (said[name] for name in ("distance", "aimed_share", "won_share"))
    assert isinstance(distance, Reading)
    assert isinstance(aimed, Reading)
    assert isinstance(won, Reading)
    assert distance.value == pytest.approx(0.30, abs=0.01)
    assert distance.words.startswith("industry: 30 of 100 buyers aimed at")
    assert (aimed.value, aimed.count) == (0.4, 1000)
    assert won.value == pytest.approx(0.1, abs=0.001)
    assert won.count == 100
    assert "40 of 100 buyers you aim at are in segments which give 10 of 100 wins" in won.words


def test_each_segment_is_shown_and_only_those_that_stand_out_are_named() -> None:
    told = [one for one in tell({"industry": EXAMPLE, "region": EVEN}) if isinstance(one, Reading)]
    shown = {
        dict(one.part)["segment"]: one.value for one in told if one.figure == "segment_win_rate"
    }
    assert shown["Retail"] == pytest.approx(10 / 400)
    assert {"Berlin", "Hamburg"} < set(shown)
    named = {dict(one.part)["segment"]: dict(one.part)["finding"] for one in told
             if one.figure == "named_difference"}  # fmt: skip
    assert named["Retail"] == "you aim here and do not win"
    assert named["Steel"] == "you win here and do not aim here"
    assert not {"Berlin", "Hamburg"} & set(named)


def test_without_a_difference_nothing_is_named_and_it_says_so() -> None:
    told = tell({"region": EVEN, "industry": {"A": (300, 29), "B": (400, 41), "C": (300, 30)}})
    assert not [one for one in told if one.figure == "named_difference"]
    said = whole(told)
    for figure in ("aimed_share", "won_share"):
        silent = said[figure]
        assert isinstance(silent, TooLittle)
        assert silent.missing.startswith("No difference that can be told")
    distance = said["distance"]
    assert isinstance(distance, Reading)
    assert distance.interval is not None
    assert distance.interval.low == 0
    assert "no difference that can be told" in distance.words


@pytest.mark.slow
def test_over_many_companies_without_drift_few_are_told_of_one() -> None:
    """Six attributes are looked at each time; without adjusting, one in four would find one."""
    rng = np.random.default_rng(12)
    alarms, companies = 0, 40
    for _ in range(companies):
        cells = {}
        for number in range(6):
            aimed = rng.multinomial(800, np.full(5, 0.2))
            won = rng.multivariate_hypergeometric(aimed, 120)
            cells[f"attribute {number}"] = {
                label: (int(first), int(second))
                for label, first, second in zip("ABCDE", aimed, won, strict=True)
            }
        alarms += isinstance(whole(tell(cells))["aimed_share"], Reading)
    assert alarms <= 6


def test_few_wins_are_too_little_to_tell() -> None:
    (told,) = tell({"industry": {"A": (300, 12), "B": (300, 9)}})
    assert isinstance(told, TooLittle)
    assert (told.figure, told.have, told.need) == ("distance", 21, 30)


def test_it_says_which_attribute_it_cannot_judge_and_why() -> None:
    told = tell({"industry": EXAMPLE, "country": {"Germany": (200, 50), "France": (100, 40)}})
    (silent,) = [one for one in told if isinstance(one, TooLittle) and one.part]
    assert dict(silent.part)["attribute"] == "country"
    assert silent.missing == "It is known of only 30% of these buyers."


def test_steps_that_hold_the_same_buyers_are_not_compared() -> None:
    told = tell({"industry": EXAMPLE})
    pairs = {dict(one.part).get("steps") for one in told if one.figure == "distance"}
    assert pairs == {None, "aimed at → won", "worked → won"}


def test_weighed_by_revenue_equal_sales_tell_the_same_as_counts() -> None:
    told = [one for one in tell({"industry": EXAMPLE}, revenue=True) if isinstance(one, Reading)]
    values = {
        dict(one.part).get("weighed by", ""): one.value
        for one in told
        if one.figure == "distance" and dict(one.part).get("steps") == "aimed at → won"
    }
    assert values["revenue"] == pytest.approx(values[""], abs=0.02)


def test_the_gap_names_two_figures_of_the_measure() -> None:
    assert MEASURE.gap is not None
    assert {MEASURE.gap.marketing, MEASURE.gap.sales} <= set(whole(tell({"industry": EXAMPLE})))
