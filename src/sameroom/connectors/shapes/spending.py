"""What marketing pays."""

from sameroom.connectors.shapes.parts import (
    DATES,
    KEYS,
    NUMBERS,
    WORDS,
    Shape,
    field_of,
    reference_to,
)

SHAPES = (
    Shape(
        "spend",
        ("spend",),
        (),
        (
            field_of("spend.source_id", "ID|CODE", KEYS, weight=0.1),
            field_of(
                "spend.spent_on",
                "DATE|COST DATE|START DATE|START|MADE DATE|BILLING DATE|FROM DATE|FROM",
                DATES,
                weight=0.7,
            ),
            reference_to("spend.campaign_id", "CAMPAIGN", weight=0.5),
            field_of(
                "spend.channel",
                "CHANNEL|UTM_MEDIUM|MEDIUM|SOURCE|CHANNEL NAME|CHANNEL TYPE|SOURCE MEDIUM|"
                "UTM_SOURCE",
                WORDS,
                weight=0.5,
            ),
            field_of(
                "spend.amount",
                "COST|COST AMOUNT|AMOUNT|CAMPAIGN COST|MARKETING COST|BUDGET COST|BILLING AMOUNT",
                NUMBERS,
                weight=2,
            ),
            field_of(
                "spend.currency",
                "CURRENCY|CURRENCY CODE|COST CURRENCY|CURRENCY NAME",
                ("words", "code"),
                weight=0.3,
            ),
            field_of(
                "spend.impressions",
                "IMPRESSIONS|IMPRESSIONS NUMBER|IMPRESSIONS AMOUNT",
                NUMBERS,
                weight=2,
            ),
            field_of(
                "spend.clicks", "CLICKS|CLICKS NUMBER|LINK CLICKS|CLICKS AMOUNT", NUMBERS, weight=2
            ),
        ),
        needs=("spend.amount",),
    ),
)
