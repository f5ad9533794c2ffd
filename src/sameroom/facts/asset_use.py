"""A use of a piece of content."""

from sameroom.facts.table import Table, instant, integer, number, reference, text

KINDS = (
    "shared", "presented", "attached", "viewed", "downloaded",
    "liked", "bookmarked", "commented", "other",
)  # fmt: skip

TABLE = Table(
    "asset_use",
    "A use of a piece of content by one of us or by a buyer.",
    (
        reference("asset_id", "asset", "what was used", required=True),
        instant("occurred_at", "when it happened"),
        text("kind", "how", values=KINDS),
        reference("member_id", "member", "who of us used it"),
        reference("person_id", "person", "which buyer saw it"),
        reference("deal_id", "deal", "in which deal"),
        number("seconds", "for how long"),
        integer("pages", "how many pages were seen"),
    ),
)
