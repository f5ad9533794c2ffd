"""One of us."""

from sameroom.facts.table import Table, flag, reference, text

TEAMS = ("sales", "marketing", "service", "support", "management")

TABLE = Table(
    "member",
    "One of us: who sells, markets, serves, supports or leads.",
    (
        text("name", "their name"),
        text("email", "their address, lower case"),
        text("team", "the team they belong to", values=TEAMS),
        text("calendar", "the working calendar of the agreement that they follow"),
        text("region", "their office or territory"),
        reference("manager_id", "member", "who leads them"),
        flag("is_active", "whether they still work here"),
    ),
)
