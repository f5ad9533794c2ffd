"""Deals are run as the card says: on the usual road or off it, by sales or by the buyer alone."""

from dataclasses import replace

import numpy as np
import pytest

from sameroom.simulator import Company
from sameroom.simulator.customers import NEW
from sameroom.simulator.hours import epoch
from sameroom.simulator.manner import BACK, PASSED_OVER, list_moves, who_runs
from sameroom.simulator.pursuit import NOBODY
from sameroom.simulator.traces import ACT_KINDS, draw_acts
from sameroom.simulator.world import World, draw_world

LARGE = replace(Company().sized(accounts=20_000, assets=100), alone_share=0.3)


@pytest.fixture(scope="module")
def world() -> World:
    return draw_world(company=LARGE, seed=5)


def test_roads_are_taken_as_often_as_planted(world: World) -> None:
    road = world.manner.road
    assert (road == BACK).mean() == pytest.approx(LARGE.rework_share, abs=0.02)
    assert (road == PASSED_OVER).mean() == pytest.approx(LARGE.passed_over_share, abs=0.02)


def test_stages_come_in_the_order_of_the_road_and_end_with_the_deal(world: World) -> None:
    moves = list_moves(company=LARGE, deals=world.deals, manner=world.manner)
    ended = world.deals.closed_at >= epoch(LARGE.starts_on)
    won = np.flatnonzero(world.deals.is_won & ended)
    assert not any(moves[place] for place in np.flatnonzero(world.deals.is_won & ~ended))
    for place in won.tolist():
        names = [stage for stage, _ in moves[place]]
        moments = [moment for _, moment in moves[place]]
        assert moments == sorted(moments)
        assert moments[0] == world.deals.created_at[place]
        assert names[-1] == "Closed Won"
        assert len(names) == {BACK: 7, PASSED_OVER: 4}.get(int(world.manner.road[place]), 5)


def test_only_deals_that_buyers_run_alone_are_won_without_an_act_of_sales(world: World) -> None:
    acts = draw_acts(world=world, random=np.random.default_rng(1))
    real = np.array([ACT_KINDS[kind] != "Note" for kind in acts.kind])
    worked = np.zeros(world.deals.lead.size, dtype=bool)
    worked[acts.deal[real & (acts.deal != NOBODY)]] = True
    # Of other acts with the person, only those before the deal ended are part of it.
    other = real & (acts.automatic == 0) & (acts.deal == NOBODY)
    first = np.full(world.people.account.size, np.inf)
    np.minimum.at(first, acts.person[other], acts.moment[other])
    answered = first[world.deals.person] < world.deals.closed_at
    alone, inside = world.deals.is_alone, world.deals.closed_at >= epoch(LARGE.starts_on)
    won = world.deals.is_won & inside
    assert ((worked | answered)[won] == ~alone[won]).all()
    own = world.deals.lead == NOBODY
    ended = world.deals.is_closed & inside
    assert (worked[own & ended] == ~alone[own & ended]).all()
    assert not alone[~own | (world.deals.kind != NEW)].any()
    asked = np.isin(np.arange(LARGE.accounts), world.people.account[world.people.asks])
    ordering = np.isnan(world.approaches.called_at).sum() / (~asked).sum()
    assert ordering == pytest.approx(LARGE.alone_share, abs=0.03)


def test_deals_are_passed_on_as_often_as_planted_and_run_by_who_has_them(world: World) -> None:
    deals, manner = world.deals, world.manner
    taken = np.isfinite(manner.taken_at)
    assert taken[~deals.is_alone].mean() == pytest.approx(LARGE.taken_over_share, abs=0.02)
    assert not taken[deals.is_alone].any()
    given = np.isfinite(manner.given_at[taken])
    assert given.mean() == pytest.approx(LARGE.given_back_share, abs=0.03)
    place = np.flatnonzero(taken)
    assert (manner.heir[place] != deals.rep[place]).all()
    for moment, hand in (
        (manner.taken_at[place] - 1, deals.rep[place]),
        (manner.taken_at[place] + 1, manner.heir[place]),
    ):
        assert (who_runs(deals=deals, manner=manner, deal=place, moment=moment) == hand).all()
    back = place[np.isfinite(manner.given_at[place])]
    after = who_runs(deals=deals, manner=manner, deal=back, moment=manner.given_at[back])
    assert (after == deals.rep[back]).all()


def test_how_deals_are_run_changes_nothing_else(world: World) -> None:
    plain = replace(LARGE, taken_over_share=0.0, rework_share=0.0, passed_over_share=0.0)
    other = draw_world(company=plain, seed=5)
    for name in ("created_at", "closed_at", "wins", "amount"):
        assert (getattr(world.deals, name) == getattr(other.deals, name)).all()
    assert (world.leads.touched_at[:50] == other.leads.touched_at[:50])[
        np.isfinite(other.leads.touched_at[:50])
    ].all()
    assert (world.library.use_at == other.library.use_at).all()
