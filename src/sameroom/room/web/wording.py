"""Says in the reader's language what the room's pure half and its jobs say in English."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from sameroom.webkit.things import Thing

CAUSES = {
    "import": _("Exports were brought"),
    "demo": _("The invented company"),
    "nightly": _("Every night"),
    "by hand": _("Asked by hand"),
}
# The sentences of `room/things.py`, which knows no web; a test holds that each is here.
THINGS = {
    "See why the last refresh failed.": _("See why the last refresh failed."),
    "Invite the leads of sales and marketing.": _("Invite the leads of sales and marketing."),
    "You are alone here; both teams have to be in the room.": _(
        "You are alone here; both teams have to be in the room."
    ),
    "Turn on the second factor of your account.": _("Turn on the second factor of your account."),
    "Whoever has your password could let others in.": _(
        "Whoever has your password could let others in."
    ),
}
STEPS = {
    "Beginning": _("Beginning"),
    "Writing the timelines": _("Writing the timelines"),
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
# The headings of the report's parts that pages show too; a test holds that each is here.
HEADINGS = {
    "The gap": _("The gap"),
    "Who acts first": _("Who acts first"),
    "Who acts": _("Who acts"),
    "Why": _("Why"),
    "what costs most first": _("what costs most first"),
    "what it costs": _("what it costs"),
    "where the truth lies, 95 times in 100": _("where the truth lies, 95 times in 100"),
    "Cannot be told yet": _("Cannot be told yet"),
    "How sure": _("How sure"),
}


def cause(name: str) -> str:
    """Say why the record was read anew."""
    return str(CAUSES.get(name, name))


def step(name: str) -> str:
    """Say what a refresh is doing."""
    return str(STEPS.get(name, name))


def heading(words: str) -> str:
    """Say a heading of the report."""
    return str(HEADINGS.get(words, words))


def noun(name: str) -> str:
    """Name the rows that the record holds."""
    return str(NOUNS.get(name, name.capitalize()))


def thing(one: Thing) -> Thing:
    """Say a thing to do in the reader's language, where it is a sentence of ours.

    What a measure says of itself stays English, and its `lang` says so.
    """
    if one.words in THINGS:
        why = str(THINGS.get(one.why, one.why))
        return replace(one, words=str(THINGS[one.words]), why=why)
    return one
