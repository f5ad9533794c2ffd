"""The estimands of customers: kept, grown, won back, and how those contacted before did.

Moments are found here from the arrays of deals and contacts, by other means than the measure's SQL.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sameroom.simulator.attribution_estimands import buyers_of
from sameroom.simulator.buyers import Flags, Floats, Ints
from sameroom.simulator.customers import (
    EXPANSION,
    HORIZON_DAYS,
    LAPSED_DAYS,
    RENEWAL,
    TEAMS,
    TOUCH_DAYS,
)
from sameroom.simulator.hours import epoch
from sameroom.simulator.pursuit import NOBODY
from sameroom.simulator.sales import DAY
from sameroom.simulator.traces import draw_own_acts, draw_own_touches
from sameroom.simulator.truth import Estimand, Part, share
from sameroom.simulator.world import World

GRACE = 1.5  # of the usual gap, until the next purchase of a regular buyer is due
BEFORE, HORIZON, LAPSED = TOUCH_DAYS * DAY, HORIZON_DAYS * DAY, LAPSED_DAYS * DAY


@dataclass(frozen=True, slots=True)
class Moments:
    """Customers at the moment from which it counts, one place each, at most one an account.

    Args:
        account, at: whose, and when.
        hit: whether it happened: kept, grown, come back.
        base, held, net: money before, money kept at most as much, and money after.
    """

    account: Ints
    at: Floats
    hit: Flags
    base: Floats
    held: Floats
    net: Floats


@dataclass(frozen=True, slots=True)
class Purchases:
    """Won deals by account and time."""

    account: Ints
    at: Floats
    worth: Floats
    kind: Ints
    place: Ints
    first_at: Floats
    next_at: Floats
    next_worth: Floats


def list_customer_estimands(*, world: World) -> Iterator[Estimand]:
    """List what the measures of customers would read."""
    bought = _purchases(world)
    due, grown, gone = _due(world, bought), _grown(world, bought), _gone(world, bought)
    touched = _touches(world)
    for measure, figure, done, moments in (
        ("retention", "logo_retention", "kept", due),
        ("expansion", "expanded_share", "expanded", grown),
        ("win_back", "returned_share", "returned", gone),
    ):
        words = f"chance that such a customer is {done}"
        yield Estimand(measure, figure, (), float(np.mean(moments.hit)), words)
        yield from _sides(world, measure, done, moments, touched)
    for measure, figure, moments, top in (
        ("retention", "gross_retention", due, due.held),
        ("retention", "net_retention", due, due.net),
        ("expansion", "expansion_rate", grown, grown.net),
    ):
        yield Estimand(
            measure, figure, (), float(top.sum() / moments.base.sum()),
            "expected money after, by the money before, of such customers",
        )  # fmt: skip


def _purchases(world: World) -> Purchases:
    deals = world.deals
    won = np.flatnonzero(deals.is_won)
    at = np.floor(deals.closed_at / 60) * 60
    won = won[np.lexsort((won, at[won], deals.account[won]))]
    account, when, worth = deals.account[won], at[won], deals.amount[won]
    new = np.ones(won.size, dtype=bool)
    new[1:] = account[1:] != account[:-1]
    begin = np.flatnonzero(new)[np.cumsum(new) - 1]
    is_last = np.append(new[1:], True)
    return Purchases(
        account=account, at=when, worth=worth, kind=deals.kind[won],
        place=np.arange(won.size) - begin + 1, first_at=when[begin],
        next_at=np.where(is_last, np.inf, np.append(when[1:], 0)),
        next_worth=np.where(is_last, 0.0, np.append(worth[1:], 0)),
    )  # fmt: skip


def _first_each(account: Ints, at: Floats, known_from: Floats, world: World) -> Ints:
    """Pick each account's first moment in the period that is known by the as-of day."""
    begins, ends = epoch(world.company.starts_on), epoch(world.company.ends_on)
    inside = np.flatnonzero((at >= begins) & (known_from <= ends))
    inside = inside[np.lexsort((inside, at[inside], account[inside]))]
    new = np.ones(inside.size, dtype=bool)
    new[1:] = account[inside][1:] != account[inside][:-1]
    return inside[new]


def _due(world: World, bought: Purchases) -> Moments:
    deals, ends = world.deals, epoch(world.company.ends_on)
    renewal = np.flatnonzero(deals.kind == RENEWAL)
    renewing = np.zeros(world.accounts.size.size, dtype=bool)
    renewing[deals.account[renewal]] = True
    usual = (bought.at - bought.first_at) / np.maximum(bought.place - 1, 1)
    due = np.floor(bought.at + GRACE * usual)
    again = np.flatnonzero(
        (bought.place > 1) & ~renewing[bought.account] & (bought.kind != EXPANSION)
        & (bought.at - bought.first_at >= DAY)
    )  # fmt: skip
    keeps = bought.next_at[again] <= due[again]
    at = np.concatenate([np.floor(deals.closed_at[renewal] / 60) * 60, due[again]])
    account = np.concatenate([deals.account[renewal], bought.account[again]])
    hit = np.concatenate([deals.is_won[renewal], keeps])
    worth = deals.amount[renewal]
    earlier = _worth_before(bought, deals.account[renewal], at[: renewal.size])
    base = np.concatenate([np.where(earlier > 0, earlier, worth), bought.worth[again]])
    after = np.concatenate([worth * deals.is_won[renewal], bought.next_worth[again] * keeps])
    decided = np.concatenate([deals.is_closed[renewal], np.ones(again.size, dtype=bool)])
    kept = _first_each(account, at, np.where(at <= ends, at, np.inf), world)
    kept = kept[decided[kept]]
    added = _added(world, bought)[account[kept]]
    return Moments(
        account[kept], at[kept], hit[kept], base[kept], np.minimum(after, base)[kept],
        after[kept] + added,
    )  # fmt: skip


def _worth_before(bought: Purchases, account: Ints, at: Floats) -> Floats:
    """Give what each account's last purchase before a moment was worth; nought without one."""
    far = 1e11
    place = np.searchsorted(bought.account * far + bought.at, account * far + at) - 1
    there = np.maximum(place, 0)
    known = (place >= 0) & (bought.account[there] == account)
    return np.where(known, bought.worth[there], 0.0)


def _added(world: World, bought: Purchases) -> Floats:
    begins = epoch(world.company.starts_on)
    more = (bought.kind == EXPANSION) & (bought.at >= begins)
    size = world.accounts.size.size
    summed = np.bincount(bought.account[more], weights=bought.worth[more], minlength=size)
    return summed.astype(np.float64)


def _grown(world: World, bought: Purchases) -> Moments:
    first = np.flatnonzero(bought.place == 1)
    at = bought.at[first] + BEFORE
    kept = first[_first_each(bought.account[first], at, at + HORIZON, world)]
    since = np.full(world.accounts.size.size, np.inf)
    since[bought.account[kept]] = bought.at[kept] + BEFORE
    start = since[bought.account]
    more = (bought.kind == EXPANSION) & (bought.at >= start) & (bought.at < start + HORIZON)
    summed: Floats = np.bincount(
        bought.account[more], weights=bought.worth[more], minlength=since.size
    ).astype(float)
    after = summed[bought.account[kept]]
    base = bought.worth[kept]
    return Moments(
        bought.account[kept], bought.at[kept] + BEFORE, after > 0, base,
        np.minimum(after, base), after,
    )  # fmt: skip


def _gone(world: World, bought: Purchases) -> Moments:
    at = bought.at + LAPSED + BEFORE
    away = np.flatnonzero(bought.next_at >= at)
    kept = away[_first_each(bought.account[away], at[away], at[away] + HORIZON, world)]
    hit = bought.next_at[kept] < at[kept] + HORIZON
    after = np.where(hit, bought.next_worth[kept], 0.0)
    base = bought.worth[kept]
    return Moments(bought.account[kept], at[kept], hit, base, np.minimum(after, base), after)


Contacts = dict[str, tuple[Ints, Floats]]


def _touches(world: World) -> Contacts:
    """Put each team's contacts in order, by company and time; to the minute, as exports tell."""
    acts, touches = draw_own_acts(world=world), draw_own_touches(world=world)
    known = buyers_of(world, world.is_private)
    told = buyers_of(world, world.is_private | world.is_stranger)
    human = acts.automatic == 0
    helper = acts.rep >= world.company.reps
    # A company is known by the contact, and where that one tells none, by the deal.
    home = known[acts.person]
    hidden = (home >= world.accounts.size.size) & (acts.deal != NOBODY)
    home = np.where(hidden, world.deals.account[np.maximum(acts.deal, 0)], home)
    sides = {
        "marketing": (told[touches.person], touches.moment),
        "sales": (home[human & ~helper], acts.moment[human & ~helper]),
        "service": (home[human & helper], acts.moment[human & helper]),
    }
    return {side: (buyer, np.floor(moment / 60) * 60) for side, (buyer, moment) in sides.items()}


def _sides(
    world: World, measure: str, done: str, moments: Moments, contacts: Contacts
) -> Iterator[Estimand]:
    stratum = np.where(
        world.blank["employees"][moments.account], NOBODY, world.accounts.size[moments.account]
    )
    for side in TEAMS:
        before = _before(moments, contacts[side])
        for arm, among in (("touched", before), ("not touched", ~before)):
            part: Part = (("team", side), ("before", arm))
            yield Estimand(
                measure, f"{done}_share", part, share(moments.hit, among),
                f"chance that a customer is {done}, this team having (not) contacted it before",
            )  # fmt: skip
        rates = [share(moments.hit, among) for among in (before, ~before)]
        yield Estimand(
            measure, f"{done}_raw_difference", (("team", side),), rates[0] - rates[1],
            "the difference of the two as it stands: larger ones are contacted more often",
        )  # fmt: skip
        yield Estimand(
            measure, f"{done}_difference", (("team", side),),
            _alike(moments.hit, before, stratum),
            "the difference among companies of the same size, weighed by how many there are",
        )  # fmt: skip


def _before(moments: Moments, contacts: tuple[Ints, Floats]) -> Flags:
    """Tell which customers were contacted in the weeks before their moment."""
    far = 1e11  # seconds: longer than any history
    line = np.sort(contacts[0] * far + contacts[1])
    until = np.searchsorted(line, moments.account * far + moments.at)
    since = np.searchsorted(line, moments.account * far + moments.at - BEFORE)
    return until > since


def _alike(hit: Flags, before: Flags, stratum: Ints) -> float:
    weight = total = 0.0
    for one in np.unique(stratum):
        here = stratum == one
        with_, without = int((here & before).sum()), int((here & ~before).sum())
        if with_ and without:
            own = with_ * without / (with_ + without)
            total += own * (share(hit, here & before) - share(hit, here & ~before))
            weight += own
    return total / weight if weight else float("nan")
