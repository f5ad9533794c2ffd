"""sourced_deals: three rules of what marketing sourced, beside what it touched, never added."""

import pytest

from sameroom.attribution.tests.builders import (
    call,
    context,
    day,
    deal,
    find,
    missing,
    touch,
    trial,
    value,
)
from sameroom.engines.trial import Trial
from sameroom.measure import Reading


def company(size: int = 10) -> Trial:
    """Make four groups of so many won deals, opened on day 20 and closed on day 30.

    a: touched on day 5, called on day 10; source "Search".
    b: called on day 5, touched on day 10; source "Outbound".
    c: called on day 22, touched on day 21, nothing before the deal; no source.
    d: nothing at all; source "Search".
    """
    groups = {"a": "Search", "b": "Outbound", "c": None, "d": "Search"}
    marketed = {"a": 5, "b": 10, "c": 21}
    sold = {"a": 10, "b": 5, "c": 22}
    return trial(
        touch=[touch(f"{g}{n}", at, "Search") for g, at in marketed.items() for n in range(size)],
        activity=[call(f"{g}{n}", at) for g, at in sold.items() for n in range(size)],
        deal=[
            deal(f"{g}{n}", 30, opened=20, channel=source)
            for g, source in groups.items()
            for n in range(size)
        ],
    )


@pytest.mark.parametrize(
    ("figure", "share", "known"),
    [
        ("sourced_by_field", 20 / 30, 30),  # a and d of a, b, d
        ("sourced_before_sales", 20 / 30, 30),  # a and c of a, b, c
        ("influenced", 30 / 40, 40),  # a, b, c
        ("untouched", 10 / 40, 40),  # d
    ],
)
def test_the_example_worked_by_hand(figure: str, share: float, known: int) -> None:
    found = find(company().measure("sourced_deals", context=context()), figure)
    assert isinstance(found, Reading)
    assert (found.value, found.count) == (pytest.approx(share), known)


def test_by_first_touch_only_deals_with_a_step_before_them_can_tell() -> None:
    told = missing(company().measure("sourced_deals", context=context()), "sourced_by_first_touch")
    assert (told.have, told.need) == (20, 30)
    more = company(20).measure("sourced_deals", context=context())
    assert value(more, "sourced_by_first_touch") == pytest.approx(0.5)
    assert value(more, "sourced_by_first_touch_amount") == 2000


def test_sourced_and_influenced_are_never_added() -> None:
    told = company().measure("sourced_deals", context=context())
    found = find(told, "influenced")
    assert isinstance(found, Reading)
    assert "Never add" in found.words
    assert not [each for each in told if "total" in each.figure or "sum" in each.figure]


def test_deals_created_are_told_beside_deals_won() -> None:
    told = company().measure("sourced_deals", context=context())
    assert value(told, "influenced", counted="deals created") == pytest.approx(30 / 40)


def test_a_deal_opened_before_the_period_and_won_in_it_counts_as_won_alone() -> None:
    rows = [deal(f"p{n}", 30, opened=-40, channel="Search") for n in range(30)]
    told = trial(deal=rows).measure("sourced_deals", context=context())
    assert value(told, "sourced_by_field") == 1
    assert not [each for each in told if each.part]


def test_a_touch_from_before_the_look_back_sources_nothing() -> None:
    rows = [deal(f"p{n}", 160, opened=150, channel="Search") for n in range(30)]
    early = [touch(f"p{n}", 10, "Search") for n in range(30)]
    told = trial(touch=early, deal=rows).measure("sourced_deals", context=context())
    assert value(told, "influenced") == 0
    assert value(told, "untouched") == 1


def test_no_deal_is_too_little_to_tell() -> None:
    told = trial(touch=[touch("p", 1, "Search")]).measure("sourced_deals", context=context())
    assert missing(told, "sourced_by_first_touch").have == 0


def test_a_sales_source_of_your_own_is_understood() -> None:
    rows = [deal(f"p{n}", 30, channel="Hunting", created_at=day(1)) for n in range(30)]
    said = "attribution: {sales_sources: [hunting]}\n"
    assert value(trial(deal=rows).measure("sourced_deals", context=context()),
                 "sourced_by_field") == 1  # fmt: skip
    told = trial(said=said, deal=rows).measure("sourced_deals", context=context())
    assert value(told, "sourced_by_field") == 0


def test_a_direct_visit_says_nothing_of_where_a_deal_began() -> None:
    rows = [deal(f"p{n}", 30, channel="Direct Traffic" if n < 10 else "Search") for n in range(45)]
    found = find(trial(deal=rows).measure("sourced_deals", context=context()), "sourced_by_field")
    assert isinstance(found, Reading)
    assert found.count == 35
    assert "10 more cannot be told" in found.words
