"""The parts of webhooks as the pattern page shows them."""

from dataclasses import replace
from datetime import UTC, datetime

from sameroom.webhooks.web.queries import HookLine, Message
from sameroom.webkit.patterns import Pattern

AT = datetime(2026, 7, 6, 8, tzinfo=UTC)
HOOK, SENDING = "webhooks/_hook.html", "webhooks/_sending.html"


def list_patterns() -> tuple[Pattern, ...]:
    """Show a webhook and a message to it, in all their states."""
    works = HookLine(1, "Our data warehouse", "https://hooks.example.com/room",
                     ("lead.accepted",), "Ruth", "on", None, "", AT, None, "", None)  # fmt: skip
    fails = replace(works, state="failing", failing_since=AT, failure="it answered 500")
    off = replace(works, state="off", off_at=AT, off_because="It answered that it is gone.")
    sent = Message(1, "lead.accepted", '{"type": "lead.accepted"}', "sent", AT, None, 1, "")
    again = replace(sent, state="waiting", next_at=AT, failure="it answered 500")
    given_up = replace(sent, state="given_up", tries=8, failure="it did not answer in time")
    return (
        Pattern("works", HOOK, {"one": works}),
        Pattern("never tried", HOOK, {"one": replace(works, worked_at=None)}),
        Pattern("fails", HOOK, {"one": fails}),
        Pattern("off", HOOK, {"one": off}),
        Pattern("arrived", SENDING, _sending(sent)),
        Pattern("waits", SENDING, _sending(replace(again, tries=0, failure=""))),
        Pattern("is tried again", SENDING, _sending(again)),
        Pattern("being sent", SENDING, _sending(replace(sent, state="sending"))),
        Pattern("given up", SENDING, _sending(given_up)),
        Pattern("called off", SENDING, _sending(replace(sent, state="called_off", tries=0))),
    )


def _sending(one: Message) -> dict[str, object]:
    return {"one": one, "is_on": True, "again_place": "#"}
