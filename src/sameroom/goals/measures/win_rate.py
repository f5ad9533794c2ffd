"""How many of the deals that ended were won, by count and by value."""

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
from sameroom.stats.intervals import ratio_of_sums, wilson

FEWEST = 30
LOST_WITH_AMOUNT = 0.5

Slice = Mapping[str, Any]  # Any: a cell is whatever SQL gave


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell the win rate by count and by value for each slice."""
    table = rows(moments)
    if table and all(row["won"] == row["cases"] for row in table):
        yield from _nothing_lost(int(table[0]["cases"]))
        return
    for row in table:
        part: Part = ((row["slice"], row["name"]),) if row["name"] else ()
        yield _won_amount(row, part)
        yield _by_count(row, part)
        yield _by_value(row, part)


def _nothing_lost(cases: int) -> Iterator[Told]:
    """A list of won deals alone says nothing about how many were lost."""
    for figure in ("win_rate_count", "win_rate_value"):
        yield TooLittle(
            figure,
            Unit.SHARE,
            0,
            1,
            missing=f"All {cases:,} deals that ended are won ones; no lost deal is on record.",
            bring="All closed deals from your CRM, the lost ones too.",
        )


def _won_amount(row: Slice, part: Part) -> Reading:
    words = "Money in the deals that were won."
    return Reading(
        "won_amount", float(row["won_worth"]), Unit.MONEY, int(row["won"]), part=part, words=words
    )


def _by_count(row: Slice, part: Part) -> Told:
    cases, won = int(row["cases"]), int(row["won"])
    if cases < FEWEST:
        missing = "Too few deals have ended to tell a share of them from chance."
        return TooLittle("win_rate_count", Unit.SHARE, cases, FEWEST, missing=missing, part=part)
    interval = wilson(successes=won, trials=cases)
    words = f"{won:,} of {cases:,} deals that ended were won.{_undated(row)}"
    return Reading("win_rate_count", won / cases, Unit.SHARE, cases, interval, part, words)


def _by_value(row: Slice, part: Part) -> Told:
    valued, lost = int(row["valued"]), int(row["cases"]) - int(row["won"])
    if int(row["cases"]) >= FEWEST and int(row["lost_valued"]) < LOST_WITH_AMOUNT * lost:
        return _without_lost_amounts(row, part, lost)
    if valued < FEWEST:
        missing = "Too few deals that ended carry an amount."
        return TooLittle("win_rate_value", Unit.SHARE, valued, FEWEST, missing=missing, part=part)
    interval = _clipped(
        ratio_of_sums(
            cases=valued,
            top=row["won_worth"],
            bottom=row["total_worth"],
            top_squares=row["won_squares"],
            bottom_squares=row["total_squares"],
            products=row["won_squares"],
        )
    )
    value = float(row["won_worth"]) / float(row["total_worth"])
    words = f"Of the money in {valued:,} deals that ended with an amount, this share was won."
    return Reading("win_rate_value", value, Unit.SHARE, valued, interval, part, words)


def _without_lost_amounts(row: Slice, part: Part, lost: int) -> TooLittle:
    """Lost deals whose amount was set to zero would make any win rate by value come out at one."""
    return TooLittle(
        "win_rate_value",
        Unit.SHARE,
        int(row["lost_valued"]),
        round(LOST_WITH_AMOUNT * lost),
        missing="Most lost deals carry no amount, so the money lost is not known.",
        bring="The amount that lost deals had before they were closed, from the deal history.",
        part=part,
    )


def _clipped(interval: Interval) -> Interval:
    low, high = max(0.0, interval.low), min(1.0, interval.high)
    return Interval(low, high, interval.level, interval.method)


def _undated(row: Slice) -> str:
    undated = int(row["undated"])
    return f" {undated:,} of them have no closing date and count all the same." if undated else ""


MEASURE = Measure(
    name="win_rate",
    question="How many of the deals that end do we win, and how much of the money?",
    unit=Unit.SHARE,
    headline="win_rate_count",
    result=result,
    method="docs/methods/win_rate.md",
    needs=(
        Need("deal.outcome|deal.stage", "how deals ended", "The deals from your CRM."),
    ),
    evidence=(
        Evidence(
            "deal_case",
            ("deal_id", "name", "outcome", "amount", "created_at", "closed_at", "channel",
             "owner_id", "lost_reason"),
            "Deals that ended, the latest first",
            where="ended_in_window",
            order="closed_at desc nulls last, deal_id",
            people=("owner_id",),
        ),
    ),
    formula=(
        "by count = won ÷ (won + lost); by value = amount won ÷ amount of won and lost deals; "
        "deals that ended in the period"
    ),
    settings={
        "crm": (
            "A CRM divides won deals by all closed ones as they stand today, in its own pipeline."
            " Here deals count in the period in which they ended, a deal that was reopened and "
            "closed again counts once, and the share of the money stands beside the share of "
            "deals."
        ),
        "chart": "series",
        "figure": "win_rate_count",
        "noun": "deal",
        "labels": {
            "win_rate_count": "Won, of the deals that ended",
            "win_rate_value": "Won, of the money in them",
            "won_amount": "Money won",
        },
    },
)  # fmt: skip
