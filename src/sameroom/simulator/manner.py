"""How each deal was run: which stages it went through, when, and whether anybody of sales did."""

from dataclasses import dataclass

import numpy as np

from sameroom.simulator.buyers import Flags, Ints
from sameroom.simulator.company import Company
from sameroom.simulator.hours import epoch
from sameroom.simulator.pursuit import NOBODY
from sameroom.simulator.sales import Deals

STAGES = (
    "Appointment Scheduled",
    "Qualified To Buy",
    "Presentation Scheduled",
    "Contract Sent",
)
CODES = {
    "Appointment Scheduled": "appointmentscheduled",
    "Qualified To Buy": "qualifiedtobuy",
    "Presentation Scheduled": "presentationscheduled",
    "Contract Sent": "contractsent",
    "Closed Won": "closedwon",
    "Closed Lost": "closedlost",
}
"""What histories write for the stages that people see."""

IN_ORDER, BACK, PASSED_OVER = 0, 1, 2
ROADS = ((0, 1, 2, 3), (0, 1, 2, 1, 2, 3), (0, 1, 3))
"""The stages that a deal would go through, by its place in IN_ORDER, BACK and PASSED_OVER."""

Moves = list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Manner:
    """How deals are run, one place each in every array.

    Args:
        is_alone: whether the buyer orders without anybody of sales; only where nobody came in
            as a lead, for every lead that became a deal was answered by somebody.
        road: the place among ROADS.
    """

    is_alone: Flags
    road: Ints


def draw_manner(*, company: Company, deals: Deals, random: np.random.Generator) -> Manner:
    """Draw how deals are run. It has no bearing on whether and when they are won."""
    count = deals.lead.size
    alone, mark = random.random(count), random.random(count)
    back = mark < company.rework_share
    over = ~back & (mark < company.rework_share + company.passed_over_share)
    return Manner(
        is_alone=(deals.lead == NOBODY) & (alone < company.alone_share),
        road=np.where(back, BACK, np.where(over, PASSED_OVER, IN_ORDER)).astype(np.int64),
    )


def list_moves(*, company: Company, deals: Deals, manner: Manner) -> list[Moves]:
    """List the stages each deal has been in, evenly spread over its life, the last one last.

    A lost deal has come as far along its road as chance would have it.
    """
    end = epoch(company.ends_on)
    lives = zip(
        deals.created_at.tolist(), deals.closed_at.tolist(), deals.is_closed.tolist(),
        deals.wins.tolist(), manner.road.tolist(), strict=True,
    )  # fmt: skip
    moves = []
    for opened, closed, is_closed, wins, way in lives:
        road = ROADS[way]
        step = (closed - opened) / (len(road) + 0.5)
        reached = [(STAGES[stage], opened + place * step) for place, stage in enumerate(road)]
        seen = [(stage, moment) for stage, moment in reached if moment < end]
        if is_closed:
            cut = len(seen) if wins else 1 + int(closed) % len(road)
            seen = [*seen[:cut], ("Closed Won" if wins else "Closed Lost", closed)]
        moves.append(seen)
    return moves
