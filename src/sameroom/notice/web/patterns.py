"""The parts of notices as the pattern page shows them."""

from dataclasses import replace
from datetime import UTC, datetime

from sameroom.notice.web.choice_queries import Chat
from sameroom.notice.web.queries import InboxPage, Line
from sameroom.webkit.patterns import Pattern

AT = datetime(2026, 7, 6, 8, tzinfo=UTC)
DUE = datetime(2026, 7, 6, 16, tzinfo=UTC)
LINE, CHAT = "notice/_line.html", "notice/_chat.html"


def list_patterns() -> tuple[Pattern, ...]:
    """Show a thing in an inbox, a chat, and the way to the inbox, in all their states."""
    new = Line(1, "A lead waits for you: Rosa Klein, Acme", "She asked for a price.", "#", AT, DUE,
               False, False, False, "Accept", "#")  # fmt: skip
    late = replace(new, is_late=True)
    read = replace(new, why="", due_at=None, is_read=True, button="", act_href="")
    settled = replace(late, is_late=False, is_read=True, is_settled=True, button="", act_href="")
    works = Chat(1, "Sales channel", "Slack", "Sales", AT, "")
    fails = replace(works, name="Mine", team="", failure="the chat answered 404")
    return (
        Pattern("not read, with a deadline", LINE, _line(new)),
        Pattern("late", LINE, _line(late)),
        Pattern("read", LINE, _line(read)),
        Pattern("settled", LINE, _line(settled)),
        Pattern("of a team, works", CHAT, _chat(works)),
        Pattern("of one's own, fails", CHAT, _chat(fails)),
        Pattern("never tried", CHAT, _chat(replace(works, worked_at=None))),
        Pattern("to the inbox", "notice/_way.html"),
    )


def _line(one: Line) -> dict[str, object]:
    return {"one": one, "page": InboxPage((one,), 1, only_unread=False, before=None, after=None)}


def _chat(one: Chat) -> dict[str, object]:
    return {"one": one, "try_place": "#", "remove_place": "#"}
