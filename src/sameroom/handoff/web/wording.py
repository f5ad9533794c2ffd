"""Says what the pages of the hand-over show in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sameroom.handoff import moves
from sameroom.handoff.web.models import Case
from sameroom.room.web.api import Clauses
from sameroom.webkit.templatetags.local import phrase

DID = {
    "email_sent": gettext_lazy("was sent a mail"),
    "email_open": gettext_lazy("opened a mail"),
    "email_click": gettext_lazy("followed a link in a mail"),
    "visit": gettext_lazy("visited the site"),
    "click": gettext_lazy("clicked an advertisement"),
    "form": gettext_lazy("filled in a form"),
    "event": gettext_lazy("came to an event"),
    "badge_scan": gettext_lazy("had their badge scanned"),
    "download": gettext_lazy("downloaded"),
    "unsubscribe": gettext_lazy("unsubscribed"),
    "complaint": gettext_lazy("complained about mail"),
}
STATES = {
    "waiting": gettext_lazy("waits for sales"),
    "accepted": gettext_lazy("accepted"),
    "rejected": gettext_lazy("rejected"),
    "recycled": gettext_lazy("sent back for later"),
    "qualified": gettext_lazy("qualified"),
    "disqualified": gettext_lazy("closed"),
    "deal": gettext_lazy("became a deal"),
    "contested": gettext_lazy("rejected, and marketing contests it"),
    "settled": gettext_lazy("rejected, and settled"),
    "returned": gettext_lazy("back on its day"),
}
COMPANY = {  # what a packet tells of a company
    "Industry": gettext_lazy("Industry"),
    "Employees": gettext_lazy("Employees"),
    "Country": gettext_lazy("Country"),
    "Region": gettext_lazy("Region"),
    "Site": gettext_lazy("Site"),
}
LACKING = (  # what the pure rules say is missing (`moves.lacks`), to be translated when shown
    gettext_lazy("Say why, so that marketing can put it right."),
    gettext_lazy("Choose what kind of reason it is."),
    gettext_lazy("Say on which day it is to come back."),
    gettext_lazy("The day must lie ahead."),
    gettext_lazy("Say what must have changed by then."),
    gettext_lazy("Say it in a sentence; the other team reads it."),
)
SAID = {  # what is said for a team about what both leads settle
    "excuse": gettext_lazy("it does not count"),
    "count": gettext_lazy("it counts"),
    "uphold": gettext_lazy("the rejection stands"),
    "overturn": gettext_lazy("it goes back to sales"),
}
REASONS = (  # the listed reasons (`moves.REASONS`); kept in English, so that they can be counted
    gettext_lazy("Duplicate lead"),
    gettext_lazy("Already a customer"),
    gettext_lazy("Open deal exists"),
    gettext_lazy("Wrong territory"),
    gettext_lazy("No contact details"),
    gettext_lazy("Missing information"),
    gettext_lazy("Not our customer"),
    gettext_lazy("Wrong industry"),
    gettext_lazy("Wrong role"),
)


def did(kind: str) -> str:
    """Say what the buyer did."""
    return str(DID.get(kind, kind.replace("_", " ")))


def state(name: str) -> str:
    """Say where a lead is."""
    return str(STATES.get(name, name))


def lacking(words: str) -> str:
    """Say in the reader's language what is missing in what was told with a move."""
    return _(words)


def choose() -> str:
    """Ask for a choice of what is to be done."""
    return _("Choose what is to be done.")


def reason(words: str) -> str:
    """Say a listed reason in the reader's language, and one in own words as it stands."""
    return _(words) if words in {one for _family, one in moves.REASONS} else words


def listed_reasons() -> tuple[tuple[str, str], ...]:
    """List family and words of the reasons to choose from, in the reader's language."""
    return tuple((family, reason(words)) for family, words in moves.REASONS)


def attribute(name: str) -> str:
    """Name a condition of the ideal customer."""
    plain = name.replace("_", " ").capitalize()
    return str(COMPANY.get(plain, plain))


def fact(head: str) -> str:
    """Name a property of a company, which a packet keeps in English."""
    return str(COMPANY.get(head, head))


def amount(told: str) -> str:
    """Write an amount of euros, which a packet keeps by their code, as other pages do."""
    return phrase(told.replace("EUR\N{NO-BREAK SPACE}", "€"))


def why(packet: Mapping[str, Any]) -> tuple[str, ...]:  # Any: what JSON holds
    """Say why a lead was handed over, as far as the record knows it."""
    found = []
    if packet.get("landing_page"):
        found.append(_("Came in by %(page)s") % {"page": packet["landing_page"]})
    if packet.get("score") is not None:
        found.append(_("Score %(score)s in its system") % {"score": f"{packet['score']:g}"})
    strong = [one for one in packet.get("acts", []) if one["kind"] in {"form", "badge_scan"}]
    if strong:
        what, about = capfirst(did(strong[0]["kind"])), strong[0]["about"]
        quoted = _("%(what)s “%(about)s”") % {"what": what, "about": about}
        found.append(quoted if about else what)
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
    if case.state == "waiting" and case.handed_over_at and not (
        case.due_at or case.decide_by or case.is_touched or case.paused_at
    ):  # fmt: skip
        found.append(_("Nothing falls due: the agreement has no working hours for its promises."))
    if case.turn > 1:
        found.append(_("Handed over for the %(n)s. time.") % {"n": case.turn})
    return tuple(found)


PROMISES = {
    "first_touch": gettext_lazy("First contact"),
    "disposition": gettext_lazy("Decision"),
    "persistence": gettext_lazy("Tried often enough"),
    "acceptance": gettext_lazy("Leads that sales takes"),
    "completeness": gettext_lazy("Complete leads"),
}
STANDINGS = {
    "kept": gettext_lazy("kept"),
    "missed": gettext_lazy("missed"),
    "open": gettext_lazy("still open"),
    "paused": gettext_lazy("paused"),
    "excused": gettext_lazy("excused"),
    "untold": gettext_lazy("cannot be told"),
}
STEPS = {
    ("remind", "owner"): gettext_lazy("its owner is reminded"),
    ("remind", "sales lead"): gettext_lazy("the lead of sales is reminded"),
    ("remind", "both leads"): gettext_lazy("the leads of both teams are reminded"),
    ("notify", "owner"): gettext_lazy("its owner is told"),
    ("notify", "sales lead"): gettext_lazy("the lead of sales is told"),
    ("notify", "both leads"): gettext_lazy("the leads of both teams are told"),
    ("reassign", "owner"): gettext_lazy("it is given to the lead of sales"),
    ("reassign", "sales lead"): gettext_lazy("it is given to the lead of sales"),
    ("reassign", "both leads"): gettext_lazy("it is given to the lead of sales; both leads hear"),
}
LACKING_IN_PAUSE = (  # what `promises.lacks_in_pause` says, to be translated when shown
    gettext_lazy("Say what the buyer asked for; both teams read it."),
    gettext_lazy("That is more than three months. Send the lead back for later instead."),
)
ODDITIES = {
    "no time for the first contact": gettext_lazy(
        "The calendar of the first contact has no working time, so it never falls due. Give it "
        "working hours in the agreement."
    ),
    "no time for the decision": gettext_lazy(
        "The calendar of the decision has no working time, so it never falls due. Give it "
        "working hours in the agreement."
    ),
    "decision before first contact": gettext_lazy(
        "By its calendar the decision can fall due before the first contact. Both clocks run as "
        "agreed: a lead can be in time for one and late for the other."
    ),
}


def promise(name: str) -> str:
    """Name a promise."""
    return str(PROMISES.get(name, name))


def standing(name: str) -> str:
    """Say how a promise stands."""
    return str(STANDINGS.get(name, name))


def step(*, act: str, whom: str, promise: str) -> str:
    """Say what is done at a step, and about which promise."""
    said = {"promise": PROMISES.get(promise, promise), "step": STEPS.get((act, whom), act)}
    return _("%(promise)s: %(step)s") % said


def oddity(name: str) -> str:
    """Say what in the promises cannot be kept or contradicts the other."""
    return str(ODDITIES.get(name, name))


def dispute(*, ended_as: str, reason: str) -> str:
    """Say how a dispute stands."""
    if ended_as == "excuse":
        return _("Disputed, and excused: %(reason)s") % {"reason": reason}
    if ended_as == "count":
        return _("Disputed, and it counts: %(reason)s") % {"reason": reason}
    return _("Disputed, and waits for the leads' word: %(reason)s") % {"reason": reason}


def ruled(*, team: str, ruling: str, counts: bool) -> str:
    """Say for which team a word was said on what both leads settle, and what it is."""
    said = SAID.get(ruling, ruling)
    if not counts:  # the same team said another one after it
        return (_("Said for sales before: %(what)s.") if team == "sales"
                else _("Said for marketing before: %(what)s.")) % {"what": said}  # fmt: skip
    return (_("Said for sales: %(what)s.") if team == "sales"
            else _("Said for marketing: %(what)s.")) % {"what": said}  # fmt: skip


def unknown_fields(fields: tuple[str, ...]) -> str:
    """Say that leads are not known to have what they are promised to carry."""
    return _(
        "Leads are promised to carry what the record has no field for, so nobody can tell whether "
        "they are complete: %(fields)s."
    ) % {"fields": ", ".join(fields)}


def terms(*, promise: str, clauses: Clauses) -> str:
    """Say what was promised, in a sentence."""
    promises = clauses.promises
    if promise == "first_touch":
        said = _("A human turns to each lead within %(n)s working hours")
        return said % {"n": f"{promises.first_touch.within_hours:g}"}
    if promise == "disposition":
        said = _("Each lead is accepted, rejected or sent back within %(n)s working hours")
        return said % {"n": f"{promises.disposition.within_hours:g}"}
    if promise == "persistence":
        said = _("Who does not answer is tried %(n)s times in %(days)s days")
        return said % {"n": promises.persistence.attempts, "days": promises.persistence.days}
    if promise == "acceptance":
        return _("Leads handed over are such that sales can take them")
    fields = ", ".join(promises.completeness.fields)
    return _("Each lead brings along: %(fields)s") % {"fields": fields}
