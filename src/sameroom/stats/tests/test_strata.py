"""The difference over strata, by hand and against a simulation."""

import numpy as np
import pytest

from sameroom.stats.strata import Stratum, difference


def test_two_strata_by_hand() -> None:
    """Weights 10·30/40 = 7.5 and 30·10/40 = 7.5: the plain mean of 0.3 and 0.1."""
    strata = [Stratum((6, 9), (10, 30)), Stratum((9, 2), (30, 10))]
    found = difference(strata=strata)
    assert found is not None
    assert found.value == pytest.approx((7.5 * (0.6 - 0.3) + 7.5 * (0.3 - 0.2)) / 15)
    assert found.cases == 80


def test_one_stratum_is_the_plain_difference_with_its_usual_error() -> None:
    found = difference(strata=[Stratum((300, 250), (1000, 1000))])
    assert found is not None
    assert found.value == pytest.approx(0.05)
    error = np.sqrt(0.3 * 0.7 / 1000 + 0.25 * 0.75 / 1000)
    assert found.interval.high - found.value == pytest.approx(1.96 * error, rel=0.01)


def test_its_interval_holds_the_truth_in_many_small_strata() -> None:
    rng, held = np.random.default_rng(11), 0
    for _ in range(600):
        base = rng.uniform(0.1, 0.6, 12)
        cases = rng.integers(3, 14, (12, 2))
        hits = rng.binomial(cases, np.column_stack([base + 0.15, base]))
        found = difference(
            strata=[
                Stratum((int(h[0]), int(h[1])), (int(n[0]), int(n[1])))
                for h, n in zip(hits, cases, strict=True)
            ]
        )
        assert found is not None
        held += found.interval.low <= 0.15 <= found.interval.high
    assert 0.92 <= held / 600 <= 0.98


def test_a_stratum_with_one_group_tells_nothing() -> None:
    assert difference(strata=[Stratum((1, 0), (5, 0))]) is None
