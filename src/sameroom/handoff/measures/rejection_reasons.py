"""Why sales turns leads down: families of reasons, reasons, and which campaigns they fall on."""

from collections.abc import Iterator
from itertools import groupby

import pyarrow as pa

from sameroom.handoff.shares import FEWEST, Slice, share
from sameroom.measure import (
    Context,
    Evidence,
    Measure,
    Need,
    Part,
    Reading,
    Told,
    Unit,
    rows,
)

MOST_REASONS = 10
FEW = "Too few leads were rejected to tell how the reasons are spread."
BRING = "The reason sellers give when they reject a lead, from your CRM."
FAMILIES = {
    "procedural": "Went to the wrong place",
    "clerical": "Wrong or missing details",
    "definitional": "Not the customer we want",
    "disqualified": "No need, money or interest",
    "timing": "Not the right time",
    "other": "Another reason",
    "": "No reason given",
}


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell the share of each family and reason among the rejections."""
    counted = rows(moments)
    families = [row for row in counted if row["slice"] == "family"]
    total = sum(int(row["cases"]) for row in families)
    without = sum(int(row["cases"]) for row in families if row["family"] == "")
    yield Reading("rejected", float(total), Unit.COUNT, total)
    yield _stated(total, without)
    if total < FEWEST:
        return
    for row in sorted(families, key=lambda row: (-int(row["cases"]), str(row["family"]))):
        yield _share(row, total, (("family", FAMILIES[row["family"]]),))
    for row in [row for row in counted if row["slice"] == "reason"][:MOST_REASONS]:
        yield _share(row, total, (("reason", row["name"]),))
    yield from _by_campaign([row for row in counted if row["slice"] == "campaign"])


def _stated(total: int, without: int) -> Told:
    words = f"{total - without:,} of {total:,} rejections say why."
    return share(
        figure="stated_share", hits=total - without, of=total, words=words, missing=FEW, bring=BRING
    )


def _by_campaign(counted: list[Slice]) -> Iterator[Told]:
    for campaign, told in groupby(counted, key=lambda row: str(row["campaign"])):
        listed = list(told)
        total = sum(int(row["cases"]) for row in listed)
        if total < FEWEST:
            continue
        for row in listed:
            part = (("campaign", campaign), ("family", FAMILIES[row["family"]]))
            yield _share(row, total, part)


def _share(row: Slice, total: int, part: Part) -> Told:
    named = part[-1][1]
    said = "say no reason" if named == FAMILIES[""] else f"say “{named}”"
    words = f"{int(row['cases']):,} of {total:,} rejections {said}."
    return share(
        figure="reason_share", hits=int(row["cases"]), of=total, part=part, words=words,
        missing=FEW, bring=BRING,
    )  # fmt: skip


MEASURE = Measure(
    name="rejection_reasons",
    question="Why does sales turn leads down, and on which campaigns do the reasons fall?",
    unit=Unit.SHARE,
    headline="reason_share",
    result=result,
    method="docs/methods/rejection_reasons.md",
    needs=(
        Need("lead.id", "which leads there are", "The leads from your CRM."),
        Need("lead.status_reason|stage_change.reason", "why a lead was rejected", BRING),
    ),
    evidence=(
        Evidence(
            table="handoff_case",
            columns=(
                "case_id", "reason", "reason_family", "campaign", "channel", "owner_id",
                "handed_over_at", "decided_at",
            ),
            title="Rejected leads and why",
            where="is_in_window and decision = 'rejected'",
            order="reason_family nulls last, handed_over_at desc nulls last, case_id",
            people=("owner_id",),
        ),
    ),
    formula="rejections for a family of reasons ÷ all rejections, of the leads handed over in the "
    "period",
    settings={
        "crm": (
            "A CRM lists the disqualification reasons that stand in the field today. Here each "
            "rejection counts with the reason it was given with, in the families that both teams "
            "agreed on."
        ),
        "noun": "rejection",
        "labels": {
            "stated_share": "Rejections that say why",
            "reason_share": "Share of rejections",
            "rejected": "Leads rejected",
        },
    },
)  # fmt: skip
