"""The public holidays of a country or a region, as a form has them chosen and written in."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from sameroom.agreement import public_holidays

COUNTRIES = {
    "AE": _("United Arab Emirates"), "AT": _("Austria"), "AU": _("Australia"), "BE": _("Belgium"),
    "BR": _("Brazil"), "CA": _("Canada"), "CH": _("Switzerland"), "CN": _("China"),
    "CZ": _("Czechia"), "DE": _("Germany"), "DK": _("Denmark"), "ES": _("Spain"),
    "FI": _("Finland"), "FR": _("France"), "GB": _("United Kingdom"), "HK": _("Hong Kong"),
    "HU": _("Hungary"), "IE": _("Ireland"), "IL": _("Israel"), "IN": _("India"), "IT": _("Italy"),
    "JP": _("Japan"), "KR": _("South Korea"), "LU": _("Luxembourg"), "MX": _("Mexico"),
    "NL": _("Netherlands"), "NO": _("Norway"), "NZ": _("New Zealand"), "PL": _("Poland"),
    "PT": _("Portugal"), "SA": _("Saudi Arabia"), "SE": _("Sweden"), "SG": _("Singapore"),
    "TR": _("Türkiye"), "US": _("United States"), "ZA": _("South Africa"),
}  # fmt: skip


def list_holiday_places() -> list[tuple[str, object]]:
    """List the countries by name, each with its regions: "" first, for none."""
    places: list[tuple[str, object]] = [("", _("choose"))]
    for code, name in sorted(COUNTRIES.items(), key=lambda one: str(one[1]).casefold()):
        whole = (code, _("all of it: %(country)s") % {"country": name})
        places.append((str(name), [whole, *public_holidays.list_regions(country=code)]))
    return places


def years_around(year: int) -> range:
    """List the years whose holidays are written in: a record begins in the past."""
    return range(year - 2, year + 2)


def list_holidays(*, place: str, years: Iterable[int]) -> tuple[date, ...]:
    """List the public holidays of what was chosen; none where it is no place."""
    try:
        return public_holidays.list_days(place=place, years=years)
    except ValueError:
        return ()


def with_days(*, typed: str, days: Iterable[date]) -> str:
    """Write days below those that somebody typed, one a line, each once; the typed stay first."""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    missing = {day.isoformat() for day in days} - set(lines)
    return "\n".join([*lines, *sorted(missing)])
