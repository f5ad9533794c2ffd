"""How many of the leads handed over sales takes, and how many wait for a decision."""

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa

from sameroom.handoff.shares import BRING_LEADS, FEWEST, Slice, part_of, promised, share
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

UNTOLD = "Nothing on record says whether sales took a lead or not."
UNSEEN = (
    "Neither contacts nor the word rejected are on record, so leads turned down unseen cannot be "
    "told from leads that were worked and lost."
)
BRING_ACTS = "The calls, mails and meetings of sales, from your CRM."
UNRECORDED = (
    "No lead on record was ever turned down while others have no decision, so a rejection cannot "
    "be told from a lead that nobody decided on."
)
UNDATED_AGE = "Too few leads without a decision have a date to tell how long they have waited."


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell acceptance and what is undecided, for the whole and each slice."""
    counted = rows(moments)
    wholes: list[Slice] = [row for row in counted if row["slice"] == ""]
    for row in wholes:
        if untold := _untold(row):
            yield untold
            yield from _waiting(row, counted)
            return
    for row in wholes or [_nothing()]:
        decided = int(row["accepted"]) + int(row["rejected"])
        if decided >= FEWEST:
            yield promised(
                key="promises.acceptance.share", context=context, count=decided, default=0.9
            )
        yield from _whole(row)
        yield _age([one for one in counted if one["slice"] == "age"])
    for row in counted:
        if row["slice"] in ("month", "campaign"):
            yield _rate(row)
            yield _undecided_share(row)


def _untold(row: Slice) -> TooLittle | None:
    """Say why no rate can be told, when the record does not keep rejections apart."""
    if _is_unseen(row):
        return TooLittle("acceptance_rate", Unit.SHARE, 0, FEWEST, UNSEEN, BRING_ACTS)
    if _is_unrecorded(row):
        return TooLittle("acceptance_rate", Unit.SHARE, 0, FEWEST, UNRECORDED, BRING_LEADS)
    return None


def _waiting(row: Slice, counted: Sequence[Slice]) -> Iterator[Told]:
    yield _undecided_share(row)
    yield Reading("undecided", float(row["undecided"]), Unit.COUNT, int(row["cases"]))
    yield _age([one for one in counted if one["slice"] == "age"])


def _is_unseen(row: Slice) -> bool:
    """Tell whether every rejection is read from a closing word, with no contact to judge it by."""
    inferred = int(row["inferred"])
    return inferred > 0 and inferred == int(row["rejected"]) and int(row["contacted"]) == 0


def _is_unrecorded(row: Slice) -> bool:
    """Tell whether rejections seem not to be kept: there are none, and most leads lie open."""
    turned_down = int(row["rejected"]) + int(row["recycled"])
    return turned_down == 0 and int(row["undecided"]) > int(row["accepted"]) > 0


def _whole(row: Slice) -> Iterator[Told]:
    cases = int(row["cases"])
    yield _rate(row)
    yield _undecided_share(row)
    for figure in ("accepted", "rejected", "recycled", "undecided"):
        yield Reading(figure, float(row[figure]), Unit.COUNT, cases)


def _rate(row: Slice) -> Told:
    accepted, rejected = int(row["accepted"]), int(row["rejected"])
    decided = accepted + rejected
    words = (
        f"Of {decided:,} leads that sales decided on, {accepted:,} were taken and "
        f"{rejected:,} turned down.{_from_creation(row)}"
    )
    missing = UNTOLD if decided == 0 else "Sales has decided on too few leads to tell."
    return share(
        figure="acceptance_rate", hits=accepted, of=decided, part=part_of(row), words=words,
        missing=missing,
    )  # fmt: skip


def _undecided_share(row: Slice) -> Told:
    cases, undecided = int(row["cases"]), int(row["undecided"])
    words = f"{undecided:,} of {cases:,} leads handed over have no decision yet."
    if cases >= FEWEST and undecided == cases:
        return TooLittle(
            "undecided_share", Unit.SHARE, 0, FEWEST, UNTOLD, BRING_LEADS, part_of(row)
        )
    return share(figure="undecided_share", hits=undecided, of=cases, part=part_of(row), words=words)


def _from_creation(row: Slice) -> str:
    if int(row["from_creation"]) < int(row["cases"]):
        return ""
    return " No system says when leads are handed over, so each counts from its creation."


def _age(ages: list[Slice]) -> Told:
    """Tell how long the undecided have waited: the median, in days as the calendar counts them."""
    figure, count = "undecided_age_days", sum(int(row["undecided"]) for row in ages)
    if count < FEWEST:
        return TooLittle(figure, Unit.DAYS, count, FEWEST, UNDATED_AGE, BRING_LEADS)
    days = np.repeat([float(row["name"]) for row in ages], [int(row["undecided"]) for row in ages])
    words = f"Half of the {count:,} undecided leads have waited longer than this."
    return Reading(
        figure, float(np.median(days)), Unit.DAYS, count,
        quantile(values=days.tolist(), share=0.5), words=words,
    )  # fmt: skip


def _nothing() -> Slice:
    names = (
        "cases",
        "accepted",
        "rejected",
        "recycled",
        "undecided",
        "from_creation",
        "inferred",
        "contacted",
    )
    return {"slice": "", "name": "", **dict.fromkeys(names, 0)}


MEASURE = Measure(
    name="acceptance",
    question="How many of the leads that marketing hands over does sales take?",
    unit=Unit.SHARE,
    headline="acceptance_rate",
    result=result,
    method="docs/methods/acceptance.md",
    needs=(
        Need("lead.id", "which leads there are", "The leads from your CRM."),
        Need(
            "lead.status|stage_change.to_stage|lead.converted_at|lead.deal_id|deal.lead_id",
            "what became of each lead",
            BRING_LEADS,
        ),
    ),
    evidence=(
        Evidence(
            table="handoff_case",
            columns=(
                "case_id", "campaign", "channel", "owner_id", "handed_over_at", "decided_at",
                "reason_family", "reason",
            ),
            title="Leads that sales turned down",
            where="is_in_window and decision = 'rejected'",
            order="handed_over_at desc nulls last, case_id",
            figure="acceptance_rate",
            people=("owner_id",),
        ),
        Evidence(
            table="handoff_case",
            columns=(
                "case_id", "campaign", "channel", "owner_id", "handed_over_at", "first_touch_at",
            ),
            title="Leads without a decision, the longest waiting first",
            where="is_in_window and decision is null",
            order="handed_over_at nulls last, case_id",
            figure="undecided_share",
            people=("owner_id",),
        ),
    ),
    gap=Gap(
        title="Leads handed over, leads taken",
        marketing="promised_share",
        sales="acceptance_rate",
        marketing_words="of marketing's leads are to be ready for sales",
        sales_words="of them are taken by sales",
        who="Marketing: go through the rejections of the weakest campaigns together with sales.",
    ),
    formula="leads accepted ÷ (leads accepted + leads rejected), of those handed over in the "
    "period; the undecided and those sent back for later are told apart",
    settings={
        "crm": (
            "A CRM counts a lead as accepted once its status says so, and often divides by all "
            "leads, undecided ones too. Here the share is of those decided, and the undecided and"
            " those sent back are told apart."
        ),
        "noun": "lead",
        "promises": {"promised_share": "promises.acceptance.share"},
        "why": {
            "measure": "rejection_reasons", "figure": "reason_share", "by": ("family",),
            "listing": True,
            "words": "{value} of the rejections say “{family}”.",
        },
        "labels": {
            "acceptance_rate": "Taken by sales",
            "promised_share": "To be ready for sales",
            "undecided_share": "Without a decision",
            "undecided_age_days": "Half of the undecided have waited longer than",
            "recycled": "Sent back for later",
        },
    },
)  # fmt: skip
