"""off_icp_effort: the worked example by way of the SQL, verdicts, and what is missing."""

import random
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pytest

from sameroom.engines.trial import Trial
from sameroom.icp.measures.off_icp_effort import MEASURE
from sameroom.icp.tests.test_icp_drift import CONTEXT, whole
from sameroom.icp.tests.test_tables import CALL, ENDS, LAST_YEAR, STARTS, Rows
from sameroom.measure import Reading, Told, TooLittle

FOOD = {"attribute": "Industry", "operator": "in", "content": "food"}
MIDDLE = {"attribute": "employees", "operator": "between", "low": 50.0, "high": 500.0}
WINDOW = {
    "starts_at": STARTS, "ends_at": ENDS,
    "starts_epoch": int(STARTS.timestamp()), "ends_epoch": int(ENDS.timestamp()),
}  # fmt: skip


def make_trial(*, criteria: Rows, unit: str = "account", **facts: Rows) -> Trial:
    given = {"audit_window": [WINDOW], "buyer": [{"unit": unit}], "icp_criterion": criteria}
    return Trial(facts=facts, given=given)


def company(number: int, **columns: Any) -> Mapping[str, Any]:  # Any: a cell
    return {"id": f"crm:{number}", "name": f"Company {number}", **columns}


def calls(number: int, times: int, **columns: Any) -> list[Mapping[str, Any]]:  # Any: a cell
    return [
        {**CALL, "id": f"crm:{number}-{each}", "account_id": f"crm:{number}", **columns}
        for each in range(times)
    ]


def example(**columns: Any) -> Trial:  # Any: a cell
    """Make the worked example of the method page."""
    kinds = [("Food", 3)] * 20 + [("Retail", 6)] * 10 + [(None, 3)] * 10
    acts = [
        act for number, (_, times) in enumerate(kinds) for act in calls(number, times, **columns)
    ]
    return make_trial(
        criteria=[FOOD],
        account=[company(number, industry=industry) for number, (industry, _) in enumerate(kinds)],
        activity=acts,
    )


def told_of(trial: Trial) -> list[Told]:
    return trial.measure("off_icp_effort", context=CONTEXT)


def test_the_worked_example_of_the_method_page() -> None:
    told = whole(told_of(example()))
    off = told["off_icp_acts_share"]
    assert isinstance(off, Reading)
    assert (off.value, off.count) == (0.4, 150)
    assert off.interval is not None
    assert (off.interval.low, off.interval.high) == pytest.approx((0.25, 0.58), abs=0.01)
    assert "60 of 150 acts went to 10 buyers outside" in off.words
    assert "30 more went to buyers who cannot be judged" in off.words
    shares = [told[f"{name}_acts_share"] for name in ("off_icp", "on_icp", "cannot_be_judged")]
    assert sum(one.value for one in shares if isinstance(one, Reading)) == pytest.approx(1)


def test_minutes_are_told_where_they_are_known_and_said_to_be_missing_where_not() -> None:
    assert isinstance(whole(told_of(example()))["off_icp_minutes_share"], TooLittle)
    minutes = whole(told_of(example(minutes=10.0)))["off_icp_minutes_share"]
    assert isinstance(minutes, Reading)
    assert (minutes.value, minutes.count) == (0.4, 1500)


def test_it_says_on_which_condition_and_value_buyers_fail() -> None:
    told = [one for one in told_of(example()) if one.part]
    parts = {one.part: one.value for one in told if isinstance(one, Reading)}
    assert parts == {
        (("attribute", "industry"),): 0.4,
        (("attribute", "industry"), ("why", "retail")): 0.4,
    }


def test_without_an_agreed_customer_it_asks_for_one() -> None:
    (told,) = told_of(make_trial(criteria=[], account=[company(1)], activity=calls(1, 2)))
    assert isinstance(told, TooLittle)
    assert "No ideal customer is agreed" in told.missing
    assert "ideal_customer" in told.bring


def test_few_buyers_and_mostly_unknown_buyers_are_too_little() -> None:
    few = told_of(
        make_trial(criteria=[FOOD], account=[company(1, industry="Food")], activity=calls(1, 99))
    )
    assert isinstance(few[0], TooLittle)
    assert (few[0].have, few[0].need) == (1, 30)
    unknown = make_trial(
        criteria=[FOOD],
        account=[company(number) for number in range(40)],
        activity=[act for number in range(40) for act in calls(number, 1)],
    )
    (told,) = told_of(unknown)
    assert isinstance(told, TooLittle)
    assert "40 of 40 acts" in told.missing


@pytest.mark.parametrize(
    ("columns", "verdict"),
    [
        ({"industry": "Food", "employees": 50}, "fits"),
        ({"industry": " FOOD ", "employees": 499}, "fits"),
        ({"industry": "Food", "employees": 500}, "fails"),
        ({"industry": "Retail", "employees": None}, "fails"),
        ({"industry": "Food", "employees": None}, "unknown"),
        ({"industry": "Select", "employees": 50}, "unknown"),
    ],
)
def test_a_buyer_fits_when_every_condition_holds(
    columns: Mapping[str, Any],
    verdict: str,  # Any: a cell
) -> None:
    trial = make_trial(
        criteria=[FOOD, MIDDLE], account=[company(1, **columns)], activity=calls(1, 1)
    )
    rows = trial.rows("select verdict from icp_effort")
    assert [row["verdict"] for row in rows] == [verdict]


@pytest.mark.parametrize(
    ("content", "verdict"),
    [("7", "fits"), ("4.5", "fails"), (".", "unknown"), ("many", "unknown"), ("9", "fails")],
)
def test_a_property_of_ones_own_can_be_a_number(content: str, verdict: str) -> None:
    trial = make_trial(
        criteria=[{"attribute": "Plants", "operator": "between", "low": 5.0, "high": 9.0}],
        account=[company(1)],
        attribute=[
            {"subject": "account", "subject_id": "crm:1", "name": "plants", "content": content}
        ],
        activity=calls(1, 1),
    )
    rows = trial.rows("select verdict from icp_effort")
    assert [row["verdict"] for row in rows] == [verdict]


@pytest.mark.parametrize(
    "change",
    [{"is_automatic": True}, {"direction": "inbound"}, {"kind": "note"}, {"occurred_at": ENDS},
     {"occurred_at": LAST_YEAR}],
)  # fmt: skip
def test_only_human_acts_of_the_period_are_effort(change: Mapping[str, Any]) -> None:  # Any: a cell
    trial = make_trial(criteria=[FOOD], account=[company(1)], activity=calls(1, 1, **change))
    assert trial.rows("select * from icp_effort") == []


def test_a_person_is_judged_by_their_company_where_people_buy() -> None:
    trial = make_trial(
        criteria=[FOOD],
        unit="person",
        account=[company(1, industry="Retail")],
        person=[{"id": "crm:p", "account_id": "crm:1"}],
        activity=[{**CALL, "account_id": None, "person_id": "crm:p"}],
    )
    (row,) = trial.rows("select buyer_id, verdict, failed_on, why from icp_effort")
    assert row == {
        "buyer_id": "crm:p", "verdict": "fails", "failed_on": "industry", "why": "retail",
    }  # fmt: skip


def test_the_order_of_rows_does_not_matter() -> None:
    table = example().rows
    moments = table("select * from icp_effort order by buyer_id")
    assert len(moments) == 40
    listed = example().ask(
        "select 'verdict' as slice, verdict as name, '' as why, count(*) as buyers, "
        "sum(acts) as acts, sum(acts * acts) as acts_squares, sum(timed_acts) as timed_acts, "
        "sum(minutes) as minutes, sum(minutes * minutes) as minutes_squares, "
        "0 as timed_buyers from icp_effort group by verdict"
    ).to_pylist()  # fmt: skip
    listed.append({**listed[0], "slice": "agreed", "name": "", "buyers": 1})
    first = list(MEASURE.result(moments=pa.Table.from_pylist(listed), context=CONTEXT))
    random.Random(1).shuffle(listed)
    assert list(MEASURE.result(moments=pa.Table.from_pylist(listed), context=CONTEXT)) == first
