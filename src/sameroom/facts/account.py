"""A company."""

from sameroom.facts.table import Table, integer, money, reference, text

TABLE = Table(
    "account",
    "A company we sell to, or might.",
    (
        text("name", "the company's name"),
        text("domain", "its web domain, without www"),
        text("industry", "what it does"),
        integer("employees", "how many people work there"),
        money("annual_revenue", "what it earns in a year"),
        text("country", "where it is, as an English country name or ISO code"),
        text("region", "state, province or sales region"),
        text("phone", "its telephone number"),
        reference("owner_id", "member", "who of us owns it"),
        reference("merged_into_id", "account", "the account that replaced it in its own system"),
    ),
)
