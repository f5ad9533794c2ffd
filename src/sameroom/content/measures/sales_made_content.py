"""How much of the content used in deals sales made itself."""

from collections.abc import Iterator

import pyarrow as pa

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
from sameroom.stats.intervals import wilson

LEAST = 20  # used pieces whose maker is known
MOST_UNKNOWN = 0.5
BRING = "A list of your content with the team or the person that made each piece."


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell the share of used content that sales made, and the share others made."""
    made = {str(row["team"]): int(row["pieces"]) for row in rows(moments)}
    unknown = made.pop("", 0)
    known, everything = sum(made.values()), sum(made.values()) + unknown
    figures = (
        ("sales_made_share", made.get("sales", 0)),
        ("made_by_others_share", known - made.get("sales", 0)),
    )
    for figure, hits in figures:
        if known < LEAST or unknown > MOST_UNKNOWN * everything:
            yield TooLittle(figure, Unit.SHARE, known, LEAST, _missing(known, unknown), BRING)
        else:
            sure = wilson(successes=hits, trials=known)
            yield Reading(figure, hits / known, Unit.SHARE, known, sure)
    if known >= LEAST:
        yield Reading("used_in_deals_share", 1.0, Unit.SHARE, known)


def _missing(known: int, unknown: int) -> str:
    if unknown <= known:
        return ""
    return f"Of {known + unknown:,} pieces used, the maker is known of only {known:,}."


MEASURE = Measure(
    name="sales_made_content",
    question="How much of the content used in deals did sales make itself?",
    unit=Unit.SHARE,
    headline="sales_made_share",
    result=result,
    method="docs/methods/sales_made_content.md",
    needs=(
        Need(
            "asset_use.asset_id",
            "which content is used",
            "A log of shares, presentations, views or downloads of your content.",
        ),
        Need("asset.made_by_team", "who made the content", BRING),
    ),
    evidence=(
        Evidence(
            table="sales_asset",
            columns=("asset_id", "title", "kind", "stage", "deals", "sales_uses", "made_at"),
            title="Content that sales made and used",
            where="made_by_team = 'sales' and is_used",
            order="sales_uses desc, asset_id",
            figure="sales_made_share",
        ),
    ),
    gap=Gap(
        title="Content used in deals, by who made it",
        marketing="made_by_others_share",
        sales="used_in_deals_share",
        marketing_words="of the content used in deals comes from marketing and others",
        sales_words="is what sales needed in deals; the rest it made itself",
        who="Marketing: look at what sales made, take over what works, and ask what was missing.",
    ),
    formula="pieces made by sales and used in deals, divided by all pieces used in deals whose "
    "maker is known",
    settings={
        "noun": "piece",
        "all": ("used_in_deals_share",),
        "labels": {
            "sales_made_share": "Made by sales",
            "made_by_others_share": "Made by marketing and others",
            "used_in_deals_share": "Used in deals",
        },
    },
)
