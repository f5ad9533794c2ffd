"""Says numbers of the readings in words, in the reader's language."""

from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from sameroom.measure import Interval, Reading
from sameroom.webkit import words

FAMILIES = {
    "procedural": gettext_lazy("Went to the wrong place"),
    "clerical": gettext_lazy("Wrong or missing details"),
    "definitional": gettext_lazy("Not the customer we want"),
    "disqualified": gettext_lazy("No need, money or interest"),
    "timing": gettext_lazy("Not the right time"),
    "other": gettext_lazy("Another reason"),
    "": gettext_lazy("No reason given"),
}
RESPONSES = {
    "within 1 hour": gettext_lazy("Within 1 working hour"),
    "1 to 4 hours": gettext_lazy("1 to 4 hours"),
    "4 to 8 hours": gettext_lazy("4 to 8 hours"),
    "8 to 24 hours": gettext_lazy("8 to 24 hours"),
    "more than 24 hours": gettext_lazy("More than 24 hours"),
    "never answered": gettext_lazy("Never answered"),
    "turned down without contact": gettext_lazy("Turned down without contact"),
}


def percent(share: float) -> str:
    """Write a share: "12 %"."""
    return f"{100 * share:.0f}\u00a0%"


def number(count: float) -> str:
    """Write a whole number with its thousands kept apart."""
    return str(formats.number_format(round(count), force_grouping=True))


def hours(told: float, *, is_exact: bool = False) -> str:
    """Write working hours, minutes where they are few; with tenths of many only if exact."""
    if told < 1:
        minutes = round(told * 60)
        return ngettext("%(n)s working minute", "%(n)s working minutes", minutes) % {"n": minutes}
    shown = f"{told:.1f}".removesuffix(".0") if told < 10 or is_exact else f"{told:.0f}"
    said = formats.localize_input(float(shown)) if "." in shown else shown
    return ngettext("%(n)s working hour", "%(n)s working hours", 1 if shown == "1" else 2) % {
        "n": said
    }


def days(told: float) -> str:
    """Write days."""
    count = round(told)
    return ngettext("%(n)s day", "%(n)s days", count) % {"n": number(count)}


def ranged(reading: Reading) -> str:
    """Say how sure a share is: its range, and on how many leads it stands."""
    count = ngettext("%(n)s lead", "%(n)s leads", reading.count) % {"n": number(reading.count)}
    if reading.interval is None:
        return count
    ends = {
        "low": _end(reading, reading.interval.low),
        "high": _end(reading, reading.interval.high),
    }
    said = _("very likely between %(low)s and %(high)s") % ends
    return f"{said} · {count}"


def _end(reading: Reading, value: float) -> str:
    if reading.unit == "share":
        return percent(value)
    return days(value) if reading.unit == "days" else hours(value)


def month(told: str) -> str:
    """Write a month: "May 2026"."""
    return str(formats.date_format(date.fromisoformat(f"{told}-01"), "F Y", use_l10n=False))


def short_month(told: str) -> str:
    """Write a month briefly: "May 26"."""
    return str(formats.date_format(date.fromisoformat(f"{told}-01"), "M y", use_l10n=False))


def day(told: date) -> str:
    """Write a day briefly."""
    written = pgettext("how a day is written", "j M")
    return str(formats.date_format(told, written, use_l10n=False))


def period(told: str) -> str:
    """Call a period by its name."""
    try:
        return _("the last four weeks") if told == "recent" else month(told)
    except ValueError:  # no month: whatever stood in the address
        return told


def team(told: str) -> str:
    """Call a team by its name."""
    return words.team(told)


def family(told: str) -> str:
    """Call a family of reasons by its name."""
    return str(FAMILIES.get(told, told))


def response(told: str) -> str:
    """Call a time of response by its name."""
    return str(RESPONSES.get(told, told))


def moved(before: Reading, after: Reading, when: str) -> str:
    """Say whether a figure moved between two months: only where their ranges do not meet."""
    if _apart(before.interval, after.interval):
        if after.value > before.value:
            return _("Clearly up since %(month)s.") % {"month": when}
        return _("Clearly down since %(month)s.") % {"month": when}
    return _("No clear change since %(month)s.") % {"month": when}


def _apart(one: Interval | None, other: Interval | None) -> bool:
    return bool(one and other and (one.high < other.low or other.high < one.low))
