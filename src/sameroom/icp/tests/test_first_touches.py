"""first_touches: the worked example, who counts as warmed, and what is missing."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pyarrow as pa
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from sameroom.engines.trial import Trial
from sameroom.icp.measures.first_touches import MEASURE
from sameroom.icp.tests.test_icp_drift import CONTEXT, whole
from sameroom.icp.tests.test_off_icp_effort import WINDOW
from sameroom.icp.tests.test_tables import ACME, CALL, ENDS, LAST_YEAR, MARCH, Rows
from sameroom.measure import Interval, Reading, Told, TooLittle

DAY = timedelta(days=1)
TOUCH = {"account_id": "crm:1", "kind": "visit", "occurred_at": MARCH - DAY}
Row = dict[str, Any]  # Any: a cell


def row(slice_: str, name: str, *, cold: int, counts: tuple[int, int, int, int]) -> Row:
    columns = zip(("buyers", "mature", "deals", "won"), counts, strict=True)
    return {"slice": slice_, "name": name, "is_cold": cold, **dict(columns)}


SEEN = row("seen", "", cold=0, counts=(500, 0, 0, 0))
EXAMPLE = [
    row("", "", cold=1, counts=(80, 80, 8, 4)),
    row("", "", cold=0, counts=(120, 120, 36, 12)),
    row("month", "2026-03", cold=1, counts=(40, 40, 4, 2)),
    row("month", "2026-04", cold=1, counts=(9, 9, 4, 2)),
    SEEN,
]


def tell(table: list[Row]) -> list[Told]:
    return list(MEASURE.result(moments=pa.Table.from_pylist(table), context=CONTEXT))


def ends(told: Told) -> tuple[float, float]:
    assert isinstance(told, Reading)
    assert isinstance(told.interval, Interval)
    return (told.interval.low, told.interval.high)


def test_the_worked_example_of_the_method_page_agrees_with_statsmodels() -> None:
    said = whole(tell(EXAMPLE))
    assert ends(said["cold_share"]) == pytest.approx(proportion_confint(80, 200, method="wilson"))
    assert ends(said["cold_deal_share"]) == pytest.approx(
        proportion_confint(8, 80, method="wilson")
    )
    apart = said["warmed_less_cold_deal"]
    assert isinstance(apart, Reading)
    assert apart.value == pytest.approx(0.2)
    newcombe = confint_proportions_2indep(36, 120, 8, 80, method="newcomb", compare="diff")
    assert ends(apart) == pytest.approx(newcombe, abs=1e-6)
    assert apart.words.startswith("20 of 100 more where marketing had come first.")
    assert "An association, not an effect" in apart.words


def test_a_difference_within_chance_is_said_to_be() -> None:
    apart = whole(tell(EXAMPLE))["warmed_less_cold_won"]
    assert isinstance(apart, Reading)
    assert apart.words.startswith("No difference that can be told")


def test_few_buyers_and_few_mature_ones_are_too_little() -> None:
    young = [row("", "", cold=cold, counts=(50, 29, 5, 1)) for cold in (0, 1)]
    said = whole(tell([*young, SEEN]))
    assert isinstance(said["cold_share"], Reading)
    for figure in ("cold_deal_share", "warmed_less_cold_won"):
        silent = said[figure]
        assert isinstance(silent, TooLittle)
        assert (silent.have, silent.need) == (29, 30)
    april = [one for one in tell(EXAMPLE) if dict(one.part).get("month") == "2026-04"]
    assert [type(one) for one in april] == [TooLittle]


def test_without_touches_not_everything_is_called_cold() -> None:
    (told,) = tell([row("", "", cold=1, counts=(80, 80, 8, 4))])
    assert isinstance(told, TooLittle)
    assert "would look cold" in told.missing


def test_the_order_of_rows_does_not_matter() -> None:
    assert tell(EXAMPLE[::-1]) == tell(EXAMPLE)


def approach(**facts: Rows) -> list[Mapping[str, Any]]:  # Any: a cell
    trial = Trial(
        facts={"account": [ACME], **facts},
        given={"audit_window": [WINDOW], "buyer": [{"unit": "account"}],
               "term": [{"name": "goals.horizon_days", "amount": 60.0}]},
    )  # fmt: skip
    return trial.rows("select is_cold, is_mature, had_deal, was_won from first_approach")


@pytest.mark.parametrize(
    ("touch", "is_cold"),
    [
        ({}, 0),
        ({"occurred_at": LAST_YEAR}, 0),
        ({"occurred_at": MARCH}, 1),
        ({"occurred_at": None}, 1),
        ({"account_id": "crm:2"}, 1),
        ({"account_id": None, "person_id": "crm:p"}, 0),
    ],
    ids=["before", "long before", "at the same instant", "undated", "another's", "a colleague"],
)
def test_a_touch_before_the_first_act_warms(
    touch: Mapping[str, Any], is_cold: int
) -> None:  # Any: a cell
    (told,) = approach(
        activity=[CALL, {**CALL, "id": "crm:a2", "occurred_at": MARCH + DAY}],
        touch=[{**TOUCH, **touch}],
        person=[{"id": "crm:p", "account_id": "crm:1"}],
    )
    assert told["is_cold"] == is_cold


def test_who_was_a_lead_before_is_not_cold() -> None:
    lead = {"id": "crm:l", "account_id": "crm:1", "created_at": MARCH - DAY}
    assert [one["is_cold"] for one in approach(activity=[CALL], lead=[lead])] == [0]


def test_only_the_first_act_on_record_counts_and_only_in_the_period() -> None:
    assert approach(activity=[CALL, {**CALL, "id": "crm:a0", "occurred_at": LAST_YEAR}]) == []
    assert approach(activity=[CALL, {**CALL, "id": "crm:a0", "occurred_at": None}]) == []
    earlier = {"id": "crm:d", "account_id": "crm:1", "created_at": LAST_YEAR}
    assert approach(activity=[CALL], deal=[earlier]) == []


@pytest.mark.parametrize(
    ("after", "wanted"), [(59, (True, 1, 1)), (61, (True, 0, 0))], ids=["within", "too late"]
)
def test_what_comes_within_the_days_counts(after: int, wanted: tuple[bool, int, int]) -> None:
    won = {"id": "crm:d", "account_id": "crm:1", "outcome": "won",
           "created_at": MARCH + after * DAY, "closed_at": MARCH + after * DAY}  # fmt: skip
    (told,) = approach(activity=[CALL], deal=[won])
    assert (told["is_mature"], told["had_deal"], told["was_won"]) == wanted


def test_a_first_act_near_the_end_of_the_period_is_not_mature() -> None:
    (told,) = approach(activity=[{**CALL, "occurred_at": ENDS - 59 * DAY}])
    assert told["is_mature"] is False
