"""The parameters behind a planted company: its estimands in a company many times as large."""

from dataclasses import replace
from functools import lru_cache
from math import isfinite

from sameroom.simulator.company import Company
from sameroom.simulator.estimands import list_estimands
from sameroom.simulator.truth import Estimand
from sameroom.simulator.world import draw_world

ACCOUNTS = 120_000
SEED = 20_260_701


@lru_cache(maxsize=4)
def planted(company: Company) -> tuple[Estimand, ...]:
    """Give the value of every estimand that does not depend on the seed.

    The company is drawn once with 120,000 accounts, by a seed of its own. What is left of chance
    is then one eleventh of the demo company's, and less for smaller ones.
    """
    times = ACCOUNTS / company.accounts
    large = company.sized(accounts=ACCOUNTS, assets=round(company.assets * times))
    drawn = list_estimands(world=draw_world(company=large, seed=SEED), scale=times)
    return tuple(_exact(each, company) for each in drawn if isfinite(each.value))


def _exact(estimand: Estimand, company: Company) -> Estimand:
    """Put nought where nothing is planted: there a large draw only shows its own noise."""
    if estimand.measure != "icp_drift":
        return estimand
    said = dict(estimand.part)
    if estimand.figure not in ("distance", "psi") or not _is_apart(said, company):
        return estimand
    return replace(estimand, value=0.0)


def _is_apart(said: dict[str, str], company: Company) -> bool:
    """Tell whether an attribute has no bearing on how far an account gets."""
    by_industry = (*company.wins_by_industry, *company.aims_by_industry)
    by_size = (*company.wins_by_size, *company.aims_by_size, company.big_account_pull)
    if said["attribute"] == "country":
        return True
    if said["attribute"] == "industry":
        return not any(by_industry)
    # What a sale is worth goes by size, whoever buys.
    return not any(by_size) and "weighed by" not in said
