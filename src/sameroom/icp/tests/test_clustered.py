"""The interval of a share of work by buyer, against Wilson, the bootstrap and a planted share."""

import numpy as np
import pytest
from scipy.special import stdtrit

from sameroom.icp.clustered import Work, clustered_share
from sameroom.stats import bootstrap
from sameroom.stats.intervals import wilson, z_of


def work(acts: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> Work:
    return Work(len(acts), float(acts.sum()), float((acts**2).sum()))


def test_with_one_act_a_buyer_it_agrees_with_wilson() -> None:
    told = clustered_share(part=Work(30, 30, 30), whole=Work(100, 100, 100))
    cases = 100 * (z_of(level=0.95) / stdtrit(99, 0.975)) ** 2
    wanted = wilson(successes=0.3 * cases, trials=cases)
    assert (told.low, told.high) == pytest.approx((wanted.low, wanted.high))


def test_it_agrees_with_the_cluster_bootstrap() -> None:
    rng = np.random.default_rng(3)
    acts = rng.geometric(0.2, size=400).astype(float)
    is_off = rng.random(400) < 0.35
    told = clustered_share(part=work(acts[is_off]), whole=work(acts))
    columns = np.column_stack([acts * is_off, acts])
    drawn = bootstrap.of_columns(
        columns=columns, statistic=lambda sums: sums[:, 0] / sums[:, 1], rng=rng, draws=4000
    )
    assert (told.low, told.high) == pytest.approx((drawn.low, drawn.high), abs=0.01)


@pytest.mark.parametrize("planted", [0.1, 0.4])
def test_it_covers_the_planted_share_at_its_rate(planted: float) -> None:
    rng = np.random.default_rng(7)
    held, companies = 0, 600
    for _ in range(companies):
        acts = rng.geometric(0.25, size=60).astype(float)
        is_off = rng.random(60) < planted
        told = clustered_share(part=work(acts[is_off]), whole=work(acts))
        held += told.low <= planted <= told.high
    assert 0.93 <= held / companies <= 0.985


def test_none_of_the_work_still_leaves_room_for_some() -> None:
    told = clustered_share(part=Work(0, 0, 0), whole=Work(40, 150, 630))
    assert told.low == 0
    assert 0.05 < told.high < 0.15


def test_one_buyer_has_no_interval() -> None:
    with pytest.raises(ValueError, match="1 buyers"):
        clustered_share(part=Work(1, 5, 25), whole=Work(1, 5, 25))
