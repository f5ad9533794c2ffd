"""What each disconnect costs, cash apart from expected loss, each line with its range."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from sameroom.cost import draws
from sameroom.cost.draws import DEFAULTS, Inputs
from sameroom.cost.lines import CASH, EXPECTED, Line, Moment, Silent, list_lines
from sameroom.measure import (
    Context,
    Evidence,
    Interval,
    Measure,
    Need,
    Reading,
    Told,
    TooLittle,
    Unit,
    rows,
)

TOTALS = {CASH: "total_cash", EXPECTED: "total_expected_loss"}
MONEY_INPUTS = {"cost_per_lead", "rep_hour", "marketing_hour", "asset_cost", "amount of a sale"}


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell each line, the total of each side, and what the totals hang on."""
    counted = {
        str(row["name"]): Moment(
            int(row["cases"]), int(row["known"] or 0), float(row["amount"] or 0),
            float(row["squares"] or 0),
        )
        for row in rows(moments)
    }  # fmt: skip
    inputs = Inputs(context.terms, context.seed)
    told = list_lines(moments=counted, inputs=inputs)
    lines = [line for line in told if isinstance(line, Line)]
    for line in told:
        yield _silent(line) if isinstance(line, Silent) else _reading(line)
    for kind, figure in TOTALS.items():
        own = [line for line in lines if line.kind == kind]
        if own:
            drawn = np.sum([line.drawn for line in own], axis=0)
            yield from _total(figure, kind, own, drawn, inputs)
    yield from _inputs(lines, inputs)


def _reading(line: Line) -> Reading:
    part = (("kind", line.kind),)
    value = draws.middle(line.drawn)
    sure = draws.spread(line.drawn, may_be_nought=line.may_be_nought)
    return Reading(line.figure, value, Unit.MONEY, line.count, sure, part, line.words)


def _silent(line: Silent) -> TooLittle:
    return TooLittle(line.figure, Unit.MONEY, line.have, line.need, line.missing, line.bring)


def _total(
    figure: str, kind: str, own: list[Line], drawn: np.ndarray, inputs: Inputs
) -> Iterator[Reading]:
    """Tell a side's total, and how far each of its inputs moves it."""
    count = sum(line.count for line in own)
    words = f"{len(own)} lines together; no lead and no piece is counted under two of them."
    part = (("kind", kind),)
    nought = all(line.may_be_nought or not line.drawn.any() for line in own)
    value, sure = draws.middle(drawn), draws.spread(drawn, may_be_nought=nought)
    yield Reading(figure, value, Unit.MONEY, count, sure, part, words)
    for name in sorted({name for line in own for name in line.inputs}):
        low, high = draws.sway(drawn, inputs.drawn[name])
        ends = Interval(min(low, high), max(low, high), draws.LEVEL, "input low, input high")
        yield Reading(
            "moved_by", abs(high - low), Unit.MONEY, count, ends,
            (("side", kind), ("input", _plain(name))),
        )  # fmt: skip


def _inputs(lines: list[Line], inputs: Inputs) -> Iterator[Reading]:
    """Tell each input that a line stands on: what it is taken for, measured or assumed."""
    for name in sorted({name for line in lines for name in line.inputs}):
        drawn = inputs.drawn[name]
        unit = Unit.MONEY if name in MONEY_INPUTS else Unit.SHARE
        if name == "asset_hours":
            unit = Unit.HOURS
        known = "assumed" if name in DEFAULTS else "measured"
        part = (("input", _plain(name)), ("known", known))
        value, sure = draws.middle(drawn), draws.spread(drawn)
        yield Reading("taken_as", value, unit, inputs.cases.get(name, 0), sure, part)


def _plain(name: str) -> str:
    return PLAIN.get(name, name)


PLAIN = {
    "cost_per_lead": "cost of a lead",
    "rep_hour": "an hour of a seller",
    "marketing_hour": "an hour of a marketer",
    "margin_share": "margin of a sale",
    "asset_cost": "outside cost of a piece of content",
    "asset_hours": "hours in a piece of content",
    "late_win_loss_share": "chance to win that lateness takes",
    "untouched_win_share": "chance of an untouched lead, beside the usual",
}

MEASURE = Measure(
    name="money_lines",
    question="What does each disconnect cost?",
    unit=Unit.MONEY,
    headline="total_cash",
    result=result,
    method="docs/methods/money_lines.md",
    needs=(
        Need(
            "lead.id|asset.id",
            "which leads or which content there is",
            "An export of leads from the CRM, or a list of your content.",
        ),
    ),
    evidence=(
        Evidence(
            table="leak_row",
            columns=("lead_id", "handed_over_at", "owner_id", "campaign", "channel", "cost"),
            title="Leads that nobody followed up",
            where="leak = 'never_worked'",
            order="cost desc nulls last, lead_id",
            figure="never_worked_cost",
            people=("owner_id",),
        ),
        Evidence(
            table="leak_row",
            columns=("lead_id", "reason", "campaign", "channel", "cost"),
            title="Leads that sales rejected",
            where="leak = 'rejected'",
            order="cost desc nulls last, lead_id",
            figure="rejected_cost",
        ),
        Evidence(
            table="leak_row",
            columns=("lead_id", "segment", "campaign", "channel", "cost"),
            title="Leads in segments that hardly win",
            where="leak = 'off_segment'",
            order="cost desc nulls last, lead_id",
            figure="off_segment_cost",
        ),
        Evidence(
            table="leak_row",
            columns=("lead_id", "is_won", "handed_over_at", "first_touch_at", "due_at", "owner_id"),
            title="Leads followed up too late, and whether they bought",
            where="is_touched and is_late and coalesce(decision, '') <> 'rejected' "
            "and segment is null",
            order="handed_over_at, lead_id",
            figure="late_loss",
            people=("owner_id",),
        ),
        Evidence(
            table="asset_leak",
            columns=("asset_id", "title", "kind", "stage", "made_by_team", "cost"),
            title="Content that sales never used",
            where="leak = 'unused'",
            order="cost desc nulls last, asset_id",
            figure="unused_content_cost",
        ),
        Evidence(
            table="asset_leak",
            columns=("asset_id", "title", "kind", "stage", "made_at"),
            title="Content that sales made beside marketing's",
            where="leak = 'made_twice'",
            order="asset_id",
            figure="made_twice_cost",
        ),
    ),
    formula="rows of each leak × what each cost or would have brought, drawn 10,000 times",
    settings={
        "noun": "row",
        "belongs": {
            "never_worked_cost": "never_touched",
            "never_worked_loss": "never_touched",
            "rejected_cost": "acceptance|rejection_reasons",
            "off_segment_cost": "icp_drift",
            "late_loss": "speed_to_lead",
            "unused_content_cost": "unused_content",
            "made_twice_cost": "sales_made_content",
        },
        "labels": {
            "never_worked_cost": "Leads nobody followed up, money spent",
            "never_worked_loss": "Leads nobody followed up, sales missed",
            "rejected_cost": "Leads that sales rejected",
            "off_segment_cost": "Leads in segments that hardly win",
            "late_loss": "Leads answered too late",
            "unused_content_cost": "Content never used",
            "made_twice_cost": "Content made twice",
            "total_cash": "Cash cost together",
            "total_expected_loss": "Expected loss together",
            "moved_by": "How far this input moves the total",
            "taken_as": "What the lines take it for",
        },
    },
)
