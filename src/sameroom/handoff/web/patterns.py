"""The parts of the hand-over as the pattern page shows them."""

from dataclasses import replace
from datetime import UTC, datetime

from sameroom.handoff.moves import State
from sameroom.handoff.web import wording
from sameroom.handoff.web.queries import Back, QueuePage, Waiting
from sameroom.handoff.web.ways import Step, Way
from sameroom.webkit.patterns import Pattern

AT = datetime(2026, 7, 6, 8, tzinfo=UTC)


def list_patterns() -> tuple[Pattern, ...]:
    """Show an empty desk, a packet to decide, and a lead on its way back."""
    line = Waiting(1, "Rosa Klein", "Acme", "Spring fair", AT, "late", 1, "person", "You")
    page = QueuePage("mine", (("mine", 1),), (line,), 1, 1, None, None, None, True, None, "")
    passed = ("2 colleagues were away.",)
    step = Step(
        AT, "rule", "Rule “Germany”: it was your turn.", passed, "", 1, "Rosa Klein", "Acme"
    )
    way = Way((step,), f"{step.words} {passed[0]}", may_give=True, read_owner="")
    owned = replace(page, way=way)
    may = {"accept", "reject"}
    packet = {"case_id": 1, "state": State.WAITING, "who": "Rosa Klein", "may": may}
    told = {"page": owned, "packet": packet, "reasons": wording.listed_reasons()}
    back = Back(1, "Rosa Klein", "Acme", "Spring fair", "rejected", "clerical", "Missing data", "",
                "", "Sales", AT, None, "", "", "")  # fmt: skip
    return (
        Pattern("nothing on top", "handoff/_desk.html", {"page": page}),
        Pattern("to decide", "handoff/_packet.html", told),
        Pattern("rejected", "handoff/_back.html", {"one": back}),
    )
