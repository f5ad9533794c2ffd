"""Says what happened, and heads facts, in words."""

from typing import Protocol

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sameroom.webkit.called import called


class Dated(Protocol):
    """An entry of a timeline."""

    noun: str
    kind: str
    about: str
    stage: str


WHAT = {
    "email_sent": _("Mail sent"),
    "email_open": _("Mail opened"),
    "email_click": _("Link in a mail followed"),
    "email_bounce": _("Mail came back"),
    "unsubscribe": _("Unsubscribed"),
    "complaint": _("Complained about mail"),
    "visit": _("Visited the site"),
    "click": _("Clicked an advertisement"),
    "form": _("Filled in a form"),
    "event": _("Came to an event"),
    "badge_scan": _("Badge scanned at a fair"),
    "download": _("Downloaded"),
    "email": _("Mail written"),
    "call": _("Call"),
    "meeting": _("Meeting"),
    "visit_at": _("Visit"),
    "demo": _("Demo"),
    "proposal": _("Proposal"),
    "task": _("Task"),
    "note": _("Note"),
    "shared": _("Content shared"),
    "presented": _("Content presented"),
    "attached": _("Content attached"),
    "viewed": _("Content viewed"),
    "downloaded": _("Content downloaded"),
    "handed over": _("Handed over to sales"),
    "opened": _("Deal opened"),
    "won": _("Deal won"),
    "lost": _("Deal lost"),
}
MOVED = {
    "lead": _("Lead moved"),
    "deal": _("Deal moved"),
    "person": _("Stage changed"),
}
STAGES = {  # of the agreement
    "new": pgettext_lazy("stage", "new"),
    "handed_over": pgettext_lazy("stage", "handed over"),
    "accepted": pgettext_lazy("stage", "accepted"),
    "rejected": pgettext_lazy("stage", "rejected"),
    "recycled": pgettext_lazy("stage", "sent back for later"),
    "working": pgettext_lazy("stage", "being worked on"),
    "qualified": pgettext_lazy("stage", "qualified"),
    "disqualified": pgettext_lazy("stage", "closed"),
    "converted": pgettext_lazy("stage", "became a deal"),
    "customer": pgettext_lazy("stage", "customer"),
    "won": pgettext_lazy("stage", "won"),
    "lost": pgettext_lazy("stage", "lost"),
}
OUTCOMES = {
    "open": pgettext_lazy("deal", "open"),
    "won": pgettext_lazy("deal", "won"),
    "lost": pgettext_lazy("deal", "lost"),
}
HEADS = {
    "industry": _("Industry"),
    "employees": _("Employees"),
    "country": _("Country"),
    "region": _("Region"),
    "domain": _("Domain"),
    "name": _("Name"),
    "title": _("Job title"),
    "email": _("E-mail"),
    "persona": _("Persona"),
    "buying_role": _("Role in the purchase"),
    "amount": _("Amount"),
    "currency": _("Currency"),
    "outcome": _("Outcome"),
    "pipeline": _("Pipeline"),
    "product": _("Product"),
    "kind": _("Kind"),
    "stage": _("Stage"),
    "lost_reason": _("Why it was lost"),
    "account": _("Company"),
    "owner": _("Owner"),
    "consent": _("Consent"),
    "first_channel": _("First came by"),
    "lifecycle_stage": _("Stage"),
    "created_at": _("Opened"),
    "closed_at": _("Closed"),
    "annual_revenue": _("Revenue a year"),
}


def what(*, noun: str, kind: str) -> str:
    """Say what happened: "Mail opened", "Deal moved"."""
    if noun == "stage_change":
        return str(MOVED.get(kind, _("Stage changed")))
    if noun == "ticket":
        said = gettext("Service case: %(kind)s") if kind else gettext("Service case")
        return said % {"kind": kind}
    return str(WHAT.get(kind, kind.replace("_", " ").capitalize() or _("Something")))


def about(entry: Dated) -> str:
    """Say what it was about: a title as it stands, a stage behind "to".

    A stage has its agreed name, and beside it the word of its system where that is another; of open
    deals the word alone, which tells more.
    """
    if entry.noun != "stage_change" or not entry.about:
        return entry.about
    word = entry.about.replace("_", " ")
    is_open = entry.kind == "deal" and entry.stage == "open"
    agreed = str(STAGES.get("" if is_open else entry.stage, ""))
    if not agreed or word.casefold() in {agreed.casefold(), entry.stage.replace("_", " ")}:
        return gettext("to %(stage)s") % {"stage": agreed or word}
    return gettext("to %(stage)s (“%(word)s” in its system)") % {"stage": agreed, "word": word}


def head(name: str) -> str:
    """Head a fact: "first_channel" is "First came by"."""
    return str(HEADS.get(name, name.replace("_", " ").capitalize()))


def fact(name: str, said: str) -> str:
    """Say a fact: how a deal stands, and whose company it is, in words."""
    if name == "outcome":
        return outcome(said)
    return called(said, noun="account") if name == "account" else said


def outcome(name: str) -> str:
    """Say how a deal stands."""
    return str(OUTCOMES.get(name, name))
