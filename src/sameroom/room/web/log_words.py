"""Says what the log adds to an act in its reader's language; the file keeps it as it stands."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from sameroom.room.web import wording
from sameroom.webkit import words

HEADS = {
    "act": _("Act"),
    "as": _("Ended as"),
    "because_of": _("Because of lead"),
    "bytes": _("Bytes"),
    "cause": _("Because of"),
    "clause": _("Clause"),
    "deadline": _("Deadline"),
    "dispute": _("Dispute"),
    "done": pgettext_lazy("log", "Done"),
    "ended": _("Ended"),
    "events": _("Events"),
    "files": _("Files"),
    "filter": _("Chosen"),
    "for": pgettext_lazy("log", "For"),
    "from": pgettext_lazy("log", "From"),
    "is_active": _("May come in"),
    "is_admin": _("Administers the room"),
    "is_asked": _("Asked of all"),
    "kept_aside": _("Kept aside"),
    "may_sign": _("May sign"),
    "member_id": _("In the record"),
    "messages": _("Messages"),
    "name": _("Name"),
    "noun": _("Of"),
    "number": _("Version of the agreement"),
    "owner": _("Owner"),
    "pause": _("Pause"),
    "promise": _("Promise"),
    "reason": _("Why"),
    "role": _("Role"),
    "rows": _("Rows"),
    "rule": _("Rule"),
    "run": _("Import run"),
    "says": _("Says"),
    "scopes": _("Scopes"),
    "sees": _("Sees"),
    "service": _("Chat"),
    "step": _("Step"),
    "taken_over_by": _("Taken over by"),
    "team": _("Team"),
    "to": pgettext_lazy("log", "To"),
    "tool": _("Tool"),
    "until": _("Until"),
    "why": _("Why"),
    "word": _("Said"),
}
STATES = {
    "waiting": pgettext_lazy("log", "waiting"),
    "accepted": pgettext_lazy("log", "accepted"),
    "rejected": pgettext_lazy("log", "rejected"),
    "recycled": pgettext_lazy("log", "sent back for later"),
    "qualified": pgettext_lazy("log", "qualified"),
    "disqualified": pgettext_lazy("log", "closed"),
    "deal": pgettext_lazy("log", "a deal"),
    "contested": pgettext_lazy("log", "contested"),
    "settled": pgettext_lazy("log", "settled"),
    "returned": pgettext_lazy("log", "back on its day"),
    "nobody": pgettext_lazy("log", "nobody"),
}
RULINGS = {
    "excuse": pgettext_lazy("log", "it does not count"),
    "count": pgettext_lazy("log", "it counts"),
    "uphold": pgettext_lazy("log", "the rejection stands"),
    "overturn": pgettext_lazy("log", "it goes back to sales"),
}
VALUES = {
    "from": STATES,
    "to": STATES,
    "says": RULINGS,
    "as": RULINGS,
    "word": {
        "same": pgettext_lazy("log", "one and the same"),
        "different": pgettext_lazy("log", "two different ones"),
        "later": pgettext_lazy("log", "not sure, later"),
    },
    "noun": {"account": pgettext_lazy("log", "company"), "person": pgettext_lazy("log", "person")},
    "role": {
        "member": pgettext_lazy("log", "member of the team"),
        "lead": pgettext_lazy("log", "leads the team"),
        "analyst": pgettext_lazy("log", "analyst"),
    },
    "sees": {
        "own": pgettext_lazy("log", "only their own"),
        "team": pgettext_lazy("log", "their team's"),
        "all": pgettext_lazy("log", "all"),
    },
    "promise": {
        "first_touch": pgettext_lazy("log", "first contact"),
        "disposition": pgettext_lazy("log", "decision"),
        "persistence": pgettext_lazy("log", "tried often enough"),
        "acceptance": pgettext_lazy("log", "leads that sales takes"),
        "completeness": pgettext_lazy("log", "complete leads"),
    },
    "act": {
        "remind": pgettext_lazy("log", "remind"),
        "notify": pgettext_lazy("log", "tell"),
        "reassign": pgettext_lazy("log", "give to somebody else"),
    },
    "done": {
        "reassigned": pgettext_lazy("log", "given to somebody else"),
        "reminded": pgettext_lazy("log", "reminded"),
        "notified": pgettext_lazy("log", "told"),
    },
    "taken_over_by": {"nobody yet": pgettext_lazy("log", "nobody yet")},
}


def detail(name: str, said: object) -> str:
    """Say what the log adds to an act; what people wrote, ids and numbers stay as they are."""
    return f"{HEADS.get(name, name)}: {_value(name, said)}"


def _value(name: str, said: object) -> str:
    if isinstance(said, bool):
        return pgettext("log", "yes") if said else pgettext("log", "no")
    text = str(said)
    if name == "cause":
        return wording.cause(text)
    if name in {"team", "for"}:
        return ", ".join(words.team(one) for one in text.split())
    return str(VALUES.get(name, {}).get(text, text)) or "–"
