"""How many former customers come back, and whom of them the teams had contacted."""

from collections.abc import Iterator

import pyarrow as pa

from sameroom.accounts.customers import BRING_DEALS, by_side, evidence, labels, read, share
from sameroom.measure import Context, Measure, Need, Reading, Told, TooLittle, Unit

FEW = "Too few customers went without a purchase for as long as agreed, long enough ago."


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell how many former customers came back, and how those the teams had contacted did."""
    whole, table = read(moments)
    cases = 0 if whole is None else int(whole["cases"])
    if whole is None or cases == 0:
        yield TooLittle("returned_share", Unit.SHARE, 0, 1, FEW, BRING_DEALS)
        return
    lapsed, before, horizon = (
        int(context.terms.get(f"accounts.{name}", default))
        for name, default in (("lapsed_days", 365), ("touch_days", 90), ("horizon_days", 180))
    )
    hits = int(whole["hits"])
    words = (
        f"{hits:,} of {cases:,} customers without a purchase for {lapsed + before} days came back "
        f"in the {horizon} days after."
    )
    yield share(figure="returned_share", hits=hits, of=cases, words=words, missing=FEW)
    yield Reading("former", float(cases), Unit.COUNT, cases)
    yield from by_side(table=table, done="returned")


MEASURE = Measure(
    name="win_back",
    question="How many former customers come back?",
    unit=Unit.SHARE,
    headline="returned_share",
    result=result,
    method="docs/methods/win_back.md",
    needs=(
        Need("deal.outcome|deal.stage", "which deals were won", BRING_DEALS),
        Need("deal.closed_at", "when deals ended", BRING_DEALS),
    ),
    evidence=evidence(kind="lapsed", title="Former customers, the latest first"),
    formula="customers that bought again in the agreed days ÷ customers that had gone without a "
    "purchase for the agreed days and the days in which touches count",
    settings={
        "crm": (
            "A CRM knows win-backs by a deal's type, where somebody chose it. Here a former "
            "customer is one who bought nothing for the agreed days, whatever the deal was "
            "called."
        ),
        "noun": "customer",
        "labels": {
            "returned_share": "Came back",
            "former": "Former customers",
            **labels(done="returned", what="Came back"),
        },
    },
)
