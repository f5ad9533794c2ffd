"""What each campaign and each channel cost, and what became of the leads it brought."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from sameroom.measure import (
    Context,
    Evidence,
    Interval,
    Measure,
    Need,
    Part,
    Reading,
    Told,
    TooLittle,
    Unit,
    rows,
)
from sameroom.stats.intervals import poisson, wilson

FEWEST_LEADS = 30
FEWEST_ACCEPTED = 5
NO_COST = "Neither spending nor a budget is on record for it."
BRING_COST = "The spending report of your advertising accounts, or campaign budgets."
NO_OUTCOME = "No deal on record has ended, so nobody knows which leads became customers."
BRING_OUTCOME = "Deals with their outcome, won or lost, from your CRM."

Slice = Mapping[str, Any]  # Any: a cell is whatever SQL gave


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell cost, leads, decisions, pipeline and wins of each slice."""
    for row in rows(moments):
        part: Part = ((row["slice"], row["name"]),) if row["name"] else ()
        yield from _counts(row, part)
        yield _conversion(row, part)
        yield from _cost(row, part)


def _counts(row: Slice, part: Part) -> Iterator[Told]:
    leads = int(row["leads"])
    for figure in ("leads", "accepted", "rejected"):
        yield Reading(figure, float(row[figure]), Unit.COUNT, leads, part=part)
    yield Reading("pipeline", float(row["pipeline"]), Unit.MONEY, int(row["deals"]), part=part)
    if row["outcomes"]:
        won = int(row["won"])
        yield Reading("won", float(won), Unit.COUNT, leads, part=part)
        yield Reading("won_amount", float(row["won_amount"]), Unit.MONEY, won, part=part)


def _conversion(row: Slice, part: Part) -> Told:
    leads, won = int(row["leads"]), int(row["won"])
    if not row["outcomes"]:
        return TooLittle("conversion", Unit.SHARE, 0, 1, NO_OUTCOME, BRING_OUTCOME, part)
    if leads < FEWEST_LEADS:
        missing = "Too few leads to tell a share of them from chance."
        return TooLittle("conversion", Unit.SHARE, leads, FEWEST_LEADS, missing=missing, part=part)
    interval = wilson(successes=won, trials=leads)
    words = f"{won:,} of {leads:,} leads became customers."
    return Reading("conversion", won / leads, Unit.SHARE, leads, interval, part, words)


def _cost(row: Slice, part: Part) -> Iterator[Told]:
    if row["cost"] is None:
        for figure in ("cost", "cost_per_accepted"):
            yield TooLittle(figure, Unit.MONEY, 0, 1, NO_COST, BRING_COST, part)
        return
    cost = float(row["cost"])
    source = "the budget, as no spending is on record" if row["cost_from"] == "budget" else ""
    words = f"Taken from {source}." if source else "Taken from spending on record."
    campaigns = max(int(row["campaigns"] or 0), int(row["costed"]))
    yield Reading("cost", cost, Unit.MONEY, campaigns, part=part, words=words)
    yield _cost_per_accepted(cost, int(row["accepted"]), part)


def _cost_per_accepted(cost: float, accepted: int, part: Part) -> Told:
    """The money is known; how many leads it happened to bring is what could have come otherwise."""
    if accepted < FEWEST_ACCEPTED:
        missing = "Too few accepted leads to say what one costs."
        return TooLittle(
            "cost_per_accepted", Unit.MONEY, accepted, FEWEST_ACCEPTED, missing, part=part
        )
    often = poisson(events=accepted)
    interval = Interval(cost / often.high, cost / often.low, often.level, often.method)
    return Reading("cost_per_accepted", cost / accepted, Unit.MONEY, accepted, interval, part)


MEASURE = Measure(
    name="campaign_results",
    question="Which campaigns and channels bring leads that sales wins, and at what cost?",
    unit=Unit.SHARE,
    headline="conversion",
    result=result,
    method="docs/methods/campaign_results.md",
    needs=(Need("lead.id", "which leads there were", "The leads from your CRM."),),
    evidence=(
        Evidence(
            "campaign_result",
            (
                "name", "channel", "cost", "cost_from", "leads", "accepted", "rejected",
                "pipeline", "won", "won_amount",
            ),
            "Campaigns, the most expensive first",
            order="cost desc nulls last, campaign_id",
        ),
        Evidence(
            "channel_result",
            (
                "channel", "cost", "leads", "accepted", "rejected", "pipeline", "won",
                "won_amount",
            ),
            "Channels, the most leads first",
            order="leads desc, channel",
        ),
        Evidence(
            "lead_result",
            (
                "lead_id", "created_at", "campaign", "channel", "landing_page", "decision",
                "reason", "pipeline", "won_amount", "won_at",
            ),
            "Leads that became customers",
            where="is_won",
            order="won_at desc nulls last, lead_id",
            figure="conversion",
        ),
    ),
    formula=(
        "conversion = leads with a won deal ÷ leads created in the period; "
        "cost per accepted lead = cost ÷ leads that sales accepted"
    ),
    settings={
        "crm": (
            "A CRM credits a campaign with every deal of a contact on its list, and leaves out "
            "cost that was not typed in. Here a lead counts for the campaign it came by, cost "
            "comes from what was spent each day, and the leads that sales turned down are told."
        ),
        "chart": "bars",
        "figure": "conversion",
        "by": "channel",
        "noun": "lead",
        "nouns": {"cost": "campaign", "won_amount": "won lead", "pipeline": "lead with a deal"},
        "labels": {
            "conversion": "Leads that became customers",
            "accepted": "Taken by sales",
            "rejected": "Turned down",
            "pipeline": "Money in deals",
            "won": "Customers",
            "won_amount": "Money won",
            "cost_per_accepted": "Cost of a lead that sales took",
        },
    },
)  # fmt: skip
