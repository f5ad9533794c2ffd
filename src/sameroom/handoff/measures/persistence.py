"""How often a lead that does not answer is tried again, against what was promised."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import pyarrow as pa

from sameroom.handoff.shares import FEWEST, Slice, part_of, promised, share
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

BRING_ACTS = "Every call and mail to a lead with its time, from your CRM, the unanswered ones too."
NO_ACTS = "No call, mail or meeting on record belongs to a lead."
FEW = (
    "Too few leads were contacted, gave no answer and stayed undecided for as many days as were "
    "promised."
)


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell the share tried as often as promised, for the whole and each slice."""
    attempts = int(context.terms.get("promises.persistence.attempts", 5))
    days = int(context.terms.get("promises.persistence.days", 14))
    counted = [
        (key, list(group))
        for key, group in groupby(rows(moments), key=lambda row: (row["slice"], row["name"]))
    ]
    whole = next((group for key, group in counted if key[0] == ""), None)
    if whole is None:
        yield TooLittle("persistent_share", Unit.SHARE, 0, FEWEST, NO_ACTS, BRING_ACTS)
        return
    cases = _sum(whole, "cases")
    if cases >= FEWEST:
        yield promised(key="promises.persistence.share", context=context, count=cases, default=0.8)
    yield _share(whole, attempts, days, _left_out(whole))
    yield from _counts(whole)
    yield from _by_attempts(whole, attempts, days)
    for key, group in counted:
        if key[0]:
            yield _share(group, attempts, days, "")


def _share(group: Sequence[Slice], attempts: int, days: int, left_out: str) -> Told:
    cases, pursued = _sum(group, "cases"), _sum(group, "pursued")
    words = (
        f"{pursued:,} of {cases:,} leads that gave no answer were tried {attempts} times or more "
        f"in {days} days.{left_out}"
    )
    return share(
        figure="persistent_share", hits=pursued, of=cases, part=part_of(group[0]), words=words,
        missing=FEW, bring=BRING_ACTS,
    )  # fmt: skip


def _left_out(group: Sequence[Slice]) -> str:
    """Say which leads are not counted, and why."""
    said = [
        f"{count:,} {why}"
        for count, why in (
            (_sum(group, "answered"), "that answered"),
            (_sum(group, "ended"), "decided before"),
            (_sum(group, "running"), "whose days have not passed"),
        )
        if count
    ]
    return f" Left out: {', '.join(said)}." if said else ""


def _counts(group: Sequence[Slice]) -> Iterator[Told]:
    contacted = _sum(group, "contacted")
    for figure in ("answered", "ended", "running"):
        yield Reading(figure, float(_sum(group, figure)), Unit.COUNT, contacted)


def _by_attempts(group: Sequence[Slice], attempts: int, days: int) -> Iterator[Told]:
    """Tell which share was tried at least once, twice … up to the number promised."""
    cases = _sum(group, "cases")
    if cases < FEWEST:
        return
    for least in range(2, attempts + 1):
        hits = sum(int(row["cases"]) for row in group if int(row["attempts"]) >= least)
        yield share(
            figure="tried_share", hits=hits, of=cases, part=(("attempts", f"{least} or more"),),
            words=f"Tried {least} times or more in {days} days.",
        )  # fmt: skip


def _sum(group: Sequence[Slice], name: str) -> int:
    return sum(int(row[name]) for row in group)


MEASURE = Measure(
    name="persistence",
    question="How often is a lead that does not answer tried again?",
    unit=Unit.SHARE,
    headline="persistent_share",
    result=result,
    method="docs/methods/persistence.md",
    needs=(Need("activity.occurred_at", "how often a lead was tried", BRING_ACTS),),
    evidence=(
        Evidence(
            table="lead_pursuit",
            columns=(
                "case_id", "campaign", "owner_id", "handed_over_at", "contacted_at", "attempts",
                "pursued_until",
            ),
            title="Leads given up before they were tried as often as promised",
            where="is_in_window and has_elapsed and not has_answered and not has_ended "
            "and not is_pursued",
            order="attempts, contacted_at desc nulls last, case_id",
            figure="persistent_share",
            people=("owner_id",),
        ),
    ),
    gap=Gap(
        title="Tries promised, tries made",
        marketing="promised_share",
        sales="persistent_share",
        marketing_words="of silent leads are to be tried as often as promised",
        sales_words="of them are",
        who="Sales: put the next try into the calendar when the last one ends, and go through "
        "the list of leads given up.",
    ),
    formula="leads tried at least as often as promised within the days promised, from the first "
    "contact ÷ leads contacted that neither answered nor were decided in those days; leads "
    "whose days have not passed are left out",
    settings={
        "crm": (
            "A CRM shows activities per lead, automatic ones included, over all leads. Here it is"
            " the share of the leads that did not answer which were tried as often as promised, "
            "in the days promised."
        ),
        "noun": "lead",
        "promises": {"promised_share": "promises.persistence.share"},
        "why": {
            "figure": "persistent_share", "by": ("campaign",),
            "words": "tried as often as promised more than others: leads of “{campaign}”, {value}.",
            "least": "less than others: leads of “{campaign}”, {value}.",
        },
        "labels": {
            "persistent_share": "Tried as often as promised",
            "promised_share": "To be tried as often as promised",
            "tried_share": "Tried",
            "answered": "Answered in that time (left out)",
            "ended": "Decided in that time (left out)",
            "running": "Days not yet passed (left out)",
        },
    },
)  # fmt: skip
