"""cycle_time: how long cases take, open ones counted as lasting."""

import warnings

import numpy as np
import pytest
from lifelines import AalenJohansenFitter, KaplanMeierFitter

from sameroom.measure import TooLittle
from sameroom.process.measures.cycle_time import in_whole_days
from sameroom.process.tests.builders import Row, deal, measured, reading, trial
from sameroom.stats.competing import incidence


def drawn(count: int, seed: int = 3) -> tuple[list[Row], np.ndarray, list[str]]:
    """Deals won, lost and open, opened through the period."""
    random = np.random.default_rng(seed)
    opened = random.integers(0, 150, count).astype(float)
    needs = random.exponential(40, count).round(1) + 0.1
    ends = opened + needs
    outcomes = np.where(ends < 181, np.where(random.random(count) < 0.4, "won", "lost"), "open")
    lasted = np.where(outcomes == "open", 181 - opened, needs)
    deals = [
        deal(n, outcomes[n], opened=opened[n], closed=ends[n] if outcomes[n] != "open" else None)
        for n in range(count)
    ]
    return deals, lasted, outcomes.tolist()


def test_the_example_worked_by_hand() -> None:
    times = np.array([1.0, 2.0, 3.0, 4.0])
    counts = np.array([[[1, 0, 0, 1], [0, 1, 0, 0], [0, 0, 1, 0]]], dtype=float)
    found = incidence(times=times, counts=counts, grid=np.array([0.5, 1, 2, 3, 4]))[0]
    assert found[0] == pytest.approx([0, 1 / 4, 1 / 4, 1 / 4, 3 / 4])
    assert found[1] == pytest.approx([0, 0, 1 / 4, 1 / 4, 1 / 4])
    assert found[2] == pytest.approx([1, 3 / 4, 1 / 2, 1 / 2, 0])


def test_the_median_agrees_with_lifelines() -> None:
    deals, lasted, outcomes = drawn(300)
    told = measured(trial(deal=deals), "cycle_time")
    fitter = KaplanMeierFitter().fit(lasted, [outcome != "open" for outcome in outcomes])
    assert reading(told, "median_days").value == pytest.approx(
        fitter.median_survival_time_, abs=0.01
    )
    found = reading(told, "median_days")
    assert found.interval
    assert found.interval.low <= found.value <= found.interval.high


def test_shares_won_and_lost_agree_with_lifelines() -> None:
    deals, lasted, outcomes = drawn(300)
    told = measured(trial(deal=deals), "cycle_time")
    code = {"open": 0, "won": 1, "lost": 2}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it jitters tied times, and says so
        for event, figure in ((1, "won_by"), (2, "lost_by")):
            fitter = AalenJohansenFitter(calculate_variance=False, seed=1)
            fitter.fit(lasted, [code[outcome] for outcome in outcomes], event_of_interest=event)
            for day in (14, 30, 60, 90):
                expected = float(fitter.predict(day + 0.01))
                found = reading(told, figure, days=str(day)).value
                assert found == pytest.approx(expected, abs=0.004), (figure, day)


def test_a_share_of_nought_has_an_interval_and_others_vary_as_the_draws_do() -> None:
    deals = [deal(n, "won", opened=1, closed=41 + n % 20) for n in range(100)]
    told = measured(trial(deal=deals), "cycle_time")
    none = reading(told, "won_by", days="30").interval
    assert none
    assert none.low == 0
    assert none.high == pytest.approx(0.037, abs=0.001), "Wilson, 0 of 100"
    assert reading(told, "won_by", days="30").value == 0
    assert reading(told, "lost_by", days="30").value == 0
    everyone = reading(told, "open_at", days="30").interval
    assert everyone
    assert everyone.low == pytest.approx(0.963, abs=0.001)


def test_won_lost_and_open_add_up_to_all() -> None:
    told = measured(trial(deal=drawn(200)[0]), "cycle_time")
    for day in ("1", "7", "30", "120"):
        shares = [reading(told, f, days=day).value for f in ("won_by", "lost_by", "open_at")]
        assert sum(shares) == pytest.approx(1)


def test_moments_are_put_together_by_the_day_they_end_on() -> None:
    times = np.array([0.0, 0.1, 1.0, 1.1, 3.0])
    counts = np.array([[1, 2, 0, 3, 0], [0, 1, 4, 0, 0], [0, 0, 0, 2, 5]], dtype=float)
    days, summed = in_whole_days(times, counts)
    assert days.tolist() == [0, 1, 2, 3]
    assert summed.tolist() == [[1, 2, 3, 0], [0, 5, 0, 0], [0, 0, 2, 5]]


def test_whole_days_tell_as_well_how_much_a_share_varies() -> None:
    random = np.random.default_rng(8)
    grid = np.array([7.0, 30.0, 90.0])
    times = np.arange(1, 24_000) / 240
    rates = np.exp(-times / 40) * np.array([[0.4], [0.6], [0.5]])
    counts = random.poisson(rates * 20_000 / rates.sum()).astype(float)
    spreads = []
    for at, dealt in ((times, counts), in_whole_days(times, counts)):
        chances = (dealt / dealt.sum()).ravel()
        drawn = random.multinomial(20_000, chances, size=150).reshape(150, 3, -1).astype(float)
        spreads.append(incidence(times=at, counts=drawn, grid=grid).std(axis=0))
    # A spread drawn 150 times is itself known to 6 %.
    assert spreads[1] == pytest.approx(spreads[0], rel=0.25)


def test_the_order_of_cases_does_not_matter() -> None:
    deals = drawn(100)[0]
    one, two = (measured(trial(deal=each), "cycle_time") for each in (deals, deals[::-1]))
    assert one == two


def test_what_ended_before_it_began_is_counted_and_left_out() -> None:
    deals = [*drawn(60)[0], deal(99, "won", opened=20, closed=10)]
    told = measured(trial(deal=deals), "cycle_time")
    assert reading(told, "impossible").value == 1
    assert reading(told, "median_days").count == 60


def test_how_they_ended_is_counted_by_reason() -> None:
    deals = [deal(n, "lost", closed=3, lost_reason="price") for n in range(4)]
    told = measured(trial(deal=[*deals, deal(5, "won", closed=2)]), "cycle_time")
    assert reading(told, "ended", ending="lost: price").value == 4
    assert reading(told, "ended", ending="won").value == 1
    assert isinstance(told["median_days", ()], TooLittle)


def test_what_ends_after_the_period_is_still_open() -> None:
    told = measured(trial(deal=[deal(1, "won", closed=200)]), "cycle_time")
    assert reading(told, "ended", ending="still open").value == 1
