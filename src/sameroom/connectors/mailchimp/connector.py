"""The card of Mailchimp: its tables by API names, and its audience export by labels."""

from sameroom.connectors.connector import Connector, KnownObject

_CAMPAIGN = KnownObject(
    "campaign",
    "campaign",
    {
        "id": "campaign.source_id",
        "title": "campaign.name",
        "type": "campaign.kind",
        "status": "campaign.status",
        "send_time": "campaign.starts_on",
        "segment_text": "campaign.audience",
        "subject_line": "campaign.subject",
        "_fivetran_deleted": "campaign.is_deleted",
    },
    ignore=(
        "create_time",
        "archive_url",
        "authenticate",
        "auto_footer",
        "auto_tweet",
        "clicktale",
        "content_type",
        "drag_and_drop",
        "fb_comments",
        "folder_id",
        "from_name",
        "list_id",
        "google_analytics",
        "inline_css",
        "long_archive_url",
        "reply_to",
        "segment_id",
        "template_id",
        "test_size",
        "timewarp",
        "to_name",
        "track_opens",
        "track_html_clicks",
    ),
    marks=("subject_line", "send_time", "archive_url"),
    constants=(("campaign.channel", "email"),),
)

_AUTOMATION = KnownObject(
    "automation",
    "campaign",
    {
        "id": "campaign.source_id",
        "title": "campaign.name",
        "status": "campaign.status",
        "start_time": "campaign.starts_on",
        "segment_text": "campaign.audience",
        "_fivetran_deleted": "campaign.is_deleted",
    },
    ignore=("create_time", "list_id", "segment_id", "trigger_settings"),
    marks=("trigger_settings", "start_time"),
    constants=(("campaign.channel", "email"), ("campaign.kind", "automation")),
)

_AUTOMATION_EMAIL = KnownObject(
    "automation_email",
    "campaign",
    {
        "id": "campaign.source_id",
        "title": "campaign.name",
        "status": "campaign.status",
        "start_time": "campaign.starts_on",
        "subject_line": "campaign.subject",
        "_fivetran_deleted": "campaign.is_deleted",
    },
    ignore=(
        "send_time",
        "archive_url",
        "automation_id",
        "create_time",
        "delay_action",
        "delay_type",
        "delay_amount",
        "from_name",
        "reply_to",
        "position",
        "template_id",
        "track_opens",
    ),
    marks=("automation_id", "delay_action", "subject_line"),
    constants=(("campaign.channel", "email"), ("campaign.kind", "automation")),
)


def _recipient(name: str, campaign: str) -> KnownObject:
    return KnownObject(
        name,
        "touch",
        {campaign: "touch.campaign_id", "member_id": "touch.person_id"},
        ignore=("list_id", "combination_id"),
        marks=(campaign, "member_id", "list_id"),
        constants=(("touch.kind", "email_sent"), ("touch.channel", "email")),
    )


def _activity(name: str, campaign: str) -> KnownObject:
    return KnownObject(
        name,
        "touch",
        {
            campaign: "touch.campaign_id",
            "member_id": "touch.person_id",
            "action": "touch.kind",
            "timestamp": "touch.occurred_at",
            "url": "touch.url",
        },
        ignore=("bounce_type", "combination_id", "ip", "list_id"),
        marks=(campaign, "member_id", "action", "timestamp"),
        constants=(("touch.channel", "email"),),
    )


_UNSUBSCRIBE = KnownObject(
    "unsubscribe",
    "touch",
    {
        "campaign_id": "touch.campaign_id",
        "member_id": "touch.person_id",
        "timestamp": "touch.occurred_at",
    },
    ignore=("list_id", "reason"),
    marks=("campaign_id", "member_id", "reason", "timestamp"),
    constants=(("touch.kind", "unsubscribe"), ("touch.channel", "email")),
)

_MEMBER = KnownObject(
    "member",
    "contact",
    {
        "id": "person.source_id",
        "email_address": "person.email",
        "merge_fname": "person.first_name",
        "merge_lname": "person.last_name",
        "country_code": "person.country",
        "timestamp_signup": "person.created_at",
    },
    ignore=(
        "list_id",
        "status",
        "dstoff",
        "email_client",
        "email_type",
        "gmtoff",
        "ip_opt",
        "ip_signup",
        "language",
        "last_changed",
        "latitude",
        "longitude",
        "member_rating",
        "timestamp_opt",
        "timezone",
        "unique_email_id",
        "vip",
    ),
    marks=("email_address", "unique_email_id", "timestamp_opt"),
)

_AUDIENCE = KnownObject(
    "audience export",
    "contact",
    {
        "Email Address": "person.email",
        "First Name": "person.first_name",
        "Last Name": "person.last_name",
        "Phone Number": "person.phone",
        "CC": "person.country",
        "OPTIN_TIME": "person.created_at",
        "LEID": "person.source_id",
    },
    ignore=(
        "MEMBER_RATING",
        "OPTIN_IP",
        "CONFIRM_TIME",
        "CONFIRM_IP",
        "LATITUDE",
        "LONGITUDE",
        "GMTOFF",
        "DSTOFF",
        "TIMEZONE",
        "REGION",
        "LAST_CHANGED",
        "EUID",
        "NOTES",
        "TAGS",
    ),
    marks=("Email Address", "LEID", "EUID"),
)


def _passed_over(name: str, marks: tuple[str, ...]) -> KnownObject:
    return KnownObject(
        name,
        "",
        ignore=("id", *marks),
        marks=marks,
        why="says how mails are grouped, not what happened",
    )


CONNECTOR = Connector(
    "mailchimp",
    "Mailchimp",
    (
        _CAMPAIGN, _AUTOMATION, _AUTOMATION_EMAIL, _MEMBER, _AUDIENCE, _UNSUBSCRIBE,
        _recipient("campaign_recipient", "campaign_id"),
        _recipient("automation_recipient", "automation_email_id"),
        _activity("campaign_recipient_activity", "campaign_id"),
        _activity("automation_recipient_activity", "automation_email_id"),
        _passed_over("list", ("beamer_address", "permission_reminder", "list_rating")),
        _passed_over("segment", ("list_id", "member_count", "name")),
        _passed_over("segment_member", ("segment_id", "member_id", "list_id")),
    ),
)  # fmt: skip
