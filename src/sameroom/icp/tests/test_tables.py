"""Who reached which step, and to which segment a buyer belongs."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from sameroom.engines.trial import Trial

STARTS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
MARCH, LAST_YEAR = datetime(2026, 3, 3, tzinfo=UTC), datetime(2025, 3, 3, tzinfo=UTC)
CASES = pa.schema(
    [
        ("buyer_id", pa.string()), ("handed_over_at", pa.timestamp("us", "UTC")),
        ("first_touch_at", pa.timestamp("us", "UTC")), ("is_touched", pa.bool_()),
        ("is_in_window", pa.bool_()),
    ]
)  # fmt: skip
Rows = Sequence[Mapping[str, Any]]  # Any: a cell


def make_trial(
    *, unit: str = "account", cases: Rows = (), bands: Rows = (), **facts: Rows
) -> Trial:
    window = {
        "starts_at": STARTS, "ends_at": ENDS,
        "starts_epoch": int(STARTS.timestamp()), "ends_epoch": int(ENDS.timestamp()),
    }  # fmt: skip
    return Trial(
        facts=facts,
        given={"audit_window": [window], "buyer": [{"unit": unit}], "band": bands},
        shared={"handoff_case": pa.Table.from_pylist(list(cases), schema=CASES)},
    )


def steps(trial: Trial) -> list[tuple[str, str]]:
    rows = trial.rows("select buyer_id, step from account_step order by buyer_id, step")
    return [(row["buyer_id"], row["step"]) for row in rows]


ACME = {"id": "crm:1", "name": "Acme"}
CALL = {
    "id": "crm:a1", "account_id": "crm:1", "kind": "call", "direction": "outbound",
    "occurred_at": MARCH, "is_automatic": False,
}  # fmt: skip
DEAL = {"id": "crm:d1", "account_id": "crm:1", "outcome": "won", "created_at": MARCH,
        "closed_at": MARCH, "amount": Decimal("500.00")}  # fmt: skip


@pytest.mark.parametrize("kind", ["targeted", "email_sent", "visit"])
def test_a_touch_in_the_period_targets_the_company_of_the_person(kind: str) -> None:
    trial = make_trial(
        account=[ACME],
        person=[{"id": "crm:p", "account_id": "crm:1", "email": "max@acme.example"}],
        touch=[
            {"person_id": "crm:p", "kind": kind, "occurred_at": MARCH},
            {"id": "crm:old", "account_id": "crm:old", "kind": kind, "occurred_at": LAST_YEAR},
        ],
    )
    assert steps(trial) == [("crm:1", "targeted")]


def test_who_is_handed_over_was_targeted_and_who_is_touched_is_worked() -> None:
    case = {"buyer_id": "crm:1", "handed_over_at": MARCH, "is_touched": True, "is_in_window": True}
    other = {**case, "buyer_id": "crm:2", "is_touched": False}
    earlier = {**case, "buyer_id": "crm:3", "is_in_window": False}
    assert steps(make_trial(cases=[case, other, earlier])) == [
        ("crm:1", "handed_over"), ("crm:1", "targeted"), ("crm:1", "worked"),
        ("crm:2", "handed_over"), ("crm:2", "targeted"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "is_worked"),
    [
        ({}, True),
        ({"is_automatic": True}, False),
        ({"direction": "inbound"}, False),
        ({"kind": "note"}, False),
        ({"occurred_at": LAST_YEAR}, False),
        ({"occurred_at": None}, True),
        ({"member_id": "name:ada"}, False),
    ],
)
def test_only_a_human_act_of_sales_works_a_buyer(
    change: Mapping[str, Any], is_worked: bool
) -> None:  # Any: a cell
    trial = make_trial(
        account=[ACME],
        member=[{"id": "crm:m", "name": "Ada", "team": "marketing"}],
        activity=[{**CALL, **change}],
    )
    assert (("crm:1", "worked") in steps(trial)) is is_worked


def test_a_deal_won_brings_its_amount_and_a_renewal_is_no_win() -> None:
    renewal = {**DEAL, "id": "crm:d2", "kind": "renewal", "amount": Decimal("9000.00")}
    trial = make_trial(account=[ACME], deal=[DEAL, renewal])
    rows = trial.rows("select step, revenue from account_step order by step")
    assert rows == [
        {"step": "won", "revenue": Decimal("500.00")},
        {"step": "worked", "revenue": Decimal("0.00")},
    ]


def test_where_people_buy_the_person_is_the_buyer() -> None:
    trial = make_trial(
        unit="person",
        account=[ACME],
        person=[{"id": "crm:p", "account_id": "crm:1"}],
        touch=[{"person_id": "crm:p", "kind": "targeted", "occurred_at": MARCH}],
    )
    assert steps(trial) == [("crm:p", "targeted")]


def labels(trial: Trial, attribute: str) -> dict[str, str]:
    rows = trial.rows(
        f"select buyer_id, label from buyer_attribute where attribute = '{attribute}'"
    )
    return {row["buyer_id"]: row["label"] for row in rows}


def test_numbers_fall_into_bands_and_spelling_does_not_part_segments() -> None:
    trial = make_trial(
        account=[
            {"id": "crm:1", "industry": "Retail", "employees": 249},
            {"id": "crm:2", "industry": " retail", "employees": 250},
            {"id": "crm:3", "industry": "Steel", "employees": None},
        ],
        bands=[
            {"attribute": "employees", "low": None, "high": 250.0, "label": "small"},
            {"attribute": "employees", "low": 250.0, "high": None, "label": "large"},
        ],
    )
    assert labels(trial, "employees") == {"crm:1": "small", "crm:2": "large"}
    assert labels(trial, "industry") == {"crm:1": "Retail", "crm:2": "Retail", "crm:3": "Steel"}


def test_a_placeholder_is_no_answer() -> None:
    trial = make_trial(
        account=[{"id": f"crm:{n}", "industry": word} for n, word in enumerate(
            ["Retail", "Steel", "Select", "unknown", "", "N/A"])],
    )  # fmt: skip
    assert set(labels(trial, "industry").values()) == {"Retail", "Steel"}


def test_rare_segments_are_put_together() -> None:
    accounts = [
        {"id": f"crm:{n}", "country": f"C{n % 31 if n < 62 else 40 + n}"} for n in range(70)
    ]
    told = labels(make_trial(account=accounts), "country")
    assert len(set(told.values())) == 31
    assert list(told.values()).count("all others") == 10


def properties(name: str, values: Sequence[str]) -> Trial:
    return make_trial(
        account=[{"id": f"crm:{n}"} for n in range(len(values))],
        attribute=[
            {"subject": "account", "subject_id": f"crm:{n}", "name": name, "content": value}
            for n, value in enumerate(values)
        ],
    )


@pytest.mark.parametrize(
    ("name", "values", "counts"),
    [
        ("Plant type", ["a", "b", "a"], True),
        ("Plant type", ["a", "a", "a"], False),
        ("Plant type", [str(n) for n in range(51)], False),
        ("Lead score", ["a", "b", "a"], False),
        ("Last activity", ["a", "b", "a"], False),
        ("Rejection Reason", ["a", "b", "a"], False),
    ],
    ids=["a property", "one value", "an id", "a score", "a trace", "a reason"],
)
def test_an_open_property_counts_when_one_could_aim_by_it(
    name: str, values: Sequence[str], counts: bool
) -> None:
    assert bool(labels(properties(name, values), name)) is counts
