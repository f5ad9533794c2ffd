"""velocity: money a day, and its four parts."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from sameroom.engines.trial import Trial
from sameroom.measure import Context, Part, Reading, Told, TooLittle, Window

STARTS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
DAYS = 181
WINDOW = {
    "starts_at": STARTS,
    "ends_at": ENDS,
    "starts_epoch": int(STARTS.timestamp()),
    "ends_epoch": int(ENDS.timestamp()),
}
Row = dict[str, Any]  # Any: a cell


def deal(number: int, opened: float, ended: float | None, outcome: str, amount: int) -> Row:
    return {
        "id": f"crm:d{number}",
        "account_id": f"crm:a{number}",
        "outcome": outcome,
        "amount": Decimal(amount),
        "created_at": STARTS + timedelta(days=opened),
        "closed_at": None if ended is None else STARTS + timedelta(days=ended),
    }


def measured(deals: Sequence[Row], seed: int = 0) -> dict[tuple[str, Part], Told]:
    given = {"audit_window": [WINDOW], "buyer": [{"unit": "account"}]}
    context = Context(window=Window(STARTS, ENDS), seed=seed)
    accounts = [{"id": row["account_id"], "name": row["account_id"]} for row in deals]
    told = Trial(facts={"deal": deals, "account": accounts}, given=given).measure(
        "velocity", context=context
    )
    return {(each.figure, each.part): each for each in told}


def reading(told: dict[tuple[str, Part], Told], figure: str, part: Part = ()) -> Reading:
    found = told[figure, part]
    assert isinstance(found, Reading)
    return found


def the_table_of_its_page() -> list[Row]:
    """Each of the four deals of the page, twenty times over."""
    rows = []
    for n in range(0, 80, 4):
        rows.append(deal(n, 10, 40, "won", 1000))
        rows.append(deal(n + 1, 20, 80, "won", 3000))
        rows.append(deal(n + 2, 30, 50, "lost", 9000))
        rows.append(deal(n + 3, 101, None, "open", 500))
    return rows


def test_the_example_of_its_page_twenty_times_over() -> None:
    told = measured(the_table_of_its_page())
    assert reading(told, "open_deals").value == pytest.approx(20 * (30 + 60 + 20 + 80) / DAYS)
    assert reading(told, "velocity_win_rate").value == pytest.approx(2 / 3)
    assert reading(told, "average_deal").value == 2000
    assert reading(told, "cycle_days").value == 30
    assert reading(told, "velocity").value == pytest.approx(20 * 190 / DAYS * (2 / 3) * 2000 / 30)


def test_open_deals_make_the_cycle_longer() -> None:
    ended = [deal(n, 0, 10 + n, "won" if n % 2 else "lost", 100) for n in range(40)]
    waiting = [deal(100 + n, 0, None, "open", 100) for n in range(30)]
    alone, both = measured(ended), measured([*ended, *waiting])
    assert reading(alone, "cycle_days").value == 29
    assert reading(both, "cycle_days").value == 44


def test_a_quarter_watches_older_deals_from_its_own_first_day() -> None:
    """All deals take 100 days; half were opened long before the quarter began."""
    rows = [deal(n, 40 + n / 10, 140 + n / 10, "won" if n % 2 else "lost", 100) for n in range(60)]
    rows += [deal(100 + n, 90 + n / 10, None, "open", 100) for n in range(60)]
    told = measured(rows)
    found = reading(told, "velocity", (("quarter", "2026 Q2"),))
    held = sum((50 + n / 10) + (91 - n / 10) for n in range(60)) / 91  # days within it
    assert found.count == 60
    assert found.value == pytest.approx(held * 0.5 * 100 / 100)


def test_the_interval_holds_what_a_bootstrap_by_hand_gives() -> None:
    rng = np.random.default_rng(4)
    opened, length = rng.uniform(0, 120, 300), rng.exponential(30, 300) + 1
    won, worth = rng.random(300) < 0.4, rng.gamma(2, 500, 300).astype(int) + 1
    rows = [
        deal(n, float(opened[n]), float(opened[n] + length[n]), "won" if won[n] else "lost",
             int(worth[n]))
        for n in range(300)
        if opened[n] + length[n] < DAYS
    ]  # fmt: skip
    kept = opened + length < DAYS
    opened, length, won, worth = opened[kept], length[kept], won[kept], worth[kept]
    drawn = []
    for _ in range(800):
        pick = rng.integers(0, won.size, rng.poisson(won.size))
        median = np.quantile(length[pick], 0.5, method="inverted_cdf")
        drawn.append(
            length[pick].sum() / DAYS * won[pick].mean() * worth[pick][won[pick]].mean() / median
        )
    low, high = np.quantile(drawn, [0.025, 0.975])
    found = reading(measured(rows), "velocity")
    assert found.interval is not None
    assert found.interval.low == pytest.approx(low, rel=0.1)
    assert found.interval.high == pytest.approx(high, rel=0.1)


def test_the_order_of_deals_does_not_matter() -> None:
    rows = the_table_of_its_page()
    assert measured(rows) == measured(rows[::-1])


@pytest.mark.parametrize(
    ("rows", "missing"),
    [
        ([deal(n, 0, 10, "won", 5) for n in range(29)], "Too few deals have ended"),
        ([deal(n, 0, 10, "won", 5) for n in range(40)], "No lost deal"),
        ([deal(n, 0, 10, "won" if n % 2 else "lost", 0) for n in range(40)], "carry an amount"),
        (
            [deal(n, 0, 10 if n < 40 else None, ("won", "lost")[n % 2] if n < 40 else "open", 5)
             for n in range(120)],
            "Fewer than half",
        ),
    ],
)  # fmt: skip
def test_where_a_part_is_missing_it_says_which(rows: list[Row], missing: str) -> None:
    found = measured(rows)["velocity", ()]
    assert isinstance(found, TooLittle)
    assert missing in found.missing


def test_contradicting_dates_are_left_out_and_counted() -> None:
    wrong = [deal(500 + n, 90, 20, "won", 10**6) for n in range(3)]
    found = reading(measured([*the_table_of_its_page(), *wrong]), "velocity")
    assert "3 deals whose dates" in found.words
    assert found.value == pytest.approx(
        reading(measured(the_table_of_its_page()), "velocity").value
    )
