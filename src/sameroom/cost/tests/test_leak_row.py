"""Every lead is counted under one leak, by a stated precedence; what it cost; and the readings."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pyarrow as pa
import pytest

from sameroom.cost.measures.money_lines import MEASURE
from sameroom.engines.catalog import get_measure
from sameroom.engines.evidence import count_sql
from sameroom.engines.trial import Trial
from sameroom.measure import Context, Reading, TooLittle, Window

STARTS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
CONTEXT = Context(window=Window(STARTS, ENDS))
CASE = {
    "lead_id": "crm:1", "buyer_id": "crm:b1", "campaign_id": None, "channel": None,
    "owner_id": "name:sol", "team": "sales", "handed_over_at": datetime(2026, 2, 2, tzinfo=UTC),
    "first_touch_at": datetime(2026, 2, 3, tzinfo=UTC), "due_at": None,
    "contacted_at": datetime(2026, 2, 3, tzinfo=UTC), "decision": "accepted",
    "reason": None, "is_touched": True, "is_late": False, "is_due": True, "is_won": False,
    "won_amount": None, "is_latest": True, "is_in_window": True, "is_rejection_inferred": False,
}  # fmt: skip
CASE_SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("lead_id", "buyer_id", "campaign_id", "channel")),
        *((name, pa.string()) for name in ("owner_id", "team", "decision", "reason")),
        *(
            (name, pa.timestamp("us", "UTC"))
            for name in ("handed_over_at", "contacted_at", "first_touch_at", "due_at")
        ),
        *(
            (name, pa.bool_())
            for name in (
                "is_touched",
                "is_late",
                "is_due",
                "is_won",
                "is_latest",
                "is_in_window",
                "is_rejection_inferred",
            )
        ),
        ("won_amount", pa.decimal128(18, 2)),
    ]
)
BARREN = {
    "attribute": "industry", "label": "Retail", "buyers": 100, "won": 1, "other_buyers": 400.0,
    "other_won": 80.0, "standing": -4.0, "is_barren": True,
}  # fmt: skip


def table(schema: pa.Schema, rows: list[Mapping[str, Any]]) -> pa.Table:  # Any: a cell
    return pa.table({name: [row[name] for row in rows] for name in schema.names}, schema=schema)


def make_trial(
    *cases: Mapping[str, Any], costs: Mapping[str, float | None] | None = None
) -> Trial:  # Any: a cell
    rows = [{**CASE, "lead_id": f"crm:{place}", **case} for place, case in enumerate(cases)]
    paid = [
        {"lead_id": lead, "campaign": "Spring", "cost": cost}
        for lead, cost in (costs or {}).items()
    ]
    return Trial(
        given={
            "audit_window": [
                {
                    "starts_at": STARTS, "ends_at": ENDS,
                    "starts_epoch": int(STARTS.timestamp()), "ends_epoch": int(ENDS.timestamp()),
                }
            ]
        },
        shared={
            "handoff_case": table(CASE_SCHEMA, rows),
            "lead_cost": table(
                pa.schema(
                    [("lead_id", pa.string()), ("campaign", pa.string()), ("cost", pa.float64())]
                ),
                paid,
            ),
            "barren_segment": pa.Table.from_pylist([BARREN]),
            "buyer_attribute": pa.Table.from_pylist(
                [{"buyer_id": "crm:retail", "attribute": "industry", "label": "Retail"}]
            ),
        },
    )  # fmt: skip


UNTOUCHED = {"is_touched": False, "first_touch_at": None, "decision": None, "is_late": True}


@pytest.mark.parametrize(
    ("case", "leak"),
    [
        ({}, "none"),
        ({"is_late": True}, "late"),
        (UNTOUCHED, "never_worked"),
        ({**UNTOUCHED, "is_due": False, "is_late": False}, "none"),
        ({**UNTOUCHED, "is_due": None, "is_late": None}, "undated"),
        ({**UNTOUCHED, "decision": "recycled"}, "none"),
        ({"decision": "rejected", "is_late": True}, "rejected"),
        ({**UNTOUCHED, "decision": "rejected"}, "rejected"),
        ({"buyer_id": "crm:retail", "is_late": True}, "off_segment"),
        ({**UNTOUCHED, "buyer_id": "crm:retail"}, "never_worked"),
        ({"buyer_id": "crm:retail", "is_won": True, "is_late": True}, "none"),
    ],
)
def test_a_lead_is_counted_under_the_first_leak_that_fits(
    case: Mapping[str, Any], leak: str
) -> None:  # Any: a cell
    (row,) = make_trial(case).rows("select leak from leak_row")
    assert row["leak"] == leak


def test_no_lead_is_counted_twice() -> None:
    trial = make_trial(
        {"is_late": True}, {**UNTOUCHED, "buyer_id": "crm:retail"}, {"decision": "rejected"},
        {"lead_id": "crm:0", "is_latest": False},
    )  # fmt: skip
    rows = trial.rows("select lead_id from leak_row order by lead_id")
    assert [row["lead_id"] for row in rows] == ["crm:0", "crm:1", "crm:2"]


def test_the_lines_add_up_from_the_rows_behind_them() -> None:
    cases = [
        *([UNTOUCHED] * 4), *([{"decision": "rejected"}] * 3), *([{"is_late": True}] * 5),
        *([{}] * 40),
    ]  # fmt: skip
    trial = make_trial(*cases, costs={f"crm:{place}": 50.0 for place in range(52)})
    told = {reading.figure: reading for reading in trial.measure("money_lines", context=CONTEXT)}
    never, rejected = told["never_worked_cost"], told["rejected_cost"]
    assert isinstance(never, Reading)
    assert isinstance(rejected, Reading)
    assert (never.value, never.count) == (200, 4)
    assert (rejected.value, rejected.count) == (150, 3)
    assert never.part == (("kind", "cash"),)
    assert isinstance(told["late_loss"], TooLittle)
    rows = trial.rows("select sum(cost) as cost from leak_row where leak = 'never_worked'")
    assert rows[0]["cost"] == never.value


def test_every_line_counts_the_rows_that_are_listed_behind_it() -> None:
    """Cases of every kind, drawn: bought or not, late or not, in the barren segment or not."""
    random = Random(5)
    kinds: dict[str, list[Any]] = {
        "is_late": [True, False], "is_won": [True, False, False], "is_touched": [True, True, False],
        "decision": ["accepted", "rejected", "recycled", None], "is_due": [True, True, False],
        "buyer_id": ["crm:retail", "crm:b"], "reason": ["no money", None],
    }  # fmt: skip
    cases = [{key: random.choice(values) for key, values in kinds.items()} for _ in range(400)]
    trial = make_trial(*cases, costs={f"crm:{place}": 50.0 for place in range(400)})
    listed = {
        each.figure: trial.rows(count_sql(evidence=each))[0]["total"]
        for each in MEASURE.evidence
        if each.table == "leak_row"
    }
    told = {
        one.figure: one.count
        for one in trial.measure("money_lines", context=CONTEXT)
        if isinstance(one, Reading) and one.figure in listed
    }
    # What late leads would have earned is told of sales only, and there are none here.
    assert {"never_worked_cost", "rejected_cost", "off_segment_cost"} == set(told)
    assert told == {figure: listed[figure] for figure in told}
    late = [
        row for row in cases if row["is_touched"] and row["is_late"]
        and row["decision"] != "rejected" and row["buyer_id"] == "crm:b"
    ]  # fmt: skip
    assert listed["late_loss"] == len(late)
    moments = trial.rows(get_measure("money_lines").sql)
    assert [row["cases"] for row in moments if row["name"] == "claimed late"] == [len(late)]
    assert trial.rows("select count(distinct lead_id) as n from leak_row") == [{"n": 400}]


def spending(*, spend: bool) -> Trial:
    lead = {"created_at": datetime(2026, 2, 2, tzinfo=UTC)}
    paid = {"id": "ads:1", "origin": "ads", "campaign_id": "ads:c", "spent_on": date(2026, 2, 1)}
    return Trial(
        facts={
            "campaign": [{"id": "ads:c", "origin": "ads", "name": "Spring", "channel": "Search"}],
            "lead": [
                *({**lead, "id": f"crm:{n}", "campaign_id": "ads:c"} for n in range(4)),
                {**lead, "id": "crm:9", "channel": "Direct"},
            ],
            "spend": [{**paid, "amount": Decimal("1000.00")}] if spend else [],
        },
        given={
            "audit_window": [
                {
                    "starts_at": STARTS, "ends_at": ENDS,
                    "starts_epoch": int(STARTS.timestamp()), "ends_epoch": int(ENDS.timestamp()),
                }
            ]
        },
    )  # fmt: skip


def test_a_lead_costs_its_part_of_its_campaign_and_nothing_where_nothing_was_spent() -> None:
    rows = spending(spend=True).rows("select lead_id, cost from lead_cost order by lead_id")
    assert [row["cost"] for row in rows] == [250, 250, 250, 250, 0]


def test_without_any_spending_on_record_the_cost_is_not_known() -> None:
    rows = spending(spend=False).rows("select cost from lead_cost")
    assert {row["cost"] for row in rows} == {None}


def steps(*, segments: Mapping[str, tuple[int, int]]) -> Trial:
    """Make buyers aimed at and won, by segment."""
    step_rows, labels = [], []
    for label, (aimed, won) in segments.items():
        for number in range(aimed):
            buyer = f"crm:{label}{number}"
            labels.append({"buyer_id": buyer, "attribute": "industry", "label": label})
            step_rows.append({"buyer_id": buyer, "step": "targeted"})
            if number < won:
                step_rows.append({"buyer_id": buyer, "step": "won"})
    return Trial(
        shared={
            "account_step": pa.Table.from_pylist(step_rows),
            "buyer_attribute": pa.Table.from_pylist(labels),
        }
    )


def test_only_a_segment_that_chance_cannot_explain_is_barren() -> None:
    trial = steps(segments={"Retail": (200, 4), "Food": (200, 50), "Steel": (200, 46)})
    rows = trial.rows(
        "select label, buyers, won, other_buyers, other_won from barren_segment where is_barren"
    )
    assert rows == [
        {"label": "Retail", "buyers": 200, "won": 4, "other_buyers": 400.0, "other_won": 96.0}
    ]


def test_a_segment_that_wins_a_little_less_is_not_barren() -> None:
    trial = steps(segments={"Retail": (200, 28), "Food": (200, 45), "Steel": (200, 40)})
    assert trial.rows("select label from barren_segment where is_barren") == []


def asset_trial() -> Trial:
    made = STARTS + timedelta(days=5)
    old = STARTS - timedelta(days=400)
    piece = {
        "origin": "lib",
        "kind": "deck",
        "stage": "proof",
        "meant_for": "sales",
        "made_at": old,
    }
    return Trial(
        facts={
            "asset": [
                {**piece, "id": "lib:1", "title": "One", "cost": Decimal("700.00")},
                {**piece, "id": "lib:2", "title": "Two"},
                {**piece, "id": "lib:3", "title": "Own", "made_by_team": "sales", "made_at": made},
                {**piece, "id": "lib:4", "title": "Odd", "made_by_team": "sales", "made_at": made,
                 "stage": "close"},
            ],
            "asset_use": [
                {"asset_id": f"lib:{number}", "deal_id": "crm:d", "kind": "shared",
                 "occurred_at": made}
                for number in (2, 3, 4)
            ],
        },
        given={
            "audit_window": [
                {
                    "starts_at": STARTS, "ends_at": ENDS,
                    "starts_epoch": int(STARTS.timestamp()), "ends_epoch": int(ENDS.timestamp()),
                }
            ]
        },
    )  # fmt: skip


def test_a_piece_is_unused_or_made_twice_and_never_both() -> None:
    rows = asset_trial().rows("select asset_id, leak, cost from asset_leak order by asset_id")
    assert rows == [
        {"asset_id": "lib:1", "leak": "unused", "cost": 700.0},
        {"asset_id": "lib:3", "leak": "made_twice", "cost": None},
    ]
