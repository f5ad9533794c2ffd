"""The whole planted company at once: the market, the leads, the deals and the content."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sameroom.simulator.buyers import Accounts, Flags, People, draw_accounts, draw_people
from sameroom.simulator.company import Company
from sameroom.simulator.library import Library, draw_library
from sameroom.simulator.manner import Manner, draw_manner
from sameroom.simulator.pursuit import Leads, draw_leads
from sameroom.simulator.sales import Deals, draw_deals

FIELDS = ("industry", "employees", "annual_revenue", "country")


@dataclass(frozen=True, slots=True)
class World:
    """What really happened, before any system wrote it down.

    Args:
        company, seed: what it was drawn from.
        in_crm, in_marketing: which people each of the two systems knows.
        blank: which accounts lack a field in the CRM, by the field's name.
        twice: which accounts the CRM has twice.
        is_private: who gives a private address.
        is_stranger: whom the two systems know under different addresses.
        is_loose: which deals name nobody on the buyer's side.
        is_stale: which deals, while open, are expected on a day that has passed.
        manner: how deals were run.
    """

    company: Company
    seed: int
    accounts: Accounts
    people: People
    leads: Leads
    deals: Deals
    library: Library
    in_crm: Flags
    in_marketing: Flags
    blank: Mapping[str, Flags]
    twice: Flags
    is_private: Flags
    is_stranger: Flags
    is_loose: Flags
    is_stale: Flags
    manner: Manner


def draw_world(*, company: Company, seed: int) -> World:
    """Draw a company's history: the same seed gives the same history, to the last digit."""
    streams = iter(np.random.default_rng(seed).spawn(8))
    accounts = draw_accounts(company=company, random=next(streams))
    people = draw_people(company=company, accounts=accounts, random=next(streams))
    leads = draw_leads(company=company, accounts=accounts, people=people, random=next(streams))
    deals = draw_deals(
        company=company, accounts=accounts, people=people, leads=leads, random=next(streams)
    )
    library = draw_library(company=company, deals=deals, random=next(streams))
    records = _draw_records(company, people, leads, deals, next(streams))
    in_crm, in_marketing, private, stranger, loose, stale = records
    blank, twice = _draw_blanks(company, next(streams))
    manner = draw_manner(company=company, deals=deals, random=next(streams))
    return World(
        company, seed, accounts, people, leads, deals, library, in_crm, in_marketing, blank, twice,
        private, stranger, loose, stale, manner,
    )  # fmt: skip


def _draw_blanks(company: Company, random: np.random.Generator) -> tuple[dict[str, Flags], Flags]:
    """Draw what the CRM does not say of its companies, and which of them it has twice."""
    share = company.missing_share
    rates = {"domain": share / 3, **dict.fromkeys(FIELDS, share)}
    blank = {name: random.random(company.accounts) < rate for name, rate in rates.items()}
    twice = random.random(company.accounts) < company.duplicate_share / 3
    return blank, twice & ~blank["domain"]


def _draw_records(
    company: Company, people: People, leads: Leads, deals: Deals, random: np.random.Generator
) -> tuple[Flags, ...]:
    """Draw who stands in which system, and how."""
    count = people.account.size
    has_case = np.zeros(count, dtype=bool)
    has_case[leads.person] = True
    has_deal = np.zeros(count, dtype=bool)
    has_deal[deals.person] = True
    known, told, strange, own = (random.random(count) for _ in range(4))
    in_crm = has_case | has_deal | (people.listed & (known < company.known_to_crm_share))
    in_marketing = people.listed | (has_case & (told < company.known_to_marketing_share))
    is_private = own < company.private_share
    is_stranger = in_crm & in_marketing & ~is_private & (strange < company.stranger_share)
    is_loose = random.random(deals.person.size) < company.missing_share
    is_stale = random.random(deals.person.size) < company.stale_share
    return in_crm, in_marketing, is_private, is_stranger, is_loose, is_stale
