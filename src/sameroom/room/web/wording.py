"""Says in the reader's language what the room's pure half and its jobs say in English."""

import re
from dataclasses import replace

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from sameroom.report.page import NUMBERS
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
    "Writing whom the record knows": _("Writing whom the record knows"),
    "Writing the words they are found by": _("Writing the words they are found by"),
    "Writing the timelines": _("Writing the timelines"),
    "Bringing the leads": _("Bringing the leads"),
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
    "by month": _("by month"),
    "Bring:": _("Bring:"),
    "about": _("about"),
    "counted, not estimated": _("counted, not estimated"),
    "not told yet": _("not told yet"),
    "nothing found": _("nothing found"),
    "what would tell it": _("what would tell it"),
    "beyond what chance would do": _("beyond what chance would do"),
}
# What the report puts in its own words beside the figures; a test holds that each is here.
SAYINGS = {
    "Cash cost": _("Cash cost"),
    "Expected loss": _("Expected loss"),
    "cash": _("cash"),
    "expected loss": _("expected loss"),
    "money that was spent and bought nothing": _("money that was spent and bought nothing"),
    "margin that was probably lost, by the record and the agreement's assumptions": _(
        "margin that was probably lost, by the record and the agreement's assumptions"
    ),
    "promise kept": _("promise kept"),
    "clear gap": _("clear gap"),
    "small gap": _("small gap"),
    "may be chance": _("may be chance"),
    "nothing to pay for": _("nothing to pay for"),
    "cost not told yet": _("cost not told yet"),
    "no cost line of its own": _("no cost line of its own"),
    "What was brought does not yet show where sales and marketing are apart": _(
        "What was brought does not yet show where sales and marketing are apart"
    ),
    "What little can be compared so far shows no gap": _(
        "What little can be compared so far shows no gap"
    ),
    "No gap between sales and marketing stands out from chance": _(
        "No gap between sales and marketing stands out from chance"
    ),
    "Sales and marketing are apart in one place": _("Sales and marketing are apart in one place"),
}
PLACES = re.compile(r"Sales and marketing are apart in ([\w,]+) places")
POINTS = re.compile(r"([\d.]+)\xa0points? (apart|better than promised)")


def cause(name: str) -> str:
    """Say why the record was read anew."""
    return str(CAUSES.get(name, name))


def step(name: str) -> str:
    """Say what a refresh is doing."""
    return str(STEPS.get(name, name))


def heading(words: str) -> str:
    """Say a heading or a saying of the report; a measure's own sentence stays as it is."""
    if known := HEADINGS.get(words) or SAYINGS.get(words):
        return str(known)
    if get_language() == "en":
        return words
    if found := PLACES.fullmatch(words):
        return gettext("Sales and marketing are apart in %(n)s places") % {"n": _number(found[1])}
    if found := POINTS.fullmatch(words):
        return _distance(points=found[1], is_better=found[2] != "apart")
    return words


def _number(word: str) -> str:
    """Write a number as a figure, for its word is English."""
    return str(NUMBERS.index(word)) if word in NUMBERS else word


def _distance(*, points: str, is_better: bool) -> str:
    said = number_format(points, use_l10n=True)
    if is_better:
        return gettext("%(n)s points better than promised") % {"n": said}
    return gettext("%(n)s points apart") % {"n": said}


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
