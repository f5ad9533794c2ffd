"""Waiting times of which some are still running."""

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sameroom.stats.survival import Curve, kaplan_meier


def curve(waits: list[float], ended: list[bool]) -> Curve:
    done = np.array(ended, dtype=float)
    return kaplan_meier(times=np.array(waits, dtype=float), ended=done, running=1 - done)


def test_it_agrees_with_an_example_worked_by_hand() -> None:
    found = curve([1, 2, 2, 3, 5], [True, True, False, True, False])
    assert found.times.tolist() == [1, 2, 3]
    assert found.waiting.tolist() == pytest.approx([4 / 5, 4 / 5 * 3 / 4, 4 / 5 * 3 / 4 * 1 / 2])
    assert found.quantile(share=0.5) == 3
    assert found.quantile(share=0.9) == inf
    assert found.share_waiting(after=0.5) == 1
    assert found.share_waiting(after=2.5) == pytest.approx(0.6)


def test_waits_that_run_on_are_not_taken_for_ended() -> None:
    assert curve([1, 9], [False, True]).quantile(share=0.5) == 9


def test_without_running_waits_it_is_the_plain_share() -> None:
    waits = [4.0, 1, 3, 2]
    found = curve(waits, [True] * 4)
    assert found.waiting.tolist() == pytest.approx([0.75, 0.5, 0.25, 0])


def test_it_refuses_a_wait_that_is_shorter_than_nothing() -> None:
    with pytest.raises(ValueError, match="shorter than nothing"):
        curve([-1.0], [True])


def test_nothing_to_go_by_gives_no_quantile() -> None:
    assert curve([], []).quantile(share=0.5) == inf


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.filterwarnings("ignore")  # the oracle's own library warns about itself
def test_curve_band_and_quantiles_agree_with_lifelines(seed: int) -> None:
    lifelines = pytest.importorskip("lifelines")
    from lifelines.utils import qth_survival_times

    rng = np.random.default_rng(seed)
    waits = np.round(rng.exponential(10, 300), 1) + 0.1
    limit = np.round(rng.uniform(5, 40, 300), 1)
    ended = waits <= limit
    seen = np.minimum(waits, limit)
    found = kaplan_meier(times=seen, ended=ended.astype(float), running=(~ended).astype(float))
    oracle = lifelines.KaplanMeierFitter(alpha=0.05).fit(seen, ended)
    for after in (1.0, 5.0, 12.3, 20.0):
        told = oracle.confidence_interval_survival_function_.asof(after).to_list()
        band = found.band(after=after)
        assert found.share_waiting(after=after) == pytest.approx(float(oracle.predict(after)))
        assert [band.low, band.high] == pytest.approx(told)
    bands = qth_survival_times([0.5, 0.25], oracle.confidence_interval_survival_function_)
    for left in (0.5, 0.25):
        band = found.quantile_band(share=1 - left)
        assert found.quantile(share=1 - left) == pytest.approx(float(oracle.percentile(left)))
        assert [band.low, band.high] == pytest.approx(bands.loc[left].to_list())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=30))
def test_order_does_not_matter_and_the_share_only_falls(cases: list[tuple[int, bool]]) -> None:
    waits, ended = [float(wait) for wait, _ in cases], [done for _, done in cases]
    found = curve(waits, ended)
    turned = curve(waits[::-1], ended[::-1])
    assert found.waiting.tolist() == turned.waiting.tolist()
    assert (np.diff(found.waiting) <= 0).all()
    assert found.cases == len(waits)
