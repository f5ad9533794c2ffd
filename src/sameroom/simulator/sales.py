"""Deals: those that accepted leads become, and those that sales finds alone."""

from dataclasses import dataclass

import numpy as np

from sameroom.simulator.buyers import Accounts, Flags, Floats, Ints, People
from sameroom.simulator.company import Company
from sameroom.simulator.hours import epoch
from sameroom.simulator.pursuit import ACCEPTED, NOBODY, Leads, is_late
from sameroom.simulator.reasons import LOSSES

MIDDLE_AMOUNT = (9_000.0, 17_000.0, 31_000.0, 58_000.0, 92_000.0)  # by size class
DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Deals:
    """Deals that exist by the as-of day, one place each in every array.

    Args:
        lead: the place of the lead it came from, or NOBODY when sales found it alone.
        account, person, rep: whose it is.
        created_at: when it was opened.
        win_chance: the chance that it is won in the end.
        wins: whether it will be.
        closed_at: when it is decided; may lie after the as-of day.
        is_closed: whether it is decided by the as-of day.
        amount: its value in company currency.
        lost_reason: the place among LOSSES.
    """

    lead: Ints
    account: Ints
    person: Ints
    rep: Ints
    created_at: Floats
    win_chance: Floats
    wins: Flags
    closed_at: Floats
    is_closed: Flags
    amount: Floats
    lost_reason: Ints

    @property
    def is_won(self) -> Flags:
        """Tell which are won by the as-of day."""
        return self.wins & self.is_closed

    @property
    def is_lost(self) -> Flags:
        """Tell which are lost by the as-of day."""
        return ~self.wins & self.is_closed


def draw_deals(
    *,
    company: Company,
    accounts: Accounts,
    people: People,
    leads: Leads,
    random: np.random.Generator,
) -> Deals:
    """Draw what accepted leads become, and what sales finds on its own."""
    won_over = np.flatnonzero(leads.decision == ACCEPTED)
    odds = company.deal_odds + company.quality_pull * leads.quality[won_over]
    odds = odds + 0.4 * accounts.appeal[leads.account[won_over]]
    lead = won_over[random.random(won_over.size) < 1 / (1 + np.exp(-odds))]
    own = _draw_own(company, people, random)
    count = lead.size + own.size
    no_lead = np.full(own.size, NOBODY)
    account = np.concatenate([leads.account[lead], people.account[own]])
    created_at = np.concatenate(
        [leads.decided_at[lead], random.uniform(*_span(company), own.size)]
    ) + np.exp(random.normal(np.log(9 * DAY), 0.7, count))
    late = np.concatenate(
        [is_late(company=company, wait=leads.wait[lead]), np.zeros(own.size, dtype=bool)]
    )
    quality = np.concatenate([leads.quality[lead], np.zeros(own.size)])
    win_odds = company.win_odds + company.quality_pull * quality + 0.6 * accounts.appeal[account]
    chance = np.where(late, 1 - company.late_loss_share, 1.0) / (1 + np.exp(-win_odds))
    wins = random.random(count) < chance
    days = np.where(wins, 58, 40) * np.exp(random.normal(0, 0.5, count))
    amount = np.array(MIDDLE_AMOUNT)[accounts.size[account]] * np.exp(random.normal(0, 0.6, count))
    every = Deals(
        lead=np.concatenate([lead, no_lead]),
        account=account,
        person=np.concatenate([leads.person[lead], own]),
        rep=np.concatenate([leads.rep[lead], random.integers(0, company.reps, own.size)]),
        created_at=created_at,
        win_chance=chance,
        wins=wins,
        closed_at=created_at + days * DAY,
        is_closed=created_at + days * DAY < epoch(company.ends_on),
        amount=np.round(amount, -1),
        lost_reason=random.integers(0, len(LOSSES), count),
    )
    return _kept(every, np.flatnonzero(created_at < epoch(company.ends_on)))


def _draw_own(company: Company, people: People, random: np.random.Generator) -> Ints:
    """Draw the people with whom sales opens a deal of its own, where nobody came in as a lead."""
    first = np.flatnonzero(np.diff(people.account, prepend=-1))
    asked = np.bincount(people.account, weights=people.asks, minlength=first.size) > 0
    untapped = first[~asked[people.account[first]]]
    return untapped[random.random(untapped.size) < company.own_deal_share]


def _span(company: Company) -> tuple[float, float]:
    return epoch(company.starts_on), epoch(company.ends_on)


def _kept(deals: Deals, places: Ints) -> Deals:
    order = places[np.argsort(deals.created_at[places], kind="stable")]
    columns = {name: getattr(deals, name)[order] for name in Deals.__slots__}
    return Deals(**columns)
