"""Who is who: which references stand for the same account or person, and why."""

from sameroom.facts.table import Table, text

NOUNS = ("account", "person")
RULES = (
    "own id", "same email", "same domain", "same name", "merged in its system",
    "converted lead", "email domain", "decided by a person", "not a company", "probable match",
)  # fmt: skip

TABLE = Table(
    "identity",
    "One reference resolved to one account or person, with the evidence.",
    (
        text("noun", "what is resolved", values=NOUNS, required=True),
        text("ref", "the reference as facts carry it", required=True),
        text("entity_id", "the one account or person it stands for", required=True),
        text("rule", "why", values=RULES),
        text("evidence", "the value that matched"),
    ),
)
