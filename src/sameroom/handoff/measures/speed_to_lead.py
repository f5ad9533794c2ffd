"""How long a lead waits, in working hours, until a human follows it up."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from sameroom.handoff import proposing
from sameroom.handoff.shares import BRING_ACTS, BRING_DATES, FEWEST, promised, share
from sameroom.handoff.waits import Waits, list_waits, quantile
from sameroom.measure import (
    Context,
    Evidence,
    Gap,
    Measure,
    Need,
    Part,
    Proposal,
    Reading,
    Told,
    TooLittle,
    Unit,
)

QUANTILES = {"median_hours": 0.5, "p90_hours": 0.9}
HOURS = (1, 2, 4, 8, 16, 24, 40, 80, 160)
NO_ACTS = "No call, mail, meeting or rejection on record belongs to a lead."
NO_CLOCK = "Too few leads have both a day of hand-over and a known first contact or none at all."


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell median, slowest tenth and promises kept, and the share still waiting over time."""
    slices = list(list_waits(moments=moments))
    whole = next((waits for waits in slices if not waits.part), None)
    traces = pc.max(moments["traces"]).as_py() or 0
    if whole is None or not traces:
        yield from _untold(whole.cases if whole and traces else 0, bool(traces))
        return
    if whole.due >= FEWEST:
        key = "promises.first_touch.share"
        agreed = promised(key=key, context=context, count=whole.due, default=0.9)
        yield agreed
        yield _quantile(whole, proposing.FIGURE, agreed.value, ())
    for waits in slices:
        yield from _told(waits)


def _told(waits: Waits) -> Iterator[Told]:
    kind = waits.part[0][0] if waits.part else ""
    if kind in ("routing", "answering"):
        yield _quantile(waits, f"{kind}_median_hours", 0.5, ())
        return
    for figure, at_share in QUANTILES.items():
        yield _quantile(waits, figure, at_share, waits.part)
    words = f"{waits.kept:,} of {waits.due:,} leads whose time has passed were followed up in time."
    yield share(
        figure="within_target", hits=waits.kept, of=waits.due, part=waits.part, words=words,
        bring=BRING_ACTS,
    )  # fmt: skip
    if not waits.part:
        yield Reading("waiting", float(waits.running.sum()), Unit.COUNT, waits.cases)
        yield from _still_waiting(waits)


def _quantile(waits: Waits, figure: str, at_share: float, part: Part) -> Told:
    """Tell a quantile; where too many still wait for it to be known, say so."""
    return quantile(
        figure=figure, curve=waits.curve(), at_share=at_share, ended=int(waits.ended.sum()),
        part=part, missing=NO_CLOCK,
    )  # fmt: skip


def _still_waiting(waits: Waits) -> Iterator[Told]:
    if waits.cases < FEWEST:
        return
    curve = waits.curve()
    for hours in HOURS:
        if hours > waits.minutes.max() / 60:
            return
        value, sure = curve.share_waiting(after=hours), curve.band(after=hours)
        part = (("hours", str(hours)),)
        yield Reading("still_waiting_share", value, Unit.SHARE, waits.cases, sure, part)


def _untold(cases: int, has_traces: bool) -> Iterator[Told]:
    missing, bring = (NO_CLOCK, BRING_DATES) if has_traces else (NO_ACTS, BRING_ACTS)
    for figure in QUANTILES:
        yield TooLittle(figure, Unit.HOURS, cases, FEWEST, missing, bring)
    yield TooLittle("within_target", Unit.SHARE, cases, FEWEST, missing, bring)


MEASURE = Measure(
    name="speed_to_lead",
    question="How long does a lead wait until somebody in sales follows it up?",
    unit=Unit.HOURS,
    headline="median_hours",
    result=result,
    method="docs/methods/speed_to_lead.md",
    needs=(
        Need(
            "lead.created_at|lead.handed_over_at|stage_change.changed_at",
            "when a lead was handed over",
            BRING_DATES,
        ),
        Need(
            "activity.occurred_at|stage_change.changed_at",
            "when somebody first followed it up",
            BRING_ACTS,
        ),
    ),
    evidence=(
        Evidence(
            table="handoff_case",
            columns=(
                "case_id", "campaign", "owner_id", "handed_over_at", "due_at", "first_touch_at",
                "waited_seconds",
            ),
            title="Leads followed up too late, or not yet though their time has passed",
            where="is_in_window and is_due and is_late",
            order="waited_seconds desc nulls last, case_id",
            figure="within_target",
            people=("owner_id",),
        ),
        Evidence(
            table="handoff_case",
            columns=(
                "case_id", "campaign", "owner_id", "handed_over_at", "assigned_at",
                "first_touch_at", "waited_seconds",
            ),
            title="All leads by the time they waited",
            where="is_in_window and is_clocked",
            order="waited_seconds desc nulls last, case_id",
            figure="median_hours",
            people=("owner_id",),
        ),
    ),
    gap=Gap(
        title="First contact promised, first contact made",
        marketing="promised_share",
        sales="within_target",
        marketing_words="of leads are to be followed up in time",
        sales_words="of them are followed up in time",
        who="Sales: look at the hours and owners where leads wait longest, and name a stand-in.",
    ),
    proposes=Proposal(
        clause="promises", words="the hours that are kept today", make=proposing.first_touch,
        fit=proposing.fit,
    ),
    formula="working hours from the hand-over to the first human contact or disposition; leads "
    "nobody has followed up yet count as still waiting (Kaplan–Meier)",
    settings={
        "crm": (
            "A CRM's lead response time is an average of hours of the clock over leads that were "
            "answered, and an automatic mail or a changed status ends it. Here only a human "
            "contact or a decision does, hours are working hours, and leads still waiting count."
        ),
        "noun": "lead",
        "promises": {"promised_share": "promises.first_touch.share"},
        "why": {
            "figures": ("routing_median_hours", "answering_median_hours"),
            "words": "half the leads have an owner within {0}, but half then wait more "
            "than {1} for that owner to call or write.",
        },
        "labels": {
            "median_hours": "Half wait longer than",
            "p90_hours": "One in ten waits longer than",
            "within_target": "Followed up in time",
            "promised_share": "To be followed up in time",
            "agreed_share_hours": "As many as agreed are followed up within",
            "waiting": "Leads still waiting",
            "still_waiting_share": "Leads still waiting, by business hours passed",
            "routing_median_hours": "Half have an owner within",
            "answering_median_hours": "Owners take longer than this for half",
        },
    },
)  # fmt: skip
