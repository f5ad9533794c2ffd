"""lookalikes: the worked example, distances pair by pair, and who must not be on the list."""

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from sameroom.engines.trial import Trial
from sameroom.icp.measures.lookalikes import MEASURE
from sameroom.icp.tests.test_icp_drift import CONTEXT, whole
from sameroom.icp.tests.test_off_icp_effort import WINDOW
from sameroom.icp.tests.test_tables import CALL, LAST_YEAR, MARCH, Rows
from sameroom.measure import Reading, TooLittle

Row = dict[str, Any]  # Any: a cell


def company(name: str, *said: str | None) -> Row:
    industry, country, region = said
    return {
        "id": f"crm:{name}", "name": name, "industry": industry, "country": country,
        "region": region,
    }  # fmt: skip


def make_trial(won: list[Row], fresh: list[Row], **facts: Rows) -> Trial:
    deals = [
        {"id": f"crm:d-{one['name']}", "account_id": one["id"], "outcome": "won",
         "created_at": MARCH, "closed_at": MARCH}
        for one in won
    ]  # fmt: skip
    return Trial(
        facts={"account": [*won, *fresh], **facts, "deal": [*deals, *facts.get("deal", ())]},
        given={"audit_window": [WINDOW], "buyer": [{"unit": "account"}]},
    )


WON = [company(f"won{n}", "Food", "DE", "M" if n < 3 else "L") for n in range(5)]
FRESH = [
    company("alike", "Food", "DE", "M"), company("half", "Food", "DE", "S"),
    company("far", "Steel", "FR", "S"),
]  # fmt: skip


def listed(trial: Trial) -> list[Row]:
    return trial.rows("select * from lookalike order by place")


def test_the_worked_example_of_the_method_page() -> None:
    rows = listed(make_trial(WON, FRESH))
    assert [row["name"] for row in rows] == ["alike", "half", "far"]
    assert [row["distance"] for row in rows] == pytest.approx([0.133333, 0.333333, 1.0])
    assert rows[0]["nearest_name"] == "won0"
    assert rows[0]["shared"] == "country: DE; industry: Food; region: M"
    assert (rows[1]["agreeing"], rows[1]["known"]) == (2, 3)
    assert rows[1]["shared"] == "country: DE; industry: Food"


def test_distances_equal_those_worked_out_pair_by_pair() -> None:
    rng = np.random.default_rng(1)

    def some(name: str) -> Row:
        kinds = (("Food", "Steel", "Paper"), ("DE", "FR"), ("N", "S", "W"))
        return company(name, *(str(rng.choice(kind)) for kind in kinds))

    won, fresh = [some(f"won{n}") for n in range(12)], [some(f"new{n}") for n in range(20)]
    told = {row["name"]: row["distance"] for row in listed(make_trial(won, fresh))}
    keys = ("industry", "country", "region")
    for one in fresh:
        apart = sorted(sum(one[key] != other[key] for key in keys) / 3 for other in won)
        assert told[one["name"]] == pytest.approx(np.mean(apart[:5]), abs=1e-6)


def test_a_pair_needs_enough_known_of_both() -> None:
    thin = company("thin", "Food", None, None)
    assert [row["name"] for row in listed(make_trial(WON, [thin, *FRESH]))] == [
        "alike",
        "half",
        "far",
    ]


@pytest.mark.parametrize(
    ("noun", "row"),
    [
        ("activity", {**CALL, "account_id": "crm:alike", "occurred_at": LAST_YEAR}),
        ("deal", {"id": "crm:x", "account_id": "crm:alike", "created_at": LAST_YEAR}),
        ("lead", {"id": "crm:x", "account_id": "crm:alike", "created_at": MARCH}),
    ],
)  # fmt: skip
def test_whoever_was_contacted_is_not_on_the_list(noun: str, row: Row) -> None:
    rows = listed(make_trial(WON, FRESH, **{noun: [row]}))
    assert [one["name"] for one in rows] == ["half", "far"]


def test_it_says_whom_marketing_reached() -> None:
    touch = {"account_id": "crm:half", "kind": "visit", "occurred_at": MARCH}
    rows = listed(make_trial(WON, FRESH, touch=[touch]))
    assert {row["name"]: row["is_targeted"] for row in rows} == {"alike": 0, "half": 1, "far": 0}


def test_it_counts_who_lies_near_and_how_near_all_lie() -> None:
    won = [company(f"won{n:02}", "Food", "DE", "M" if n < 9 else "L") for n in range(12)]
    told = make_trial(won, FRESH).measure("lookalikes", context=CONTEXT)
    near = whole(told)["near_buyers"]
    assert isinstance(near, Reading)
    assert (near.value, near.count) == (1, 3)
    bands = {
        dict(one.part)["distance"]: one.value
        for one in told
        if one.part and isinstance(one, Reading)
    }
    assert bands == {
        "the same": 1,
        "up to 0.2": 0,
        "0.2 to 0.4": 1,
        "0.4 to 0.6": 0,
        "above 0.6": 1,
    }


def test_few_won_and_nobody_left_are_too_little() -> None:
    (few,) = make_trial(WON, FRESH).measure("lookalikes", context=CONTEXT)
    assert isinstance(few, TooLittle)
    assert (few.have, few.need) == (5, 10)
    rows = [{"slice": "won", "distance": 0.0, "is_targeted": 0, "buyers": 50}]
    (nobody,) = MEASURE.result(moments=pa.Table.from_pylist(rows), context=CONTEXT)
    assert isinstance(nobody, TooLittle)
    assert "contacted already" in nobody.missing
