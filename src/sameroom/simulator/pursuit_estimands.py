"""The estimands of what follows the first contact: tries, leads sent back, two clocks."""

from collections.abc import Iterator

import numpy as np

from sameroom.simulator.buyers import Flags, Floats
from sameroom.simulator.hours import epoch
from sameroom.simulator.pursuit import ACCEPTED, RECYCLED, REJECTED, is_late
from sameroom.simulator.result_estimands import follow
from sameroom.simulator.sales import DAY
from sameroom.simulator.traces import ACT_KINDS, draw_own_acts
from sameroom.simulator.truth import Estimand, Part, share
from sameroom.simulator.world import World

PROMISED_ATTEMPTS, PROMISED_DAYS = 5, 14
HORIZON_DAYS = 180
MET = tuple(place for place, kind in enumerate(ACT_KINDS) if kind in ("Meeting", "Demo"))


def list_pursuit_estimands(*, world: World) -> Iterator[Estimand]:
    """List what the measures of what follows the first contact would read."""
    yield from _persistence(world)
    yield from _recycling(world)
    yield from _yield(world)
    yield from _promptness(world)
    yield from _routing(world)


def _persistence(world: World) -> Iterator[Estimand]:
    leads, end = world.leads, epoch(world.company.ends_on)
    contacted = np.isfinite(leads.touched_at) & (leads.decision != REJECTED)
    until = np.floor(leads.touched_at / 60) * 60 + PROMISED_DAYS * DAY
    tries, answers = _tried(world, until)
    silent = contacted & (until <= end) & (answers == 0) & ~(_concluded_at(world) < until)
    parts: list[tuple[Part, int]] = [((), PROMISED_ATTEMPTS)]
    parts += [((("attempts", f"{n} or more"),), n) for n in range(2, PROMISED_ATTEMPTS + 1)]
    for part, least in parts:
        yield Estimand(
            "persistence", "tried_share" if part else "persistent_share", part,
            share(tries >= least, silent),
            f"chance that a lead which neither answers nor is decided in {PROMISED_DAYS} days is "
            f"tried {least} times or more in them",
        )  # fmt: skip


def _tried(world: World, until: Floats) -> tuple[Floats, Floats]:
    """Count tries and answers of each lead from its first contact to the end of its days."""
    acts, leads = draw_own_acts(world=world), world.leads
    lead_of = np.full(world.people.account.size, -1)
    lead_of[leads.person] = np.arange(leads.person.size)
    lead = lead_of[acts.person]
    human = np.flatnonzero((lead >= 0) & (acts.automatic == 0))
    moment, lead = np.floor(acts.moment[human] / 60) * 60, lead[human]
    inside = moment < until[lead]
    inbound = acts.inbound[human] == 1
    met = np.isin(acts.kind[human], MET)
    # Two tries in the same minute read as one, as exports tell no seconds.
    ours = np.unique(np.stack([lead, moment], axis=1)[inside & ~inbound], axis=0)[:, 0]
    size = leads.person.size
    tries = np.bincount(ours.astype(np.int64), minlength=size).astype(np.float64)
    answers = np.bincount(lead[inside & (inbound | met)], minlength=size).astype(np.float64)
    return tries, answers


def _recycling(world: World) -> Iterator[Estimand]:
    decision = world.leads.decision
    parts: list[tuple[Part, Flags]] = [((), np.ones(decision.size, dtype=bool))]
    parts += [
        ((("campaign", plan.name),), world.leads.plan == place)
        for place, plan in enumerate(world.company.plans)
    ]
    for part, among in parts:
        decided = float((among & np.isin(decision, (ACCEPTED, REJECTED))).sum())
        sent_back = float((among & (decision == RECYCLED)).sum())
        yield Estimand(
            "recycling", "recycle_rate", part, sent_back / decided if decided else float("nan"),
            "how many leads are sent back for later for each one accepted or rejected",
        )  # fmt: skip


def _yield(world: World) -> Iterator[Estimand]:
    """Tell how many leads sent back are won all the same within the horizon."""
    leads, horizon = world.leads, HORIZON_DAYS * DAY
    back = leads.decision == RECYCLED
    mature = back & (leads.decided_at + horizon <= epoch(world.company.ends_on))
    won_at = follow(world).won_at
    parts: list[tuple[Part, Flags]] = [((), mature)]
    parts += [
        ((("campaign", plan.name),), mature & (leads.plan == place))
        for place, plan in enumerate(world.company.plans)
    ]
    for part, among in parts:
        yield Estimand(
            "recycling", "recycle_yield", part, share(won_at < leads.decided_at + horizon, among),
            f"chance that a lead sent back is won within {HORIZON_DAYS} days of it",
        )  # fmt: skip


def _promptness(world: World) -> Iterator[Estimand]:
    """List what a prompt answer truly adds: a late one takes a share of the chance to win."""
    leads, deals, company = world.leads, world.deals, world.company
    horizon = HORIZON_DAYS * DAY
    answered = np.isfinite(leads.touched_at) & (leads.decision != REJECTED)
    among = answered & (leads.handed_at + horizon <= epoch(company.ends_on))
    own = np.flatnonzero((deals.lead >= 0) & ~world.is_loose)
    soon = deals.closed_at[own] - leads.handed_at[deals.lead[own]] < horizon
    won = np.zeros(leads.person.size)
    won[deals.lead[own]] = deals.is_won[own] & soon
    late = is_late(company=company, wait=leads.wait)
    # Had all been answered in time, each win after a late answer would stand for more than one.
    in_time = won / np.where(late, 1 - company.late_loss_share, 1.0)
    yield Estimand(
        "response_conversion", "recommended_difference", (),
        float((in_time[among] * company.late_loss_share).mean()),
        "by how much the chance that an answered lead is won within the horizon would differ "
        "between all being answered in time and all being answered late: the cause alone",
    )  # fmt: skip


def _routing(world: World) -> Iterator[Estimand]:
    leads = world.leads
    human = np.where(np.isfinite(leads.wait), leads.wait - leads.routed, 1e12) / 3600
    for clock, hours, words in (
        ("routing", leads.routed / 3600, "until a lead has an owner, of half or nine in ten"),
        ("human", human, "from a lead's owner to its first contact, of half or nine in ten"),
    ):
        for figure, reached in (("median_hours", 0.5), ("p90_hours", 0.9)):
            yield Estimand(
                "routing_delay", f"{clock}_{figure}", (),
                float(np.quantile(hours, reached, method="inverted_cdf")),
                f"working hours {words}, were the world to go on",
            )  # fmt: skip
    touched = np.isfinite(leads.touched_at)
    yield Estimand(
        "routing_delay", "routing_share", (),
        float(leads.routed[touched].sum() / leads.wait[touched].sum()),
        "expected working hours until a lead has an owner, by those until its first contact, of "
        "leads that had one by the as-of day",
    )  # fmt: skip
    yield Estimand(
        "routing_delay", "unrouted_share", (), float(np.mean(np.isnan(leads.assigned_at))),
        "chance that a lead still has no owner on the as-of day",
    )  # fmt: skip


def _concluded_at(world: World) -> Floats:
    """Tell when each lead was sent back, turned down, qualified, or became a deal naming them."""
    leads, deals = world.leads, world.deals
    ended = np.isin(leads.decision, (RECYCLED, REJECTED))
    at = np.where(ended, leads.decided_at, np.inf)
    at = np.fmin(at, world.qualified_at)
    named = np.flatnonzero((deals.lead >= 0) & ~world.is_loose)
    np.minimum.at(at, deals.lead[named], deals.created_at[named])
    return at
