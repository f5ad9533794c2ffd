"""What becomes of each lead: who gets it, when somebody turns to them, and what is decided."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sameroom.simulator.buyers import Accounts, Flags, Floats, Ints, People, pick
from sameroom.simulator.company import Company
from sameroom.simulator.hours import Office, epoch, office
from sameroom.simulator.reasons import RECYCLES, REJECTIONS

ACCEPTED, REJECTED, RECYCLED = 1, 2, 3
NOBODY = -1
DECISION_HOURS = 24  # of work, in which the agreement has a lead decided
ROUND_THE_AUDIENCE = ("Trade show", "Partner")


@dataclass(frozen=True, slots=True)
class Leads:
    """Leads handed over, one place each in every array. Instants are epoch seconds.

    Args:
        person, account: places of whose lead it is.
        plan: the place of the campaign, or NOBODY.
        quality: how good it is, -1, 0 or 1; sales sees it, no export says it.
        rep: who got it.
        asked_at, handed_at: when the person came in, and when the lead was handed over.
        routed: working seconds until it has an owner, were the world to go on.
        assigned_at: when it got one; not a number when it had none by the as-of day.
        wait: working seconds to the first touch, were the world to go on; infinite when never.
        touched_at: when somebody turned to it; not a number when nobody had by the as-of day.
        rejection_chance: the chance that a decision about it is a rejection.
        decision: ACCEPTED, REJECTED, RECYCLED or 0 while open.
        decided_at: when; not a number while open.
        reason: the place among REJECTIONS or RECYCLES, or NOBODY.
    """

    person: Ints
    account: Ints
    plan: Ints
    quality: Ints
    rep: Ints
    asked_at: Floats
    handed_at: Floats
    routed: Floats
    assigned_at: Floats
    wait: Floats
    touched_at: Floats
    rejection_chance: Floats
    decision: Ints
    decided_at: Floats
    reason: Ints


def draw_leads(
    *, company: Company, accounts: Accounts, people: People, random: np.random.Generator
) -> Leads:
    """Draw the leads, who gets each of them and when, and how sales answers."""
    person, plan, asked_at, handed_at = _draw_arrivals(company, people, random)
    account = people.account[person]
    quality = _draw_quality(company, plan, random)
    rep = random.integers(0, company.reps, person.size)
    routed = (
        company.routed_hours
        * 3600
        * np.exp(company.routed_spread * random.standard_normal(person.size))
    )
    assigned_at = _until(company, office().after(handed_at, routed))
    wait = routed + _draw_wait(company, quality, rep, asked_at, random)
    touched_at = _until(company, office().after(handed_at, np.where(np.isfinite(wait), wait, 0.0)))
    touched_at = np.where(np.isfinite(wait), touched_at, np.nan)
    chance = _rejection_chance(company, plan, quality, accounts.appeal[account])
    decision, decided_at = _decide(company, chance, touched_at, random)
    return Leads(
        person=person,
        account=account,
        plan=plan,
        quality=quality,
        rep=rep,
        asked_at=asked_at,
        handed_at=handed_at,
        routed=routed,
        assigned_at=assigned_at,
        wait=wait,
        touched_at=touched_at,
        rejection_chance=chance,
        decision=decision,
        decided_at=decided_at,
        reason=_draw_reason(company, plan, decision, accounts.appeal[account], random),
    )


def _draw_arrivals(
    company: Company, people: People, random: np.random.Generator
) -> tuple[Ints, Ints, Floats, Floats]:
    """Draw who came by which campaign and when; who would come after the as-of day is left out."""
    person = np.flatnonzero(people.asks)
    plan = _draw_plan(company, people.listed[person], random)
    asked_at = _draw_moment(company, plan, random)
    handed_at = asked_at + random.exponential(1500, person.size) + 60
    kept = np.flatnonzero(handed_at < epoch(company.ends_on))
    kept = kept[np.argsort(asked_at[kept], kind="stable")]
    return person[kept], plan[kept], asked_at[kept], handed_at[kept]


def draw_scores(seed: int, leads: Leads) -> Floats:
    """Give each lead a score that knows its quality, but not well, as the CRM's does."""
    random = np.random.default_rng([seed, 11])
    raw = 50 + 14 * leads.quality + random.normal(0, 16, leads.quality.size)
    scores: Floats = np.floor(np.clip(raw, 0, 100))
    return scores


def is_late(*, company: Company, wait: Floats) -> Flags:
    """Tell which answers came after the promised time."""
    return wait > company.promised_hours * 3600


def _until(company: Company, moments: Floats) -> Floats:
    return np.where(moments < epoch(company.ends_on), moments, np.nan)


def _draw_plan(company: Company, listed: Flags, random: np.random.Generator) -> Ints:
    pulls = tuple(plan.pull for plan in company.plans)
    aside = tuple(
        plan.pull if plan.channel in ROUND_THE_AUDIENCE else 0.0 for plan in company.plans
    )
    inside = pick(random, pulls, listed.size)
    outside = pick(random, (*aside, 14.0), listed.size)
    outside = np.where(outside == len(company.plans), NOBODY, outside)
    return np.where(listed, inside, outside)


def _draw_moment(company: Company, plan: Ints, random: np.random.Generator) -> Floats:
    days = office()
    spans = [(epoch(one.starts_on), epoch(one.ends_on) + 86_400) for one in company.plans]
    spans.append((epoch(company.starts_on), epoch(company.ends_on)))  # NOBODY is the last place
    begins, ends = np.array(spans).T
    first, last = begins[plan], ends[plan]
    share = random.random(plan.size)
    worked = days.worked_until(first) * (1 - share) + days.worked_until(last) * share
    idle = _idle_until(days, first) * (1 - share) + _idle_until(days, last) * share
    after_hours = random.random(plan.size) < company.after_hours_share
    return np.where(after_hours, _moment_of_idle(days, idle), days.moment_of(worked))


def _idle_until(days: Office, moments: Floats) -> Floats:
    return moments - days.worked_until(moments)


def _moment_of_idle(days: Office, idle: Floats) -> Floats:
    """Find the instant at which so many seconds have passed in which nobody works."""
    at_close = days.closes - days.worked_until(days.closes)
    day = np.clip(np.searchsorted(at_close, idle, side="right") - 1, 0, None)
    moment: Floats = days.closes[day] + (idle - at_close[day])
    return moment


def _draw_quality(company: Company, plan: Ints, random: np.random.Generator) -> Ints:
    lean = np.array([*(one.quality for one in company.plans), 0.2])[plan]
    mark = random.random(plan.size)
    low, high = 0.33 - 0.28 * lean, 0.67 - 0.28 * lean
    return np.where(mark < low, -1, np.where(mark < high, 0, 1)).astype(np.int64)


def _draw_wait(
    company: Company, quality: Ints, rep: Ints, asked_at: Floats, random: np.random.Generator
) -> Floats:
    slow = np.where(rep < company.slow_reps, np.log(company.slow_factor), 0.0)
    late_in = np.where(office().is_open(asked_at), 0.0, np.log(company.after_hours_drag))
    middle = np.log(company.response_hours * 3600) + slow + late_in
    middle = middle - company.haste_by_quality * quality
    wait = np.exp(middle + company.response_spread * random.standard_normal(quality.size))
    never = random.random(quality.size) < company.never_touched_share * np.exp(-0.5 * quality)
    return np.where(never, np.inf, wait)


def _rejection_chance(company: Company, plan: Ints, quality: Ints, appeal: Floats) -> Floats:
    by_plan = np.array([*(one.rejection for one in company.plans), 0.0])[plan]
    pull = company.quality_pull
    return _chance(company.rejection_odds + by_plan - 1.2 * pull * quality - 0.5 * appeal)


def _decide(
    company: Company, chance: Floats, touched_at: Floats, random: np.random.Generator
) -> tuple[Ints, Floats]:
    count = chance.size
    rejected = random.random(count) < chance
    recycled = ~rejected & (random.random(count) < company.recycled_share)
    undecided = np.isnan(touched_at) | (random.random(count) < company.undecided_share)
    thinking = np.where(rejected, 0.0, random.exponential(0.7 * 8.5 * 3600, count))
    decided_at = office().after(np.where(undecided, 0.0, touched_at), thinking)
    decided_at = np.where(undecided, np.nan, _until(company, decided_at))
    decision = np.where(rejected, REJECTED, np.where(recycled, RECYCLED, ACCEPTED))
    return np.where(np.isnan(decided_at), 0, decision).astype(np.int64), decided_at


def _draw_reason(
    company: Company, plan: Ints, decision: Ints, appeal: Floats, random: np.random.Generator
) -> Ints:
    weights = np.array([*(one.reasons for one in company.plans), (2, 2, 2, 2, 3, 3, 2, 1)], float)
    own = weights[plan]
    definitional = np.array([family == "definitional" for _, family in REJECTIONS])
    own = np.where(definitional, own * np.exp(-0.4 * appeal)[:, None], own)
    edges = np.cumsum(own, axis=1) / own.sum(axis=1, keepdims=True)
    mark = random.random(plan.size)
    why = np.minimum((edges < mark[:, None]).sum(axis=1), len(REJECTIONS) - 1)
    later = (mark * len(RECYCLES)).astype(np.int64)
    picked = np.where(decision == REJECTED, why, np.where(decision == RECYCLED, later, NOBODY))
    return picked.astype(np.int64)


def _chance(odds: npt.NDArray[np.float64]) -> Floats:
    chance: Floats = 1 / (1 + np.exp(-odds))
    return chance
