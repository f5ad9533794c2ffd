"""productivity: what each team gets out of what it puts in."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from scipy import stats

from sameroom.engines.trial import Trial
from sameroom.measure import Context, Reading, Told, TooLittle, Window

STARTS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
CONTEXT = Context(window=Window(STARTS, ENDS))
WINDOW = {
    "starts_at": STARTS,
    "ends_at": ENDS,
    "starts_epoch": int(STARTS.timestamp()),
    "ends_epoch": int(ENDS.timestamp()),
}

Row = dict[str, Any]


def day(number: float) -> datetime:
    return STARTS + timedelta(days=number)


def measured(
    *, decisions: Mapping[str, str] | None = None, **facts: Sequence[Row]
) -> dict[str, Told]:
    names = list(decisions or {})
    handoff = pa.table(
        {
            "lead_id": pa.array(names, pa.string()),
            "decision": pa.array([(decisions or {})[name] for name in names], pa.string()),
            "reason": pa.nulls(len(names), pa.string()),
            "is_latest": pa.repeat(True, len(names)),
            "is_rejection_inferred": pa.repeat(False, len(names)),
            "contacted_at": pa.nulls(len(names), pa.timestamp("us", "UTC")),
        }
    )
    trial = Trial(
        facts=facts,
        given={"audit_window": [WINDOW], "buyer": [{"unit": "account"}]},
        shared={"handoff_case": handoff},
    )
    return trial.told("productivity", context=CONTEXT)


def worked_by_hand() -> dict[str, Told]:
    """40 leads from Search, which cost 4,000; 20 became deals of 1,000; five reps won two each."""
    leads = [
        {"id": f"crm:l{n}", "created_at": day(n), "channel": "Search", "person_id": f"crm:p{n}"}
        for n in range(40)
    ]
    deals = [
        {
            "id": f"crm:d{n}",
            "lead_id": f"crm:l{n}",
            "amount": Decimal(1000),
            "outcome": "won" if n < 10 else "lost",
            "created_at": day(50),
            "closed_at": day(80),
            "owner_id": f"name:rep {n % 5}",
        }
        for n in range(20)
    ]
    acts = [
        {
            "id": f"crm:a{n}",
            "kind": "call",
            "member_id": f"name:rep {n}",
            "minutes": 120.0,
            "occurred_at": day(60),
        }
        for n in range(5)
    ]
    spend = [{"channel": "Search", "amount": Decimal(4000), "spent_on": date(2026, 2, 1)}]
    assets = [{"id": f"lib:{n}", "title": f"asset {n}"} for n in range(20)]
    uses = [{"asset_id": f"lib:{n % 5}", "occurred_at": day(9)} for n in range(9)]
    decisions = {f"crm:l{n}": "rejected" for n in range(30, 36)}
    return measured(
        lead=leads,
        deal=deals,
        activity=acts,
        spend=spend,
        asset=assets,
        asset_use=uses,
        decisions=decisions,
    )


def reading(told: Mapping[str, Told], figure: str) -> Reading:
    found = told[figure]
    assert isinstance(found, Reading)
    return found


def test_the_example_worked_by_hand() -> None:
    told = worked_by_hand()
    hand = {
        "marketing_measured_share": 26 / 40,
        "pipeline_per_cost": 20_000 / 4_000,
        "used_asset_share": 5 / 20,
        "won_per_rep": 10_000 / 5,
        "won_per_hour": 10_000 / 10,
    }
    assert {figure: reading(told, figure).value for figure in hand} == pytest.approx(hand)


def test_fewer_than_thirty_closed_deals_make_no_share_of_them() -> None:
    found = worked_by_hand()["sales_measured_share"]
    assert isinstance(found, TooLittle)
    assert (found.have, found.need) == (20, 30)


def test_the_interval_of_the_pipeline_per_cost_agrees_with_the_hand() -> None:
    interval = reading(worked_by_hand(), "pipeline_per_cost").interval
    assert interval
    reach = 1.959964 * (20 * 1000**2) ** 0.5
    hand = ((20_000 - reach) / 4_000, (20_000 + reach) / 4_000)
    assert (interval.low, interval.high) == pytest.approx(hand)


def test_the_interval_of_the_pipeline_holds_its_rate_when_deals_come_by_chance() -> None:
    from sameroom.goals.measures.productivity import result

    random = np.random.default_rng(3)
    held = 0
    for _ in range(400):
        worth = random.gamma(2, 500, random.poisson(120))
        row = dict.fromkeys(NAMES, 0) | {
            "leads_with_deal": len(worth),
            "cost": 1000.0,
            "pipeline": worth.sum(),
            "pipeline_squares": (worth**2).sum(),
        }
        told = list(result(moments=pa.Table.from_pylist([row]), context=CONTEXT))
        (found,) = [each for each in told if each.figure == "pipeline_per_cost"]
        assert isinstance(found, Reading)
        assert found.interval
        held += found.interval.low <= 120 * 1000 / 1000 <= found.interval.high
    assert stats.binom.ppf(0.005, 400, 0.95) <= held <= stats.binom.ppf(0.995, 400, 0.95)


NAMES = (
    "leads", "leads_measured", "assets", "used_assets", "reps", "won_amount", "won_squares",
    "hours", "hour_squares", "won_hours", "acts", "timed", "ended", "won", "measured",
)  # fmt: skip


def test_the_interval_per_rep_agrees_with_scipy() -> None:
    deals = [
        {
            "id": f"crm:d{n}",
            "amount": Decimal(100 * (n + 1)),
            "outcome": "won",
            "closed_at": day(3),
            "owner_id": f"name:rep {n}",
        }
        for n in range(8)
    ]
    interval = reading(measured(deal=deals), "won_per_rep").interval
    assert interval
    worth = np.arange(1, 9) * 100
    low, high = stats.t.interval(0.95, 7, loc=worth.mean(), scale=stats.sem(worth))
    assert (interval.low, interval.high) == pytest.approx((low, high))


def test_without_cost_marketings_productivity_cannot_be_told() -> None:
    leads = [{"id": f"crm:l{n}", "created_at": day(n)} for n in range(40)]
    found = measured(lead=leads)["pipeline_per_cost"]
    assert isinstance(found, TooLittle)
    assert "spending report" in found.bring


def test_automatic_acts_are_no_effort() -> None:
    acts = [
        {"kind": "email", "member_id": "name:sol", "minutes": 60.0, "occurred_at": day(1),
         "is_automatic": True}
    ]  # fmt: skip
    owner = [{"id": "crm:d", "owner_id": "name:sol", "outcome": "open"}]
    found = measured(activity=acts, deal=owner)["won_per_hour"]
    assert isinstance(found, TooLittle)
    assert found.have == 0
