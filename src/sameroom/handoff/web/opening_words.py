"""Puts the suggested opening line, and what it rests on, into the words of whoever reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# By kind: the line and what was done, each about something that has a name, and not.
LINES = {
    "download": (
        gettext_lazy("{hello} you downloaded “{about}” on {day}."),
        gettext_lazy("{hello} you downloaded something of ours on {day}."),
    ),
    "form": (
        gettext_lazy("{hello} you filled in our form about “{about}” on {day}."),
        gettext_lazy("{hello} you filled in our form on {day}."),
    ),
    "event": (
        gettext_lazy("{hello} you came to “{about}” on {day}."),
        gettext_lazy("{hello} you came to our event on {day}."),
    ),
    "badge_scan": (
        gettext_lazy("{hello} you stopped by at “{about}” on {day}."),
        gettext_lazy("{hello} you stopped by at our stand on {day}."),
    ),
    "email_click": (
        gettext_lazy("{hello} you followed our link about “{about}” on {day}."),
        gettext_lazy("{hello} you followed a link in our mail on {day}."),
    ),
    "click": (
        gettext_lazy("{hello} you looked at “{about}” on {day}."),
        gettext_lazy("{hello} you clicked our advertisement on {day}."),
    ),
    "visit": (
        gettext_lazy("{hello} you looked at “{about}” on {day}."),
        gettext_lazy("{hello} you visited our site on {day}."),
    ),
}
ACTS = {
    "download": (
        gettext_lazy("their act of {day}: downloaded “{about}”"),
        gettext_lazy("their act of {day}: downloaded something of ours"),
    ),
    "form": (
        gettext_lazy("their act of {day}: filled in our form about “{about}”"),
        gettext_lazy("their act of {day}: filled in our form"),
    ),
    "event": (
        gettext_lazy("their act of {day}: came to “{about}”"),
        gettext_lazy("their act of {day}: came to our event"),
    ),
    "badge_scan": (
        gettext_lazy("their act of {day}: stopped by at “{about}”"),
        gettext_lazy("their act of {day}: stopped by at our stand"),
    ),
    "email_click": (
        gettext_lazy("their act of {day}: followed our link about “{about}”"),
        gettext_lazy("their act of {day}: followed a link in our mail"),
    ),
    "click": (
        gettext_lazy("their act of {day}: looked at “{about}”"),
        gettext_lazy("their act of {day}: clicked our advertisement"),
    ),
    "visit": (
        gettext_lazy("their act of {day}: looked at “{about}”"),
        gettext_lazy("their act of {day}: visited our site"),
    ),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line to begin with, and what it rests on; both empty where there is nothing to go by."""

    words: str = ""
    rests_on: str = ""


def line(packet: Mapping[str, Any]) -> Line:  # Any: what JSON holds
    """Word the line of a packet; one that was kept in words, as they were once, stays as it is."""
    begin: Mapping[str, str] = packet.get("begin") or {}
    if begin.get("kind") not in LINES:
        return Line(packet.get("opening", ""), packet.get("rests_on", ""))
    about, promise, name = (begin.get(one, "") for one in ("about", "promise", "first_name"))
    place = 0 if about else 1
    day = date_format(date.fromisoformat(begin["on"]), "MONTH_DAY_FORMAT")
    hello = _("Hello {name},").format(name=name) if name else _("Hello,")
    said = str(LINES[begin["kind"]][place]).format(hello=hello, about=about, day=day)
    rests_on = str(ACTS[begin["kind"]][place]).format(about=about, day=day)
    if not promise:
        asks = _("What were you looking for?")
        return Line(f"{said} {asks}", rests_on)
    asks = _("What made you look into “{promise}”?").format(promise=promise)
    promised = _("what the campaign promised: “{promise}”").format(promise=promise)
    return Line(f"{said} {asks}", f"{rests_on}; {promised}")


def month(told: str) -> str:
    """Write the month of a day, which packets kept as an instant or as "March 2026" once."""
    for read in (datetime.fromisoformat, _named):
        try:
            return date_format(read(told), "YEAR_MONTH_FORMAT")
        except ValueError:
            continue
    return told


def _named(told: str) -> datetime:
    return datetime.strptime(told, "%B %Y")  # noqa: DTZ007  # a month has no zone
