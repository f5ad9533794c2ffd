"""How many leads are sent back for later, and what becomes of them."""

from collections.abc import Iterator

import pyarrow as pa

from sameroom.handoff.shares import BRING_LEADS, FEWEST, Slice, part_of, promised, share
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
from sameroom.stats.intervals import ratio_of_sums, wilson

BRING_RETURN = (
    "The leads of your CRM with the day on which each is to be taken up again, such as its recycle "
    "date."
)
BRING_HISTORY = "The history of lead statuses from your CRM, with the time of each change."
NO_RETURN = "No lead that was sent back carries the day on which it is to be taken up again."
FEW_RETURNS = "For too few leads sent back has the day set for their return passed."
FEW_DECIDED = "Sales has decided on too few leads to tell."
NONE_SENT = "No lead on record was ever sent back for later."


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell the recycle rate, the yield of what was sent back, and return dates kept."""
    days = int(context.terms.get("goals.horizon_days", 180))
    counted = rows(moments)
    whole = next((row for row in counted if row["slice"] == ""), None)
    if whole is None or int(whole["recycled"]) == 0:
        have = int(whole["cases"]) if whole else 0
        yield TooLittle("recycle_rate", Unit.SHARE, 0, 1, NONE_SENT, BRING_LEADS)
        yield TooLittle("recycle_yield", Unit.SHARE, 0, FEWEST, NONE_SENT, BRING_LEADS)
        yield Reading("recycled", 0.0, Unit.COUNT, have)
        return
    yield _rate(whole)
    yield _yield(whole, days)
    yield from _returns(whole, context)
    yield Reading("recycled", float(whole["recycled"]), Unit.COUNT, int(whole["cases"]))
    for row in counted:
        if row["slice"]:
            yield _rate(row)
            if row["slice"] == "campaign":
                yield _yield(row, days)


def _rate(row: Slice) -> Told:
    """Tell recycled by (accepted + rejected); sent back after they were accepted count in both."""
    decided, recycled = int(row["decided"]), int(row["recycled"])
    if decided < FEWEST:
        return TooLittle(
            "recycle_rate", Unit.SHARE, decided, FEWEST, FEW_DECIDED, BRING_LEADS, part_of(row)
        )
    words = (
        f"{recycled:,} leads were sent back for later, beside {decided:,} that were accepted or "
        "rejected."
    )
    return Reading(
        "recycle_rate", recycled / decided, Unit.SHARE, int(row["cases"]), _sure(row),
        part_of(row), words,
    )  # fmt: skip


def _sure(row: Slice) -> Interval:
    cases, decided, recycled = int(row["cases"]), int(row["decided"]), int(row["recycled"])
    both = int(row["recycled_after"])
    if both == recycled and recycled:
        return wilson(successes=recycled, trials=decided)
    if both == 0:
        ends = wilson(successes=recycled, trials=cases)
        low, high = (end / (1 - end) if end < 1 else float("inf") for end in (ends.low, ends.high))
        return Interval(low, high, ends.level, "Wilson, as odds")
    made = ratio_of_sums(
        cases=cases, top=recycled, bottom=decided, top_squares=recycled, bottom_squares=decided,
        products=both,
    )  # fmt: skip
    return Interval(max(0.0, made.low), made.high, made.level, made.method)


def _yield(row: Slice, days: int) -> Told:
    mature, won, recycled = int(row["mature"]), int(row["won"]), int(row["recycled"])
    undated = int(row["undated"])
    young = recycled - mature - undated
    words = f"{won:,} of {mature:,} leads sent back were won in the {days} days after."
    if young:
        words += f" Left out: {young:,} sent back less than {days} days ago."
    if undated:
        words += f" Left out: {undated:,} of which nobody knows when."
    missing = f"Too few leads were sent back {days} days ago or earlier, with their day on record."
    return share(
        figure="recycle_yield", hits=won, of=mature, part=part_of(row), words=words,
        missing=missing, bring=BRING_HISTORY,
    )  # fmt: skip


def _returns(row: Slice, context: Context) -> Iterator[Told]:
    due, kept, within = int(row["due"]), int(row["kept"]), "promises.recycling.within_days"
    if due >= FEWEST:
        yield promised(key="promises.recycling.share", context=context, count=due, default=0.8)
    days = int(context.terms.get(within, 7))
    yield share(
        figure="return_kept_share", hits=kept, of=due,
        words=f"{kept:,} of {due:,} leads sent back were taken up within {days} days of the day "
        "set for it.",
        missing=FEW_RETURNS if int(row["with_return"]) else NO_RETURN, bring=BRING_RETURN,
    )  # fmt: skip


MEASURE = Measure(
    name="recycling",
    question="How many leads are sent back for later, and what becomes of them?",
    unit=Unit.SHARE,
    headline="recycle_yield",
    result=result,
    method="docs/methods/recycling.md",
    needs=(
        Need("lead.status|stage_change.to_stage", "which leads were sent back", BRING_LEADS),
    ),
    evidence=(
        Evidence(
            table="recycled_lead",
            columns=(
                "case_id", "campaign", "owner_id", "recycled_at", "reason", "return_at",
                "taken_up_at", "won_at",
            ),
            title="Leads sent back for later, the longest ago first",
            where="is_in_window",
            order="recycled_at nulls last, case_id",
            people=("owner_id",),
        ),
    ),
    gap=Gap(
        title="Leads sent back, leads taken up again",
        marketing="promised_share",
        sales="return_kept_share",
        marketing_words="of leads sent back are to be taken up on their day",
        sales_words="of them were",
        who="Both: warm them until their day, and put the day into the seller's calendar.",
    ),
    formula="recycle rate = sent back ÷ (accepted + rejected); recycle yield = sent back and won "
    "within the agreed horizon ÷ sent back at least as long ago; return kept = contacted or "
    "handed over again within the agreed days of the day set ÷ days set that have passed",
    settings={
        "crm": (
            "A CRM's list of recycled or nurtured leads holds whoever has that status today. Here"
            " each time a lead was sent back counts, and what became of it."
        ),
        "noun": "lead",
        "promises": {"promised_share": "promises.recycling.share"},
        "labels": {
            "recycle_rate": "Sent back, for each one accepted or rejected",
            "recycle_yield": "Sent back and won later",
            "return_kept_share": "Taken up on their day",
            "promised_share": "To be taken up on their day",
            "recycled": "Leads sent back",
        },
    },
)  # fmt: skip
