"""Says in the reader's language what the room's pure half and its jobs say in English."""

from dataclasses import replace
from functools import cache

from django.utils.translation import gettext_lazy as _

from sameroom.engines.catalog import list_measures
from sameroom.webkit.templatetags.local import phrase
from sameroom.webkit.things import Thing

CAUSES = {
    "import": _("Exports were brought"),
    "demo": _("The invented company"),
    "nightly": _("Every night"),
    "by hand": _("Asked by hand"),
    "agreement": _("Another agreement holds"),
    "acts": _("Leads were decided here"),
    "erasing": _("Somebody was erased"),
    "undo": _("An import was undone"),
}
STEPS = {  # in the order in which they are taken
    "Beginning": _("Beginning"),
    "Writing whom the record knows": _("Writing whom the record knows"),
    "Writing the words they are found by": _("Writing the words they are found by"),
    "Writing which rows they are made of": _("Writing which rows they are made of"),
    "Writing the timelines": _("Writing the timelines"),
    "Bringing the leads": _("Bringing the leads"),
    "Laying out the promises": _("Laying out the promises"),
    "Reading every part of the leads": _("Reading every part of the leads"),
    "Linking people to the record": _("Linking people to the record"),
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
    """Say what a refresh is doing: a step of its own, a question, or a part of an import."""
    return str(STEPS[name]) if name in STEPS else phrase(name)


def how_far(name: str) -> int | None:
    """Tell how far a refresh is that does this, in percent; None while an import still runs.

    Asking takes about as long as laying out, whatever the record's size.
    """
    return _shares().get(name)


@cache
def _shares() -> dict[str, int]:
    """Give each step its share: they come in this order, questions first."""
    questions = [placed.measure.question for placed in list_measures()]
    laid_out = [name for name in STEPS if name != "Beginning"]
    asked = {one: 2 + 58 * at // len(questions) for at, one in enumerate(questions)}
    return asked | {one: 60 + 40 * at // len(laid_out) for at, one in enumerate(laid_out)}


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
