"""Customers from before: what they renew and add, who comes back, and who had contacted them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sameroom.simulator.buyers import Accounts, Flags, Floats, Ints, People
from sameroom.simulator.company import Company
from sameroom.simulator.hours import epoch

DAY = 86_400.0
MIDDLE_AMOUNT = (9_000.0, 17_000.0, 31_000.0, 58_000.0, 92_000.0)  # by size class
NEW, EXPANSION, RENEWAL, WIN_BACK = 0, 1, 2, 3
TOUCH_DAYS, LAPSED_DAYS, HORIZON_DAYS = 90, 365, 180
YEAR = 365 * DAY
TEAMS = ("marketing", "sales", "service")


@dataclass(frozen=True, slots=True)
class Orders:
    """Deals of customers, one place each in every array: as `sales.Deals` names them."""

    kind: Ints
    account: Ints
    created_at: Floats
    closed_at: Floats
    is_closed: Flags
    wins: Flags
    amount: Floats


@dataclass(frozen=True, slots=True)
class Care:
    """Contacts with customers in the weeks before it counts: by which of TEAMS, with whom, when."""

    team: Ints
    account: Ints
    moment: Floats


def draw_customers(
    *, company: Company, accounts: Accounts, random: np.random.Generator
) -> tuple[Orders, Care]:
    """Draw what the customers from before have bought, and buy in the period.

    Larger customers stay more often, and all teams contact them more often: who holds those
    contacted against the others as they stand is fooled. What service does truly helps.
    """
    who = np.flatnonzero(accounts.is_customer)
    begins, ends = epoch(company.starts_on), epoch(company.ends_on)
    left = random.random(who.size) < company.former_share
    gone_from = begins - (LAPSED_DAYS + TOUCH_DAYS) * DAY
    gone_until = ends - (LAPSED_DAYS + TOUCH_DAYS + HORIZON_DAYS) * DAY
    first = np.where(
        left,
        random.uniform(gone_from, gone_until, who.size),
        random.uniform(begins - 700 * DAY, begins - DAY, who.size),
    )
    amount = np.array(MIDDLE_AMOUNT)[accounts.size[who]] * np.exp(random.normal(0, 0.5, who.size))
    parts = [_won(NEW, who, first, amount, random)]
    cares: list[Care] = []
    draw = _Draw(company, accounts, random, cares)
    active, former = who[~left], who[left]
    renewed, last = _renewals(draw, active, first[~left], amount[~left], begins, ends)
    parts += renewed
    parts += [_growth(draw, active, first[~left], amount[~left])[0]]
    parts += [_more(draw, active, last, amount[~left], begins)]
    parts += [_returns(draw, former, first[left], amount[left])]
    return _known(parts, ends), joined(cares)


def draw_growth(
    *,
    company: Company,
    accounts: Accounts,
    account: Ints,
    bought_at: Floats,
    amount: Floats,
    random: np.random.Generator,
) -> tuple[Orders, Ints, Care]:
    """Draw what customers won in the period buy more; give the place of each first purchase."""
    cares: list[Care] = []
    draw = _Draw(company, accounts, random, cares)
    orders, places = _growth(draw, account, bought_at, amount)
    known = np.flatnonzero(orders.closed_at < epoch(company.ends_on))
    kept = Orders(*(getattr(orders, name)[known] for name in Orders.__slots__))
    return kept, places[known], joined(cares)


@dataclass(frozen=True, slots=True)
class _Draw:
    company: Company
    accounts: Accounts
    random: np.random.Generator
    cares: list[Care]

    def served(self, who: Ints, before: Floats) -> Flags:
        """Draw who contacts whom in the weeks before a moment; tell whom service does."""
        size = self.accounts.size[who] - 2
        share = self.company.care_share
        odds = np.log(share / (1 - share)) + self.company.care_by_size * size
        touched = np.zeros(who.size, dtype=bool)
        for team in range(len(TEAMS)):
            touched = self.random.random(who.size) < 1 / (1 + np.exp(-odds))
            ago = self.random.uniform(1, TOUCH_DAYS - 1, who.size) * DAY
            moment = (
                np.floor((before - ago) / DAY) * DAY + self.random.uniform(8, 14, who.size) * 3600
            )
            kept = np.flatnonzero(touched)
            self.cares.append(Care(np.full(kept.size, team), who[kept], moment[kept]))
        return touched

    def happens(self, odds: float, who: Ints, served: Flags) -> Flags:
        """Draw whether something happens: likelier with size, and with the care of service."""
        size = self.accounts.size[who] - 2
        all_odds = odds + self.company.stay_by_size * size + self.company.care_odds * served
        return self.random.random(who.size) < 1 / (1 + np.exp(-all_odds))


def _won(kind: int, who: Ints, at: Floats, amount: Floats, random: np.random.Generator) -> Orders:
    opened = at - random.uniform(20, 70, who.size) * DAY
    yes = np.ones(who.size, dtype=bool)
    return Orders(np.full(who.size, kind), who, opened, at, yes, yes, np.round(amount, -1))


def _renewals(
    draw: _Draw, who: Ints, first: Floats, amount: Floats, begins: float, ends: float
) -> tuple[list[Orders], Floats]:
    """Draw a renewal a year; those due before the period were won. Give the last day they stay."""
    parts, paid = [], amount
    alive, last = np.ones(who.size, dtype=bool), np.full(who.size, ends)
    for year in range(1, 5):
        due = first + year * YEAR
        opened = due - draw.random.uniform(45, 80, who.size) * DAY
        paid = paid * np.exp(draw.random.normal(0.02, 0.2, who.size))
        inside = due >= begins
        served = draw.served(who, np.where(inside & alive, due, begins - 900 * DAY))
        wins = draw.happens(draw.company.stay_odds, who, served) | ~inside
        overdue = inside & (draw.random.random(who.size) < draw.company.overdue_share)
        there = np.flatnonzero(alive & (opened < ends))
        closed = (due < ends) & ~overdue
        parts.append(
            Orders(
                np.full(there.size, RENEWAL), who[there], opened[there], due[there], closed[there],
                wins[there], np.round(paid[there], -1),
            )
        )  # fmt: skip
        lost = alive & inside & ~(wins & closed)
        last = np.where(lost, np.minimum(due, ends), last)
        alive = alive & ~lost
    return parts, last


def _growth(draw: _Draw, who: Ints, first: Floats, amount: Floats) -> tuple[Orders, Ints]:
    """Draw who buys more in the months after the first purchase, and give their places."""
    moment = first + TOUCH_DAYS * DAY
    grows = draw.happens(draw.company.grow_odds, who, draw.served(who, moment))
    at = moment + draw.random.uniform(2, HORIZON_DAYS - 2, who.size) * DAY
    more = amount * np.exp(draw.random.normal(-1.0, 0.4, who.size))
    kept = np.flatnonzero(grows)
    return _won(EXPANSION, who[kept], at[kept], more[kept], draw.random), kept


def _more(draw: _Draw, who: Ints, last: Floats, amount: Floats, begins: float) -> Orders:
    """Draw who of those that stay buys more in the period, whenever."""
    grows = draw.random.random(who.size) < 0.15
    at = draw.random.uniform(begins, np.maximum(last, begins + DAY))
    more = amount * np.exp(draw.random.normal(-1.0, 0.4, who.size))
    kept = np.flatnonzero(grows)
    return _won(EXPANSION, who[kept], at[kept], more[kept], draw.random)


def _returns(draw: _Draw, who: Ints, first: Floats, amount: Floats) -> Orders:
    """Draw which former customers come back."""
    moment = first + (LAPSED_DAYS + TOUCH_DAYS) * DAY
    back = draw.happens(draw.company.return_odds, who, draw.served(who, moment))
    at = moment + draw.random.uniform(2, HORIZON_DAYS - 2, who.size) * DAY
    again = amount * np.exp(draw.random.normal(-0.1, 0.4, who.size))
    kept = np.flatnonzero(back)
    return _won(WIN_BACK, who[kept], at[kept], again[kept], draw.random)


def _known(parts: list[Orders], ends: float) -> Orders:
    """Join them, and leave out what is opened, or of what is no renewal, won, after the period."""
    joined = {
        name: np.concatenate([getattr(one, name) for one in parts]) for name in Orders.__slots__
    }
    known = (joined["created_at"] < ends) & (
        (joined["kind"] == RENEWAL) | (joined["closed_at"] < ends)
    )
    return Orders(**{name: column[known] for name, column in joined.items()})


def joined(cares: Sequence[Care]) -> Care:
    """Put contacts behind each other."""
    return Care(*(np.concatenate([getattr(one, name) for one in cares]) for name in Care.__slots__))


def first_person(people: People) -> Ints:
    """Give the place of each company's first person."""
    return np.flatnonzero(np.diff(people.account, prepend=-1))
