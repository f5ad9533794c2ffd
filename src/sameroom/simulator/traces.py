"""What both teams did that leaves a trace: sales acts, marketing touches and money spent by day."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sameroom.simulator.buyers import Floats, Ints, pick
from sameroom.simulator.customers import TEAMS, first_person
from sameroom.simulator.hours import epoch, office
from sameroom.simulator.manner import who_runs
from sameroom.simulator.pursuit import NOBODY, REJECTED, ROUND_THE_AUDIENCE
from sameroom.simulator.sales import DAY
from sameroom.simulator.world import World

ACT_KINDS = ("Call", "Email", "Meeting", "Demo", "Proposal", "Note")
CALL, NOTE = 0, 5
BEFORE = 100 * DAY  # how far before its first day the record goes back, for what was running then
HELPERS = ("Renate Vogt", "Emil Straub")
TOUCH_KINDS = (
    "sent", "open", "click", "page view", "form submission", "badge scan", "unsubscribe",
)  # fmt: skip
SENT, FORM, SCAN, UNSUBSCRIBE = 0, 4, 5, 6
LEAVES = 0.004  # chance that a mail is answered by an unsubscribe, nothing sent in the month before
LEAVES_MORE = 1.5  # how much each mail of the month before adds to it, as a multiple


@dataclass(frozen=True, slots=True)
class Acts:
    """Sales acts, one place each in every array.

    Args:
        moment: when, in epoch seconds.
        kind: the place among ACT_KINDS.
        rep, person: who, with whom; service stands behind the sellers.
        deal: the place of the deal, or NOBODY.
        minutes: how long.
        inbound, automatic: whether the buyer, or a machine, did it.
    """

    moment: Floats
    kind: Ints
    rep: Ints
    person: Ints
    deal: Ints
    minutes: Floats
    inbound: Ints
    automatic: Ints


@dataclass(frozen=True, slots=True)
class Touches:
    """Marketing touches: when, of which kind, with whom, for which campaign."""

    moment: Floats
    kind: Ints
    person: Ints
    plan: Ints


@dataclass(frozen=True, slots=True)
class Spending:
    """Money spent: the day, the campaign, the amount, what it bought."""

    day: tuple[date, ...]
    plan: Ints
    amount: Floats
    impressions: Ints
    clicks: Ints


def draw_own_acts(*, world: World) -> Acts:
    """Draw the acts that a company's exports show: the second stream of its records."""
    _, stream, *_ = np.random.default_rng([world.seed, 10]).spawn(4)
    return draw_acts(world=world, random=stream)


def draw_own_touches(*, world: World) -> Touches:
    """Draw the touches that a company's exports show: the third stream of its records."""
    _, _, stream, *_ = np.random.default_rng([world.seed, 10]).spawn(4)
    return draw_touches(world=world, random=stream)


def draw_acts(*, world: World, random: np.random.Generator) -> Acts:
    """Draw what sales did: first answers, attempts after them, and the work on deals."""
    parts = [
        _first_answers(world, random),
        _later_attempts(world, random),
        _receipts(world, random),
        _deal_work(world, random),
        _approached(world, random),
        _cared(world, random),
    ]
    joined = [np.concatenate(column) for column in zip(*parts, strict=True)]
    begins, ends = epoch(world.company.starts_on) - BEFORE, epoch(world.company.ends_on)
    keep = np.flatnonzero((joined[0] >= begins) & (joined[0] < ends))
    keep = keep[np.argsort(joined[0][keep], kind="stable")]
    return Acts(*(column[keep] for column in joined))


Columns = tuple[Floats, Ints, Ints, Ints, Ints, Floats, Ints, Ints]


def _first_answers(world: World, random: np.random.Generator) -> Columns:
    """Draw the first human answer to each lead that was not turned down unseen."""
    leads = world.leads
    place = np.flatnonzero(np.isfinite(leads.touched_at) & (leads.decision != REJECTED))
    kind = pick(random, (6, 4), place.size)
    return _columns(leads.touched_at[place], kind, leads.rep[place], leads.person[place], random)


def _later_attempts(world: World, random: np.random.Generator) -> Columns:
    leads = world.leads
    answered = np.isfinite(leads.touched_at) & (leads.decision != REJECTED)
    times = np.where(answered, random.poisson(1.7, answered.size), 0)
    place = np.repeat(np.arange(answered.size), times)
    later = leads.touched_at[place] + random.exponential(5 * DAY, place.size) + 3600
    moment = _at_work(later, random)
    kind = pick(random, (5, 5, 1), place.size)
    columns = _columns(moment, kind, leads.rep[place], leads.person[place], random)
    inbound = ((kind == 1) & (random.random(place.size) < 0.35)).astype(np.int64)
    return (*columns[:6], inbound, columns[7])


def _receipts(world: World, random: np.random.Generator) -> Columns:
    """Draw the automatic confirmations: sent at once by a machine, so no answer by a human."""
    leads = world.leads
    place = np.flatnonzero(random.random(leads.person.size) < 0.6)
    moment = leads.handed_at[place] + 120
    kind = np.ones(place.size, dtype=np.int64)
    columns = _columns(moment, kind, leads.rep[place], leads.person[place], random)
    return (*columns[:5], np.zeros(place.size), columns[6], np.ones(place.size, dtype=np.int64))


def _deal_work(world: World, random: np.random.Generator) -> Columns:
    deals, end = world.deals, epoch(world.company.ends_on)
    last = np.minimum(deals.closed_at, end)
    mean = 3.0 + 0.9 * world.accounts.size[deals.account]
    # Whoever of sales runs a deal does something for it; the alone ones are left out below.
    times = np.maximum(random.poisson(mean), 1)
    times[deals.is_closed & (last < epoch(world.company.starts_on))] = 0  # older than the record
    place = np.repeat(np.arange(last.size), times)
    share = random.random(place.size)
    moment = deals.created_at[place] + share * (last[place] - deals.created_at[place])
    moment = np.minimum(_at_work(moment, random), last[place] - 1)
    kind = pick(random, (5, 7, 4, 2, 1.5, 2), place.size)
    is_first = np.diff(place, prepend=-1) != 0
    kind = np.where(is_first & (kind == NOTE), CALL, kind)  # a note alone is no act of sales
    rep = who_runs(deals=deals, manner=world.manner, deal=place, moment=moment)
    columns = _columns(moment, kind, rep, deals.person[place], random)
    by_sales = ~deals.is_alone[place]
    return (
        columns[0][by_sales], columns[1][by_sales], columns[2][by_sales], columns[3][by_sales],
        place[by_sales].astype(np.int64), columns[5][by_sales], columns[6][by_sales],
        columns[7][by_sales],
    )  # fmt: skip


def _approached(world: World, random: np.random.Generator) -> Columns:
    """Draw the first calls to companies that never came in, and the few that follow them."""
    approaches = world.approaches
    called = np.flatnonzero(np.isfinite(approaches.called_at))
    again = np.repeat(called, random.poisson(0.8, called.size))
    later = approaches.called_at[again] + random.exponential(6 * DAY, again.size) + 3600
    moment = np.concatenate([approaches.called_at[called], _at_work(later, random)])
    place = np.concatenate([called, again])
    kind = pick(random, (6, 4), place.size)
    return _columns(moment, kind, approaches.rep[place], approaches.person[place], random)


def _cared(world: World, random: np.random.Generator) -> Columns:
    """Draw the calls and mails by which sales and service keep up with customers."""
    care, company = world.care, world.company
    place = np.flatnonzero(care.team != TEAMS.index("marketing"))
    is_service = care.team[place] == TEAMS.index("service")
    seller = care.account[place] % company.reps
    helper = company.reps + care.account[place] % len(HELPERS)
    rep = np.where(is_service, helper, seller)
    person = first_person(world.people)[care.account[place]]
    moment = _at_work(care.moment[place], random)
    return _columns(moment, pick(random, (5, 5), place.size), rep, person, random)


def _columns(
    moment: Floats, kind: Ints, rep: Ints, person: Ints, random: np.random.Generator
) -> Columns:
    usual = np.array([9.0, 6.0, 45.0, 60.0, 90.0, 4.0])[kind]
    minutes = np.maximum(1, np.round(usual * np.exp(random.normal(0, 0.4, kind.size))))
    none = np.zeros(kind.size, dtype=np.int64)
    return moment, kind, rep, person, np.full(kind.size, NOBODY), minutes, none, none


def _at_work(moments: Floats, random: np.random.Generator) -> Floats:
    """Move what falls outside working time to a moment soon after the office opens."""
    days = office()
    shifted = days.after(moments, random.uniform(60, 5400, moments.size))
    return np.where(days.is_open(moments), moments, shifted)


def draw_touches(*, world: World, random: np.random.Generator) -> Touches:
    """Draw what reached people: mailings, visits, and the form or scan that made them a lead."""
    mailed = _mailings(world, random)
    parts = [mailed, _conversions(world), _goodbyes(world, mailed, random), _letters(world)]
    joined = [np.concatenate(column) for column in zip(*parts, strict=True)]
    order = np.argsort(joined[0], kind="stable")
    return Touches(*(column[order] for column in joined))


def _mailings(world: World, random: np.random.Generator) -> tuple[Floats, Ints, Ints, Ints]:
    company, people = world.company, world.people
    listed = np.flatnonzero(people.listed)
    pull = company.big_account_pull * (world.accounts.size[people.account[listed]] - 2)
    person = np.repeat(listed, 1 + random.poisson(7 * np.exp(pull)))
    plan = _mailing_plan(world, person.size, random)
    first = np.array([epoch(one.starts_on) for one in company.plans])[plan]
    last = np.array([epoch(one.ends_on) for one in company.plans])[plan]
    moment = random.uniform(first, last)
    kind = pick(random, (55, 26, 9, 10), person.size)
    # The first touch of each person is always a mailing sent, the seed of all the others.
    kind = np.where(np.diff(person, prepend=-1) != 0, 0, kind)
    return moment, kind, person, plan


def _goodbyes(
    world: World, mailed: tuple[Floats, Ints, Ints, Ints], random: np.random.Generator
) -> tuple[Floats, Ints, Ints, Ints]:
    """Draw who unsubscribes after a mail: the likelier, the more mails came in the month before."""
    place = np.flatnonzero(mailed[1] == SENT)
    moment, person, plan = mailed[0][place], mailed[2][place], mailed[3][place]
    line = person * 1e10 + moment  # puts each person's mails apart and in order
    ordered = np.sort(line)
    before = np.searchsorted(ordered, line) - np.searchsorted(ordered, line - 30 * DAY)
    leaves = random.random(place.size) < LEAVES * (1 + LEAVES_MORE * before)
    later = moment + random.uniform(600, DAY, place.size)
    kept = np.flatnonzero(leaves & (later < epoch(world.company.ends_on)))
    kind = np.full(kept.size, UNSUBSCRIBE)
    return later[kept], kind, person[kept], plan[kept]


def _letters(world: World) -> tuple[Floats, Ints, Ints, Ints]:
    """List the mails to customers in the weeks before it counts: the letter that never ends."""
    care, company = world.care, world.company
    place = np.flatnonzero(care.team == TEAMS.index("marketing"))
    moment = care.moment[place]
    begins = epoch(company.starts_on) - BEFORE
    inside = (moment >= begins) & (moment < epoch(company.ends_on))
    place = place[inside]
    person = first_person(world.people)[care.account[place]]
    mails = [number for number, plan in enumerate(company.plans) if plan.channel == "Email"]
    longest = max(mails, key=lambda number: company.plans[number].ends_on, default=0)
    plan = np.full(place.size, longest, dtype=np.int64)
    return care.moment[place], np.full(place.size, SENT, dtype=np.int64), person, plan


def _mailing_plan(world: World, count: int, random: np.random.Generator) -> Ints:
    weights = tuple(
        0.0 if one.channel in ROUND_THE_AUDIENCE else (6.0 if one.channel == "Email" else 1.0)
        for one in world.company.plans
    )
    return pick(random, weights, count)


def _conversions(world: World) -> tuple[Floats, Ints, Ints, Ints]:
    leads = world.leads
    shows = [one.channel == "Trade show" for one in world.company.plans]
    place = np.flatnonzero((leads.plan != NOBODY) & world.in_marketing[leads.person])
    kind = np.where(np.array(shows)[leads.plan[place]], SCAN, FORM).astype(np.int64)
    return leads.asked_at[place], kind, leads.person[place], leads.plan[place]


def draw_spending(*, world: World, random: np.random.Generator) -> Spending:
    """Spread each campaign's budget over its days, to the cent."""
    days: list[date] = []
    parts: list[tuple[Ints, Floats]] = []
    for place, plan in enumerate(world.company.plans):
        every = 7 if plan.channel in {"Email", "Partner", "Webinar"} else 1
        span = range(0, (plan.ends_on - plan.starts_on).days + 1, every)
        share = random.gamma(6, 1, len(span))
        cents = np.round(plan.budget * 100 * share / share.sum())
        cents[-1] += round(plan.budget * 100) - cents.sum()
        days += [plan.starts_on + timedelta(days=offset) for offset in span]
        parts.append((np.full(len(span), place), cents / 100))
    plans, amounts = (np.concatenate(column) for column in zip(*parts, strict=True))
    impressions = np.round(amounts * random.uniform(60, 140, amounts.size)).astype(np.int64)
    clicks = np.round(impressions * random.uniform(0.004, 0.02, amounts.size)).astype(np.int64)
    return Spending(tuple(days), plans, amounts, impressions, clicks)
