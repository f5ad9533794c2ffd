"""What each team gets out of what it puts in, marketing beside sales, in the same terms."""

from collections.abc import Iterator, Mapping
from math import sqrt
from typing import Any

import pyarrow as pa

from sameroom.measure import (
    Context,
    Evidence,
    Gap,
    Interval,
    Measure,
    Need,
    Reading,
    Told,
    TooLittle,
    Unit,
    rows,
)
from sameroom.stats import intervals

FEWEST = 30
FEWEST_DEALS = 20
FEWEST_REPS = 5
FEWEST_ASSETS = 20
ACTS_WITH_MINUTES = 0.5
NO_COST = "What marketing spent is not on record."
BRING_COST = "The spending report of your advertising accounts, or campaign budgets."

Row = Mapping[str, Any]  # Any: a cell is whatever SQL gave


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell marketing's output per unit of cost and of content, sales' per rep and per hour."""
    row = {name: value or 0 for name, value in rows(moments)[0].items()}  # no rows, no sum
    yield _measured_leads(row)
    yield _measured("sales_measured_share", int(row["measured"]), int(row["ended"]), "closed deals")
    yield _pipeline_per_cost(row)
    yield _used_assets(row)
    yield _won_per_rep(row)
    yield _won_per_hour(row)


def _measured(figure: str, known: int, of: int, noun: str) -> Told:
    if of < FEWEST:
        return TooLittle(figure, Unit.SHARE, of, FEWEST, missing=f"Too few {noun}.")
    interval = intervals.wilson(successes=known, trials=of)
    words = f"For {known:,} of {of:,} {noun} both what went in and what came out is on record."
    return Reading(figure, known / of, Unit.SHARE, of, interval, words=words)


def _measured_leads(row: Row) -> Told:
    """Without any spending brought, nobody can say whether marketing keeps count of it."""
    figure = "marketing_measured_share"
    if not row["cost"]:
        return TooLittle(figure, Unit.SHARE, 0, 1, missing=NO_COST, bring=BRING_COST)
    return _measured(figure, int(row["leads_measured"]), int(row["leads"]), "leads")


def _pipeline_per_cost(row: Row) -> Told:
    """The money spent is known; which leads became deals, and of what size, is chance."""
    deals = int(row["leads_with_deal"])
    if not row["cost"]:
        return TooLittle("pipeline_per_cost", Unit.RATIO, 0, 1, missing=NO_COST, bring=BRING_COST)
    if deals < FEWEST_DEALS:
        missing = "Too few of the leads became deals."
        return TooLittle("pipeline_per_cost", Unit.RATIO, deals, FEWEST_DEALS, missing=missing)
    cost, total = float(row["cost"]), float(row["pipeline"])
    reach = intervals.z_of(level=0.95) * sqrt(row["pipeline_squares"])
    low, high = max(0.0, total - reach) / cost, (total + reach) / cost
    interval = Interval(low, high, 0.95, "compound Poisson")
    brought = f"{total / cost:,.2f}"
    words = f"Marketing's leads brought {brought} into deals for every 1 that marketing spent."
    return Reading("pipeline_per_cost", total / cost, Unit.RATIO, deals, interval, words=words)


def _used_assets(row: Row) -> Told:
    assets, used = int(row["assets"]), int(row["used_assets"])
    if assets < FEWEST_ASSETS:
        return TooLittle(
            "used_asset_share",
            Unit.SHARE,
            assets,
            FEWEST_ASSETS,
            missing="Too few pieces of content are on record.",
            bring="The list of your content and its uses, from your content or sharing tool.",
        )
    interval = intervals.wilson(successes=used, trials=assets)
    words = f"{used:,} of {assets:,} live pieces of content were used at all."
    return Reading("used_asset_share", used / assets, Unit.SHARE, assets, interval, words=words)


def _won_per_rep(row: Row) -> Told:
    reps = int(row["reps"])
    if reps < FEWEST_REPS or int(row["won"]) == 0:
        missing = "Too few sales people with closed deals to tell an average."
        return TooLittle("won_per_rep", Unit.MONEY, reps, FEWEST_REPS, missing=missing)
    interval = intervals.mean(cases=reps, total=row["won_amount"], squares=row["won_squares"])
    words = f"Money won by each of {reps:,} sales people in the period, on average."
    return Reading("won_per_rep", row["won_amount"] / reps, Unit.MONEY, reps, interval, words=words)


def _won_per_hour(row: Row) -> Told:
    acts, timed, reps = int(row["acts"]), int(row["timed"]), int(row["reps"])
    if reps < FEWEST_REPS or timed < ACTS_WITH_MINUTES * max(acts, 1) or not row["hours"]:
        return TooLittle(
            "won_per_hour",
            Unit.MONEY,
            timed,
            max(1, round(ACTS_WITH_MINUTES * acts)),
            missing="How long sales worked is on record for too few calls, visits and meetings.",
            bring="Sales activities with their duration, from your CRM.",
        )
    interval = intervals.ratio_of_sums(
        cases=reps,
        top=row["won_amount"],
        bottom=row["hours"],
        top_squares=row["won_squares"],
        bottom_squares=row["hour_squares"],
        products=row["won_hours"],
    )
    words = "Money won for each hour of calls, visits and meetings on record."
    value = row["won_amount"] / row["hours"]
    return Reading("won_per_hour", value, Unit.MONEY, reps, interval, words=words)


MEASURE = Measure(
    name="productivity",
    question="What does each team get out of what it puts in?",
    unit=Unit.RATIO,
    headline="pipeline_per_cost",
    result=result,
    method="docs/methods/productivity.md",
    needs=(
        Need(
            "lead.id|deal.id", "which leads and deals there were", "Leads and deals, from the CRM."
        ),
    ),
    evidence=(
        Evidence(
            "channel_result",
            ("channel", "cost", "leads", "accepted", "pipeline", "won_amount"),
            "What marketing put into each channel, and the deals that came of it",
            order="cost desc nulls last, channel",
            figure="pipeline_per_cost",
        ),
        Evidence(
            "deal_case",
            ("deal_id", "name", "outcome", "amount", "closed_at", "owner_id"),
            "Deals that ended in the period",
            where="ended_in_window",
            order="amount desc nulls last, deal_id",
            figure="won_per_rep",
            people=("owner_id",),
        ),
    ),
    gap=Gap(
        title="Whose work is measured",
        marketing="marketing_measured_share",
        sales="sales_measured_share",
        marketing_words="of marketing's leads have both cost and outcome on record",
        sales_words="of sales' closed deals have both owner and amount on record",
        who="Marketing records what each channel costs; sales says what became of each lead.",
    ),
    formula=(
        "marketing: money in deals from leads ÷ marketing cost, and used content ÷ live content; "
        "sales: money won ÷ sales people, and money won ÷ hours on record"
    ),
    settings={
        "crm": (
            "A CRM counts revenue per rep over its users, those who left and those who never "
            "sell included. Here it is by sales people, and by their hours where those are on"
            " record; what marketing gets for its cost stands beside it."
        ),
        "nouns": {
            "marketing_measured_share": "lead",
            "sales_measured_share": "deal",
            "pipeline_per_cost": "lead with a deal",
            "used_asset_share": "piece",
            "won_per_rep": "seller",
            "won_per_hour": "seller",
        },
        "labels": {
            "marketing_measured_share": "Leads with both cost and outcome on record",
            "sales_measured_share": "Closed deals with both owner and amount on record",
            "pipeline_per_cost": "Money in deals for every 1 spent on marketing",
            "used_asset_share": "Content that was used at all",
            "won_per_rep": "Won by a seller, on average",
            "won_per_hour": "Won in an hour of sales' work",
        },
    },
)
