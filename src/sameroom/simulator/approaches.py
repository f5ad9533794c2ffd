"""What sales does unasked: companies that never came in, and what a first call to them brings."""

from dataclasses import dataclass

import numpy as np

from sameroom.simulator.buyers import Accounts, Floats, Ints, People
from sameroom.simulator.company import Company
from sameroom.simulator.hours import epoch, office

DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Approaches:
    """First contacts by sales, and orders nobody asked for, one place each in every array.

    Args:
        person, rep: who was turned to by whom.
        called_at: when; not a number where the buyer orders without anybody of sales.
        deal_at: when a deal is opened; not a number where none comes of it.
    """

    person: Ints
    rep: Ints
    called_at: Floats
    deal_at: Floats


def draw_approaches(
    *, company: Company, accounts: Accounts, people: People, random: np.random.Generator
) -> Approaches:
    """Draw whom of those that never came in sales calls, and who orders all the same.

    Where marketing aims, a call brings a deal more often: that is planted. So does a company that
    is likelier to buy anyway, which has nothing to do with it.
    """
    person = _untapped(accounts, people)
    home = people.account[person]
    begins, ends = epoch(company.starts_on), epoch(company.ends_on)
    alone = random.random(person.size) < company.alone_share
    called = ~alone & (random.random(person.size) < company.approached_share)
    moment = random.uniform(begins, ends, person.size)
    at_work = office().after(moment, random.uniform(60, 5400, person.size))
    moment = np.where(alone | office().is_open(moment), moment, at_work)
    odds = company.approach_odds + company.warm_odds * accounts.aimed[home]
    odds = odds + 0.4 * accounts.appeal[home]
    comes = alone | (random.random(person.size) < 1 / (1 + np.exp(-odds)))
    later = moment + np.exp(random.normal(np.log(9 * DAY), 0.7, person.size))
    kept = np.flatnonzero((alone | called) & (moment < ends))
    return Approaches(
        person=person[kept],
        rep=random.integers(0, company.reps, person.size)[kept],
        called_at=np.where(alone, np.nan, moment)[kept],
        deal_at=np.where(comes, later, np.nan)[kept],
    )


def _untapped(accounts: Accounts, people: People) -> Ints:
    """Find the first person of each company of the market that nobody came in from."""
    first = np.flatnonzero(np.diff(people.account, prepend=-1))
    asked = np.bincount(people.account, weights=people.asks, minlength=first.size) > 0
    home = people.account[first]
    return first[~asked[home] & ~accounts.is_customer[home]]
