"""The product-limit estimate with delayed entry agrees with lifelines."""

import numpy as np
import pytest

from sameroom.stats import delayed
from sameroom.stats.survival import kaplan_meier


@pytest.mark.filterwarnings("ignore")  # the oracle's own library warns about itself
def test_its_median_agrees_with_lifelines() -> None:
    lifelines = pytest.importorskip("lifelines")
    rng = np.random.default_rng(2)
    full = rng.exponential(40, 301)
    enters = np.where(rng.random(301) < 0.5, -1.0, rng.uniform(0, 20, 301))
    seen = full > enters
    full, enters = full[seen], enters[seen]
    until = np.maximum(enters, 0) + rng.exponential(60, full.size)
    leaves, ended = np.minimum(full, until), (full <= until).astype(float)
    oracle = lifelines.KaplanMeierFitter()
    oracle.fit(leaves, ended, entry=np.maximum(enters, 0))
    weights = np.ones((1, full.size))
    for share in (0.25, 0.5, 0.75):
        (found,) = delayed.quantile(
            enters=enters, leaves=leaves, ended=ended, weights=weights, share=share
        )
        assert found == pytest.approx(oracle.percentile(1 - share))


def test_a_weight_of_two_is_the_case_told_twice() -> None:
    leaves, ended = np.array([1.0, 2.0, 3.0, 5.0]), np.array([1.0, 0.0, 1.0, 1.0])
    weights = np.array([[1.0, 2.0, 1.0, 2.0], [1.0, 1.0, 1.0, 1.0]])
    found = delayed.quantile(
        enters=np.full(4, -1.0), leaves=leaves, ended=ended, weights=weights, share=0.5
    )
    curve = kaplan_meier(times=leaves, ended=ended * weights[0], running=(1 - ended) * weights[0])
    assert found[0] == curve.quantile(share=0.5)
    assert found[1] == 3.0


def test_what_is_never_reached_is_infinite() -> None:
    leaves = np.array([1.0, 9.0, 9.0])
    found = delayed.quantile(
        enters=np.full(3, -1.0), leaves=leaves, ended=np.array([1.0, 0.0, 0.0]),
        weights=np.ones((1, 3)), share=0.5,
    )  # fmt: skip
    assert np.isinf(found[0])
