"""Drift weighed by revenue: what is planted is held, although chance is drawn once for all."""

import numpy as np
import pytest
from scipy import stats

from sameroom.icp.revenue import Chance, compare_revenue, draw
from sameroom.icp.segments import Segments, read_segments
from sameroom.icp.tests.test_drift import row

WINNERS = 240


def revenue_rows(*, rng: np.random.Generator, tilt: float) -> Segments:
    """Draw 240 winners in 4 segments among 1,200; in the first, revenue is `tilt` times higher."""
    rows = []
    for place, label in enumerate("ABCD"):
        rows += row(label, aimed=300, won=0)
        for amount in rng.lognormal(0, 0.6, size=WINNERS // 4) * (tilt if place == 0 else 1):
            rows.append({**rows[-1], "is_won": 1, "buyers": 1, "revenue": float(amount)})
    return read_segments(rows)["industry"]


@pytest.mark.slow
@pytest.mark.parametrize("drawn_for", [WINNERS, 2 * WINNERS])
@pytest.mark.parametrize(("tilt", "planted"), [(1.0, 0.0), (3.0, 0.25)])
def test_drift_by_revenue_holds_what_is_planted(
    tilt: float, planted: float, drawn_for: int
) -> None:
    """Also where the attribute takes a part of what was drawn for more winners."""
    rng = np.random.default_rng(3)
    held, alarms, trials = 0, 0, 120
    for number in range(trials):
        told = compare_revenue(
            segments=revenue_rows(rng=rng, tilt=tilt),
            first="targeted",
            seed=number,
            drawn=draw(cases=drawn_for, seed=number),
        )
        assert told is not None
        held += told.distance.interval.low <= planted <= told.distance.interval.high
        alarms += told.chance <= 0.05
    low, _ = stats.binom.interval(0.99, trials, 0.95)
    assert held >= low
    if tilt == 1.0:
        assert alarms <= stats.binom.interval(0.99, trials, 0.05)[1]
    else:
        assert alarms >= 0.95 * trials


def test_a_part_of_the_orders_is_again_every_order_alike() -> None:
    """Three of five winners: each of the six orders comes up as often as the others."""
    chance = draw(cases=5, seed=1)
    many = np.concatenate([draw(cases=5, seed=seed).orders(3) for seed in range(10)])
    _, times = np.unique(many, axis=0, return_counts=True)
    assert len(times) == 6
    assert stats.chisquare(times).pvalue > 0.001
    assert chance.orders(5) is chance.order


def test_each_winner_is_drawn_again_once_on_average_and_independently() -> None:
    times = draw(cases=400, seed=2).times
    assert times.mean() == pytest.approx(1, abs=0.01)
    assert times.var() == pytest.approx(1, abs=0.02)
    assert np.abs(np.corrcoef(times)[np.triu_indices(400, 1)]).max() < 0.2


def test_the_distance_by_revenue_is_worked_out_by_hand() -> None:
    """Aimed at 1 : 1, 40 winners each; the revenues are 3 : 1, so a quarter is elsewhere."""
    rows = []
    for label, amount in (("A", 3.0), ("B", 1.0)):
        rows += row(label, aimed=1000, won=0)
        rows += [{**rows[-1], "is_won": 1, "buyers": 40, "revenue": amount}]
    drawn: Chance = draw(cases=80, seed=0)
    told = compare_revenue(
        segments=read_segments(rows)["industry"], first="targeted", seed=0, drawn=drawn
    )
    assert told is not None
    assert np.abs(told.seen).sum() / 2 == pytest.approx(0.25)
    assert told.distance.value == pytest.approx(0.25, abs=0.01)
    assert told.chance == pytest.approx(1 / 801)
