"""Of the leads handed over in a month: how many were taken, became deals, were won in time."""

from collections.abc import Iterator, Mapping, Sequence
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
from sameroom.stats import intervals

FEWEST = 30
STEPS = (
    ("accepted_share", "accepted", "were accepted by sales"),
    ("deal_share", "deals", "became a deal"),
    ("won_share", "won", "became customers"),
)

Row = Mapping[str, Any]  # Any: a cell is whatever SQL gave


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell each step for all mature leads, then month by month, then how long winning took."""
    table = rows(moments)
    months = [row for row in table if row["month_name"]]
    yield from _steps(_altogether(table), ())
    for row in months:
        yield from _steps(row, (("month", row["month_name"]),))
    for row in table[:1]:
        yield from _days(row)


def _altogether(table: Sequence[Row]) -> Row:
    """Add up the leads whose days have all passed; the others are waited for."""
    names = ("mature", "accepted", "deals", "won")
    total = {name: sum(int(row[name] or 0) for row in table) for name in names}
    days = max((float(row["horizon_days"]) for row in table), default=0.0)
    return {**total, "cases": total["mature"], "horizon_days": days}


def _steps(row: Row, part: Part) -> Iterator[Told]:
    cases, mature, days = int(row["cases"]), int(row["mature"]), round(row["horizon_days"])
    if part:
        yield Reading("handed_over", float(cases), Unit.COUNT, cases, part=part)
    for figure, name, verb in STEPS:
        if mature < cases:
            yield _unripe(figure, row, part)
        elif cases < FEWEST:
            missing = f"Too few leads have had their {days} days."
            yield TooLittle(figure, Unit.SHARE, cases, FEWEST, missing=missing, part=part)
        else:
            reached = int(row[name])
            words = f"{reached:,} of {cases:,} leads {verb} within {days} days."
            interval = intervals.wilson(successes=reached, trials=cases)
            yield Reading(figure, reached / cases, Unit.SHARE, cases, interval, part, words)


def _unripe(figure: str, row: Row, part: Part) -> TooLittle:
    waiting = int(row["cases"]) - int(row["mature"])
    missing = (
        f"{waiting:,} of the {int(row['cases']):,} leads of this month have not had their "
        f"{round(row['horizon_days'])} days yet; a share now would look worse than it is."
    )
    return TooLittle(figure, Unit.SHARE, int(row["mature"]), int(row["cases"]), missing, part=part)


def _days(row: Row) -> Iterator[Told]:
    cases, impossible = int(row["won_cases"]), int(row["impossible"] or 0)
    words = _left_out(impossible, int(row["undated"] or 0))
    yield Reading("impossible_wins", float(impossible), Unit.COUNT, cases + impossible, words=words)
    figures = (
        ("days_to_win_median", "median_days"),
        ("days_to_win_mean", "mean_days"),
        ("days_to_win_p75", "p75_days"),
    )
    for figure, column in figures:
        if cases < FEWEST:
            missing = "Too few won leads with both dates."
            yield TooLittle(figure, Unit.DAYS, cases, FEWEST, missing=missing)
        else:
            interval = _interval(column, row)
            yield Reading(figure, float(row[column]), Unit.DAYS, cases, interval, words=words)


def _interval(column: str, row: Row) -> Interval | None:
    if column == "mean_days":
        return intervals.mean(
            cases=int(row["won_cases"]), total=row["total_days"], squares=row["square_days"]
        )
    name = column.removesuffix("_days")
    low, high = row[f"{name}_low_days"], row[f"{name}_high_days"]
    if low is None or high is None:
        return None
    return Interval(float(low), float(high), 0.95, "order statistics")


def _left_out(impossible: int, undated: int) -> str:
    said = []
    if impossible:
        said.append(
            f"{impossible:,} won before the lead existed: a slip in the data, left out here."
        )
    if undated:
        said.append(f"{undated:,} without both dates.")
    return " ".join(said)


MEASURE = Measure(
    name="funnel",
    question="How many of the leads handed over are taken, become deals, become customers?",
    unit=Unit.SHARE,
    headline="won_share",
    result=result,
    method="docs/methods/funnel.md",
    needs=(
        Need(
            "lead.created_at|lead.handed_over_at|stage_change.changed_at",
            "when leads were handed over",
            "The leads from your CRM with the date on which each was created or handed over.",
        ),
    ),
    evidence=(
        Evidence(
            "lead_result",
            ("lead_id", "created_at", "campaign", "channel", "decision", "deal_at", "won_at",
             "days_to_win", "won_amount"),
            "Leads that became customers, the slowest first",
            where="is_won and not is_won_before_lead",
            order="days_to_win desc nulls last, lead_id",
            figure="days_to_win_median",
        ),
        Evidence(
            "lead_result",
            ("lead_id", "created_at", "won_at", "days_to_win", "channel"),
            "Won before the lead existed",
            where="is_won_before_lead",
            order="days_to_win, lead_id",
            figure="impossible_wins",
        ),
    ),
    formula=(
        "share of a step = leads that reached it within the same number of days after handover "
        "÷ leads handed over whose days have all passed"
    ),
    settings={
        "crm": (
            "A CRM's conversion from MQL to SQL divides those who are there today by those who "
            "came in the same month, so that young leads, whose time has not passed, press it "
            "down. Here every lead has the same number of days, by the stages that both teams "
            "agreed on."
        ),
        "chart": "series",
        "figure": "won_share",
        "noun": "lead",
        "nouns": {"impossible_wins": "won lead"},
        "labels": {
            "handed_over": "Handed over",
            "accepted_share": "Taken by sales",
            "deal_share": "Became a deal",
            "won_share": "Became a customer",
            "impossible_wins": "Wins dated before the lead",
            "days_to_win_median": "Half are won within",
            "days_to_win_mean": "Won after, on average",
            "days_to_win_p75": "Three in four are won within",
        },
    },
)  # fmt: skip
