"""The people we sell to, and us: contacts, leads, colleagues."""

from sameroom.connectors.shapes.parts import (
    DATES,
    KEYS,
    NAMES,
    NUMBERS,
    REFERENCES,
    SOURCE,
    TEXTS,
    WORDS,
    Shape,
    created,
    field_of,
    gone,
    owner,
    reference_to,
    who,
)

_PERSON = (
    field_of("person.source_id", "ID|CODE", KEYS, weight=0.5),
    *who("person"),
    field_of("person.title", "TITLE|TITLE NAME", WORDS, weight=1.2),
    field_of(
        "person.phone",
        "PHONE|PHONE NUMBER|MOBILE PHONE|MOBILE|MOBILE NUMBER",
        ("phone", "integer", "words", "code"),
        weight=0.6,
    ),
    field_of("person.buying_role", "ROLE|DEAL ROLE|ROLE TYPE|PERSON ROLE", WORDS),
    field_of(
        "person.persona",
        "PERSONA|PERSONA NAME|PERSONA TYPE|PERSON PERSONA",
        WORDS,
        near="AUDIENCE SEGMENT",
    ),
    field_of(
        "person.country",
        "COUNTRY|COUNTRY NAME|COUNTRY CODE|MAILING COUNTRY|STREET COUNTRY",
        WORDS,
        weight=0.4,
    ),
    field_of(
        "person.region",
        "STATE|STATE REGION|MAILING STATE|REGION|CITY|MAILING CITY|CITY STATE|PLACE|STATE CODE",
        WORDS,
        weight=0.3,
    ),
    field_of(
        "person.lifecycle_stage",
        "LIFECYCLE|LIFECYCLE STAGE|LIFECYCLE STATUS",
        WORDS,
        weight=2,
        near="STAGE STATUS TYPE",
    ),
    field_of(
        "person.has_consent",
        "EMAIL MARKETING CONSENT|EMAIL CONSENT|CONSENT|MARKETING CONSENT|UNSUBSCRIBE|"
        "EMAIL UNSUBSCRIBE|UNSUBSCRIBE STATUS|SIGNUP STATUS|CAMPAIGN CONSENT|CONSENT STATUS|"
        "MARKETING STATUS|EMAIL MARKETING STATUS|EMAIL STATUS|SIGNUP|EMAIL SIGNUP|NOT CONSENT|"
        "CAMPAIGN UNSUBSCRIBE|CAMPAIGN STATUS|MARKETING EMAIL|NOT EMAIL|REFUSED|EMAIL REFUSED",
        ("flag", "consent"),
        near="UNSUBSCRIBE",
    ),
    reference_to("person.account_id", "COMPANY", also="lead.account_id"),
)

_LEAD = (
    field_of("lead.status", "STATUS|QUALIFIED STATUS|STAGE|SALES STATUS|OUTCOME", TEXTS, weight=1),
    field_of(
        "lead.status_reason",
        "STATUS REASON|DISQUALIFIED REASON|LOST REASON|REASON|CLOSED REASON|OUTCOME REASON|"
        "NOT QUALIFIED REASON",
        WORDS,
    ),
    field_of(
        "lead.score",
        "SCORE|SCORE NUMBER|MARKETING SCORE|LEAD SCORE|SCORE AMOUNT",
        (*NUMBERS, "words"),
        weight=0.7,
    ),
    field_of("lead.channel", SOURCE, NAMES, also="person.first_channel", weight=0.8),
    field_of(
        "lead.landing_page",
        "LANDING|LANDING WEB|LANDING ID|FORM|LANDING PAGE|FORM NAME|SUBMIT FORM|FIRST PAGE|"
        "PAGE|PAGE WEB|CREATE FORM|CONVERT PAGE|PAGE LINK|LANDING LINK",
        (),
        weight=1,
    ),
    created("lead.created_at", also="person.created_at"),
    field_of(
        "lead.handed_over_at",
        "HANDOVER DATE|HANDOVER|SALES HANDOVER DATE|SALES HANDOVER|SENT SALES|SENT SALES DATE",
        DATES,
        weight=2,
        near="QUALIFIED LIFECYCLE SALES",
    ),
    field_of(
        "lead.assigned_at",
        "ASSIGN DATE|ASSIGN|OWNER ASSIGN DATE|OWNER DATE|OWNER CHANGE DATE|SALES ASSIGN DATE",
        DATES,
        weight=1,
    ),
    field_of(
        "lead.converted_at",
        "CONVERT DATE|CONVERT|DEAL DATE|DEAL CREATE DATE|QUALIFIED CONVERT DATE",
        DATES,
        weight=2,
    ),
    field_of("lead.return_at", "RECYCLE DATE|RECYCLE|LEAD RECYCLE DATE", DATES, weight=1),
    field_of("lead.is_converted", "CONVERT|IS CONVERT|DEAL CONVERT", ("flag",), weight=2),
    reference_to("lead.campaign_id", "CAMPAIGN"),
    field_of(
        "lead.person_id", "PERSON ID|PERSON|CUSTOMER ID|PERSON NUMBER", REFERENCES, weight=0.4
    ),
    reference_to("lead.deal_id", "DEAL"),
    owner("lead.owner_id", also="person.owner_id"),
)

_CONTACT_ONLY = (
    field_of("person.first_channel", SOURCE, NAMES, also="lead.channel", weight=0.5),
    created("person.created_at", also="lead.created_at"),
    owner("person.owner_id", also="lead.owner_id"),
)

SHAPES = (
    Shape(
        "contact",
        ("person",),
        ("PERSON", "CUSTOMER"),
        (
            *_PERSON,
            *_CONTACT_ONLY,
            *gone("person"),
            field_of("lead.status", "LEAD STATUS|STATUS|QUALIFIED STATUS", TEXTS, weight=1),
            field_of(
                "lead.score", "LEAD SCORE|SCORE|MARKETING SCORE", (*NUMBERS, "words"), weight=0.4
            ),
            field_of(
                "lead.handed_over_at",
                "HANDOVER DATE|HANDOVER|SALES HANDOVER|SALES HANDOVER DATE|LEAD QUALIFIED DATE",
                DATES,
            ),
        ),
        needs=("person.email", "person.first_name", "person.last_name", "person.phone"),
    ),
    Shape(
        "lead",
        ("lead", "person"),
        ("LEAD", "PERSON"),
        (
            field_of("lead.source_id", "ID|CODE", KEYS, also="person.source_id", weight=0.5),
            *(field for field in _PERSON if field.target != "person.source_id"),
            *_LEAD,
        ),
        needs=(
            "lead.status",
            "lead.channel",
            "lead.is_converted",
            "lead.handed_over_at",
            "lead.landing_page",
            "lead.converted_at",
        ),
    ),
    Shape(
        "member",
        ("member",),
        ("MEMBER", "OWNER"),
        (
            field_of("member.source_id", "ID|CODE", KEYS, weight=0.3),
            *(f for f in who("member") if f.target != "member.name"),
            field_of(
                "member.name",
                "NAME|FULL NAME|OWNER|MEMBER|PERSON NAME|MEMBER NAME|OWNER NAME|PERSON",
                WORDS,
                weight=0.7,
            ),
            field_of(
                "member.team",
                "TEAM|TEAM NAME|DEPARTMENT|SALES TEAM|DEPARTMENT NAME",
                WORDS,
                weight=1,
            ),
            field_of("member.region", "REGION|STATE|PLACE|REGION PLACE|CITY", WORDS, weight=0.3),
            reference_to("member.manager_id", "MANAGER", weight=1.2, more="PARENT MEMBER"),
            field_of(
                "member.is_active",
                "ACTIVE|STATUS|ACTIVE STATUS",
                ("flag", "words"),
                near="DELETED",
                weight=0.6,
            ),
            field_of("member.calendar", "CALENDAR", TEXTS, weight=0.5),
        ),
        needs=("member.email", "member.first_name", "member.manager_id", "member.team"),
    ),
)
