"""What a person decided about two references: that they are the same, or that they are not."""

from sameroom.facts.table import Table, text

TABLE = Table(
    "match_decision",
    "A person's word on whether two references stand for the same account or person.",
    (
        text("noun", "what they are", values=("account", "person"), required=True),
        text("left_ref", "the one, as facts carry it", required=True),
        text("right_ref", "the other", required=True),
        text("decision", "the word", values=("same", "different"), required=True),
    ),
)
