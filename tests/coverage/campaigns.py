"""Whether one-shot campaigns' ratio to sustained ones holds what was planted.

Its cases are campaigns, so that each company here runs its own, drawn as if from all that
marketing might have run. For the same money a one-shot one is planted to bring half the leads, or
in the other half of the study exactly as many: there the interval must not say that they differ.
"""

from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import replace
from functools import cache

import numpy as np

from sameroom.measure import Reading
from sameroom.simulator import Company
from sameroom.simulator.plans import draw_plans
from sameroom.simulator.pursuit import ACCEPTED
from sameroom.simulator.result_estimands import follow
from sameroom.simulator.world import draw_world
from tests.coverage.study import Told, ask, lay_out, only

WORTHS = (0.5, 1.0)
RATIO = "_ratio"


def company_of(*, seed: int, worth: float, each: int = 12) -> Company:
    """Draw a company's campaigns."""
    usual = Company()
    random = np.random.default_rng([seed, 98])
    plans = draw_plans(
        random=random, starts_on=usual.starts_on, ends_on=usual.ends_on, each=each, worth=worth
    )
    return replace(usual, plans=plans)


@cache
def chances() -> dict[str, float]:
    """Give how many leads of a one-shot campaign are taken, and won, for each of a sustained one.

    Leads are equally good, but do not come in at the same time: this is worked out from 200
    campaigns of either kind in a company 60 times as large.
    """
    company = company_of(seed=0, worth=1.0, each=200).sized(accounts=60_000, assets=100)
    world = draw_world(company=company, seed=20_260_702)
    leads = world.leads
    once = leads.plan < 200
    kept = (leads.plan >= 200, once & (leads.plan >= 0))
    found = {"leads": 1.0}
    for name, hits in (
        ("accepted", leads.decision == ACCEPTED),
        ("won", np.isfinite(follow(world).won_at)),
    ):
        found[name] = float(hits[kept[1]].mean() / hits[kept[0]].mean())
    return found


def compare_campaigns(*, seed: int, worth: float) -> list[Told]:
    """Put one company's ratios beside what is planted."""
    company = company_of(seed=seed, worth=worth)
    wanted = only(["one_shot"])
    found = []
    for stored in ask(company=company, engine=lay_out(company=company, seed=seed), measures=wanted):
        told = stored.told
        if isinstance(told, Reading) and told.interval and told.figure.endswith(RATIO):
            truth = worth * chances()[told.figure.removesuffix(RATIO)]
            key = ("one_shot", told.figure, (("planted", f"{worth:g}"),))
            sure = told.interval
            found.append(Told(seed, key, told.value, sure.low, sure.high, sure.level, truth))
    return found


def run_campaigns(*, seeds: Iterable[int], pool: Executor) -> list[Told]:
    """Compare the campaigns of many companies, a few at a time."""
    jobs = [
        pool.submit(compare_campaigns, seed=seed, worth=worth) for seed in seeds for worth in WORTHS
    ]
    return [told for job in jobs for told in job.result()]
