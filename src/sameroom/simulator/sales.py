"""Deals: what leads become, what sales finds unasked, and what customers from before order."""

from dataclasses import dataclass

import numpy as np

from sameroom.simulator.approaches import Approaches
from sameroom.simulator.buyers import Accounts, Flags, Floats, Ints, People
from sameroom.simulator.company import Company
from sameroom.simulator.customers import (
    MIDDLE_AMOUNT,
    NEW,
    Care,
    Orders,
    draw_growth,
    first_person,
)
from sameroom.simulator.hours import epoch
from sameroom.simulator.pursuit import ACCEPTED, NOBODY, RECYCLED, Leads, is_late
from sameroom.simulator.reasons import LOSSES

DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Deals:
    """Deals that exist by the as-of day, one place each in every array.

    Args:
        lead: the place of the lead it came from, or NOBODY where there was none.
        kind: NEW, EXPANSION, RENEWAL or WIN_BACK.
        is_alone: whether the buyer ordered without anybody of sales.
        account, person, rep: whose it is.
        created_at: when it was opened.
        win_chance: the chance that it is won in the end.
        wins: whether it will be.
        closed_at: when it is decided; may lie after the as-of day. Of a renewal, the day it is due,
            even where it is not decided then.
        is_closed: whether it is decided by the as-of day.
        amount: its value in company currency.
        lost_reason: the place among LOSSES.
    """

    lead: Ints
    kind: Ints
    is_alone: Flags
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
    approaches: Approaches,
    orders: Orders,
    random: np.random.Generator,
) -> Deals:
    """Draw what leads become, those put back for later among them, and put all others beside.

    A customer from before has one deal open at a time with the first person of its company.
    """
    lead, lead_at = _draw_from_leads(company, accounts, leads, random)
    own = np.flatnonzero(np.isfinite(approaches.deal_at))
    account = np.concatenate([leads.account[lead], people.account[approaches.person[own]]])
    created_at = np.concatenate([lead_at, approaches.deal_at[own]])
    none = np.zeros(own.size, dtype=bool)
    late = np.concatenate([is_late(company=company, wait=leads.wait[lead]), none])
    quality = np.concatenate([leads.quality[lead], np.zeros(own.size)])
    rep = np.concatenate([leads.rep[lead], approaches.rep[own]])
    win_odds = company.win_odds + company.quality_pull * quality + 0.6 * accounts.appeal[account]
    win_odds = win_odds + company.skill_pull * skill(rep)
    chance = np.where(late, 1 - company.late_loss_share, 1.0) / (1 + np.exp(-win_odds))
    count = account.size
    wins = random.random(count) < chance
    days = np.where(wins, 58, 40) * np.exp(random.normal(0, 0.5, count))
    amount = np.array(MIDDLE_AMOUNT)[accounts.size[account]] * np.exp(random.normal(0, 0.6, count))
    closed_at = created_at + days * DAY
    reps = random.integers(0, company.reps, orders.account.size)
    every = Deals(
        lead=np.concatenate([lead, np.full(own.size + orders.account.size, NOBODY)]),
        kind=np.concatenate([np.full(count, NEW), orders.kind]),
        is_alone=np.concatenate([
            np.zeros(lead.size, dtype=bool), np.isnan(approaches.called_at[own]),
            np.zeros(orders.account.size, dtype=bool),
        ]),
        account=np.concatenate([account, orders.account]),
        person=np.concatenate([
            leads.person[lead], approaches.person[own], first_person(people)[orders.account]
        ]),
        rep=np.concatenate([rep, reps]),
        created_at=np.concatenate([created_at, orders.created_at]),
        win_chance=np.concatenate([chance, orders.wins.astype(float)]),
        wins=np.concatenate([wins, orders.wins]),
        closed_at=np.concatenate([closed_at, orders.closed_at]),
        is_closed=np.concatenate([closed_at < epoch(company.ends_on), orders.is_closed]),
        amount=np.concatenate([np.round(amount, -1), orders.amount]),
        lost_reason=random.integers(0, len(LOSSES), count + orders.account.size),
    )  # fmt: skip
    return _kept(every, np.flatnonzero(every.created_at < epoch(company.ends_on)))


def with_growth(
    *, company: Company, accounts: Accounts, deals: Deals, random: np.random.Generator
) -> tuple[Deals, Care]:
    """Put beside the deals what customers won in the period buy more, with the same person."""
    won = np.flatnonzero(deals.is_won & (deals.kind == NEW) & ~accounts.is_customer[deals.account])
    won = won[np.lexsort((deals.closed_at[won], deals.account[won]))]
    won = won[np.diff(deals.account[won], prepend=-1) != 0]  # each one's first purchase
    orders, places, care = draw_growth(
        company=company, accounts=accounts, account=deals.account[won],
        bought_at=deals.closed_at[won], amount=deals.amount[won], random=random,
    )  # fmt: skip
    first, yes = won[places], orders.wins
    more = Deals(
        lead=np.full(first.size, NOBODY), kind=orders.kind, is_alone=~yes, account=orders.account,
        person=deals.person[first], rep=deals.rep[first], created_at=orders.created_at,
        win_chance=yes.astype(float), wins=yes, closed_at=orders.closed_at,
        is_closed=orders.is_closed, amount=orders.amount, lost_reason=deals.lost_reason[first],
    )  # fmt: skip
    columns = {
        name: np.concatenate([getattr(deals, name), getattr(more, name)])
        for name in Deals.__slots__
    }
    every = Deals(**columns)
    return _kept(every, np.arange(every.lead.size)), care


def skill(rep: Ints) -> Ints:
    """Tell how good each seller is: -1, 0 or 1, among the slow ones as among the quick."""
    return rep % 3 - 1


def _draw_from_leads(
    company: Company, accounts: Accounts, leads: Leads, random: np.random.Generator
) -> tuple[Ints, Floats]:
    """Draw which leads become a deal, and when it is opened."""
    taken = np.flatnonzero(leads.decision == ACCEPTED)
    odds = company.deal_odds + company.quality_pull * leads.quality[taken]
    odds = odds + 0.4 * accounts.appeal[leads.account[taken]]
    taken = taken[random.random(taken.size) < 1 / (1 + np.exp(-odds))]
    back = np.flatnonzero(leads.decision == RECYCLED)
    back = back[random.random(back.size) < company.recycled_return_share]
    lead = np.concatenate([taken, back])
    usual = np.where(np.arange(lead.size) < taken.size, 9 * DAY, 45 * DAY)
    later = np.exp(random.normal(np.log(usual), np.where(usual > 9 * DAY, 0.4, 0.7)))
    return lead, leads.decided_at[lead] + later


def _kept(deals: Deals, places: Ints) -> Deals:
    order = places[np.argsort(deals.created_at[places], kind="stable")]
    columns = {name: getattr(deals, name)[order] for name in Deals.__slots__}
    return Deals(**columns)
