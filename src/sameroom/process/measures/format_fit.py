"""Whether marketing pays for the way in which deals are really closed."""

from collections.abc import Iterator

import pyarrow as pa

from sameroom.measure import Context, Evidence, Gap, Measure, Need, Reading, Told, Unit, rows
from sameroom.process import fit

FACE = "face to face"
BRING_ACTS = (
    "The log of calls, mails, meetings and visits from your CRM, with their deal or person."
)


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell how far the money spent and the deals won are apart, by the way buyers are met."""
    laid = fit.sides(table=rows(moments))
    told = list(fit.tell(figure="format_distance", laid=laid, by="format", seed=context.seed))
    for each in told:
        yield each
        if isinstance(each, Reading) and each.part == (("format", FACE),):
            figure = "paid_share" if each.figure == "format_paid_share" else "won_share"
            yield Reading(figure, each.value, each.unit, each.count, each.interval)


MEASURE = Measure(
    name="format_fit",
    question="Do we pay for the way in which our deals are really closed?",
    unit=Unit.DISTANCE,
    headline="format_distance",
    result=result,
    method="docs/methods/format_fit.md",
    needs=(
        Need("spend.amount|campaign.budget", "what was spent on which channel", fit.BRING_SPEND),
        Need("activity.occurred_at", "what sales did, and when", BRING_ACTS),
    ),
    evidence=(
        Evidence(
            table="process_close",
            columns=("deal_id", "last_kind", "acts", "closed_at", "amount"),
            title="Deals won, with the last act of sales before the win",
            order="last_kind, closed_at desc, deal_id",
        ),
    ),
    gap=Gap(
        title="Met face to face: paid for, closed by",
        marketing="paid_share",
        sales="won_share",
        marketing_words="of marketing's money goes to meeting buyers face to face",
        sales_words="of deals won are closed by a visit, a meeting or a demo",
        who="Both: look at how the last ten deals were closed; move budget to what closed them.",
    ),
    formula="½ Σ |share of money spent − share of deals won|, over the ways buyers are met",
    settings={
        "noun": "deal",
        "labels": {
            "format_distance": "Apart",
            "chance": "How often chance alone shows as much",
            "format_paid_share": "Of the money spent",
            "format_won_share": "Of the deals won",
            "paid_share": "Money spent to meet face to face",
            "won_share": "Deals closed face to face",
        },
    },
)
