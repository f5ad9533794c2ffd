"""What is sold, to whom, and how it moves."""

from sameroom.connectors.shapes.parts import (
    DATES,
    KEYS,
    NUMBERS,
    REFERENCES,
    SOURCE,
    TEXTS,
    WORDS,
    Field,
    Shape,
    created,
    field_of,
    gone,
    owner,
    reference_to,
)

SHAPES = (
    Shape(
        "account",
        ("account",),
        ("COMPANY", "CUSTOMER"),
        (
            field_of("account.source_id", "ID|CODE", KEYS, weight=0.5),
            field_of(
                "account.name", "NAME|COMPANY|COMPANY NAME|FULL NAME|TITLE", WORDS, weight=0.8
            ),
            field_of(
                "account.domain",
                "DOMAIN|WEB|EMAIL DOMAIN|COMPANY DOMAIN|DOMAIN NAME|LINK|WEB NAME",
                ("domain", "url"),
                weight=1.5,
            ),
            field_of(
                "account.industry",
                "INDUSTRY|SEGMENT|INDUSTRY NAME|INDUSTRY TYPE|INDUSTRY SEGMENT",
                WORDS,
                weight=2,
            ),
            field_of(
                "account.employees",
                "EMPLOYEES|EMPLOYEES NUMBER|SIZE|COMPANY SIZE|MEMBER NUMBER|EMPLOYEES SIZE",
                (*NUMBERS, "code", "words"),
                weight=2,
            ),
            field_of(
                "account.annual_revenue",
                "ANNUAL REVENUE|REVENUE|REVENUE AMOUNT|ANNUAL AMOUNT|EXPECTED REVENUE|"
                "EXPECTED ANNUAL REVENUE|ANNUAL SALES",
                NUMBERS,
                weight=2,
            ),
            field_of(
                "account.country",
                "COUNTRY|BILLING COUNTRY|COUNTRY CODE|COUNTRY NAME|COMPANY COUNTRY|MAILING COUNTRY|"
                "STREET COUNTRY",
                WORDS,
                weight=0.4,
            ),
            field_of(
                "account.region",
                "STATE|REGION|STATE REGION|BILLING STATE|SALES REGION|STATE CODE",
                WORDS,
                weight=0.4,
            ),
            field_of(
                "account.phone",
                "PHONE|PHONE NUMBER|COMPANY PHONE|MOBILE PHONE",
                ("phone", "integer", "words"),
                weight=0.5,
            ),
            owner("account.owner_id"),
            *gone("account"),
        ),
        needs=("account.name", "account.domain"),
    ),
    Shape(
        "deal",
        ("deal",),
        ("DEAL",),
        (
            field_of("deal.source_id", "ID|CODE", KEYS, weight=0.5),
            field_of("deal.name", "NAME|TITLE|SUBJECT", WORDS, weight=0.5, near="DESCRIPTION"),
            reference_to("deal.account_id", "COMPANY CUSTOMER"),
            reference_to("deal.person_id", "PERSON", more="CUSTOMER PERSON"),
            reference_to("deal.lead_id", "LEAD"),
            owner("deal.owner_id"),
            reference_to("deal.campaign_id", "CAMPAIGN"),
            field_of(
                "deal.amount",
                "AMOUNT|DEAL AMOUNT|CLOSED AMOUNT|EXPECTED AMOUNT|REVENUE"
                "|EXPECTED REVENUE|AMOUNT NUMBER|SIZE|SALES AMOUNT|ANNUAL AMOUNT",
                NUMBERS,
                weight=2,
                near="COST BUDGET ANNUAL",
            ),
            field_of(
                "deal.currency",
                "CURRENCY|CURRENCY CODE|AMOUNT CURRENCY|CURRENCY NAME",
                ("words", "code"),
                weight=0.7,
            ),
            created("deal.created_at"),
            field_of("deal.created_at", "START DATE", DATES, weight=0.3),
            field_of(
                "deal.closed_at",
                "CLOSED DATE|CLOSED|WON DATE|LOST DATE|WON LOST|CLOSED WON DATE"
                "|OUTCOME DATE|END DATE|EXPECTED CLOSED DATE|EXPECTED CLOSED|EXPECTED DATE"
                "|WON LOST DATE",
                DATES,
                weight=2,
            ),
            field_of(
                "deal.stage",
                "STAGE|STAGE NAME|SALES STAGE|PIPELINE STAGE|STATUS|DEAL STAGE|DEAL STATUS",
                TEXTS,
                weight=2,
            ),
            field_of(
                "deal.outcome",
                "OUTCOME|DEAL OUTCOME|WON LOST|CLOSED STATUS|OUTCOME STATUS",
                TEXTS,
                weight=1,
            ),
            field_of("deal.is_closed", "CLOSED|IS CLOSED", ("flag",), weight=1.5),
            field_of("deal.is_won", "WON|IS WON|CLOSED WON|DEAL WON", ("flag",), weight=1.5),
            field_of(
                "deal.lost_reason",
                "LOST REASON|CLOSED LOST REASON|REASON|CLOSED REASON|STATUS REASON|"
                "OUTCOME REASON|WON LOST REASON|DISQUALIFIED REASON",
                WORDS,
                weight=2,
            ),
            field_of(
                "deal.pipeline",
                "PIPELINE|PIPELINE NAME|SALES PIPELINE|PIPELINE ID|PIPELINE TYPE",
                TEXTS,
                weight=1,
            ),
            field_of(
                "deal.product",
                "PRODUCT|PRODUCT NAME|ACTIVE PRODUCT|PRODUCT FAMILY|PRODUCT ID|"
                "PRODUCT CATEGORY|PRODUCT TYPE|FAMILY",
                TEXTS,
                weight=0.5,
            ),
            field_of(
                "deal.kind", "TYPE|DEAL TYPE|CATEGORY|SALES TYPE|TYPE NAME", TEXTS, weight=0.3
            ),
            field_of("deal.channel", SOURCE, WORDS, weight=0.3),
            field_of(
                "deal.probability",
                "PROBABILITY|WON PROBABILITY|PROBABILITY PERCENT|CLOSED PROBABILITY|"
                "STAGE PROBABILITY|WON PERCENT|CLOSED PERCENT|EXPECTED PROBABILITY|PERCENT",
                NUMBERS,
                weight=2,
            ),
            *gone("deal"),
        ),
        needs=("deal.amount", "deal.stage", "deal.outcome", "deal.is_won", "deal.closed_at"),
    ),
    Shape(
        "product",
        ("product",),
        ("PRODUCT",),
        (
            field_of("product.source_id", "ID|CODE|PRODUCT CODE", KEYS, weight=0.3),
            field_of("product.name", "NAME|PRODUCT", WORDS, weight=0.7),
            field_of("product.family", "FAMILY|CATEGORY|PRODUCT CATEGORY|TYPE", WORDS, weight=0.4),
            field_of(
                "product.price",
                "AMOUNT|SALES AMOUNT|LIST AMOUNT|COST|UNIT AMOUNT",
                NUMBERS,
                weight=0.8,
            ),
            field_of("product.is_active", "ACTIVE|ACTIVE STATUS|STATUS", ("flag",), weight=0.4),
        ),
        needs=("product.name",),
    ),
    Shape(
        "stage_change",
        ("stage_change",),
        ("RECORD",),
        (
            field_of(
                "stage_change.source_id",
                "ID|CHANGE ID|HISTORY ID|NUMBER|EVENT ID|ACTIVITY ID",
                KEYS,
                weight=0.2,
            ),
            Field(
                "stage_change.subject_id",
                (
                    "DEAL ID",
                    "LEAD ID",
                    "DEAL",
                    "LEAD",
                    "PERSON ID",
                    "RECORD ID",
                    "PERSON",
                    "RECORD",
                    "LEAD NUMBER",
                    "DEAL NUMBER",
                    "RECORD NUMBER",
                    "DEAL NAME",
                ),
                KEYS,
                (),
                1,
            ),
            field_of(
                "stage_change.from_stage",
                "OLD STAGE|FROM STAGE|FROM|OLD AMOUNT|OLD STATUS|OLD|FROM STATUS|"
                "OLD LIFECYCLE|FROM LIFECYCLE|LAST STAGE|FROM AMOUNT",
                TEXTS,
                weight=2,
            ),
            field_of(
                "stage_change.to_stage",
                "NEW STAGE|TO STAGE|STAGE|TO|NEW AMOUNT|NEW STATUS|NEW|STATUS|TO STATUS|"
                "NEW LIFECYCLE|TO LIFECYCLE|STAGE NAME|NEXT STAGE|TO AMOUNT",
                TEXTS,
                weight=1.5,
            ),
            field_of(
                "stage_change.changed_at",
                "CHANGE DATE|DATE|CREATE DATE|MODIFY DATE|CHANGE|OCCURRED DATE|MODIFY"
                "|STAGE DATE|START DATE|CHANGE|HISTORY DATE|STATUS DATE|START|NEW DATE|CREATE",
                DATES,
                weight=1,
            ),
            field_of(
                "stage_change.changed_by_id",
                "CHANGE BY|BY|MEMBER|MEMBER ID|CREATE BY ID|CREATE BY|OWNER|CHANGE BY ID|MODIFY BY"
                "|CHANGE MEMBER|CHANGE BY MEMBER|CREATE BY MEMBER|OWNER ID|MEMBER NAME|"
                "CHANGE OWNER|MEMBER EMAIL",
                REFERENCES,
                weight=0.5,
            ),
            field_of("stage_change.subject", "RECORD TYPE|TYPE|RECORD NAME", WORDS, weight=0.3),
            field_of(
                "stage_change.reason",
                "REASON|CHANGE REASON|LOST REASON|STATUS REASON|DISQUALIFIED REASON|STAGE REASON",
                WORDS,
                weight=0.5,
            ),
        ),
        needs=("stage_change.to_stage",),
    ),
)
