"""Which deals marketing sourced, by three rules beside one another, and which it touched at all."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from sameroom.measure import (
    Context,
    Evidence,
    Measure,
    Need,
    Part,
    Reading,
    Told,
    TooLittle,
    Unit,
    rows,
)
from sameroom.stats.intervals import wilson

FEWEST = 30
RULES = {
    "sourced_by_field": ("field", "the lead source that its system names is marketing's"),
    "sourced_by_first_touch": ("first", "the first step on record before it is marketing's"),
    "sourced_before_sales": ("before", "a marketing touch came before the first act of sales"),
}
NAMES = {"created": "deals created", "won": "deals won"}
BRING = "Lead sources of your deals, touches from your marketing tools, and sales' acts."

Slice = Mapping[str, Any]  # Any: a cell is whatever SQL gave


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell for deals created and for deals won the share and the money that marketing sourced."""
    table = rows(moments)
    if not table:
        missing = "No deal was created or won in the period."
        yield TooLittle("sourced_by_first_touch", Unit.SHARE, 0, FEWEST, missing, BRING)
    for row in table:
        part: Part = () if row["part"] == "won" else (("counted", NAMES[str(row["part"])]),)
        yield from _sourced(row, part)
        yield from _influenced(row, part)


def _sourced(row: Slice, part: Part) -> Iterator[Told]:
    for figure, (rule, words) in RULES.items():
        known, hits = int(row[f"{rule}_known"]), int(row[f"{rule}_sourced"])
        if known < FEWEST:
            missing = "Too few deals say enough to tell by this rule."
            yield TooLittle(figure, Unit.SHARE, known, FEWEST, missing, BRING, part)
            continue
        silent = int(row["deals"]) - known
        said = f"Of {hits:,} of {known:,} deals, {words}."
        said += f" {silent:,} more cannot be told." if silent else ""
        interval = wilson(successes=hits, trials=known)
        yield Reading(figure, hits / known, Unit.SHARE, known, interval, part, said)
        amount = float(row[f"{rule}_amount"])
        yield Reading(f"{figure}_amount", amount, Unit.MONEY, hits, part=part)


def _influenced(row: Slice, part: Part) -> Iterator[Told]:
    deals, hits = int(row["deals"]), int(row["influenced"])
    if deals < FEWEST:
        missing = "Too few deals to tell a share of them from chance."
        yield TooLittle("influenced", Unit.SHARE, deals, FEWEST, missing, part=part)
        return
    interval = wilson(successes=hits, trials=deals)
    words = (
        f"{hits:,} of {deals:,} deals were touched by marketing at any time up to their end. "
        "Never add this to what was sourced: the same deals are in both."
    )
    yield Reading("influenced", hits / deals, Unit.SHARE, deals, interval, part, words)
    amount = float(row["influenced_amount"])
    yield Reading("influenced_amount", amount, Unit.MONEY, hits, part=part)
    bare = int(row["untouched"])
    sure = wilson(successes=bare, trials=deals)
    said = "Neither a touch nor a sales act is on record for these deals."
    yield Reading("untouched", bare / deals, Unit.SHARE, deals, sure, part, said)


MEASURE = Measure(
    name="sourced_deals",
    question="How many of the deals did marketing source, and does the rule decide the answer?",
    unit=Unit.SHARE,
    headline="sourced_by_first_touch",
    result=result,
    method="docs/methods/sourced_deals.md",
    needs=(
        Need("deal.id", "which deals there were", "The deals from your CRM."),
        Need(
            "deal.channel|lead.channel|touch.occurred_at",
            "where buyers came from",
            "Lead sources from your CRM, or touches from your marketing tools.",
        ),
    ),
    evidence=(
        Evidence(
            "deal_source",
            (
                "deal_id", "name", "amount", "channel", "by_field", "by_first_touch",
                "before_sales", "is_influenced", "created_at", "closed_at",
            ),
            "Won deals on which the rules do not agree",
            where=(
                "is_won and (by_field <> by_first_touch or by_first_touch <> before_sales "
                "or by_field <> before_sales)"
            ),
            order="amount desc nulls last, deal_id",
        ),
        Evidence(
            "deal_source",
            ("deal_id", "name", "amount", "channel", "created_at", "closed_at"),
            "Deals with neither a touch nor a sales act on record",
            where="is_untouched",
            order="amount desc nulls last, deal_id",
            figure="untouched",
        ),
    ),
    formula=(
        "sourced = deals whose origin is marketing's ÷ deals of which the rule can tell; "
        "influenced = deals with any touch of marketing up to their end ÷ all deals; never added"
    ),
    settings={
        "crm": (
            "A CRM takes the source field of the deal, which whoever opened it chose. Here the "
            "origin follows the rule that both teams agreed on, from the touches and acts "
            "themselves, and deals of which it cannot tell are named."
        ),
        "chart": "bars",
        "noun": "deal",
        "labels": {
            "sourced_by_field": "Sourced, by the lead source field",
            "sourced_by_first_touch": "Sourced, by the first step on record",
            "sourced_before_sales": "Sourced, by a touch before any sales act",
            "sourced_by_field_amount": "Money, by the lead source field",
            "sourced_by_first_touch_amount": "Money, by the first step on record",
            "sourced_before_sales_amount": "Money, by a touch before any sales act",
            "influenced": "Touched by marketing at any time",
            "influenced_amount": "Money in deals touched at any time",
            "untouched": "Deals with nothing on record",
        },
    },
)  # fmt: skip
