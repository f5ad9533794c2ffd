"""A marketing interaction."""

from sameroom.facts.table import Table, instant, reference, text

KINDS = (
    "targeted",
    "impression",
    "click",
    "visit",
    "form",
    "email_sent",
    "email_open",
    "email_click",
    "email_bounce",
    "unsubscribe",
    "complaint",
    "event",
    "badge_scan",
    "download",
    "social",
    "other",
)

TABLE = Table(
    "touch",
    "A marketing interaction with a person or an account.",
    (
        instant("occurred_at", "when it happened"),
        text("channel", "the channel it came by"),
        text("kind", "what it was", values=KINDS),
        reference("person_id", "person", "who was touched"),
        reference("account_id", "account", "the company that was touched"),
        reference("campaign_id", "campaign", "the campaign it belongs to"),
        reference("asset_id", "asset", "the content it showed"),
        text("url", "the page or link"),
    ),
)
