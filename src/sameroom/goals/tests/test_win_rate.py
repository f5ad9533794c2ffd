"""win_rate: the share of deals and of money won."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from sameroom.engines.trial import Trial
from sameroom.measure import Context, Part, Reading, Told, TooLittle, Window

STARTS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
CONTEXT = Context(window=Window(STARTS, ENDS))
WINDOW = {
    "starts_at": STARTS,
    "ends_at": ENDS,
    "starts_epoch": int(STARTS.timestamp()),
    "ends_epoch": int(ENDS.timestamp()),
}

Row = dict[str, Any]


def deal(number: int, outcome: str, amount: int | None, *, closed: float | None = 10) -> Row:
    return {
        "id": f"crm:d{number}",
        "outcome": outcome,
        "amount": None if amount is None else Decimal(amount),
        "closed_at": None if closed is None else STARTS + timedelta(days=closed),
    }


def measured(deals: Sequence[Row]) -> dict[tuple[str, Part], Told]:
    given = {"audit_window": [WINDOW], "buyer": [{"unit": "account"}]}
    told = Trial(facts={"deal": deals}, given=given).measure("win_rate", context=CONTEXT)
    return {(each.figure, each.part): each for each in told}


def worked_by_hand() -> list[Row]:
    """24 deals of 1,000 won and 16 of 3,000 lost."""
    return [deal(n, "won" if n < 24 else "lost", 1000 if n < 24 else 3000) for n in range(40)]


def reading(told: dict[tuple[str, Part], Told], figure: str, part: Part = ()) -> Reading:
    found = told[figure, part]
    assert isinstance(found, Reading)
    return found


def test_the_example_worked_by_hand() -> None:
    told = measured(worked_by_hand())
    assert reading(told, "win_rate_count").value == pytest.approx(24 / 40)
    assert reading(told, "win_rate_value").value == pytest.approx(24_000 / 72_000)
    assert reading(told, "won_amount").value == 24_000
    assert reading(told, "win_rate_count", (("month", "2026-01"),)).count == 40


def test_the_interval_by_count_agrees_with_statsmodels() -> None:
    interval = reading(measured(worked_by_hand()), "win_rate_count").interval
    assert interval
    low, high = proportion_confint(24, 40, method="wilson")
    assert (interval.low, interval.high) == pytest.approx((low, high))


def test_the_interval_by_value_agrees_with_a_bootstrap_over_deals() -> None:
    random = np.random.default_rng(7)
    amounts, won = random.gamma(2, 500, 400).round(), random.random(400) < 0.4
    deals = [
        deal(n, "won" if won[n] else "lost", int(max(1, amounts[n])), closed=n % 90)
        for n in range(400)
    ]
    interval = reading(measured(deals), "win_rate_value").interval
    assert interval
    drawn = random.integers(0, 400, (4000, 400))
    ratios = (amounts * won)[drawn].sum(axis=1) / amounts[drawn].sum(axis=1)
    low, high = np.quantile(ratios, [0.025, 0.975])
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=0.008)


def test_lost_deals_without_amount_make_no_win_rate_by_value() -> None:
    deals = [deal(n, "won" if n < 24 else "lost", 1000 if n < 24 else 0) for n in range(60)]
    told = measured(deals)
    assert reading(told, "win_rate_count").value == pytest.approx(0.4)
    by_value = told["win_rate_value", ()]
    assert isinstance(by_value, TooLittle)
    assert "lost deals carry no amount" in by_value.missing


def test_open_deals_and_deals_of_another_time_do_not_count() -> None:
    others = [deal(90, "open", 5), deal(91, "won", 5, closed=-1), deal(92, "lost", 5, closed=181)]
    assert reading(measured([*worked_by_hand(), *others]), "win_rate_count").count == 40


def test_deals_without_a_date_count_and_the_reading_says_so() -> None:
    undated = deal(90, "won", 1000, closed=None)
    found = reading(measured([*worked_by_hand(), undated]), "win_rate_count")
    assert found.count == 41
    assert "1 of them have no closing date" in found.words


def test_fewer_than_thirty_deals_make_no_share() -> None:
    found = measured(worked_by_hand()[:29])["win_rate_count", ()]
    assert isinstance(found, TooLittle)
    assert (found.have, found.need) == (29, 30)


def test_a_list_of_won_deals_alone_makes_no_win_rate() -> None:
    told = measured([deal(n, "won", 10) for n in range(60)])
    assert set(told) == {("win_rate_count", ()), ("win_rate_value", ())}
    found = told["win_rate_count", ()]
    assert isinstance(found, TooLittle)
    assert "no lost deal" in found.missing


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(1, 9999)), min_size=30, max_size=50))
def test_both_rates_lie_between_nothing_and_all(deals: list[tuple[bool, int]]) -> None:
    deals = [*deals, (False, 1), (True, 1)]
    rows = [deal(n, "won" if won else "lost", worth) for n, (won, worth) in enumerate(deals)]
    for figure in ("win_rate_count", "win_rate_value"):
        found = reading(measured(rows), figure)
        assert found.interval
        assert 0 <= found.interval.low <= found.value <= found.interval.high <= 1
