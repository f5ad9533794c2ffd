"""The parts of the hand-over as the pattern page shows them."""

from dataclasses import replace
from datetime import UTC, datetime

from sameroom.handoff.moves import State
from sameroom.handoff.web import wording
from sameroom.handoff.web.back_queries import Back
from sameroom.handoff.web.promise_page import PromiseLine, Tally, Week
from sameroom.handoff.web.queries import QueuePage, Waiting
from sameroom.handoff.web.ruled import Word
from sameroom.handoff.web.ways import Step, Way
from sameroom.webkit.patterns import Pattern

AT = datetime(2026, 7, 6, 8, tzinfo=UTC)


def list_patterns() -> tuple[Pattern, ...]:
    """Show an empty desk, a packet to decide, and a lead on its way back."""
    line = Waiting(1, "Rosa Klein", "Acme", "Spring fair", AT, "late", 1, "person", "You")
    page = QueuePage("mine", (("mine", 1),), (line,), 1, 0, 1, None, None, None, True, None, "")
    passed = ("Colleagues were away, had no room, missed the promise or have left.",)
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
    linked = {"case": {"account_name": "Acme", "campaign": "Spring fair", "note": ""},
              "offers": ("contest", "resubmit", "answer"), "state": "rejected",
              "reason_given": "Missing data"}  # fmt: skip
    return (
        Pattern("nothing on top", "handoff/_desk.html", {"page": page}),
        Pattern("to decide", "handoff/_packet.html", told),
        Pattern("rejected", "handoff/_back.html", {"one": back}),
        Pattern("asked by a mail's link", "handoff/_by_link.html", {"form": linked}),
        Pattern("what both leads said", "handoff/_words.html", {"words": _words()}),
        Pattern("a promise", "handoff/_promise_line.html", {"line": _a_promise()}),
        *_of_readings(),
    )


def _words() -> tuple[Word, ...]:
    told = (("marketing", "count", "She had asked to wait.", "Ada", False),
            ("marketing", "excuse", "She had asked to wait, and the mail is there.", "Ada", True),
            ("sales", "excuse", "So it was.", "You", True))  # fmt: skip
    return tuple(
        Word(team, ruling, note, by, AT, counts,
             wording.ruled(team=team, ruling=ruling, counts=counts))
        for team, ruling, note, by, counts in told
    )  # fmt: skip


def _a_promise() -> PromiseLine:
    tally = Tally(kept=41, missed=9, open=3, paused=1, excused=1)
    return PromiseLine(
        "first_touch", "First contact", "A human turns to each lead within 8 working hours", 90,
        tally, (Week(AT.date(), tally),), (("sales", tally),),
    )  # fmt: skip


def _of_readings() -> tuple[Pattern, ...]:
    picture = {
        "title": "Leads still without an answer", "svg": "", "columns": ("After", "Left"),
        "rows": (("8 h", "51 %"),), "legend": (("fare-promise", "promised"),),
    }  # fmt: skip
    card = {
        "key": "speed", "title": "How long does a lead wait for sales?", "measure": "speed_to_lead",
        "sentence": "Half of the leads wait longer than 8 working hours.",
        "sure": "surely between 7 and 9", "trend": "No clear change since May 2026.",
        "untold": (("Nobody was tried again.", "An export of calls."),),
        "losses": ({"about": "about €97,000", "ranged": "", "words": "414 leads too late"},),
        "lists": (("Leads answered too late", "late"),), "pictures": (picture,),
    }  # fmt: skip
    by = {"name": "team", "label": "Owned by", "every": "All teams", "value": "sales",
          "choices": (("sales", "Sales"), ("marketing", "Marketing"))}  # fmt: skip
    chosen = {"is_all": False, "query": "team=sales", "team": "sales"}
    page = {"filters": (by,), "chosen": chosen, "cards": (card,), "leads": 1_428}
    return (
        Pattern("a question, answered", "handoff/_fare_card.html", {"card": card, "page": page}),
        Pattern("which leads", "handoff/_fare_filters.html", {"page": page}),
    )
