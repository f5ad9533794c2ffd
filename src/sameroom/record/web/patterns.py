"""The parts of the record's pages as the pattern page shows them: matches in all their states."""

from dataclasses import replace
from datetime import UTC, datetime

from sameroom.record.web.match_queries import FieldLine, MatchPage, PairView, Said, Side
from sameroom.webkit.patterns import Pattern

AT = datetime(2026, 7, 6, 8, tzinfo=UTC)
MATCH, PAIR, FOLLOW = "record/_match.html", "record/_pair.html", "record/_to_follow.html"


def list_patterns() -> tuple[Pattern, ...]:
    """Show a pair to decide on, one that somebody was faster with, none, and what waits."""
    pair = _pair()
    said = Said(1, pair.key, ("Acme GmbH", "Acme Works"), "one and the same", "Ruth Adler", AT,
                is_followed=False)  # fmt: skip
    kinds = (
        ("contradicts", "Joined, but the names differ", 1, 1), ("alike", "The same twice", 2, 1_300)
    )  # fmt: skip
    page = MatchPage("", pair, 3, 1, kinds, None, said, 2, is_read=True)
    spoken = replace(page, said=said, last=None)
    empty = replace(page, pair=None, kinds=(), open=0, later=0, last=None, to_follow=0)
    joined = replace(pair, is_joined=True, evidence=(), question="Are these really one company?")
    return (
        Pattern("one decision waits", FOLLOW, {"n": 1}),
        Pattern("several decisions wait", FOLLOW, {"n": 3}),
        Pattern("apart so far", PAIR, {"page": page, "pair": pair}),
        Pattern("joined so far", PAIR, {"page": page, "pair": joined}),
        Pattern("decided already", PAIR, {"page": spoken, "pair": pair}),
        Pattern("the queue", MATCH, {"page": page}),
        Pattern("somebody was first", MATCH, {"page": spoken, "is_late": True}),
        Pattern("nothing is left", MATCH, {"page": empty}),
        Pattern("none of a kind is left", MATCH, {"page": replace(empty, kind="alike")}),
        Pattern("nothing has been read", MATCH, {"page": replace(empty, is_read=False)}),
    )


def _pair() -> PairView:
    sides = (Side("crm", "crm:1", "accounts", ""), Side("", "tool:7", "accounts", ""))
    lines = (
        FieldLine("Name", "Acme GmbH", "Acme Works", "other"),
        FieldLine("Web domain", "acme.example", "acme.example", "same"),
        FieldLine("Industry", "Steel", "", "alone"),
    )
    return PairView(
        key="0" * 20, noun="account", question="Are these one company?",
        why="The search for probable matches was not sure enough to join them.",
        evidence=("Of a hundred pairs like this, about 62 would be one.", "the domain agrees"),
        is_joined=False, sides=sides, lines=lines,
    )  # fmt: skip
