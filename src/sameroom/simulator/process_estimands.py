"""The estimands of the process: how long deals take, and how many leave the usual road."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from sameroom.simulator.manner import STAGES, Moves, list_moves
from sameroom.simulator.sales import DAY
from sameroom.simulator.truth import Estimand, share
from sameroom.simulator.world import World

DAYS = (1, 2, 7, 14, 30, 60, 90, 120, 180, 270, 365)


def list_process_estimands(*, world: World) -> Iterator[Estimand]:
    """List what the measures of the process would read of deals."""
    yield from _times(world)
    yield from _roads(world)
    alone = share(world.manner.is_alone, world.deals.is_won)
    yield Estimand(
        "self_serve_share", "self_serve_share", (), alone,
        "chance that nobody of sales had any part in a deal won by the as-of day",
    )  # fmt: skip


def _times(world: World) -> Iterator[Estimand]:
    deals = world.deals
    lasts = (deals.closed_at - deals.created_at) / DAY
    for figure, reached in (("median_days", 0.5), ("p90_days", 0.9)):
        yield Estimand(
            "cycle_time", figure, (), float(np.quantile(lasts, reached)),
            f"days after which {reached:.0%} of deals are decided, were the world to go on",
        )  # fmt: skip
    for limit in DAYS:
        ended = lasts <= limit
        for figure, hits, words in (
            ("won_by", ended & deals.wins, "is won within so many days"),
            ("lost_by", ended & ~deals.wins, "is lost within so many days"),
            ("open_at", ~ended, "is still open after so many days"),
        ):
            yield Estimand(
                "cycle_time", figure, (("days", f"{limit}"),), float(np.mean(hits)),
                f"chance that a deal {words}, were the world to go on",
            )  # fmt: skip


def _roads(world: World) -> Iterator[Estimand]:
    moves = list_moves(company=world.company, deals=world.deals, manner=world.manner)
    places = [_places(each) for each in moves]
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
    for kind, hits in (("went back", back), ("passed over a stage", over)):
        yield Estimand(
            "conformance", "deviating_share", (("deviation", kind),), float(np.mean(hits)),
            "chance that a deal has done so by the as-of day",
        )  # fmt: skip


def _places(moves: Moves) -> list[int]:
    """Give the places of the stages that a deal was in; its end has none."""
    return [STAGES.index(stage) for stage, _ in moves if stage in STAGES]
