"""The public holidays of a country or of one of its regions, as a library of them knows them."""

from collections.abc import Iterable
from datetime import date
from functools import cache

COUNTRIES = (
    "AE", "AT", "AU", "BE", "BR", "CA", "CH", "CN", "CZ", "DE", "DK", "ES", "FI", "FR", "GB", "HK",
    "HU", "IE", "IL", "IN", "IT", "JP", "KR", "LU", "MX", "NL", "NO", "NZ", "PL", "PT", "SA", "SE",
    "SG", "TR", "US", "ZA",
)  # fmt: skip


@cache
def list_regions(*, country: str) -> tuple[tuple[str, str], ...]:
    """List the regions of a country that have holidays of their own.

    Args:
        country: its two letters, one of `COUNTRIES`.

    Returns:
        The code of each, such as "DE-BY", and its name as it is called there, by name.
    """
    from holidays import country_holidays

    known = country_holidays(country)
    names = known.get_subdivision_aliases()
    found = {code: (names.get(code) or [code])[0] for code in known.subdivisions}
    named = [(f"{country}-{code}", name) for code, name in found.items()]
    return tuple(sorted(named, key=lambda one: one[1].casefold()))


def list_days(*, place: str, years: Iterable[int]) -> tuple[date, ...]:
    """List the public holidays of a place.

    Args:
        place: a country's two letters, or those with the code of a region: "DE", "DE-BY".

    Raises:
        ValueError: when there is no such place.
    """
    country, _, region = place.partition("-")
    if country not in COUNTRIES:
        raise ValueError(place)
    if place not in {country, *dict(list_regions(country=country))}:
        raise ValueError(place)
    from holidays import country_holidays

    return tuple(sorted(country_holidays(country, subdiv=region or None, years=list(years))))
