"""channel_fit and format_fit: money spent against deals won."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from scipy.stats import binom

from sameroom.measure import Reading, TooLittle
from sameroom.process import fit
from sameroom.process.tests.builders import Row, act, deal, measured, reading, trial


def spent(**channels: float) -> list[Row]:
    return [
        {"id": f"ads:{name}", "channel": name, "amount": Decimal(str(cost)),
         "spent_on": date(2026, 2, 1)}
        for name, cost in channels.items()
    ]  # fmt: skip


def told(cost: list[float], deals: list[int], seed: int = 0) -> dict[str, Reading]:
    names = "abcdef"[: len(cost)]
    table = [
        {"plain": n, "name": n, "cost": c, "deals": d}
        for n, c, d in zip(names, cost, deals, strict=True)
    ]
    found = fit.tell(
        figure="channel_distance", laid=fit.sides(table=table), by="channel", seed=seed
    )
    return {each.figure: each for each in found if isinstance(each, Reading) and not each.part}


def test_the_chance_agrees_with_the_binomial_distribution() -> None:
    exact = binom.pmf(np.arange(41), 40, 0.6)
    far = float(exact[np.abs(np.arange(41) / 40 - 0.6) >= 0.1 - 1e-9].sum())
    assert told([60, 40], [20, 20])["chance"].value == pytest.approx(far, abs=0.03)
    assert far == pytest.approx(0.25, abs=0.05), "as the page says"


def test_channels_that_fit_raise_few_alarms_and_the_interval_reaches_nothing() -> None:
    random = np.random.default_rng(11)
    alarms = low = 0
    for seed in range(60):
        found = told([50, 30, 20], random.multinomial(60, [0.5, 0.3, 0.2]).tolist(), seed)
        alarms += found["chance"].value < fit.CLEAR
        interval = found["channel_distance"].interval
        assert interval
        low += interval.low == 0
    assert alarms <= 8, "five in a hundred; of 60, at most 8 in 99 of 100 studies"
    assert low >= 50


def test_the_interval_holds_a_planted_distance() -> None:
    random = np.random.default_rng(12)
    held = 0
    for seed in range(60):
        found = told([50, 30, 20], random.multinomial(200, [0.25, 0.3, 0.45]).tolist(), seed)
        interval = found["channel_distance"].interval
        assert interval
        held += interval.low <= 0.25 <= interval.high
    assert held >= 52, "95 in 100; of 60, at least 52 in 99 of 100 studies"


def test_channels_worked_by_hand_through_the_tables() -> None:
    deals = [deal(n, "won", closed=9, channel=("Search", "Fairs")[n % 2]) for n in range(40)]
    found = measured(trial(deal=deals, spend=spent(search=60, Fairs=40)), "channel_fit")
    shares = {
        figure: [reading(found, figure, channel=name).value for name in ("Fairs", "search")]
        for figure in ("channel_paid_share", "channel_won_share")
    }
    assert shares == {"channel_paid_share": [0.4, 0.6], "channel_won_share": [0.5, 0.5]}


def test_formats_worked_by_hand_through_the_tables() -> None:
    deals = [deal(n, "won", closed=9) for n in range(40)]
    kinds = ["meeting"] * 24 + ["call"] * 8 + ["email"] * 8
    acts = [act(n, kind, 8, deal_id=f"crm:d{n}") for n, kind in enumerate(kinds)]
    acts += [act(100 + n, "call", 2, deal_id=f"crm:d{n}") for n in range(40)]  # not the last
    spend = spent(ads=70, **{"Trade fairs": 30})
    found = measured(trial(deal=deals, activity=acts, spend=spend), "format_fit")
    assert reading(found, "paid_share").value == pytest.approx(0.3)
    assert reading(found, "won_share").value == pytest.approx(0.6)
    assert reading(found, "format_distance").value == pytest.approx(0.7, abs=0.05)


@pytest.mark.parametrize(
    ("channel", "way"),
    [
        ("Events", "face to face"), ("Trade show", "face to face"), ("Email", "in writing"),
        ("Newsletter", "in writing"), ("Webinar", "by phone"), ("Telemarketing", "by phone"),
        ("Paid search", "nobody"), ("Paid social", "nobody"), ("Display", "nobody"),
    ],
)  # fmt: skip
def test_common_channels_have_their_format(channel: str, way: str) -> None:
    engine = trial(spend=spent(**{channel: 5}))
    from sameroom.engines import catalog

    (row,) = engine.rows(catalog.get_measure("format_fit").sql)
    assert row["plain"] == way


def test_what_is_missing_is_said() -> None:
    deals = [deal(n, "won", closed=9, channel="Web") for n in range(40)]
    without_money = measured(trial(deal=deals), "channel_fit")["channel_distance", ()]
    assert isinstance(without_money, TooLittle)
    assert "money" in without_money.missing
    few = measured(trial(deal=deals[:5], spend=spent(web=5)), "channel_fit")
    assert isinstance(few["channel_distance", ()], TooLittle)
