"""A text that reached somebody."""

from sameroom.facts.member import TEAMS
from sameroom.facts.table import Table, instant, reference, text

TABLE = Table(
    "message",
    "A text that reached somebody: ad, page, mail, call note.",
    (
        instant("occurred_at", "when it reached them"),
        text("team", "which team said it", values=TEAMS),
        text("channel", "by which channel"),
        text("subject", "its subject line"),
        text("body", "what it says"),
        reference("person_id", "person", "whom it reached"),
        reference("deal_id", "deal", "in which deal"),
        reference("campaign_id", "campaign", "from which campaign"),
        reference("asset_id", "asset", "from which piece of content"),
        reference("activity_id", "activity", "in which act"),
    ),
)
