"""Whether the cost page's intervals hold the loss that was planted.

Its intervals are eight in ten over what the agreement assumes and what the record measures. So each
company here has a truth of its own within what its agreement assumes: what a sale leaves, what
lateness truly takes, and what an untouched lead was worth are drawn from the stated ranges. The
loss is then known, and eight in ten intervals ought to hold it.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from sameroom.measure import Reading
from sameroom.simulator import Company
from sameroom.simulator.buyers import Flags
from sameroom.simulator.population import SEED
from sameroom.simulator.pursuit import REJECTED, is_late
from sameroom.simulator.result_estimands import follow
from sameroom.simulator.steps import segments
from sameroom.simulator.world import World, draw_world
from tests.coverage.study import Told, ask, lay_out, only

Barren = frozenset[tuple[str, str]]
RANGES = {"margin": (0.35, 0.45, 0.55), "late": (0.0, 0.1, 0.3), "untouched": (0.2, 0.5, 0.9)}
"""What the agreement assumes: its own margin, and the defaults it leaves standing."""


@dataclass(frozen=True, slots=True)
class Nature:
    """What is true of one company, and nobody in it knows."""

    margin: float
    late: float
    untouched: float


def draw_nature(seed: int) -> Nature:
    """Draw what is true from what the agreement assumes."""
    random = np.random.default_rng([seed, 99])
    return Nature(**{name: float(random.triangular(*ends)) for name, ends in RANGES.items()})


@cache
def _population() -> World:
    return draw_world(company=Company().sized(accounts=240_000, assets=100), seed=SEED)


def in_segments(world: World, barren: Barren) -> Flags:
    """Tell which leads' companies belong to any of the segments."""
    found = np.zeros(world.accounts.industry.size, dtype=bool)
    for name, segment, labels in segments(world):
        places = [place for place, label in enumerate(labels) if (name, label) in barren]
        found |= np.isin(segment, places)
    return found[world.leads.account]


def losses(*, world: World, nature: Nature, barren: Barren) -> dict[str, float]:
    """Work out the margin missed in a company, by the chances of one many times as large."""
    large, leads = _population(), world.leads
    worked = np.isfinite(large.leads.touched_at) & (large.leads.decision != REJECTED)
    late = worked & is_late(company=large.company, wait=large.leads.wait)
    won = np.isfinite(follow(large).won_at)
    in_time_chance = won / np.where(late, 1 - large.company.late_loss_share, 1.0)
    usual = float((in_time_chance * np.where(late, 1 - nature.late, 1.0))[worked].mean())
    spared = in_time_chance[late & ~in_segments(large, barren)].mean()
    amount = float(large.deals.amount[large.deals.is_won].mean()) * nature.margin
    touched = np.isfinite(leads.touched_at)
    claimed = touched & (leads.decision != REJECTED) & ~in_segments(world, barren)
    claimed &= is_late(company=world.company, wait=leads.wait)
    never = float((~touched).sum()) * usual * nature.untouched * amount
    missed = float(claimed.sum()) * float(spared) * nature.late * amount
    return {
        "never_worked_loss": never,
        "late_loss": missed,
        "total_expected_loss": never + missed,
    }


def compare_money(*, seed: int) -> list[Told]:
    """Put the cost page of one company beside its planted loss."""
    nature = draw_nature(seed)
    company = replace(Company(), late_loss_share=nature.late)
    engine = lay_out(company=company, seed=seed)
    stored = ask(company=company, engine=engine, measures=only(["money_lines"]))
    found = engine.ask("select attribute, label from barren_segment where is_barren").to_pylist()
    barren = frozenset((row["attribute"], row["label"]) for row in found)
    truths = losses(world=draw_world(company=company, seed=seed), nature=nature, barren=barren)
    return list(_told(seed, stored, truths))


def _told(seed: int, stored: Iterable[object], truths: dict[str, float]) -> Iterator[Told]:
    for one in stored:
        told = getattr(one, "told", None)
        if isinstance(told, Reading) and told.figure in truths and told.interval:
            key = ("money_lines", told.figure, ())
            sure, truth = told.interval, truths[told.figure]
            yield Told(seed, key, told.value, sure.low, sure.high, sure.level, truth)


def run_money(*, seeds: Iterable[int], pool: Executor) -> list[Told]:
    """Compare the cost pages of many companies, a few at a time."""
    jobs = [pool.submit(compare_money, seed=seed) for seed in seeds]
    return [told for job in jobs for told in job.result()]


def may_have_lost_nothing(seed: int) -> bool:
    """Tell whether a company without a leak is told that it may have missed nothing."""
    company = Company.aligned()
    engine = lay_out(company=company, seed=seed)
    stored = ask(company=company, engine=engine, measures=only(["money_lines"]))
    (total,) = [one.told for one in stored if one.told.figure == "total_expected_loss"]
    if not isinstance(total, Reading):
        raise TypeError(f"the cost page of company {seed} tells no total")
    return total.value == 0 if total.interval is None else total.interval.low <= 0
