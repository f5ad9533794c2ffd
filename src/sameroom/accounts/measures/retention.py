"""How many customers that were due are kept, and how much of their money."""

from collections.abc import Iterator

import pyarrow as pa

from sameroom.accounts.customers import BRING_DEALS, by_side, evidence, labels, ratio, read, share
from sameroom.measure import Context, Measure, Need, Reading, Told, TooLittle, Unit

FEW = "Too few customers had a renewal or a next purchase due in this time."
NO_KIND = "No deal says whether it is a renewal, and no customer on record bought regularly."
NO_VALUE = "Too few customers that were due had an amount before."


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell customers and money kept, and how those the teams had contacted did."""
    whole, table = read(moments)
    if whole is None or int(whole["cases"]) == 0:
        yield TooLittle("logo_retention", Unit.SHARE, 0, 1, NO_KIND, BRING_DEALS)
        return
    waiting, kept = int(whole["waiting"]), int(whole["hits"])
    due, renewals = int(whole["cases"]) - waiting, int(whole["renewals"])
    words = f"{kept:,} of {due:,} customers that were due were kept."
    if int(whole["cases"]) > renewals:
        words += f" {int(whole['cases']) - renewals:,} had no renewal, but a next purchase due."
    if waiting:
        words += f" Left out: {waiting:,} not decided though their day has passed."
    yield share(figure="logo_retention", hits=kept, of=due, words=words, missing=FEW)
    yield ratio(
        figure="gross_retention", row=whole, top="held", missing=NO_VALUE,
        words="Of their money before, this share was kept; more than before does not count.",
    )  # fmt: skip
    yield ratio(
        figure="net_retention", row=whole, top="net", missing=NO_VALUE,
        words="The same with what they paid more, and expansions of the period.",
    )  # fmt: skip
    yield Reading("undecided", float(waiting), Unit.COUNT, int(whole["cases"]))
    yield from by_side(table=table, done="kept")


MEASURE = Measure(
    name="retention",
    question="How many customers stay, and how much of their money?",
    unit=Unit.SHARE,
    headline="logo_retention",
    result=result,
    method="docs/methods/retention.md",
    needs=(
        Need("deal.outcome|deal.stage", "which deals were won", BRING_DEALS),
        Need("deal.closed_at", "when deals ended", BRING_DEALS),
    ),
    evidence=evidence(kind="due", title="Customers that were due, the latest first"),
    formula="kept ÷ due, of customers with a renewal to be decided in the period or, without one, "
    "a next purchase due by their own habit; gross = money kept, at most what it was before ÷ "
    "money before; net = money after, expansions included ÷ money before",
    settings={
        "crm": (
            "A CRM counts renewals by the dates of its own contracts. Here customers without "
            "a renewal are due by their own habit, and of the money what was kept and what "
            "was added stand apart."
        ),
        "noun": "customer",
        "labels": {
            "logo_retention": "Customers kept",
            "gross_retention": "Money kept (gross)",
            "net_retention": "Money kept and grown (net)",
            "undecided": "Overdue and not decided",
            **labels(done="kept", what="Kept"),
        },
    },
)
