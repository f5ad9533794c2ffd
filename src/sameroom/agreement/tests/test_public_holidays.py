"""Public holidays, against days that the calendar of each place itself names."""

from datetime import date, timedelta

import pytest

from sameroom.agreement.public_holidays import COUNTRIES, list_days, list_regions


def easter(year: int) -> date:
    """Work out Easter Sunday by the rule of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


@pytest.mark.parametrize("year", [2025, 2026, 2027, 2031])
def test_bavaria_has_the_days_of_its_law(year: int) -> None:
    sunday = easter(year)
    moving = {sunday + timedelta(days) for days in (-2, 1, 39, 50, 60)}
    fixed = {date(year, *day) for day in
             ((1, 1), (1, 6), (5, 1), (8, 15), (10, 3), (11, 1), (12, 25), (12, 26))}  # fmt: skip
    told = set(list_days(place="DE-BY", years=[year]))
    assert moving | fixed - {date(year, 8, 15)} <= told <= moving | fixed


def test_a_country_has_only_what_all_its_regions_have() -> None:
    whole = set(list_days(place="DE", years=[2026]))
    assert len(whole) == 9
    for region, _ in list_regions(country="DE"):
        assert whole <= set(list_days(place=region, years=[2026])), region


def test_every_country_has_days_and_its_regions_have_names() -> None:
    for country in COUNTRIES:
        assert 5 <= len(list_days(place=country, years=[2026, 2027])) < 80, country
        regions = list_regions(country=country)
        assert len({code for code, _ in regions}) == len(regions)
    assert ("DE-BY", "Bayern") in list_regions(country="DE")


@pytest.mark.parametrize("place", ["", "XX", "DE-XX", "de", "DE-", "__class__", "DE-BY-"])
def test_a_place_that_is_none_is_refused(place: str) -> None:
    with pytest.raises(ValueError, match=place or "^$"):
        list_days(place=place, years=[2026])
