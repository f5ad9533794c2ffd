"""The planted company does what its parameters say, and the same seed gives the same company."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sameroom.simulator import Company, simulate
from sameroom.simulator.hours import epoch, office
from sameroom.simulator.pursuit import ACCEPTED, NOBODY, REJECTED
from sameroom.simulator.world import World, draw_world

LARGE = Company().sized(accounts=40_000, assets=4_000)


@pytest.fixture(scope="module")
def world() -> World:
    return draw_world(company=LARGE, seed=3)


def test_the_same_seed_writes_the_same_files(tmp_path: Path) -> None:
    company = Company().sized(accounts=120, assets=40)
    for name in ("one", "two"):
        simulate(folder=tmp_path / name, company=company, seed=9)
    for file in sorted((tmp_path / "one").rglob("*.*")):
        twin = tmp_path / "two" / file.relative_to(tmp_path / "one")
        assert file.read_bytes() == twin.read_bytes(), file.name


def test_another_seed_gives_another_history() -> None:
    one, two = (draw_world(company=Company(), seed=seed) for seed in (1, 2))
    assert one.leads.person.size != two.leads.person.size


def test_nothing_happens_on_or_after_the_as_of_day(world: World) -> None:
    end = epoch(LARGE.ends_on)
    for moments in (world.leads.handed_at, world.leads.touched_at, world.leads.decided_at,
                    world.deals.created_at, world.library.use_at):  # fmt: skip
        assert np.nanmax(moments) < end


def test_leads_are_handed_over_touched_and_decided_in_this_order(world: World) -> None:
    leads = world.leads
    touched = np.isfinite(leads.touched_at)
    assert (leads.handed_at > leads.asked_at).all()
    assert (leads.touched_at[touched] >= leads.handed_at[touched]).all()
    decided = leads.decision != 0
    assert (leads.decided_at[decided] >= leads.touched_at[decided]).all()
    assert not np.isfinite(leads.decided_at[~decided]).any()


def test_first_touches_fall_into_working_time(world: World) -> None:
    touched = world.leads.touched_at[np.isfinite(world.leads.touched_at)]
    assert office().is_open(touched - 1).mean() > 0.999


def test_the_share_after_hours_is_the_planted_one(world: World) -> None:
    after_hours = ~office().is_open(world.leads.asked_at)
    assert after_hours.mean() == pytest.approx(LARGE.after_hours_share, abs=0.01)


def test_better_leads_are_answered_faster(world: World) -> None:
    leads = world.leads
    waits = [np.median(leads.wait[leads.quality == quality]) for quality in (-1, 0, 1)]
    assert waits[0] > waits[1] > waits[2]


def test_the_wait_of_a_quick_seller_is_log_normal_about_its_median() -> None:
    plain = replace(
        LARGE,
        routed_hours=0.0,
        slow_reps=0,
        after_hours_drag=1.0,
        haste_by_quality=0.0,
        never_touched_share=0.0,
    )
    hours = draw_world(company=plain, seed=5).leads.wait / 3600
    assert np.median(hours) == pytest.approx(plain.response_hours, rel=0.03)
    assert np.log(hours).std() == pytest.approx(plain.response_spread, rel=0.03)


def test_a_rejection_is_as_likely_as_its_chance_says(world: World) -> None:
    leads = world.leads
    decided = (leads.decision == ACCEPTED) | (leads.decision == REJECTED)
    chance = leads.rejection_chance[decided]
    # Of those not rejected a share is put back for later and counts as neither.
    kept = (1 - chance) * (1 - LARGE.recycled_share)
    expected = (chance / (chance + kept)).mean()
    assert (leads.decision[decided] == REJECTED).mean() == pytest.approx(expected, abs=0.01)


def test_a_late_answer_takes_the_planted_share_of_wins() -> None:
    plain = replace(LARGE, haste_by_quality=0.0, late_loss_share=0.4)
    world = draw_world(company=plain, seed=6)
    deals, late = world.deals, world.leads.wait > plain.promised_hours * 3600
    is_late = (deals.lead != NOBODY) & late[np.clip(deals.lead, 0, None)]
    in_time = (deals.lead != NOBODY) & ~is_late
    ratio = deals.wins[is_late].mean() / deals.wins[in_time].mean()
    assert ratio == pytest.approx(0.6, abs=0.04)


def test_the_aligned_company_wins_wherever_it_aims() -> None:
    world = draw_world(company=Company.aligned().sized(accounts=60_000), seed=2)
    won = np.unique(world.deals.account[world.deals.is_won])
    everywhere = np.bincount(world.accounts.industry, minlength=8) / world.accounts.industry.size
    there = np.bincount(world.accounts.industry[won], minlength=8) / won.size
    assert np.abs(everywhere - there).max() < 0.01
    assert not np.isinf(world.leads.wait).any()
