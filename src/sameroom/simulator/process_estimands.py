"""The estimands of the process: how long deals take, and how many leave the usual road."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from sameroom.simulator.buyers import Flags, Floats, Ints
from sameroom.simulator.hours import epoch
from sameroom.simulator.manner import STAGES, Moves, list_moves
from sameroom.simulator.sales import DAY
from sameroom.simulator.traces import NOTE, draw_own_acts
from sameroom.simulator.truth import Estimand, share
from sameroom.simulator.world import World

DAYS = (1, 2, 7, 14, 30, 60, 90, 120, 180, 270, 365)


def list_process_estimands(*, world: World) -> Iterator[Estimand]:
    """List what the measures of the process would read of deals."""
    yield from _times(world)
    yield from _roads(world)
    yield from _hands(world)
    alone = share(world.deals.is_alone, world.deals.is_won & ended_inside(world))
    yield Estimand(
        "self_serve_share", "self_serve_share", (), alone,
        "chance that nobody of sales had any part in a deal won by the as-of day",
    )  # fmt: skip


def opened_inside(world: World) -> Flags:
    """Tell which deals were opened in the period."""
    return world.deals.created_at >= epoch(world.company.starts_on)


def ended_inside(world: World) -> Flags:
    """Tell which deals were decided in the period."""
    begins = epoch(world.company.starts_on)
    return world.deals.is_closed & (world.deals.closed_at >= begins)


def _times(world: World) -> Iterator[Estimand]:
    deals, own = world.deals, opened_inside(world)
    # A renewal whose day has passed undecided has no end in sight.
    overdue = ~deals.is_closed & (deals.closed_at < epoch(world.company.ends_on))
    lasts = np.where(overdue, np.inf, (deals.closed_at - deals.created_at) / DAY)[own]
    wins = deals.wins[own]
    for figure, reached in (("median_days", 0.5), ("p90_days", 0.9)):
        yield Estimand(
            "cycle_time", figure, (), float(np.quantile(lasts, reached, method="inverted_cdf")),
            f"days after which {reached:.0%} of deals are decided, were the world to go on",
        )  # fmt: skip
    for limit in DAYS:
        ended = lasts <= limit
        for figure, hits, words in (
            ("won_by", ended & wins, "is won within so many days"),
            ("lost_by", ended & ~wins, "is lost within so many days"),
            ("open_at", ~ended, "is still open after so many days"),
        ):
            yield Estimand(
                "cycle_time", figure, (("days", f"{limit}"),), float(np.mean(hits)),
                f"chance that a deal {words}, were the world to go on",
            )  # fmt: skip


def _roads(world: World) -> Iterator[Estimand]:
    moves = list_moves(company=world.company, deals=world.deals, manner=world.manner)
    inside = opened_inside(world).tolist()
    places = [_places(each) for each, own in zip(moves, inside, strict=True) if own]
    again = [len(set(each)) < len(each) for each in places]
    back = [any(two < one for one, two in pairwise(each)) for each in places]
    over = [any(two > one + 1 for one, two in pairwise(each)) for each in places]
    yield Estimand(
        "rework_share", "rework_share", (), float(np.mean(again)),
        "chance that a deal has been in a stage twice by the as-of day",
    )  # fmt: skip
    kept = ~(np.array(back) | np.array(over))
    yield Estimand(
        "conformance", "conforming_share", (), float(np.mean(kept)),
        "chance that a deal has neither gone back nor passed over a stage by the as-of day",
    )  # fmt: skip
    ended = world.deals.is_closed[inside]
    won = world.deals.is_won[inside]
    rates = [share(won, ended & among) for among in (kept, ~kept)]
    for figure, value, words in (
        ("kept_win_rate", rates[0], "that has kept to the order, decided by the as-of day, is won"),
        ("other_win_rate", rates[1], "that has left it, decided by the as-of day, is won"),
        ("win_rate_apart", rates[0] - rates[1], "is won, less so where it has left the order"),
    ):
        yield Estimand("conformance", figure, (), value, f"chance that a deal {words}")
    for kind, hits in (("went back", back), ("passed over a stage", over)):
        yield Estimand(
            "conformance", "deviating_share", (("deviation", kind),), float(np.mean(hits)),
            "chance that a deal has done so by the as-of day",
        )  # fmt: skip


def _hands(world: World) -> Iterator[Estimand]:
    """Tell how often a deal passes from one seller to another, as their acts show.

    A HubSpot history does not tell names, so that the import knows who acted but not who moved.
    """
    deals, acts = world.deals, draw_own_acts(world=world)
    acted = np.flatnonzero((acts.deal >= 0) & (acts.kind != NOTE))
    deal, moment, rep = acts.deal[acted], acts.moment[acted], acts.rep[acted]
    inside = opened_inside(world)[deal]
    handed, returned = _passed(deal[inside], moment[inside], rep[inside], deals.lead.size)
    known = np.isin(np.arange(deals.lead.size), deal[inside])
    yield Estimand(
        "process_map", "handed_share", (), share(handed, known),
        "chance that a deal has passed from one seller to another by the as-of day",
    )  # fmt: skip
    yield Estimand(
        "process_map", "returned_share", (), share(returned, known),
        "chance that a deal has come straight back to the seller before by the as-of day",
    )  # fmt: skip


def _passed(deal: Ints, moment: Floats, rep: Ints, count: int) -> tuple[Flags, Flags]:
    order = np.lexsort((moment, deal))
    deal, rep = deal[order], rep[order]
    new = np.ones(deal.size, dtype=bool)
    new[1:] = (deal[1:] != deal[:-1]) | (rep[1:] != rep[:-1])
    deal, rep = deal[new], rep[new]
    turns = np.bincount(deal, minlength=count)
    back = (deal[2:] == deal[:-2]) & (rep[2:] == rep[:-2])
    return turns > 1, np.bincount(deal[2:][back], minlength=count) > 0


def _places(moves: Moves) -> list[int]:
    """Give the places of the stages that a deal was in; its end has none."""
    return [STAGES.index(stage) for stage, _ in moves if stage in STAGES]
