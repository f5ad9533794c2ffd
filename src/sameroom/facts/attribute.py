"""A further property of an account, a person, a lead or a deal: the open map, one row a value."""

from sameroom.facts.table import Table, reference, text

SUBJECTS = ("account", "person", "lead", "deal")

TABLE = Table(
    "attribute",
    "A property that has no column of its own, kept under the name its system gives it.",
    (
        text("subject", "what it describes", values=SUBJECTS, required=True),
        reference("subject_id", "subject", "which one it describes", required=True),
        text("name", "the property's name", required=True),
        text("content", "its value"),
    ),
)
