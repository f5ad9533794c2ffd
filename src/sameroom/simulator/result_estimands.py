"""The estimands of results: funnel, win rate, campaigns and productivity."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sameroom.simulator.buyers import Floats
from sameroom.simulator.hours import epoch
from sameroom.simulator.process_estimands import ended_inside
from sameroom.simulator.pursuit import ACCEPTED, NOBODY
from sameroom.simulator.sales import DAY
from sameroom.simulator.traces import Acts
from sameroom.simulator.truth import Estimand, Part, share
from sameroom.simulator.world import World
from sameroom.stats.survival import kaplan_meier

HORIZON_DAYS = 180


@dataclass(frozen=True, slots=True)
class Followed:
    """When each lead's deal was opened and won; not a number where it was not."""

    deal_at: Floats
    won_at: Floats


def list_result_estimands(*, world: World, scale: float, acts: Acts) -> Iterator[Estimand]:
    """List what the measures of results would read, of a history `scale` times as large."""
    yield from _per_hour(world, acts)
    yield from _funnel(world)
    yield from _win_rate(world)
    yield from _campaigns(world, scale)
    yield from _productivity(world, scale)
    yield from _velocity(world, scale)


def follow(world: World) -> Followed:
    """Find when each lead's deal was opened and won; not a number where it was not."""
    deals = world.deals
    deal_at, won_at = (np.full(world.leads.person.size, np.nan) for _ in range(2))
    from_lead = deals.lead != NOBODY
    deal_at[deals.lead[from_lead]] = deals.created_at[from_lead]
    won = from_lead & deals.is_won
    won_at[deals.lead[won]] = deals.closed_at[won]
    return Followed(deal_at, won_at)


def _funnel(world: World) -> Iterator[Estimand]:
    leads, after = world.leads, follow(world)
    limit = leads.handed_at + HORIZON_DAYS * DAY
    mature = limit <= epoch(world.company.ends_on)
    # Whoever has a deal was taken, even if sent back before.
    accepted = (leads.decision == ACCEPTED) & (leads.decided_at <= limit)
    accepted |= after.deal_at <= limit
    for figure, reached in (
        ("accepted_share", accepted),
        ("deal_share", after.deal_at <= limit),
        ("won_share", after.won_at <= limit),
    ):
        yield Estimand(
            "funnel", figure, (), share(reached, mature),
            f"chance that a lead gets this far within {HORIZON_DAYS} days of the hand-over, "
            "among leads whose days have passed",
        )  # fmt: skip
    days = (after.won_at - leads.asked_at) / DAY
    days = days[np.isfinite(days)]
    for figure, value in (
        ("days_to_win_median", np.median(days)),
        ("days_to_win_mean", np.mean(days)),
        ("days_to_win_p75", np.quantile(days, 0.75)),
    ):
        yield Estimand(
            "funnel", figure, (), float(value),
            "days from coming in to the win, among leads won by the as-of day",
        )  # fmt: skip


def _win_rate(world: World) -> Iterator[Estimand]:
    deals, ended_now = world.deals, ended_inside(world)
    yield Estimand(
        "win_rate", "win_rate_count", (), share(deals.is_won, ended_now),
        "chance that a deal decided by the as-of day is won",
    )  # fmt: skip
    won = deals.amount[deals.is_won & ended_now].sum()
    ended = deals.amount[ended_now].sum()
    yield Estimand(
        "win_rate", "win_rate_value", (), float(won / ended),
        "expected money won for each unit of money in deals decided by the as-of day",
    )  # fmt: skip


def _campaigns(world: World, scale: float) -> Iterator[Estimand]:
    leads, won = world.leads, np.isfinite(follow(world).won_at)
    yield Estimand(
        "campaign_results", "conversion", (), float(np.mean(won)),
        "chance that a lead has become a customer by the as-of day",
    )  # fmt: skip
    for place, plan in enumerate(world.company.plans):
        part: Part = (("campaign", plan.name),)
        of = leads.plan == place
        yield Estimand(
            "campaign_results", "conversion", part, share(won, of), "the same, of this campaign"
        )
        accepted = float(np.sum(of & (leads.decision == ACCEPTED))) / scale
        yield Estimand(
            "campaign_results", "cost_per_accepted", part,
            plan.budget / accepted if accepted else float("nan"),
            "the money spent, divided by the accepted leads to be expected from it",
        )  # fmt: skip


def _productivity(world: World, scale: float) -> Iterator[Estimand]:
    deals, library = world.deals, world.library
    cost = sum(plan.budget for plan in world.company.plans)
    # What a former lead orders later is of that lead, too.
    theirs = np.isin(deals.person, world.leads.person)
    from_leads = float(deals.amount[theirs].sum()) / scale
    yield Estimand(
        "productivity", "pipeline_per_cost", (), from_leads / cost,
        "money in deals to be expected from leads, for each unit of money spent",
    )  # fmt: skip
    yield Estimand(
        "productivity", "used_asset_share", (), float(np.mean(library.used)),
        "chance that a piece of content is used in any deal",
    )  # fmt: skip
    won = float(deals.amount[deals.is_won & ended_inside(world)].sum()) / scale
    yield Estimand(
        "productivity", "won_per_rep", (), won / world.company.reps,
        "money to be expected from a seller's won deals",
    )  # fmt: skip


def _per_hour(world: World, acts: Acts) -> Iterator[Estimand]:
    """Tell what sales wins in an hour of its work: notes, and what buyers write, take time too."""
    own = (acts.automatic == 0) & (acts.rep < world.company.reps)
    moment = np.floor(acts.moment / 60) * 60
    own &= (moment >= epoch(world.company.starts_on)) & (moment < epoch(world.company.ends_on))
    won = float(world.deals.amount[world.deals.is_won & ended_inside(world)].sum())
    yield Estimand(
        "productivity", "won_per_hour", (), won * 60 / float(acts.minutes[own].sum()),
        "money to be expected from won deals for each hour that sellers are to be expected to work",
    )  # fmt: skip


def _velocity(world: World, scale: float) -> Iterator[Estimand]:
    deals, (starts, ends) = (
        world.deals,
        (epoch(world.company.starts_on), epoch(world.company.ends_on)),
    )
    own = ~deals.is_closed | ended_inside(world)
    closed, opened = deals.is_closed[own], deals.created_at[own]
    last = np.where(closed, deals.closed_at[own], ends)
    curve = kaplan_meier(
        times=(last - opened) / DAY, ended=closed.astype(float), running=(~closed).astype(float)
    )
    cycle = curve.quantile(share=0.5)
    held = float((last - np.maximum(opened, starts)).sum()) / (ends - starts) / scale
    rate, average = (
        float(deals.wins[own][closed].mean()),
        float(deals.amount[own & deals.is_won].mean()),
    )
    for figure, value, definition in (
        ("velocity", held * rate * average / cycle, "money a day: the product of the parts"),
        ("open_deals", held, "deals open at a time, on average over the period"),
        ("velocity_win_rate", rate, "chance that a deal which ends is won"),
        ("average_deal", average, "what a won deal is worth"),
        ("cycle_days", cycle, "days from opening within which half of the deals end"),
    ):
        yield Estimand("velocity", figure, (), value, definition)
