"""A campaign."""

from sameroom.facts.table import Table, date, money, text

TABLE = Table(
    "campaign",
    "What marketing runs towards an audience.",
    (
        text("name", "what it is called"),
        text("channel", "the channel it runs on"),
        text("kind", "what sort of campaign it is"),
        text("status", "planned, running, ended …, in its system's own words"),
        date("starts_on", "its first day"),
        date("ends_on", "its last day"),
        money("budget", "what it may cost"),
        text("audience", "whom it aims at"),
        text("subject", "its subject line or headline"),
    ),
)
