"""How many customers buy more after their first purchase, and how much more."""

from collections.abc import Iterator

import pyarrow as pa

from sameroom.accounts.customers import BRING_DEALS, by_side, evidence, labels, ratio, read, share
from sameroom.measure import Context, Measure, Need, Told, TooLittle, Unit

FEW = "Too few customers were won long enough ago."
NO_KIND = "No deal on record says that it is an expansion."
NO_VALUE = "Too few customers won long enough ago carry an amount."


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell customers and money grown, and how those the teams had contacted did."""
    whole, table = read(moments)
    if whole is None or int(whole["expansions"]) == 0:
        have = 0 if whole is None else int(whole["with_kind"])
        yield TooLittle("expanded_share", Unit.SHARE, have, 1, NO_KIND, BRING_DEALS)
        yield TooLittle("expansion_rate", Unit.SHARE, have, 1, NO_KIND, BRING_DEALS)
        return
    cases, hits = int(whole["cases"]), int(whole["hits"])
    horizon = int(context.terms.get("accounts.horizon_days", 180))
    before = int(context.terms.get("accounts.touch_days", 90))
    words = (
        f"{hits:,} of {cases:,} customers bought more between {before} and {before + horizon} days "
        "after their first purchase."
    )
    yield share(figure="expanded_share", hits=hits, of=cases, words=words, missing=FEW)
    yield ratio(
        figure="expansion_rate", row=whole, top="net", missing=NO_VALUE,
        words="What they paid more in that time, by what they had paid first.",
    )  # fmt: skip
    yield from by_side(table=table, done="expanded")


MEASURE = Measure(
    name="expansion",
    question="How many customers buy more, and how much more?",
    unit=Unit.SHARE,
    headline="expanded_share",
    result=result,
    method="docs/methods/expansion.md",
    needs=(
        Need("deal.kind", "which deals are expansions", BRING_DEALS),
        Need("deal.closed_at", "when deals ended", BRING_DEALS),
    ),
    evidence=evidence(kind="grown", title="Customers won long enough ago, the latest first"),
    formula="customers with an expansion won in the agreed days ÷ customers won long enough ago; "
    "money of these expansions ÷ money of the first purchases",
    settings={
        "crm": (
            "A CRM adds up what its users marked as upsell in the period. Here it is the share of"
            " customers who had the time to buy more, and did within the agreed days."
        ),
        "noun": "customer",
        "labels": {
            "expanded_share": "Bought more",
            "expansion_rate": "Paid more, by what they paid first",
            **labels(done="expanded", what="Bought more"),
        },
    },
)
