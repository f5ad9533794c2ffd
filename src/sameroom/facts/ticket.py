"""A service or support case."""

from sameroom.facts.table import Table, instant, reference, text

TABLE = Table(
    "ticket",
    "A service or support case.",
    (
        instant("opened_at", "when it was opened"),
        instant("closed_at", "when it was closed"),
        reference("account_id", "account", "for which company"),
        reference("person_id", "person", "for whom"),
        reference("member_id", "member", "who of us has it"),
        text("category", "what it is about"),
        text("priority", "how urgent it is"),
        text("status", "its state now"),
        text("subject", "its title"),
        text("body", "what was said"),
    ),
)
