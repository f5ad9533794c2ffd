"""The parts of the hand-over as the pattern page shows them."""

from datetime import UTC, datetime

from sameroom.handoff.moves import State
from sameroom.handoff.web import wording
from sameroom.handoff.web.queries import Back, QueuePage, Waiting
from sameroom.webkit.patterns import Pattern

AT = datetime(2026, 7, 6, 8, tzinfo=UTC)


def list_patterns() -> tuple[Pattern, ...]:
    """Show an empty desk, a packet to decide, and a lead on its way back."""
    line = Waiting(1, "Rosa Klein", "Acme", "Spring fair", AT, "late", 1, "person", "You")
    page = QueuePage("mine", (("mine", 1),), (line,), 1, 1, None, None, None, True, None, "")
    may = {"accept", "reject"}
    packet = {"case_id": 1, "state": State.WAITING, "who": "Rosa Klein", "may": may}
    told = {"page": page, "packet": packet, "reasons": wording.listed_reasons()}
    back = Back(1, "Rosa Klein", "Acme", "Spring fair", "rejected", "clerical", "Missing data", "",
                "", "Sales", AT, None, "", "", "")  # fmt: skip
    return (
        Pattern("nothing on top", "handoff/_desk.html", {"page": page}),
        Pattern("to decide", "handoff/_packet.html", told),
        Pattern("rejected", "handoff/_back.html", {"one": back}),
    )
