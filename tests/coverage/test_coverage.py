"""Over the seeds 1 to 50 each interval holds the planted truth as often as it says, and is narrow.

The seeds were never chosen. Each figure's share of held truths lies in the band in which 99 of 100
honest methods would come out; its median width is under a stated bound.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from math import isfinite

import pytest

from sameroom.simulator import Company
from tests.coverage.alarms import NEVER_TOLD, NOTHING_PLANTED, alarms, false_alarms
from tests.coverage.bounds import (
    SELDOM,
    WIDEST,
    WIDEST_CAMPAIGNS,
    WIDEST_WHERE_CHANNELS_ARE_KNOWN,
)
from tests.coverage.campaigns import run_campaigns
from tests.coverage.left_out import LEFT_OUT
from tests.coverage.money import may_have_lost_nothing, run_money
from tests.coverage.study import (
    ALIGNED_SEEDS,
    SEEDS,
    Row,
    Told,
    band,
    kind_of,
    plant,
    processes,
    run,
    summarise,
)

pytestmark = pytest.mark.slow

Kind = tuple[str, str, str]
ASKED_ALL = 3  # companies


WITH_TRUTH = frozenset(measure for measure, _, _ in WIDEST)
NULL = frozenset({"icp_drift", "channel_fit", *(key[0] for key in NOTHING_PLANTED.values())})


@pytest.fixture(scope="module")
def pool() -> Iterator[Executor]:
    plant(Company(), Company.aligned())
    with processes() as started:
        yield started


@pytest.fixture(scope="module")
def asked_all(pool: Executor) -> Sequence[Told]:
    """Ask the first companies every measure; the others are asked those with a truth."""
    return run(company=Company(), seeds=SEEDS[:ASKED_ALL], pool=pool)


@pytest.fixture(scope="module")
def rows(pool: Executor, asked_all: Sequence[Told]) -> Mapping[Kind, Row]:
    others = run(company=Company(), seeds=SEEDS[ASKED_ALL:], pool=pool, names=WITH_TRUTH)
    return by_kind([*(told for told in asked_all if told.key[0] in WITH_TRUTH), *others])


@pytest.fixture(scope="module")
def aligned(pool: Executor) -> Sequence[Told]:
    return run(company=Company.aligned(), seeds=ALIGNED_SEEDS, pool=pool, names=NULL)


def by_kind(found: Iterable[Told]) -> Mapping[Kind, Row]:
    return {(row.measure, row.figure, row.parts): row for row in summarise(found)}


def test_every_figure_with_an_interval_is_judged_or_left_out_for_a_reason(
    asked_all: Sequence[Told],
) -> None:
    known, unknown = ({kind_of(told.key) for told in asked_all if isfinite(told.truth) is judged}
                      for judged in (True, False))  # fmt: skip
    assert unknown - LEFT_OUT.keys() == set()
    needless = {kind for kind in LEFT_OUT if kind in known and kind not in unknown}
    assert needless == set()
    assert {measure for measure, _, _ in known} == WITH_TRUTH
    assert all(len(reason) > 20 for reason in LEFT_OUT.values())


def test_one_shot_campaigns_bring_what_is_planted(pool: Executor) -> None:
    found = by_kind(run_campaigns(seeds=range(1, 16), pool=pool))
    for kind, most in WIDEST_CAMPAIGNS.items():
        row = found[kind]
        low, high = band(level=row.level, companies=row.companies)
        assert low <= row.share <= high, kind
        assert row.width <= most, kind


@pytest.fixture(scope="module")
def money(pool: Executor) -> Mapping[Kind, Row]:
    found = summarise(run_money(seeds=SEEDS, pool=pool))
    return {(row.measure, row.figure, row.parts): row for row in found}


def test_every_interval_holds_the_truth_as_often_as_it_says(rows: Mapping[Kind, Row]) -> None:
    outside = {}
    for kind, row in rows.items():
        low, high = band(level=row.level, companies=row.companies)
        if not low <= row.share <= high:
            outside[kind] = (row.share, low, high)
    assert not outside


def test_no_interval_is_wider_than_its_bound(rows: Mapping[Kind, Row]) -> None:
    wide = {kind: rows[kind].width for kind, most in WIDEST.items() if rows[kind].width > most}
    assert not wide


def test_every_figure_with_a_bound_is_told_of_every_company(rows: Mapping[Kind, Row]) -> None:
    silent = {kind for kind in WIDEST if rows[kind].companies < len(SEEDS)}
    assert silent <= SELDOM


def test_the_cost_pages_hold_the_planted_loss(money: Mapping[Kind, Row]) -> None:
    assert {figure for _, figure, _ in money} == {
        "never_worked_loss", "late_loss", "total_expected_loss",
    }  # fmt: skip
    for kind, row in money.items():
        low, high = band(level=row.level, companies=row.companies)
        assert low <= row.share <= high, kind


def test_channels_hold_what_is_planted_where_they_are_known(aligned: Sequence[Told]) -> None:
    found = by_kind(aligned)
    for kind, most in WIDEST_WHERE_CHANNELS_ARE_KNOWN.items():
        row = found[kind]
        low, high = band(level=row.level, companies=row.companies)
        assert row.companies >= 10, kind
        assert low <= row.share <= high, kind
        assert row.width <= most, kind


def test_drift_raises_no_more_false_alarms_than_it_says(aligned: Sequence[Told]) -> None:
    # Five in a hundred are allowed; of 30 companies, at most five in 99 of 100 studies.
    assert len(alarms(aligned)) <= 5


def test_no_difference_is_told_where_none_is_planted_more_often_than_stated(
    aligned: Sequence[Told],
) -> None:
    counted = false_alarms(aligned)
    assert counted.keys() > NOTHING_PLANTED.keys()
    assert {words for words, (_, companies) in counted.items() if not companies} <= NEVER_TOLD
    for words, (raised, companies) in counted.items():
        if words in NEVER_TOLD:
            assert raised == 0
            continue
        _, most = band(level=0.05, companies=companies)
        assert companies >= 20, words
        assert raised / companies <= most, words


def test_a_company_without_a_leak_may_have_lost_nothing(pool: Executor) -> None:
    """In nine of ten such companies the range of what was missed holds nought."""
    assert sum(pool.map(may_have_lost_nothing, range(1, 21))) >= 18
