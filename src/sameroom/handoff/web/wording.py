"""Says what the pages of the hand-over show in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from sameroom.handoff.web.models import Case

DID = {
    "email_sent": "was sent a mail", "email_open": "opened a mail",
    "email_click": "followed a link in a mail", "visit": "visited the site",
    "click": "clicked an advertisement", "form": "filled in a form", "event": "came to an event",
    "badge_scan": "had their badge scanned", "download": "downloaded",
    "unsubscribe": "unsubscribed", "complaint": "complained about mail",
}  # fmt: skip
STATES = {
    "waiting": "waits for sales", "accepted": "accepted", "rejected": "rejected",
    "recycled": "sent back for later", "qualified": "qualified", "disqualified": "closed",
    "deal": "became a deal", "contested": "rejected, and marketing contests it",
    "settled": "rejected, and settled", "returned": "back on its day",
}  # fmt: skip


def did(kind: str) -> str:
    """Say what the buyer did."""
    return DID.get(kind, kind.replace("_", " "))


def state(name: str) -> str:
    """Say where a lead is."""
    return STATES.get(name, name)


def attribute(name: str) -> str:
    """Name a condition of the ideal customer."""
    return name.replace("_", " ").capitalize()


def why(packet: Mapping[str, Any]) -> tuple[str, ...]:  # Any: what JSON holds
    """Say why a lead was handed over, as far as the record knows it."""
    found = []
    if packet.get("landing_page"):
        found.append(_("Came in by %(page)s") % {"page": packet["landing_page"]})
    if packet.get("score") is not None:
        found.append(_("Score %(score)s in its system") % {"score": f"{packet['score']:g}"})
    strong = [one for one in packet.get("acts", []) if one["kind"] in {"form", "badge_scan"}]
    if strong:
        about = f" “{strong[0]['about']}”" if strong[0]["about"] else ""
        found.append(f"{did(strong[0]['kind']).capitalize()}{about}")
    return tuple(found)


def warnings(case: Case) -> tuple[str, ...]:
    """Say what is odd about a lead, and what follows from it."""
    found = []
    if case.is_gone and case.merged_into:
        found.append(_("This lead was merged into another one. Decide that one; this one is over."))
    elif case.is_gone:
        found.append(_("The system it came from no longer has this lead: nothing can be decided."))
    if case.oddity == "no time":
        found.append(_("Nobody knows when it was handed over, so no clock runs; it stands last."))
    if case.oddity == "future":
        found.append(_("It says it was handed over in the future; its clock starts then."))
    if case.holder == "queue":
        found.append(_("A queue has it, not a person. Whoever accepts it takes it."))
    if case.holder == "nobody":
        found.append(_("Nobody has it yet. Whoever accepts it takes it."))
    if case.holder == "left":
        found.append(_("Its owner no longer works here. Give it to somebody, or take it."))
    if case.turn > 1:
        found.append(_("Handed over for the %(n)s. time.") % {"n": case.turn})
    return tuple(found)
