"""A piece of content."""

from sameroom.facts.member import TEAMS
from sameroom.facts.table import Table, instant, money, text

TABLE = Table(
    "asset",
    "A piece of content: case study, comparison, deck, page …",
    (
        text("title", "what it is called"),
        text("kind", "case study, comparison, deck, one-pager …"),
        text("made_by_team", "which team made it", values=TEAMS),
        instant("made_at", "when it went live"),
        instant("retired_at", "when it was taken out of use"),
        money("cost", "what it cost to make"),
        text("stage", "the stage of the sale it is for"),
        text("persona", "the persona it is for"),
        text("pain", "the pain it answers"),
        text("meant_for", "who is to use it: sales, buyers, partners …"),
        text("url", "where it lives"),
    ),
)
