"""The estimands of first contacts by sales: how many are cold, and what cold and warmed ones yield.

Who had been reached is found here from the drawn touches and acts themselves, one place a company,
by other means than the measure's SQL.
"""

from collections.abc import Iterator

import numpy as np

from sameroom.simulator.attribution_estimands import buyers_of
from sameroom.simulator.buyers import Flags, Floats, Ints
from sameroom.simulator.hours import epoch
from sameroom.simulator.pursuit import NOBODY
from sameroom.simulator.sales import DAY
from sameroom.simulator.traces import CALL, NOTE, draw_own_acts, draw_own_touches
from sameroom.simulator.truth import Estimand, share
from sameroom.simulator.world import World

HORIZON_DAYS = 180


def list_approach_estimands(*, world: World) -> Iterator[Estimand]:
    """List what the measure of first contacts would read."""
    first_act, kind = _first_acts(world)
    reached = _first_reached(world)
    earlier, had, won = _deals(world, first_act)
    begins = epoch(world.company.starts_on)
    counted = np.isfinite(first_act) & (first_act >= begins) & ~earlier
    cold = ~(reached < first_act)
    mature = counted & (first_act + HORIZON_DAYS * DAY <= epoch(world.company.ends_on))
    words = "chance that marketing had never reached a buyer before the first act of sales"
    yield Estimand("first_touches", "cold_share", (), share(cold, counted), words)
    for name, place in (("call", CALL), ("email", CALL + 1)):
        yield Estimand(
            "first_touches", "cold_share", (("kind", name),),
            share(cold, counted & (kind == place)),
            "the same, where the first act was of this kind",
        )  # fmt: skip
    for figure, hits, what in (("deal", had, "has a deal"), ("won", won, "is won")):
        shares = [share(hits, mature & among) for among in (~cold, cold)]
        for side, value in zip(("warmed", "cold"), shares, strict=True):
            yield Estimand(
                "first_touches", f"{side}_{figure}_share", (), value,
                f"chance that such a buyer {what} within {HORIZON_DAYS} days of the first act",
            )  # fmt: skip
        yield Estimand(
            "first_touches", f"warmed_less_cold_{figure}", (), shares[0] - shares[1],
            "the difference of the two as it stands: a better buyer is reached more often, too",
        )  # fmt: skip


def _count(world: World) -> int:
    return world.accounts.industry.size + world.people.account.size


def _earliest(buyer: Ints, moment: Floats, count: int) -> Floats:
    found = np.full(count, np.inf)
    np.minimum.at(found, buyer, np.floor(moment / 60) * 60)
    return found


def _first_acts(world: World) -> tuple[Floats, Ints]:
    acts, buyers = draw_own_acts(world=world), buyers_of(world, world.is_private)
    kept = np.flatnonzero(
        (acts.automatic == 0) & (acts.inbound == 0) & (acts.kind != NOTE)
        & (acts.rep < world.company.reps)
    )  # fmt: skip
    # An act belongs to its person; a private address tells no company, even with a deal at hand.
    buyer = buyers[acts.person[kept]]
    first = _earliest(buyer, acts.moment[kept], _count(world))
    kind = np.full(first.size, NOBODY)
    at_first = np.floor(acts.moment[kept] / 60) * 60 == first[buyer]
    kind[buyer[at_first][::-1]] = acts.kind[kept][at_first][::-1]
    return first, kind


def _first_reached(world: World) -> Floats:
    touches, leads = draw_own_touches(world=world), world.leads
    told = buyers_of(world, world.is_private | world.is_stranger)
    known = buyers_of(world, world.is_private)
    buyer = np.concatenate([told[touches.person], known[leads.person]])
    return _earliest(buyer, np.concatenate([touches.moment, leads.asked_at]), _count(world))


def _deals(world: World, first: Floats) -> tuple[Flags, Flags, Flags]:
    deals, count = world.deals, _count(world)
    opened = np.floor(deals.created_at / 60) * 60
    begin, limit = first[deals.account], first[deals.account] + HORIZON_DAYS * DAY
    after = (opened >= begin) & (opened < limit)
    won = (opened >= begin) & deals.is_won & (deals.closed_at < limit)
    return (
        _any(deals.account[opened < begin], count), _any(deals.account[after], count),
        _any(deals.account[won], count),
    )  # fmt: skip


def _any(places: Ints, count: int) -> Flags:
    found = np.zeros(count, dtype=bool)
    found[places] = True
    return found
