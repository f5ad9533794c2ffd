"""Whether the channels that marketing pays for are those that deals come from."""

from collections.abc import Iterator

import pyarrow as pa

from sameroom.measure import Context, Evidence, Measure, Need, Told, Unit, rows
from sameroom.process import fit


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell how far the money spent and the deals won are apart, channel by channel."""
    laid = fit.sides(table=rows(moments))
    yield from fit.tell(figure="channel_distance", laid=laid, by="channel", seed=context.seed)


MEASURE = Measure(
    name="channel_fit",
    question="Do deals come by the channels that we pay for?",
    unit=Unit.DISTANCE,
    headline="channel_distance",
    result=result,
    method="docs/methods/channel_fit.md",
    needs=(
        Need("spend.amount|campaign.budget", "what was spent on which channel", fit.BRING_SPEND),
        Need("deal.closed_at|stage_change.changed_at", "when a deal was won", fit.BRING_WINS),
    ),
    evidence=(
        Evidence(
            table="process_close",
            columns=("deal_id", "channel", "closed_at", "amount"),
            title="Deals won, with the channel they came by",
            order="channel, closed_at desc, deal_id",
        ),
    ),
    formula="½ Σ |share of money spent − share of deals won|, over channels",
    settings={
        "crm": (
            "A CRM reports deals by lead source, and the budget stands elsewhere. Here the share "
            "of the money is held against the share of the deals won, channel by channel."
        ),
        "noun": "deal",
        "labels": {
            "channel_distance": "Apart",
            "chance": "How often chance alone shows as much",
            "channel_paid_share": "Of the money spent",
            "channel_won_share": "Of the deals won",
        },
    },
)
