"""campaign_results: cost, leads, decisions, pipeline and wins by campaign and by channel."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from scipy.stats import chi2
from statsmodels.stats.proportion import proportion_confint

from sameroom.engines.trial import Trial
from sameroom.measure import Context, Part, Reading, Told, TooLittle, Window

STARTS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
CONTEXT = Context(window=Window(STARTS, ENDS))
GIVEN = {
    "audit_window": [
        {
            "starts_at": STARTS,
            "ends_at": ENDS,
            "starts_epoch": int(STARTS.timestamp()),
            "ends_epoch": int(ENDS.timestamp()),
        }
    ],
    "buyer": [{"unit": "person"}],
}
CONVERTED = {"subject": "lead", "raw": "converted", "stage": "converted"}
SPRING: Part = (("campaign", "Spring"),)

Row = dict[str, Any]


def day(number: float) -> datetime:
    return STARTS + timedelta(days=number)


def lead(number: int, **more: Any) -> Row:
    base = {"id": f"crm:l{number}", "person_id": f"crm:p{number}", "created_at": day(number % 90)}
    return {**base, "channel": "Search", "campaign_id": "name:spring", **more}


def deal(number: int, outcome: str, amount: int) -> Row:
    return {
        "id": f"crm:d{number}",
        "lead_id": f"crm:l{number}",
        "outcome": outcome,
        "amount": Decimal(amount),
        "created_at": day(91),
        "closed_at": day(120),
    }


def handed(decisions: Mapping[int, str | None]) -> pa.Table:
    names = [f"crm:l{number}" for number in decisions]
    texts = pa.array(list(decisions.values()), pa.string())
    empty = pa.nulls(len(names), pa.timestamp("us", "UTC"))
    return pa.table(
        {
            "lead_id": names,
            "decision": texts,
            "reason": pa.nulls(len(names), pa.string()),
            "is_latest": pa.repeat(True, len(names)),
            "is_rejection_inferred": pa.repeat(False, len(names)),
            "contacted_at": empty,
            "handed_over_at": empty,
            "decided_at": empty,
        }
    )


def worked_by_hand() -> Trial:
    """40 leads of "Spring": 20 accepted, 10 rejected, 8 deals of 1,500, of which 4 are won."""
    decisions = {n: "accepted" if n < 20 else "rejected" if n < 30 else None for n in range(40)}
    return trial(
        leads=[lead(n) for n in range(40)],
        deals=[deal(n, "won" if n < 4 else "lost", 1500) for n in range(8)],
        decisions=decisions,
        spend=[{"campaign_id": "ads:7", "amount": Decimal(1000), "spent_on": date(2026, 2, 1)}],
    )


def trial(
    *,
    leads: Sequence[Row],
    deals: Sequence[Row] = (),
    decisions: Mapping[int, str | None] | None = None,
    spend: Sequence[Row] = (),
    campaign: Row | None = None,
) -> Trial:
    spring = {"id": "ads:7", "origin": "ads", "name": "Spring", "channel": "Search"}
    return Trial(
        facts={
            "lead": leads,
            "deal": deals,
            "campaign": [{**spring, **(campaign or {})}],
            "spend": spend,
        },
        given=GIVEN,
        shared={"handoff_case": handed(decisions or {})},
    )


def find(told: Sequence[Told], figure: str, part: Part = ()) -> Told:
    (found,) = [each for each in told if each.figure == figure and each.part == part]
    return found


def value(told: Sequence[Told], figure: str, part: Part = ()) -> float:
    found = find(told, figure, part)
    assert isinstance(found, Reading)
    return found.value


@pytest.mark.parametrize("part", [(), SPRING, (("channel", "Search"),)])
def test_the_example_worked_by_hand(part: Part) -> None:
    told = worked_by_hand().measure("campaign_results", context=CONTEXT)
    hand = {
        "leads": 40,
        "accepted": 20,
        "rejected": 10,
        "pipeline": 12_000,
        "won": 4,
        "won_amount": 6_000,
        "cost": 1_000,
        "cost_per_accepted": 50,
        "conversion": 0.1,
    }
    assert {figure: value(told, figure, part) for figure in hand} == hand


def test_the_interval_of_the_conversion_agrees_with_statsmodels() -> None:
    found = find(worked_by_hand().measure("campaign_results", context=CONTEXT), "conversion")
    assert isinstance(found, Reading)
    assert found.interval
    low, high = proportion_confint(4, 40, method="wilson")
    assert (found.interval.low, found.interval.high) == pytest.approx((low, high))


def test_the_interval_of_the_cost_per_accepted_agrees_with_scipy() -> None:
    found = find(worked_by_hand().measure("campaign_results", context=CONTEXT), "cost_per_accepted")
    assert isinstance(found, Reading)
    assert found.interval
    fewest, most = chi2.ppf(0.025, 40) / 2, chi2.ppf(0.975, 42) / 2
    assert (found.interval.low, found.interval.high) == pytest.approx((1000 / most, 1000 / fewest))


def test_without_spending_the_budget_counts_and_the_reading_says_so() -> None:
    told = trial(leads=[lead(1)], campaign={"budget": Decimal(700)}).measure(
        "campaign_results", context=CONTEXT
    )
    found = find(told, "cost", SPRING)
    assert isinstance(found, Reading)
    assert found.value == 700
    assert "budget" in found.words
    assert value(told, "cost", (("channel", "Search"),)) == 700


def test_spending_outside_the_period_does_not_count() -> None:
    late = {"campaign_id": "ads:7", "amount": Decimal(9), "spent_on": date(2026, 7, 1)}
    told = trial(leads=[lead(1)], spend=[late]).measure("campaign_results", context=CONTEXT)
    assert isinstance(find(told, "cost"), TooLittle)


def test_without_campaigns_the_channels_stand_alone() -> None:
    leads = [lead(n, campaign_id=None, channel="social" if n < 30 else None) for n in range(70)]
    told = trial(leads=leads, deals=[deal(n, "won", 10) for n in range(3)]).measure(
        "campaign_results", context=CONTEXT
    )
    assert value(told, "conversion", (("channel", "social"),)) == pytest.approx(3 / 30)
    assert value(told, "leads", (("channel", "not stated"),)) == 40
    assert isinstance(find(told, "cost", (("channel", "social"),)), TooLittle)


def test_channels_that_differ_in_case_alone_are_one() -> None:
    leads = [lead(n, campaign_id=None, channel="Google" if n else " google") for n in range(5)]
    rows = trial(leads=leads).rows("select channel, leads from channel_result where leads > 0")
    assert [row["leads"] for row in rows] == [5]


def test_while_no_deal_has_ended_nobody_knows_the_conversion() -> None:
    told = trial(leads=[lead(n) for n in range(40)], deals=[deal(1, "open", 5)]).measure(
        "campaign_results", context=CONTEXT
    )
    found = find(told, "conversion")
    assert isinstance(found, TooLittle)
    assert "outcome" in found.bring


@pytest.mark.parametrize(("deals", "won"), [(0, 10), (1, 0)])
def test_a_converted_lead_is_won_only_where_no_deals_are_on_record(deals: int, won: int) -> None:
    leads = [lead(n, status="Converted" if n < 10 else "New") for n in range(40)]
    given = {**GIVEN, "lifecycle_stage": [CONVERTED]}
    shared = {"handoff_case": handed({})}
    facts = {"lead": leads, "deal": [deal(90, "lost", 5)] * deals}
    told = Trial(facts=facts, given=given, shared=shared).measure(
        "campaign_results", context=CONTEXT
    )
    assert value(told, "conversion") == pytest.approx(won / 40)


def test_a_lead_called_a_customer_is_won() -> None:
    leads = [lead(n, status="Customer" if n < 4 else "New") for n in range(40)]
    given = {**GIVEN, "lifecycle_stage": [{**CONVERTED, "raw": "customer", "stage": "customer"}]}
    facts = {"lead": leads, "deal": [deal(90, "lost", 5)]}
    told = Trial(facts=facts, given=given, shared={"handoff_case": handed({})}).measure(
        "campaign_results", context=CONTEXT
    )
    assert value(told, "conversion") == pytest.approx(4 / 40)


def test_fewer_than_thirty_leads_make_no_share() -> None:
    told = trial(leads=[lead(n) for n in range(29)], deals=[deal(1, "won", 5)]).measure(
        "campaign_results", context=CONTEXT
    )
    found = find(told, "conversion")
    assert isinstance(found, TooLittle)
    assert (found.have, found.need) == (29, 30)


def test_a_lead_from_outside_the_period_is_not_counted() -> None:
    leads = [lead(1), lead(2, created_at=day(-1)), lead(3, created_at=ENDS)]
    told = trial(leads=leads).measure("campaign_results", context=CONTEXT)
    assert value(told, "leads") == 1


def test_a_lead_with_two_deals_is_one_won_lead_and_all_their_money() -> None:
    second = {**deal(1, "won", 50), "id": "crm:second"}
    told = trial(leads=[lead(1)], deals=[deal(1, "won", 100), second]).measure(
        "campaign_results", context=CONTEXT
    )
    assert (value(told, "won"), value(told, "won_amount")) == (1, 150)


def test_channels_and_campaigns_add_up_to_the_whole() -> None:
    leads = [lead(n, channel=f"channel {n % 3}", campaign_id=f"name:c{n % 2}") for n in range(60)]
    deals = [deal(n, "won" if n % 2 else "lost", n) for n in range(20)]
    told = trial(leads=leads, deals=deals).measure("campaign_results", context=CONTEXT)
    for figure in ("leads", "won", "pipeline", "won_amount"):
        for kind in ("channel", "campaign"):
            parts = {each.part for each in told if each.part and each.part[0][0] == kind}
            total = sum(value(told, figure, part) for part in parts)
            assert total == pytest.approx(value(told, figure)), (figure, kind)


def test_campaigns_of_one_name_in_two_systems_are_one() -> None:
    rows = Trial(
        facts={
            "campaign": [
                {"id": "crm:1", "origin": "crm", "name": "Spring "},
                {"id": "ads:7", "origin": "ads", "name": "spring"},
                {"id": "ads:8", "origin": "ads", "name": "News"},
                {"id": "ads:9", "origin": "ads", "name": "News"},
            ]
        }
    ).rows("select ref, campaign_id from campaign_entity order by ref")
    found = {row["ref"]: row["campaign_id"] for row in rows}
    assert found == {
        "ads:7": "ads:7",
        "ads:8": "ads:8",
        "ads:9": "ads:9",
        "crm:1": "ads:7",
        "name:spring": "ads:7",
    }


def test_a_cost_stands_on_campaigns_not_on_channels() -> None:
    names = {"ads:7": "Spring", "ads:8": "Autumn"}
    two = Trial(
        facts={
            "lead": [lead(n) for n in range(40)],
            "campaign": [
                {"id": key, "origin": "ads", "name": name, "channel": "Search"}
                for key, name in names.items()
            ],
            "spend": [
                {"campaign_id": key, "amount": Decimal(500), "spent_on": date(2026, 2, 1)}
                for key in names
            ],
        },
        given=GIVEN,
        shared={"handoff_case": handed({})},
    )
    told = two.measure("campaign_results", context=CONTEXT)
    for part, count in (((), 2), ((("channel", "Search"),), 2), (SPRING, 1)):
        cost = find(told, "cost", part)
        assert isinstance(cost, Reading)
        assert cost.count == count, part
