"""How many leads sales decides on in the time promised, and how long a decision takes."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from sameroom.handoff import proposing
from sameroom.handoff.shares import BRING_DATES, FEWEST, promised, share
from sameroom.handoff.waits import Waits, list_waits, quantile
from sameroom.measure import (
    Context,
    Evidence,
    Gap,
    Measure,
    Need,
    Proposal,
    Reading,
    Told,
    TooLittle,
    Unit,
)

QUANTILES = {"median_hours": 0.5, "p90_hours": 0.9}
BRING_DECISIONS = (
    "When each lead was accepted, rejected or sent back: the history of its status, from your CRM."
)
DECIDE = "A decision on the leads that wait for one; the rows below name them."
NO_DECISION = "Nothing on record says when sales decided on a lead."
MOSTLY_UNTIMED = (
    "For most decided leads nothing says when they were, and the others may be another kind."
)
NO_CLOCK = "Too few leads have a known hand-over and a known decision or none at all."
RUNNING = "have not been decided at all"


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell the share decided in time, median and slowest tenth, and what waits past its time."""
    slices = list(list_waits(moments=moments))
    whole = next((waits for waits in slices if not waits.part), None)
    traces, untimed = (pc.max(moments[name]).as_py() or 0 for name in ("traces", "untimed"))
    if whole is None or traces == 0 or untimed > traces:
        yield from _untold(whole.cases if whole else 0, traces, untimed)
        return
    if whole.due >= FEWEST:
        key = "promises.disposition.share"
        agreed = promised(key=key, context=context, count=whole.due, default=0.95)
        yield agreed
        yield _quantile(whole, proposing.FIGURE, agreed.value)
    for waits in slices:
        yield _in_time(waits, untimed)
        if waits is whole:
            yield from _waiting(whole, moments)
        yield from _hours(waits)


def _in_time(waits: Waits, untimed: int) -> Told:
    words = f"{waits.kept:,} of {waits.due:,} leads whose time has passed were decided in time."
    if untimed and not waits.part:
        words += f" Of {untimed:,} more that were decided nothing says when."
    return share(
        figure="within_target", hits=waits.kept, of=waits.due, part=waits.part, words=words,
        bring=BRING_DECISIONS,
    )  # fmt: skip


def _hours(waits: Waits) -> Iterator[Told]:
    """Tell quantiles; where too many wait for one to be known, decisions are missing, not data."""
    for figure, at_share in QUANTILES.items():
        yield _quantile(waits, figure, at_share)


def _quantile(waits: Waits, figure: str, at_share: float) -> Told:
    return quantile(
        figure=figure, curve=waits.curve(), at_share=at_share, ended=int(waits.ended.sum()),
        part=waits.part, missing=NO_CLOCK, running_words=RUNNING, bring=BRING_DECISIONS,
        act=DECIDE,
    )  # fmt: skip


def _waiting(whole: Waits, moments: pa.Table) -> Iterator[Told]:
    """Count the leads that wait for a decision, and those of them whose time has passed."""
    overdue = pc.sum(moments.filter(pc.equal(moments["slice"], ""))["overdue"]).as_py() or 0
    words = f"{overdue:,} leads wait for a decision though the time promised for it has passed."
    yield Reading("overdue", float(overdue), Unit.COUNT, whole.cases, words=words)
    yield Reading("waiting", float(whole.running.sum()), Unit.COUNT, whole.cases)


def _untold(cases: int, traces: int, untimed: int) -> Iterator[Told]:
    missing, bring = NO_CLOCK, BRING_DATES
    if traces == 0 or untimed > traces:
        missing, bring = MOSTLY_UNTIMED if untimed else NO_DECISION, BRING_DECISIONS
    yield TooLittle("within_target", Unit.SHARE, cases if traces else 0, FEWEST, missing, bring)
    for figure in QUANTILES:
        yield TooLittle(figure, Unit.HOURS, cases if traces else 0, FEWEST, missing, bring)


MEASURE = Measure(
    name="decision_time",
    question="How many leads are decided in the time promised?",
    unit=Unit.SHARE,
    headline="within_target",
    result=result,
    method="docs/methods/decision_time.md",
    needs=(
        Need(
            "lead.created_at|lead.handed_over_at|stage_change.changed_at",
            "when a lead was handed over",
            BRING_DATES,
        ),
        Need(
            "stage_change.changed_at|lead.converted_at|deal.created_at",
            "when sales decided on it",
            BRING_DECISIONS,
        ),
    ),
    evidence=(
        Evidence(
            table="decision_clock",
            columns=(
                "case_id", "campaign", "owner_id", "handed_over_at", "due_at", "decision",
                "decided_at", "decided_seconds",
            ),
            title="Leads decided too late, or not yet though their time has passed",
            where="is_in_window and is_due and is_late",
            order="decided_seconds desc nulls last, case_id",
            figure="within_target",
            people=("owner_id",),
        ),
        Evidence(
            table="decision_clock",
            columns=(
                "case_id", "campaign", "owner_id", "handed_over_at", "due_at", "decided_seconds",
            ),
            title="Leads that wait for a decision past their time, the longest first",
            where="is_in_window and is_due and is_late and not is_decided",
            order="decided_seconds desc nulls last, case_id",
            figure="overdue",
            people=("owner_id",),
        ),
        Evidence(
            table="decision_clock",
            columns=(
                "case_id", "campaign", "owner_id", "handed_over_at", "decision", "decided_at",
                "decided_seconds",
            ),
            title="All leads by the time until they were decided",
            where="is_in_window and is_clocked",
            order="decided_seconds desc nulls last, case_id",
            figure="median_hours",
            people=("owner_id",),
        ),
    ),
    gap=Gap(
        title="Decision promised, decision made",
        marketing="promised_share",
        sales="within_target",
        marketing_words="of leads are to be decided in time",
        sales_words="of them are decided in time",
        who="Sales: decide what waits past its time, and name who decides while an owner is away.",
    ),
    proposes=Proposal(
        clause="promises", words="the hours that are kept today", make=proposing.disposition,
        fit=proposing.fit,
    ),
    formula="leads accepted, rejected or sent back within the working hours promised ÷ leads whose "
    "time has passed; hours: from the hand-over to the decision, leads nobody has decided on yet "
    "counting as still waiting (Kaplan–Meier)",
    settings={
        "crm": (
            "A CRM's time in status is an average of hours of the clock over leads that have left "
            "it, in the status they have today. Here hours are working hours, pauses stand still, "
            "and leads nobody has decided on yet count."
        ),
        "noun": "lead",
        "promises": {"promised_share": "promises.disposition.share"},
        "labels": {
            "within_target": "Decided in time",
            "promised_share": "To be decided in time",
            "median_hours": "Half are decided within",
            "p90_hours": "Nine in ten are decided within",
            "agreed_share_hours": "As many as agreed are decided within",
            "overdue": "Waiting past their time",
            "waiting": "Waiting for a decision",
        },
    },
)  # fmt: skip
