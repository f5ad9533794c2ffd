"""What people do and say."""

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
        "activity",
        ("activity",),
        ("ACTIVITY", "CALL", "MEETING", "TASK"),
        (
            field_of("activity.source_id", "ID", KEYS, weight=0.2),
            field_of(
                "activity.occurred_at",
                "DATE|OCCURRED DATE|START DATE|START|COMPLETED DATE|CREATE DATE|CREATE",
                DATES,
                weight=0.7,
            ),
            field_of("activity.kind", "TYPE|ACTIVITY|ACTION|ACTIVITY TYPE", TEXTS),
            field_of("activity.direction", "DIRECTION|CALL DIRECTION", TEXTS, weight=2),
            reference_to("activity.member_id", "OWNER MEMBER"),
            Field(
                "activity.person_id",
                ("PERSON ID", "PERSON", "PERSON EMAIL", "PERSON NAME", "CUSTOMER ID"),
                REFERENCES,
                (),
                0.6,
            ),
            reference_to("activity.account_id", "COMPANY", weight=0.2),
            reference_to("activity.lead_id", "LEAD", weight=0.6),
            reference_to("activity.deal_id", "DEAL", weight=0.6),
            field_of(
                "activity.minutes",
                "DURATION|MINUTES|DURATION MINUTES|DURATION SECONDS|SECONDS",
                NUMBERS,
                weight=1.5,
            ),
            field_of("activity.outcome", "OUTCOME|CALL OUTCOME|MEETING OUTCOME", TEXTS, weight=1),
            field_of("activity.subject", "SUBJECT|TITLE|NAME", TEXTS, weight=0.4),
            field_of("activity.is_automatic", "AUTOMATIC|IS AUTOMATIC", ("flag",), weight=1),
        ),
        needs=("activity.kind", "activity.occurred_at", "activity.minutes", "activity.direction"),
    ),
    Shape(
        "ticket",
        ("ticket",),
        ("TICKET",),
        (
            field_of("ticket.source_id", "ID", KEYS, weight=0.2),
            field_of("ticket.opened_at", "CREATE DATE|CREATE|START DATE", DATES, weight=0.5),
            field_of("ticket.closed_at", "CLOSED DATE|CLOSED|END DATE", DATES, weight=0.5),
            reference_to("ticket.account_id", "COMPANY"),
            reference_to("ticket.person_id", "PERSON CUSTOMER"),
            reference_to("ticket.member_id", "OWNER", weight=0.3),
            field_of("ticket.category", "CATEGORY|TYPE", TEXTS, weight=1),
            field_of("ticket.priority", "PRIORITY", TEXTS, weight=2.5),
            field_of("ticket.status", "STATUS|STAGE|PIPELINE STAGE", TEXTS, weight=0.4),
            field_of("ticket.subject", "SUBJECT|NAME|TITLE", TEXTS, weight=0.5),
            field_of("ticket.body", "BODY|DESCRIPTION", TEXTS, weight=0.5),
        ),
        needs=("ticket.priority", "ticket.body", "ticket.category", "ticket.status"),
    ),
    Shape(
        "message",
        ("message",),
        (),
        (
            field_of("message.source_id", "ID", KEYS, weight=0.2),
            field_of(
                "message.occurred_at", "DATE|OCCURRED DATE|CREATE DATE|CREATE", DATES, weight=0.7
            ),
            field_of("message.team", "TEAM", TEXTS, weight=0.5),
            field_of("message.channel", "CHANNEL|TYPE", TEXTS, weight=0.5),
            field_of("message.subject", "SUBJECT", TEXTS, weight=0.7),
            field_of("message.body", "BODY", ("long_text", *TEXTS), weight=3),
            reference_to("message.person_id", "PERSON", weight=0.5),
            reference_to("message.deal_id", "DEAL", weight=0.4),
            reference_to("message.campaign_id", "CAMPAIGN", weight=0.4),
        ),
        needs=("message.body",),
    ),
)
