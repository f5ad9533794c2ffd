"""The market: companies, the people in them, and whom marketing has in its audience."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sameroom.simulator.company import SIZES, Company

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Accounts:
    """Companies, one place each in every array.

    Args:
        industry, size, country: places in the company's lists.
        employees: how many people work there.
        revenue: what it earns in a year.
        appeal: how much better than average it buys (log odds); nobody in the company sees it.
        aimed: whether marketing aims at it.
        is_customer: whether it is a customer from before; these stand at the end.
    """

    industry: Ints
    size: Ints
    country: Ints
    employees: Ints
    revenue: Floats
    appeal: Floats
    aimed: Flags
    is_customer: Flags


@dataclass(frozen=True, slots=True)
class People:
    """People, one place each in every array.

    Args:
        account: the place of their company.
        listed: whether they are in marketing's audience because marketing aims at them.
        asks: whether they turn up as a lead.
    """

    account: Ints
    listed: Flags
    asks: Flags


def draw_accounts(*, company: Company, random: np.random.Generator) -> Accounts:
    """Draw the market's companies."""
    count = company.every_account
    is_customer = np.arange(count) >= company.accounts
    industry = pick(random, company.industries, count)
    size = pick(random, company.sizes, count)
    employees = np.array(SIZES)[size] * np.exp(random.uniform(-0.55, 0.55, count))
    revenue = employees * 190_000 * np.exp(random.normal(0, 0.35, count))
    return Accounts(
        industry=industry,
        size=size,
        country=pick(random, company.countries, count),
        employees=np.maximum(4, employees).astype(np.int64),
        revenue=np.round(revenue, -4),
        appeal=appeal(company=company, industry=industry, size=size),
        aimed=~is_customer
        & (random.random(count) < aim_chance(company=company, industry=industry, size=size)),
        is_customer=is_customer,
    )


def appeal(*, company: Company, industry: Ints, size: Ints) -> Floats:
    """Tell how much better than the average company each segment buys, in log odds."""
    by_industry = _centred(company.wins_by_industry, company.industries)
    by_size = _centred(company.wins_by_size, company.sizes)
    total: Floats = by_industry[industry] + by_size[size]
    return total


def aim_chance(*, company: Company, industry: Ints, size: Ints) -> Floats:
    """Tell how likely marketing is to aim at each segment."""
    error = company.aim_error
    by_industry = _tilt(company.wins_by_industry, company.aims_by_industry, error)
    by_size = _tilt(company.wins_by_size, company.aims_by_size, error)
    chance: Floats = company.aimed_share * np.exp(by_industry[industry] + by_size[size])
    return np.clip(chance, 0.03, 0.97)


def draw_people(*, company: Company, accounts: Accounts, random: np.random.Generator) -> People:
    """Draw the people of each company and what draws them in."""
    pull = company.big_account_pull * (accounts.size - 2)
    heads = 1 + random.poisson(1.9 * np.exp(pull))
    account = np.repeat(np.arange(company.every_account), heads)
    listed = accounts.aimed[account] & (random.random(account.size) < 0.9)
    fits = np.exp(0.6 * accounts.appeal[account])
    chance = np.where(listed, company.lead_share, np.minimum(company.direct_share * fits, 0.8))
    asks = (random.random(account.size) < chance) & ~accounts.is_customer[account]
    return People(account=account, listed=listed, asks=asks)


def pick(random: np.random.Generator, weights: tuple[float, ...], count: int) -> Ints:
    """Draw places by weight."""
    edges = np.cumsum(weights) / np.sum(weights)
    return np.searchsorted(edges[:-1], random.random(count), side="right").astype(np.int64)


def _centred(steps: tuple[float, ...], weights: tuple[float, ...]) -> Floats:
    return np.array(steps) - np.average(steps, weights=weights)


def _tilt(wins: tuple[float, ...], aims: tuple[float, ...], error: float) -> Floats:
    return (1 - error) * 0.5 * np.array(wins) + error * np.array(aims)
