"""Says in the reader's language what the room's pure half and its jobs say in English."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from sameroom.webkit.templatetags.local import phrase
from sameroom.webkit.things import Thing

CAUSES = {
    "import": _("Exports were brought"),
    "demo": _("The invented company"),
    "nightly": _("Every night"),
    "by hand": _("Asked by hand"),
}
STEPS = {
    "Beginning": _("Beginning"),
    "Writing whom the record knows": _("Writing whom the record knows"),
    "Writing the words they are found by": _("Writing the words they are found by"),
    "Writing the timelines": _("Writing the timelines"),
    "Bringing the leads": _("Bringing the leads"),
    "Linking people to the record": _("Linking people to the record"),
    "Laying out the promises": _("Laying out the promises"),
    "Reading every part of the leads": _("Reading every part of the leads"),
}
NOUNS = {
    "company": _("Companies"),
    "person": _("Persons"),
    "colleague": _("Colleagues"),
    "lead": _("Leads"),
    "deal": _("Deals"),
    "change of stage": _("Changes of stage"),
    "marketing touch": _("Marketing touches"),
    "activity": _("Activities"),
    "campaign": _("Campaigns"),
    "spend": _("Days of spending"),
    "piece of content": _("Pieces of content"),
    "use of content": _("Uses of content"),
    "message": _("Messages"),
    "service case": _("Service cases"),
    "match decision": _("Decisions on matches"),
    "product": _("Products"),
}


def cause(name: str) -> str:
    """Say why the record was read anew."""
    return str(CAUSES.get(name, name))


def step(name: str) -> str:
    """Say what a refresh is doing."""
    return str(STEPS.get(name, name))


def noun(name: str) -> str:
    """Name the rows that the record holds."""
    return str(NOUNS.get(name, name.capitalize()))


def thing(one: Thing) -> Thing:
    """Say a thing to do in the reader's language, where the pure half wrote it in English."""
    if one.lang != "en":
        return one
    return replace(
        one, words=phrase(one.words), why=phrase(one.why), worth=phrase(one.worth), lang=""
    )
