"""What was picked because it stood out: against scipy, and how often the truth is held."""

import numpy as np
import pytest
from scipy import stats

from sameroom.stats.selection import after_picking


def test_far_beyond_the_threshold_it_is_the_plain_interval() -> None:
    told = after_picking(seen=9.0, threshold=2.0)
    assert (told.low, told.value, told.high) == pytest.approx((7.04, 9.0, 10.96), abs=0.01)


def test_just_beyond_the_threshold_the_truth_is_much_smaller() -> None:
    told = after_picking(seen=2.2, threshold=2.0)
    assert told.value < 0.5
    assert told.low < 0


@pytest.mark.parametrize(("seen", "threshold"), [(2.5, 2.0), (3.1, 2.8), (4.0, 2.0)])
def test_it_agrees_with_the_cut_off_normal_of_scipy(seen: float, threshold: float) -> None:
    told = after_picking(seen=seen, threshold=threshold)
    for truth, rate in ((told.low, 0.975), (told.value, 0.5), (told.high, 0.025)):
        cut = stats.truncnorm(threshold - truth, np.inf, loc=truth)
        assert cut.cdf(seen) == pytest.approx(rate, abs=1e-4)


@pytest.mark.parametrize("truth", [0.0, 1.0, 2.5])
def test_it_holds_the_truth_of_what_was_picked_at_its_rate(truth: float) -> None:
    draws = np.random.default_rng(6).normal(truth, 1.0, size=60_000)
    picked = draws[draws > 2.0][:1000]
    told = [after_picking(seen=float(seen), threshold=2.0) for seen in picked]
    held = sum(one.low <= truth <= one.high for one in told)
    low, high = stats.binom.interval(0.99, len(picked), 0.95)
    assert low <= held <= high
    plain = np.mean(np.abs(picked - truth) <= 1.96)
    assert truth == 2.5 or plain < 0.9
