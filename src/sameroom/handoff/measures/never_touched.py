"""How many leads nobody ever followed up, though the time promised has passed."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from sameroom.handoff.shares import BRING_ACTS, BRING_DATES, FEWEST, Slice, part_of, share
from sameroom.measure import (
    Context,
    Evidence,
    Gap,
    Measure,
    Need,
    Reading,
    Told,
    TooLittle,
    Unit,
    rows,
)
from sameroom.stats.intervals import quantile

NO_ACTS = "No call, mail, meeting or rejection on record belongs to a lead."
FEW_DUE = "Too few leads have a day of hand-over after which the time promised has passed."


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell the share nobody followed up, for the whole and each slice, and for how long."""
    counted = rows(moments)
    whole = next((row for row in counted if row["slice"] == ""), None)
    has_traces = any(row["traces"] for row in counted)
    if whole is None or not has_traces or int(whole["cases"]) < FEWEST:
        yield _untold(int(whole["cases"]) if whole and has_traces else 0, has_traces)
        return
    yield Reading("expected_share", 1.0, Unit.SHARE, int(whole["cases"]))
    yield from _shares(whole)
    yield Reading("untouched", float(whole["untouched"]), Unit.COUNT, int(whole["cases"]))
    yield from _age([row for row in counted if row["slice"] == "age"])
    for row in counted:
        if row["slice"] in ("month", "campaign", "team"):
            yield from _shares(row)


def _shares(row: Slice) -> Iterator[Told]:
    cases, untouched = int(row["cases"]), int(row["untouched"])
    words = f"Nobody followed up {untouched:,} of {cases:,} leads whose time has passed."
    part = part_of(row)
    yield share(figure="never_touched_share", hits=untouched, of=cases, part=part, words=words)
    if not part or part[0][0] == "month":
        yield share(figure="touched_share", hits=cases - untouched, of=cases, part=part)


def _age(ages: list[Slice]) -> Iterator[Told]:
    count = sum(int(row["untouched"]) for row in ages)
    if count < FEWEST:
        return
    days = np.repeat([float(row["name"]) for row in ages], [int(row["untouched"]) for row in ages])
    sure = quantile(values=days.tolist(), share=0.5)
    words = f"Half of the {count:,} leads nobody followed up have waited longer than this."
    middle = float(np.median(days))
    yield Reading("untouched_age_days", middle, Unit.DAYS, count, sure, words=words)


def _untold(cases: int, has_traces: bool) -> TooLittle:
    missing, bring = (FEW_DUE, BRING_DATES) if has_traces else (NO_ACTS, BRING_ACTS)
    return TooLittle("never_touched_share", Unit.SHARE, cases, FEWEST, missing, bring)


MEASURE = Measure(
    name="never_touched",
    question="How many leads does nobody ever follow up?",
    unit=Unit.SHARE,
    headline="never_touched_share",
    result=result,
    method="docs/methods/never_touched.md",
    needs=(
        Need(
            "lead.created_at|lead.handed_over_at|stage_change.changed_at",
            "when a lead was handed over",
            BRING_DATES,
        ),
        Need(
            "activity.occurred_at|stage_change.changed_at",
            "whether anybody followed it up",
            BRING_ACTS,
        ),
    ),
    evidence=(
        Evidence(
            table="handoff_case",
            columns=(
                "case_id", "campaign", "channel", "owner_id", "handed_over_at", "due_at",
                "decision",
            ),
            title="Leads nobody has followed up, the longest waiting first",
            where="is_in_window and is_due and not is_touched and not is_excused",
            order="handed_over_at nulls last, case_id",
            figure="never_touched_share",
            people=("owner_id",),
        ),
    ),
    gap=Gap(
        title="Leads handed over, leads followed up",
        marketing="expected_share",
        sales="touched_share",
        marketing_words="of these leads marketing handed over to be followed up",
        sales_words="of them sales followed up",
        who="Sales: share out the leads in the list today, or hand them back with a reason.",
    ),
    formula="leads without any human contact or disposition ÷ leads handed over in the period "
    "whose promised time has passed",
    settings={
        "crm": (
            "A CRM's leads without activity are those with no activity at all. Here automatic "
            "mails count for nothing, a decision counts as a follow-up, and leads whose promised "
            "time has not passed are left out."
        ),
        "noun": "lead",
        "all": ("expected_share",),
        "why": {
            "figure": "never_touched_share", "by": ("campaign",),
            "words": "leads of “{campaign}” are left more often than the others: {value} of them.",
        },
        "labels": {
            "never_touched_share": "Never followed up",
            "touched_share": "Followed up",
            "expected_share": "Handed over to be worked",
            "untouched": "Leads nobody followed up",
            "untouched_age_days": "Half of them have waited longer than",
        },
    },
)  # fmt: skip
