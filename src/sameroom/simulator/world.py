"""The whole planted company at once: the market, the leads, the deals and the content."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sameroom.simulator.approaches import Approaches, draw_approaches
from sameroom.simulator.buyers import (
    Accounts,
    Flags,
    Floats,
    People,
    draw_accounts,
    draw_people,
)
from sameroom.simulator.company import Company
from sameroom.simulator.customers import (
    EXPANSION,
    RENEWAL,
    TEAMS,
    Care,
    draw_customers,
    first_person,
    joined,
)
from sameroom.simulator.hours import epoch
from sameroom.simulator.library import Library, draw_library
from sameroom.simulator.manner import Manner, draw_manner
from sameroom.simulator.pursuit import ACCEPTED, NOBODY, Leads, draw_leads
from sameroom.simulator.sales import DAY, Deals, draw_deals, with_growth

FIELDS = ("industry", "employees", "annual_revenue", "country")


@dataclass(frozen=True, slots=True)
class World:
    """What really happened, before any system wrote it down.

    Args:
        company, seed: what it was drawn from.
        in_crm, in_marketing: which people each of the two systems knows.
        blank: which accounts lack a field in the CRM, by the field's name.
        twice: which accounts the CRM has twice.
        misnamed: which it has a second time under a misspelt name, without their domain.
        is_private: who gives a private address.
        is_stranger: whom the two systems know under different addresses.
        is_mistyped: whom marketing knows with a slip in the address and in the name.
        is_loose: which deals name nobody on the buyer's side.
        is_stale: which deals, while open, are expected on a day that has passed.
        expected_at: the day that each deal is expected to end on.
        manner: how deals were run.
        qualified_at: when each lead was found worth a deal; not a number where it was not.
        approaches: whom sales turned to unasked.
        care: contacts with customers in the weeks before it counted.
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
    misnamed: Flags
    is_private: Flags
    is_stranger: Flags
    is_mistyped: Flags
    is_loose: Flags
    is_stale: Flags
    expected_at: Floats
    manner: Manner
    qualified_at: Floats
    approaches: Approaches
    care: Care


def draw_world(*, company: Company, seed: int) -> World:
    """Draw a company's history: the same seed gives the same history, to the last digit."""
    streams = iter(np.random.default_rng(seed).spawn(14))
    accounts = draw_accounts(company=company, random=next(streams))
    people = draw_people(company=company, accounts=accounts, random=next(streams))
    leads = draw_leads(company=company, accounts=accounts, people=people, random=next(streams))
    approaches = draw_approaches(
        company=company, accounts=accounts, people=people, random=next(streams)
    )
    orders, care = draw_customers(company=company, accounts=accounts, random=next(streams))
    deals = draw_deals(
        company=company, accounts=accounts, people=people, leads=leads, approaches=approaches,
        orders=orders, random=next(streams),
    )  # fmt: skip
    deals, more = with_growth(company=company, accounts=accounts, deals=deals, random=next(streams))
    care = joined([care, more])
    known = _draw_known(company, people, leads, deals, approaches, care, next(streams))
    own, strange, typed = _draw_slips(company, people, known, next(streams))
    return World(
        company=company, seed=seed, accounts=accounts, people=people, leads=leads, deals=deals,
        library=draw_library(company=company, deals=deals, random=next(streams)),
        in_crm=known[0], in_marketing=known[1], **_draw_blanks(company, next(streams)),
        is_private=own, is_stranger=strange, is_mistyped=typed,
        **_draw_dates(company, leads, deals, next(streams)),
        manner=draw_manner(company=company, deals=deals, random=next(streams)),
        approaches=approaches, care=care,
    )  # fmt: skip


def _draw_blanks(company: Company, random: np.random.Generator) -> dict[str, Any]:
    """Draw what the CRM does not say of its companies, and which of them it has twice."""
    share, count = company.missing_share, company.every_account
    rates = {"domain": share / 3, **dict.fromkeys(FIELDS, share)}
    blank = {name: random.random(count) < rate for name, rate in rates.items()}
    twice = random.random(count) < company.duplicate_share / 3
    misnamed = random.random(count) < company.misnamed_share
    return {"blank": blank, "twice": twice & ~blank["domain"], "misnamed": misnamed}


def _draw_known(
    company: Company, people: People, leads: Leads, deals: Deals, approaches: Approaches,
    care: Care, random: np.random.Generator,
) -> tuple[Flags, Flags]:  # fmt: skip
    """Draw who stands in which system."""
    has_case, has_deal, is_mailed = (np.zeros(people.account.size, dtype=bool) for _ in range(3))
    has_case[leads.person] = True
    has_deal[deals.person] = has_deal[approaches.person] = True
    cared = first_person(people)[care.account]
    has_deal[cared] = True
    is_mailed[cared[care.team == TEAMS.index("marketing")]] = True
    known, told = (random.random(people.account.size) for _ in range(2))
    in_crm = has_case | has_deal | (people.listed & (known < company.known_to_crm_share))
    in_marketing = (
        people.listed | is_mailed | (has_case & (told < company.known_to_marketing_share))
    )
    return in_crm, in_marketing


def _draw_slips(
    company: Company, people: People, known: tuple[Flags, Flags], random: np.random.Generator
) -> tuple[Flags, Flags, Flags]:
    """Draw who gives a private address, and whom the two systems know under different ones."""
    own, strange, typed = (random.random(people.account.size) for _ in range(3))
    is_private = own < company.private_share
    both = known[0] & known[1] & ~is_private
    is_stranger = both & (strange < company.stranger_share)
    is_mistyped = both & ~is_stranger & (typed < company.mistyped_share)
    return is_private, is_stranger, is_mistyped


def _draw_dates(
    company: Company, leads: Leads, deals: Deals, random: np.random.Generator
) -> dict[str, Any]:
    """Draw which deals name nobody, when they are expected to end, and when leads qualify."""
    count, end = deals.lead.size, epoch(company.ends_on)
    is_renewal = deals.kind == RENEWAL
    is_stale = random.random(count) < company.stale_share
    ago, ahead = random.uniform(3, 60, count), random.uniform(3, 90, count)
    expected = np.where(is_stale, end - ago * DAY, end + ahead * DAY)
    expected = np.where(is_renewal, deals.closed_at, expected)
    return {
        "is_loose": (random.random(count) < company.missing_share) & (deals.kind != EXPANSION),
        "is_stale": expected < end,
        "expected_at": expected,
        "qualified_at": _draw_qualified(company, leads, deals, random),
    }


def _draw_qualified(
    company: Company, leads: Leads, deals: Deals, random: np.random.Generator
) -> Floats:
    """Draw when accepted leads qualify: before their deal, and a few that never have one."""
    accepted = leads.decision == ACCEPTED
    by_chance = accepted & (random.random(accepted.size) < company.qualified_share)
    later = random.exponential(9 * DAY, accepted.size)
    at = np.where(by_chance, leads.decided_at + later, np.nan)
    from_lead = np.flatnonzero((deals.lead != NOBODY) & accepted[np.maximum(deals.lead, 0)])
    lead = deals.lead[from_lead]
    share = random.random(lead.size)
    decided = leads.decided_at[lead]
    at[lead] = decided + share * (deals.created_at[from_lead] - decided)
    return np.where(at < epoch(company.ends_on), at, np.nan)
