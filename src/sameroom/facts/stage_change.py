"""A move of a lead or a deal."""

from sameroom.facts.table import Table, instant, integer, reference, text

SUBJECTS = ("lead", "deal", "person")
REASON_FAMILIES = ("procedural", "clerical", "definitional", "disqualified", "timing", "other")

TABLE = Table(
    "stage_change",
    "A move of a lead, a deal or a person from one stage to the next.",
    (
        text("subject", "what moved", values=SUBJECTS, required=True),
        reference("subject_id", "subject", "which one moved", required=True),
        text("from_stage", "the stage it left, in its system's own words"),
        text("to_stage", "the stage it entered, in its system's own words"),
        instant("changed_at", "when it moved"),
        integer("position", "its place in its case, where the source keeps the order of events"),
        reference("changed_by_id", "member", "who moved it"),
        text("reason_family", "for rejections and recycles", values=REASON_FAMILIES),
        text("reason", "for rejections and recycles, in the seller's words"),
    ),
)
