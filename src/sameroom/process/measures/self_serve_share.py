"""How many deals are won without any act of sales, and what those buyers read."""

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
from sameroom.process.nouns import FEWEST
from sameroom.stats.intervals import wilson

MOST_CONTENT = 12
BRING_ACTS = (
    "The log of calls, mails, meetings and visits from your CRM, with their deal or person."
)
BRING_WINS = "The deals that were won, with the day of the win, from your CRM."
BRING_READ = "Who read what: the downloads and page views of people you know."

Row = Mapping[str, Any]  # Any: a cell is whatever SQL gave


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell the share of won deals in which nobody of sales did anything."""
    table = rows(moments)
    whole = next((row for row in table if row["slice"] == "whole"), None)
    deals = int(whole["deals"]) if whole else 0
    if whole is None or deals < FEWEST:
        missing = "Too few deals with a day were won."
        yield TooLittle("self_serve_share", Unit.SHARE, deals, FEWEST, missing, BRING_WINS)
        return
    alone = int(whole["alone"])
    if alone == deals:
        missing = "No act of sales on record belongs to a deal that was won, or to its buyer."
        yield TooLittle("self_serve_share", Unit.SHARE, 0, FEWEST, missing, BRING_ACTS)
        return
    words = f"{alone:,} of {deals:,} deals were won without an act of sales on record."
    yield _share(whole, (), words)
    for row in table:
        if row["slice"] in ("channel", "month"):
            yield from _slice(row)
    yield from _read([row for row in table if row["slice"] == "content"], alone, deals)


def _share(row: Row, part: Part, words: str = "") -> Reading:
    deals, alone = int(row["deals"]), int(row["alone"])
    sure = wilson(successes=alone, trials=deals)
    return Reading("self_serve_share", alone / deals, Unit.SHARE, deals, sure, part, words)


def _slice(row: Row) -> Iterator[Told]:
    part: Part = ((row["slice"], row["name"]),)
    if int(row["deals"]) >= FEWEST:
        yield _share(row, part)
        return
    missing = "Too few deals were won here."
    yield TooLittle(
        "self_serve_share", Unit.SHARE, int(row["deals"]), FEWEST, missing=missing, part=part
    )


def _read(table: list[dict[str, Any]], alone: int, deals: int) -> Iterator[Told]:
    """Tell what those who bought alone read, beside the other buyers."""
    if alone < FEWEST:
        missing = "Too few deals were won without sales to tell what those buyers read."
        yield TooLittle("alone_read_share", Unit.SHARE, alone, FEWEST, missing, BRING_READ)
        return
    ordered = sorted(table, key=lambda row: (-int(row["alone"]), row["name"]))
    for row in ordered[:MOST_CONTENT]:
        part: Part = (("content", row["name"]),)
        hits, others = int(row["alone"]), int(row["deals"]) - int(row["alone"])
        sure = wilson(successes=hits, trials=alone)
        yield Reading("alone_read_share", hits / alone, Unit.SHARE, alone, sure, part)
        if deals - alone >= FEWEST:
            sure = wilson(successes=others, trials=deals - alone)
            share = others / (deals - alone)
            yield Reading("others_read_share", share, Unit.SHARE, deals - alone, sure, part)


MEASURE = Measure(
    name="self_serve_share",
    question="How many deals are won without a salesperson, and what did those buyers read?",
    unit=Unit.SHARE,
    headline="self_serve_share",
    result=result,
    method="docs/methods/self_serve_share.md",
    needs=(
        Need("activity.occurred_at", "what sales did, and when", BRING_ACTS),
        Need("deal.closed_at|stage_change.changed_at", "when a deal was won", BRING_WINS),
    ),
    evidence=(
        Evidence(
            table="process_close",
            columns=("deal_id", "channel", "began_at", "closed_at", "acts"),
            title="Deals won without an act of sales on record",
            where="acts = 0",
            order="closed_at desc, deal_id",
        ),
    ),
    formula="won deals without a human act of sales before the win ÷ won deals",
    settings={
        "crm": (
            "A CRM tells self-service deals by their source. Here a deal counts when nobody of "
            "sales did anything for it before it was won, whatever its source says."
        ),
        "noun": "deal",
        "labels": {
            "self_serve_share": "Won without sales",
            "alone_read_share": "Read by those who bought alone",
            "others_read_share": "Read by other buyers",
        },
    },
)
