"""Says of a pair why it is worth a look, and how much speaks for it."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sameroom.record.web.models import Word

FIELDS = {
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("E-mail address"),
    "domain": gettext_lazy("Web domain"),
    "title": gettext_lazy("Job title"),
    "company": gettext_lazy("Company"),
    "phone": gettext_lazy("Telephone"),
    "industry": gettext_lazy("Industry"),
    "employees": gettext_lazy("Employees"),
    "region": gettext_lazy("Region"),
    "country": gettext_lazy("Country"),
}
KINDS = {
    "contradicts": gettext_lazy("Joined, but the names differ"),
    "doubt": gettext_lazy("Perhaps the same"),
    "lead": gettext_lazy("Leads and their company"),
    "alike": gettext_lazy("The same name twice"),
}
RULES = {
    "same email": gettext_lazy("both have the e-mail address {value}"),
    "same domain": gettext_lazy("both have the web domain {value}"),
    "same name": gettext_lazy("both are called {value}"),
    "probable match": gettext_lazy("the search for probable matches found them"),
}
# What a row's own system joined is told as it told it, and is taken apart only there.
IN_ITS_SYSTEM = {
    "merged in its system": gettext_lazy("Merged in its own system; only there it can be undone."),
    "converted lead": gettext_lazy("A lead that became this contact in its own system."),
}
JOINED = {
    ("account", "own id"): gettext_lazy("The company has its id from this one."),
    ("person", "own id"): gettext_lazy("The person has their id from this one."),
    ("", "same email"): gettext_lazy("The same e-mail address: {value}"),
    ("", "same domain"): gettext_lazy("The same web domain: {value}"),
    ("", "same name"): gettext_lazy("The same name: {value}"),
    ("", "decided by a person"): gettext_lazy("Somebody decided that it belongs here."),
    ("", "probable match"): gettext_lazy("The search for probable matches found it."),
}


def joined(*, noun: str, rule: str, evidence: str) -> str:
    """Say in a sentence what made a row part of a company or a person."""
    words = IN_ITS_SYSTEM.get(rule) or JOINED.get((noun, rule)) or JOINED.get(("", rule))
    return str(words or rule).format(value=evidence)


def field(name: str) -> str:
    """Head a field."""
    return str(FIELDS.get(name, name))


def kind(name: str) -> str:
    """Name a kind of pairs."""
    return str(KINDS.get(name, name))


def word(name: str) -> str:
    """Say what was said of a pair."""
    return str(Word(name).label)


def decided(
    *, word: Word, is_own: bool, who: str, at: datetime, names: tuple[str, str]
) -> str:  # fmt: skip
    """Say in a sentence what was decided that the record has not followed yet."""
    told = {
        (True, True): _(
            "You joined {one} and {other} on {at}; the record follows at the next reading."
        ),
        (True, False): _(
            "You said on {at} that {one} and {other} are two different ones; "
            "the record follows at the next reading."
        ),
        (False, True): _(
            "{who} joined {one} and {other} on {at}; the record follows at the next reading."
        ),
        (False, False): _(
            "{who} said on {at} that {one} and {other} are two different ones; "
            "the record follows at the next reading."
        ),
    }[is_own, word == Word.SAME]
    when = date_format(timezone.localtime(at), "DATETIME_FORMAT")
    return told.format(who=who or _("A colleague"), one=names[0], other=names[1], at=when)


def question(*, noun: str, is_joined: bool) -> str:
    """Ask what is to be decided."""
    if noun == "account":
        return _("Are these really one company?") if is_joined else _("Are these one company?")
    return _("Are these really one person?") if is_joined else _("Are these one person?")


def why(*, kind: str, noun: str, evidence: Sequence[str]) -> str:
    """Say in a sentence why a pair is worth a look."""
    if kind == "asked":
        return _asked(evidence)
    if kind == "contradicts" and len(evidence) > 1:
        rule = str(RULES.get(evidence[0], RULES["probable match"])).format(value=evidence[1])
        return _(
            "They count as one because {rule}, but their names have no word in common."
        ).format(rule=rule)
    if kind == "lead":
        leads = int(evidence[0]) if evidence and evidence[0].isdigit() else 1
        return ngettext(
            "A lead names the one company, and its person belongs to the other.",
            "{n} leads name the one company, and their people belong to the other.",
            leads,
        ).format(n=leads)
    if kind == "alike":
        same_company = _("They have the same name and the same company, and nothing joins them.")
        return (
            same_company
            if noun == "person"
            else _("They have the same name, and nothing joins them.")
        )
    if kind == "doubt":
        return _("The search for probable matches was not sure enough to join them.")
    return _("Somebody spoke on them before.")


def _asked(evidence: Sequence[str]) -> str:
    if not evidence:
        return _("Somebody put them side by side. Nothing joins them so far.")
    if evidence[0] in RULES:
        rule = str(RULES[evidence[0]]).format(value=evidence[-1])
        return _("Somebody put them side by side. They count as one because {rule}.").format(
            rule=rule
        )
    return _("Somebody put them side by side. They count as one so far.")


def weight(*, likelihood: float | None, evidence: Sequence[str]) -> tuple[str, ...]:
    """Say how much speaks for a pair: of a hundred like it, how many are one, and by what."""
    if likelihood is None:
        return ()
    share = round(100 * likelihood)
    said = _("Of a hundred pairs like this, about {share} would be one.").format(
        share=min(max(share, 1), 99)
    )
    return (said, *(part.strip() for part in ", ".join(evidence).split(", ") if part.strip()))
