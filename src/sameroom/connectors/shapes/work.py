"""What people do and say."""

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

SHAPES = (
    Shape(
        "activity",
        ("activity",),
        ("ACTIVITY", "CALL", "MEETING", "TASK"),
        (
            field_of("activity.source_id", "ID|CODE", KEYS, weight=0.2),
            field_of(
                "activity.occurred_at",
                "DATE|OCCURRED DATE|START DATE|START|COMPLETED DATE|COMPLETED|ACTIVITY DATE|"
                "CALL DATE"
                "|SENT DATE|SENT|MEETING DATE|CREATE DATE|CREATE|EVENT DATE|OCCURRED",
                DATES,
                weight=0.7,
            ),
            field_of(
                "activity.kind",
                "TYPE|ACTIVITY|ACTION|ACTIVITY TYPE|CHANNEL|CATEGORY|ACTION TYPE|"
                "ACTIVITY NAME|MEDIUM|TYPE NAME|ACTIVITY CHANNEL",
                TEXTS,
            ),
            field_of(
                "activity.direction", "DIRECTION|CALL DIRECTION|ACTIVITY DIRECTION", WORDS, weight=2
            ),
            reference_to(
                "activity.member_id",
                "OWNER MEMBER",
                more="BY|CREATE BY|COMPLETED BY|MADE BY|ASSIGN TO|ASSIGN|SENDER|AUTHOR|CALL BY",
            ),
            Field(
                "activity.person_id",
                (
                    "PERSON ID",
                    "PERSON",
                    "PERSON EMAIL",
                    "PERSON NAME",
                    "CUSTOMER ID",
                    "TO",
                    "EMAIL",
                    "PERSON TO",
                    "CUSTOMER",
                    "EMAIL TO",
                ),
                REFERENCES,
                (),
                0.6,
            ),
            reference_to("activity.account_id", "COMPANY", weight=0.2),
            reference_to("activity.lead_id", "LEAD", weight=0.6),
            reference_to("activity.deal_id", "DEAL", weight=0.6),
            field_of(
                "activity.minutes",
                "DURATION|MINUTES|DURATION MINUTES|DURATION SECONDS|SECONDS|DURATION HOURS|"
                "CALL DURATION|CALL MINUTES|MEETING DURATION|ACTIVITY DURATION|CALL SECONDS|"
                "CALL DURATION SECONDS|CALL DURATION MINUTES",
                (*NUMBERS, "duration"),
                weight=1.5,
            ),
            field_of(
                "activity.outcome",
                "OUTCOME|CALL OUTCOME|MEETING OUTCOME|ACTIVITY OUTCOME|CALL STATUS|OUTCOME STATUS",
                TEXTS,
                weight=1,
                near="STATUS ANSWER",
            ),
            field_of(
                "activity.subject",
                "SUBJECT|TITLE|NAME|ACTIVITY NAME|ACTIVITY SUBJECT|SUBJECT TITLE|MEETING SUBJECT",
                WORDS,
                weight=0.4,
                near="DESCRIPTION",
            ),
            field_of(
                "activity.is_automatic",
                "AUTOMATIC|IS AUTOMATIC|SENT AUTOMATIC",
                ("flag",),
                weight=1,
                near="CAMPAIGN",
            ),
        ),
        needs=("activity.kind", "activity.occurred_at", "activity.minutes", "activity.direction"),
    ),
    Shape(
        "ticket",
        ("ticket",),
        ("TICKET",),
        (
            field_of("ticket.source_id", "ID|CODE", KEYS, weight=0.2),
            field_of(
                "ticket.opened_at",
                "CREATE DATE|CREATE|START DATE|START|DATE|SUBMIT DATE|SENT DATE",
                DATES,
                weight=0.5,
            ),
            field_of(
                "ticket.closed_at",
                "CLOSED DATE|CLOSED|END DATE|END|COMPLETED DATE|COMPLETED|OUTCOME DATE",
                DATES,
                weight=0.5,
            ),
            reference_to("ticket.account_id", "COMPANY"),
            reference_to("ticket.person_id", "PERSON CUSTOMER", more="EMAIL|CREATE BY|FROM|SENDER"),
            reference_to("ticket.member_id", "OWNER MEMBER", weight=0.3, more="ASSIGN|ASSIGN TO"),
            field_of(
                "ticket.category",
                "CATEGORY|TYPE|CATEGORY TYPE|TYPE NAME|CATEGORY NAME",
                TEXTS,
                weight=1,
                near="PRODUCT REASON",
            ),
            field_of("ticket.priority", "PRIORITY|PRIORITY NAME|PRIORITY TYPE", TEXTS, weight=2.5),
            field_of(
                "ticket.status", "STATUS|STAGE|PIPELINE STAGE|STATUS NAME|STATE", TEXTS, weight=0.4
            ),
            field_of("ticket.subject", "SUBJECT|NAME|TITLE|SUBJECT TITLE", WORDS, weight=0.5),
            field_of("ticket.body", "BODY|DESCRIPTION|BODY DESCRIPTION", WORDS, weight=0.5),
        ),
        needs=("ticket.priority", "ticket.body", "ticket.category", "ticket.status"),
    ),
    Shape(
        "message",
        ("message",),
        (),
        (
            field_of("message.source_id", "ID|CODE", KEYS, weight=0.2),
            field_of(
                "message.occurred_at",
                "DATE|OCCURRED DATE|SENT DATE|SENT|CREATE DATE|CREATE|MADE DATE",
                DATES,
                weight=0.7,
            ),
            field_of(
                "message.team",
                "TEAM|TEAM NAME|OWNER TEAM|DEPARTMENT|SENDER TEAM",
                WORDS,
                weight=0.5,
            ),
            field_of("message.channel", "CHANNEL|TYPE|MEDIUM|CHANNEL TYPE", TEXTS, weight=0.5),
            field_of("message.subject", "SUBJECT|TITLE", WORDS, weight=0.7),
            field_of("message.body", "BODY", ("long_text", *TEXTS), weight=3),
            reference_to(
                "message.person_id",
                "PERSON CUSTOMER",
                weight=0.5,
                more="TO|EMAIL|EMAIL TO|PERSON TO",
            ),
            reference_to("message.deal_id", "DEAL", weight=0.4),
            reference_to("message.campaign_id", "CAMPAIGN", weight=0.4),
            reference_to("message.asset_id", "ASSET", weight=0.2),
            reference_to("message.activity_id", "ACTIVITY", weight=0.2),
        ),
        needs=("message.body",),
    ),
)
