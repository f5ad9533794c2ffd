"""The estimands of attribution: each model's shares, and what marketing sourced and touched.

Journeys are built here from the history's own arrays, by other means than the measure's SQL. What
a private address hides from every system, whose company somebody works for, stays hidden here too.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sameroom.simulator.buyers import Flags, Floats, Ints
from sameroom.simulator.hours import epoch
from sameroom.simulator.process_estimands import ended_inside, opened_inside
from sameroom.simulator.pursuit import NOBODY
from sameroom.simulator.sales import DAY
from sameroom.simulator.traces import ACT_KINDS, draw_acts, draw_touches
from sameroom.simulator.truth import Estimand, Part, share
from sameroom.simulator.world import World
from sameroom.stats.attribution import Journeys, Known, attribute

LOOK_BACK, HALF_LIFE = 90 * DAY, 30 * DAY
TAKEN_PART = (2, 3, 4, 5)  # of the kinds of touch: clicks, visits, forms, scans
SAID = {
    "Trade show": "Trade shows",
    "Webinar": "Webinars and guides",
    "Content syndication": "Webinars and guides",
    "Partner": "Partners",
}
"""How the agreement of the planted company calls channels that marketing names otherwise."""
APART = ("first", "last", "linear", "position", "shapley", "markov")
MODELS = (*APART, "decay")
ANCHORED = ("w_shape", "full_path")  # told of deals created: nearly all of them name their lead
CREATED = ("counted", "deals created")


@dataclass(frozen=True, slots=True)
class Steps:
    """All steps of all buyers, by buyer and time.

    Args:
        names: of the channels and acts.
        buyer: the account, or behind all accounts the person whose company nobody knows.
        moment: in epoch seconds, to the minute.
        name: the place among the names.
        is_marketing: whether marketing did it.
    """

    names: tuple[str, ...]
    buyer: Ints
    moment: Floats
    name: Ints
    is_marketing: Flags


def list_attribution_estimands(*, world: World) -> Iterator[Estimand]:
    """List what the measures of attribution would read."""
    steps = _walk(world)
    deals = world.deals
    won, made = deals.is_won & ended_inside(world), opened_inside(world)
    yield from _credit(world, steps, won, deals.closed_at, ())
    yield from _credit(world, steps, made, deals.created_at, (CREATED,))
    yield from _sourced(world, steps, won, ())
    yield from _sourced(world, steps, made, (CREATED,))


def _walk(world: World) -> Steps:
    """Draw what both teams did, by the same streams as the exports, and put it in order."""
    streams = np.random.default_rng([world.seed, 10]).spawn(4)
    acts = draw_acts(world=world, random=streams[1])
    touches = draw_touches(world=world, random=streams[2])
    said = [SAID.get(plan.channel, plan.channel) for plan in world.company.plans]
    kinds = ("Call", "Email", "Meeting", "Demo", "Proposal")
    names = tuple(sorted(set(said)) + [f"Sales: {kind.lower()}" for kind in kinds])
    by_plan = np.array([names.index(one) for one in said])
    by_kind = np.array([
        names.index(f"Sales: {kind.lower()}") if kind in kinds else NOBODY for kind in ACT_KINDS
    ])  # fmt: skip
    counted = np.isin(touches.kind, TAKEN_PART)
    human = (acts.automatic == 0) & (by_kind[acts.kind] != NOBODY)
    human &= acts.rep < world.company.reps  # what service does is no act of sales
    buyers = buyers_of(world, world.is_private)
    told = buyers_of(world, world.is_private | world.is_stranger)
    home = np.where(
        acts.deal == NOBODY, buyers[acts.person], world.deals.account[np.maximum(acts.deal, 0)]
    )
    buyer = np.concatenate([told[touches.person[counted]], home[human]])
    moment = _minute(np.concatenate([touches.moment[counted], acts.moment[human]]))
    name = np.concatenate([by_plan[touches.plan[counted]], by_kind[acts.kind[human]]])
    mine = np.arange(buyer.size) < int(counted.sum())
    known = moment < epoch(world.company.ends_on)
    order = np.lexsort((moment, buyer))
    order = order[known[order]]
    return Steps(names, buyer[order], moment[order], name[order], mine[order])


def buyers_of(world: World, hidden: Flags) -> Ints:
    """Tell for each person which buyer their steps belong to; those hidden stand alone."""
    alone = world.accounts.industry.size + np.arange(world.people.account.size)
    return np.where(hidden, alone, world.people.account)


def _minute(moments: Floats) -> Floats:
    return np.floor(moments / 60) * 60


def _credit(
    world: World, steps: Steps, of: Flags, moment: Floats, more: Part
) -> Iterator[Estimand]:
    journeys, known = _journeys(world, steps, np.flatnonzero(of), _minute(moment[of]))
    models = (*MODELS, *ANCHORED) if more else MODELS
    given = {
        model: attribute(journeys=journeys, model=model, known=known).share for model in models
    }
    for place, name in enumerate(steps.names):
        for model, shares in given.items():
            yield Estimand(
                "credit_range", f"share_{model}", (("channel", name), *more), float(shares[place]),
                "the channel's share of the credit by this model, in an ever larger company",
            )  # fmt: skip
    if more:
        return
    mine = np.array([not name.startswith("Sales: ") for name in steps.names])
    sums = [float(shares[mine].sum()) for shares in given.values()]
    for figure, value in (("marketing_lowest", min(sums)), ("marketing_highest", max(sums))):
        yield Estimand(
            "credit_range", figure, (), value,
            "the credit of marketing's touches together, by the model that gives them this much",
        )  # fmt: skip
    distances = [
        float(np.abs(given[one] - given[other]).sum()) / 2 for one in APART for other in APART
    ]
    yield Estimand(
        "credit_range", "models_apart", (), max(distances),
        "the share of all credit that the two models furthest apart give to other channels",
    )  # fmt: skip


def _journeys(world: World, steps: Steps, deal: Ints, moment: Floats) -> tuple[Journeys, Known]:
    """Cut each buyer's steps at the conversions; give the journeys and what is known of them."""
    account = world.deals.account[deal]
    buyer = np.concatenate([steps.buyer, account])
    when = np.concatenate([steps.moment, moment])
    ends = np.arange(buyer.size) >= steps.buyer.size
    name = np.concatenate([steps.name, np.full(account.size, NOBODY)])
    of_deal = np.concatenate([np.full(steps.buyer.size, NOBODY), deal])
    order = np.lexsort((ends, when, buyer))
    buyer, when, ends, name = buyer[order], when[order], ends[order], name[order]
    begins = np.ones(buyer.size, dtype=bool)
    begins[1:] = (buyer[1:] != buyer[:-1]) | ends[:-1]
    turn = np.cumsum(begins) - 1
    last = np.append(np.flatnonzero(begins)[1:] - 1, buyer.size - 1)
    ended, is_won = when[last], ends[last]
    kept = (
        ~ends & (ended[turn] - when <= LOOK_BACK) & (ended[turn] >= epoch(world.company.starts_on))
    )
    turn, when, name = turn[kept], when[kept], name[kept]
    begun, final = np.ones(turn.size, dtype=bool), np.ones(turn.size, dtype=bool)
    begun[1:] = (turn[1:] != turn[:-1]) | (name[1:] != name[:-1])
    final[:-1] = begun[1:]
    began = when[begun]
    turn, when, name = turn[final], when[final], name[final]
    which, starts = np.unique(turn, return_index=True)
    sold = is_won[which].astype(float)
    journeys = Journeys(
        steps.names, name, np.append(starts, turn.size), sold, np.zeros(sold.size), 1 - sold
    )
    lead_made, deal_made = _made(world, of_deal[order][last[which]])
    behind = [
        np.add.reduceat(began <= made[journeys.owner], starts, dtype=np.int64) - 1
        for made in (lead_made, deal_made)
    ]
    known = Known(
        ages=ended[turn] - when, lead_at=behind[0], deal_at=behind[1], half_life=HALF_LIFE
    )
    return journeys, known


def _made(world: World, deal: Ints) -> tuple[Floats, Floats]:
    """Tell when each deal and the lead behind it came about; long ago where there is none."""
    lead = np.append(world.deals.lead, NOBODY)[deal]  # NOBODY is the last place
    asked_at = np.append(world.leads.asked_at, -np.inf)
    created_at = np.append(world.deals.created_at, -np.inf)
    return _minute(asked_at[lead]), _minute(created_at[deal])


def _sourced(world: World, steps: Steps, of: Flags, part: Part) -> Iterator[Estimand]:
    deals, end = world.deals, epoch(world.company.ends_on)
    made = _minute(deals.created_at)
    ended = np.where(deals.is_closed, _minute(deals.closed_at), end)
    met = _first(steps, steps.is_marketing, deals.account, made - LOOK_BACK)
    sold = _first(steps, ~steps.is_marketing, deals.account, made - LOOK_BACK)
    by_then = [np.where(one <= made, one, np.inf) for one in (met, sold)]
    in_all = [np.where(one <= ended, one, np.inf) for one in (met, sold)]
    told, known = (np.isfinite(np.minimum(*pair)) for pair in (by_then, in_all))
    for figure, hits, among in (
        ("sourced_by_first_touch", by_then[0] < by_then[1], told),
        ("sourced_before_sales", in_all[0] < in_all[1], known),
        ("influenced", np.isfinite(in_all[0]), of),
        ("untouched", ~known, of),
    ):
        yield Estimand(
            "sourced_deals", figure, part, share(hits, among & of),
            "chance of a deal to be so, among those of which the rule can tell",
        )  # fmt: skip


def _first(steps: Steps, mine: Flags, account: Ints, since: Floats) -> Floats:
    """Find each account's first such step from a moment on; infinity where there is none."""
    buyer, moment = steps.buyer[mine], steps.moment[mine]
    far = 1e11  # seconds: longer than any history
    at = np.searchsorted(buyer * far + moment, account * far + since)
    there = np.minimum(at, buyer.size - 1)
    found = (at < buyer.size) & (buyer[there] == account)
    return np.where(found, moment[there], np.inf)
