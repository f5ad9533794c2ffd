"""What marketing runs and makes."""

from sameroom.connectors.shapes.parts import (
    DATES,
    KEYS,
    NUMBERS,
    REFERENCES,
    TEXTS,
    WORDS,
    Field,
    Shape,
    field_of,
    reference_to,
)

_LINKS = ("url", "domain", "words", "long_text")

SHAPES = (
    Shape(
        "campaign",
        ("campaign",),
        ("CAMPAIGN",),
        (
            field_of("campaign.source_id", "ID|CODE", KEYS, weight=0.3),
            field_of(
                "campaign.name",
                "NAME|TITLE|CAMPAIGN|CAMPAIGN NAME|CAMPAIGN TITLE",
                WORDS,
                weight=0.7,
                near="DESCRIPTION",
            ),
            field_of(
                "campaign.channel",
                "CHANNEL|MEDIUM|CHANNEL TYPE|SOURCE|MARKETING CHANNEL|CHANNEL NAME|CHANNEL MEDIUM",
                WORDS,
                weight=0.6,
            ),
            field_of("campaign.kind", "TYPE|CATEGORY|CAMPAIGN TYPE|TYPE NAME", TEXTS, weight=0.3),
            field_of("campaign.status", "STATUS|STAGE|STATE|ACTIVE", TEXTS, weight=0.3),
            field_of(
                "campaign.starts_on",
                "START DATE|START|SENT DATE|SENT|FROM|FROM DATE|EXPECTED START|DATE|MADE DATE|MADE",
                DATES,
                weight=1.2,
            ),
            field_of(
                "campaign.ends_on",
                "END DATE|END|TO|TO DATE|CLOSED DATE|EXPECTED END|COMPLETED DATE|CLOSED",
                DATES,
                weight=1.2,
            ),
            field_of(
                "campaign.budget",
                "BUDGET|BUDGET AMOUNT|BUDGET COST|EXPECTED COST|BUDGET EXPECTED",
                NUMBERS,
                weight=2,
                near="COST AMOUNT",
            ),
            field_of(
                "campaign.audience",
                "AUDIENCE|SEGMENT|AUDIENCE SEGMENT|AUDIENCE NAME|SEGMENT NAME|PERSONA|"
                "AUDIENCE PERSONA|AUDIENCE INDUSTRY|LIST|SENT TO|LIST NAME|AUDIENCE LIST",
                WORDS,
                weight=1,
            ),
            field_of(
                "campaign.subject",
                "SUBJECT|EMAIL SUBJECT|SUBJECT TITLE|BODY SUBJECT",
                WORDS,
                weight=0.7,
            ),
        ),
        needs=("campaign.name", "campaign.source_id"),
    ),
    Shape(
        "touch",
        ("touch",),
        ("TOUCH", "EVENT"),
        (
            field_of("touch.source_id", "ID|CODE", KEYS, weight=0.2),
            field_of(
                "touch.occurred_at",
                "DATE|OCCURRED DATE|CREATE DATE|CREATE|ACTION DATE|TOUCH DATE|EVENT DATE|"
                "ACTIVITY DATE|"
                "SUBMIT DATE"
                "|SENT DATE|START DATE|SEEN DATE|VISIT DATE|OCCURRED|START|SENT|SUBMIT|"
                "CLICKS DATE|OPENS DATE",
                DATES,
            ),
            field_of(
                "touch.kind",
                "TYPE|ACTION|EVENT|EVENT NAME|EVENT ACTION|ACTION TYPE|NAME|TOUCH TYPE|EVENT TYPE"
                "|ACTIVITY TYPE|ACTIVITY|TYPE NAME|TOUCH|ACTION NAME|STATUS|ACTION EVENT",
                TEXTS,
            ),
            field_of(
                "touch.channel",
                "CHANNEL|MEDIUM|UTM_MEDIUM|SOURCE|CHANNEL TYPE|SOURCE MEDIUM|TOUCH CHANNEL|"
                "UTM_SOURCE",
                WORDS,
                weight=0.5,
            ),
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
                    "PERSON NUMBER",
                    "CUSTOMER",
                    "LEAD",
                    "EMAIL TO",
                    "TO",
                ),
                REFERENCES,
                (),
                1,
            ),
            reference_to("touch.account_id", "COMPANY", weight=0.2),
            reference_to(
                "touch.campaign_id",
                "CAMPAIGN",
                weight=1.2,
                more="EMAIL CAMPAIGN|EVENT TITLE|EVENT NAME|EVENT ID|EVENT|MEETING ID|"
                "MEETING TITLE|SUBJECT",
            ),
            reference_to("touch.asset_id", "ASSET", weight=0.3, near="BODY FORM"),
            field_of(
                "touch.url",
                "WEB|LINK|PAGE|PAGE WEB|LANDING|LINK WEB|CLICKS WEB|LINK CLICKS|PAGE TITLE|"
                "LANDING WEB|PAGE LINK|LANDING PAGE",
                _LINKS,
                weight=0.6,
            ),
        ),
        needs=("touch.person_id", "touch.campaign_id"),
    ),
    Shape(
        "asset",
        ("asset",),
        ("ASSET",),
        (
            field_of("asset.source_id", "ID|CODE", KEYS, weight=0.3),
            field_of(
                "asset.title", "TITLE|NAME|ASSET|ASSET NAME|ASSET TITLE|SUBJECT", WORDS, weight=0.7
            ),
            field_of(
                "asset.kind", "TYPE|CATEGORY|FORM|ASSET TYPE|TYPE NAME|FILE TYPE", TEXTS, weight=0.3
            ),
            field_of(
                "asset.made_by_team",
                "MADE BY TEAM|MADE BY|TEAM|OWNER TEAM|CREATE BY TEAM|TEAM NAME|MADE TEAM|"
                "DEPARTMENT|BY TEAM|CREATE TEAM|BY|AUTHOR TEAM",
                WORDS,
            ),
            field_of(
                "asset.made_at",
                "MADE DATE|CREATE DATE|CREATE|MADE|START DATE|START|DATE|FIRST DATE",
                DATES,
                weight=0.8,
            ),
            field_of(
                "asset.retired_at", "RETIRED DATE|RETIRED|END DATE|END|CLOSED DATE", DATES, weight=2
            ),
            field_of(
                "asset.cost",
                "COST|COST AMOUNT|MADE COST|COST MADE|BUDGET|CREATE COST|AMOUNT",
                NUMBERS,
                weight=1,
            ),
            field_of(
                "asset.stage",
                "STAGE|SALES STAGE|LIFECYCLE|CUSTOMER STAGE|DEAL STAGE|PIPELINE STAGE|"
                "LIFECYCLE STAGE|MEANT STAGE",
                TEXTS,
                weight=0.5,
            ),
            field_of(
                "asset.persona",
                "PERSONA|AUDIENCE|AUDIENCE PERSONA|PERSONA NAME|MEANT PERSONA|ROLE",
                WORDS,
                weight=1.5,
                near="PERSON",
            ),
            field_of(
                "asset.pain",
                "PAIN|PAIN NAME|CUSTOMER PAIN",
                WORDS,
                near="SUBJECT CATEGORY REASON",
                weight=2,
            ),
            field_of(
                "asset.meant_for",
                "MEANT|AUDIENCE|MEANT AUDIENCE|MEANT TO|AUDIENCE TYPE|TO",
                WORDS,
                weight=0.7,
            ),
            field_of(
                "asset.url",
                "WEB|LINK|LINK WEB|ASSET WEB|PAGE WEB|LANDING WEB",
                _LINKS,
                weight=0.5,
            ),
        ),
        needs=("asset.title",),
    ),
    Shape(
        "asset_use",
        ("asset_use",),
        ("USE", "VIEWED"),
        (
            field_of("asset_use.source_id", "ID|CODE", KEYS, weight=0.2),
            reference_to("asset_use.asset_id", "ASSET", weight=2.5),
            field_of(
                "asset_use.occurred_at",
                "DATE|OCCURRED DATE|CREATE DATE|START DATE|EVENT DATE|SEEN DATE|VIEWED DATE"
                "|USE DATE|VIEWED|ACTION DATE|SENT DATE|CREATE|START|OCCURRED|SEEN",
                DATES,
            ),
            field_of(
                "asset_use.kind",
                "TYPE|ACTION|EVENT|ACTION TYPE|EVENT TYPE|USE TYPE|ACTIVITY TYPE|ACTIVITY|USE|"
                "EVENT NAME|ACTION NAME|CHANNEL",
                TEXTS,
            ),
            reference_to(
                "asset_use.member_id",
                "MEMBER OWNER",
                more="BY|VIEWED BY|SENT BY|USE BY|MADE BY|CREATE BY|SENDER|SALES MEMBER",
                near="VIEWED TEAM",
            ),
            reference_to(
                "asset_use.person_id",
                "PERSON CUSTOMER",
                weight=0.5,
                more="EMAIL|SENT TO|VIEWED TO|TO|AUDIENCE EMAIL|EMAIL TO|PERSON TO",
            ),
            reference_to("asset_use.deal_id", "DEAL", weight=0.5),
            field_of(
                "asset_use.seconds",
                "SECONDS|DURATION|DURATION SECONDS|DURATION MINUTES|MINUTES|SEEN SECONDS|"
                "VIEWED DURATION|SECONDS VIEWED|DURATION SEEN",
                (*NUMBERS, "duration"),
                weight=1,
            ),
            field_of(
                "asset_use.pages",
                "PAGE|PAGE NUMBER|PAGE SEEN|PAGE VIEWED|NUMBER PAGE VIEWED",
                NUMBERS,
                weight=1,
            ),
        ),
        needs=("asset_use.asset_id",),
    ),
)
