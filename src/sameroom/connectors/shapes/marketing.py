"""What marketing runs, makes and pays."""

from sameroom.connectors.shapes.parts import (
    DATES,
    KEYS,
    NUMBERS,
    REFERENCES,
    TEXTS,
    Field,
    Shape,
    field_of,
    reference_to,
)

SHAPES = (
    Shape(
        "campaign",
        ("campaign",),
        ("CAMPAIGN",),
        (
            field_of("campaign.source_id", "ID", KEYS, weight=0.3),
            field_of("campaign.name", "NAME|TITLE", TEXTS, weight=0.7),
            field_of("campaign.channel", "CHANNEL|MEDIUM|CHANNEL TYPE", TEXTS, weight=0.6),
            field_of("campaign.kind", "TYPE|CATEGORY", TEXTS, weight=0.3),
            field_of("campaign.status", "STATUS|STAGE", TEXTS, weight=0.3),
            field_of("campaign.starts_on", "START DATE|START|SENT DATE", DATES, weight=1.2),
            field_of("campaign.ends_on", "END DATE|END", DATES, weight=1.2),
            field_of(
                "campaign.budget",
                "BUDGET|BUDGET AMOUNT|BUDGET COST|EXPECTED COST",
                NUMBERS,
                weight=2,
            ),
            field_of("campaign.audience", "AUDIENCE|SEGMENT", TEXTS, weight=1),
            field_of("campaign.subject", "SUBJECT|EMAIL SUBJECT", TEXTS, weight=0.7),
        ),
        needs=("campaign.name", "campaign.source_id"),
    ),
    Shape(
        "touch",
        ("touch",),
        ("TOUCH", "EVENT"),
        (
            field_of("touch.source_id", "ID", KEYS, weight=0.2),
            field_of(
                "touch.occurred_at", "DATE|OCCURRED DATE|CREATE DATE|CREATE|ACTION DATE", DATES
            ),
            field_of(
                "touch.kind", "TYPE|ACTION|EVENT|EVENT NAME|EVENT ACTION|ACTION TYPE|NAME", TEXTS
            ),
            field_of("touch.channel", "CHANNEL|MEDIUM|SOURCE", TEXTS, weight=0.5),
            Field(
                "touch.person_id",
                (
                    "PERSON ID",
                    "PERSON EMAIL",
                    "EMAIL",
                    "PERSON",
                    "LEAD ID",
                    "CUSTOMER ID",
                    "LEAD EMAIL",
                    "CUSTOMER EMAIL",
                    "MEMBER ID",
                ),
                REFERENCES,
                (),
                1,
            ),
            reference_to("touch.account_id", "COMPANY", weight=0.2),
            reference_to("touch.campaign_id", "CAMPAIGN", weight=1.2),
            reference_to("touch.asset_id", "ASSET", weight=0.3),
            field_of(
                "touch.url", "WEB|LINK|PAGE|PAGE WEB|LANDING|LINK WEB", ("url", *TEXTS), weight=0.6
            ),
        ),
        needs=("touch.person_id", "touch.campaign_id"),
    ),
    Shape(
        "asset",
        ("asset",),
        ("ASSET",),
        (
            field_of("asset.source_id", "ID", KEYS, weight=0.3),
            field_of("asset.title", "TITLE|NAME|ASSET", TEXTS, weight=0.7),
            field_of("asset.kind", "TYPE|CATEGORY|FORM", TEXTS, weight=0.3),
            field_of(
                "asset.made_by_team", "MADE BY TEAM|MADE BY|TEAM|OWNER TEAM|CREATE BY TEAM", TEXTS
            ),
            field_of(
                "asset.made_at",
                "MADE DATE|CREATE DATE|CREATE|MADE|START DATE|START",
                DATES,
                weight=0.8,
            ),
            field_of("asset.retired_at", "RETIRED DATE|RETIRED|END DATE", DATES, weight=2),
            field_of(
                "asset.cost", "COST|COST AMOUNT|MADE COST|COST MADE|BUDGET", NUMBERS, weight=1
            ),
            field_of("asset.stage", "STAGE|SALES STAGE|LIFECYCLE", TEXTS, weight=0.5),
            field_of("asset.persona", "PERSONA|AUDIENCE", TEXTS, weight=1.5),
            field_of("asset.pain", "PAIN", TEXTS, weight=2),
            field_of("asset.meant_for", "MEANT|AUDIENCE", TEXTS, weight=0.7),
            field_of("asset.url", "WEB|LINK|LINK WEB", ("url", *TEXTS), weight=0.5),
        ),
        needs=("asset.title",),
    ),
    Shape(
        "asset_use",
        ("asset_use",),
        ("USE", "VIEWED"),
        (
            field_of("asset_use.source_id", "ID", KEYS, weight=0.2),
            reference_to("asset_use.asset_id", "ASSET", weight=2.5),
            field_of(
                "asset_use.occurred_at",
                "DATE|OCCURRED DATE|CREATE DATE|START DATE|EVENT DATE|SEEN DATE|VIEWED DATE",
                DATES,
            ),
            field_of("asset_use.kind", "TYPE|ACTION|EVENT|ACTION TYPE|EVENT TYPE", TEXTS),
            reference_to("asset_use.member_id", "MEMBER OWNER"),
            reference_to("asset_use.person_id", "PERSON CUSTOMER", weight=0.5),
            reference_to("asset_use.deal_id", "DEAL", weight=0.5),
            field_of("asset_use.seconds", "SECONDS|DURATION|DURATION SECONDS", NUMBERS, weight=1),
            field_of(
                "asset_use.pages", "PAGE|PAGE NUMBER|PAGE SEEN|PAGE VIEWED", NUMBERS, weight=1
            ),
        ),
        needs=("asset_use.asset_id",),
    ),
    Shape(
        "spend",
        ("spend",),
        (),
        (
            field_of("spend.source_id", "ID", KEYS, weight=0.1),
            field_of("spend.spent_on", "DATE|COST DATE|START DATE", DATES, weight=0.7),
            reference_to("spend.campaign_id", "CAMPAIGN", weight=0.5),
            field_of("spend.channel", "CHANNEL|SOURCE|MEDIUM", TEXTS, weight=0.5),
            field_of("spend.amount", "COST|COST AMOUNT|AMOUNT", NUMBERS, weight=2),
            field_of("spend.currency", "CURRENCY|CURRENCY CODE", ("words", "code"), weight=0.3),
            field_of("spend.impressions", "IMPRESSIONS|IMPRESSIONS NUMBER", NUMBERS, weight=2),
            field_of("spend.clicks", "CLICKS|CLICKS NUMBER", NUMBERS, weight=2),
        ),
        needs=("spend.amount",),
    ),
)
