"""A sales, service or support act."""

from sameroom.facts.table import Table, flag, instant, number, reference, text

KINDS = (
    "call",
    "email",
    "meeting",
    "visit",
    "demo",
    "proposal",
    "task",
    "note",
    "message",
    "other",
)
DIRECTIONS = ("outbound", "inbound", "internal")

TABLE = Table(
    "activity",
    "A sales, service or support act.",
    (
        instant("occurred_at", "when it happened"),
        text("kind", "what it was", values=KINDS),
        text("direction", "who turned to whom", values=DIRECTIONS),
        reference("member_id", "member", "who of us did it"),
        reference("person_id", "person", "with whom"),
        reference("account_id", "account", "with which company"),
        reference("lead_id", "lead", "for which handover case"),
        reference("deal_id", "deal", "for which deal"),
        number("minutes", "how long it took"),
        text("outcome", "how it ended"),
        text("subject", "what it was about"),
        flag("is_automatic", "sent by a machine, not by a human"),
    ),
)
