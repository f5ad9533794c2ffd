"""How each deal was run: which stages it went through, when, and whether anybody of sales did."""

from dataclasses import dataclass

import numpy as np

from sameroom.simulator.buyers import Floats, Ints
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
        road: the place among ROADS.
        heir: who of sales takes it over, or NOBODY.
        taken_at, given_at: when it is passed on, and when it is passed back; infinite where not.
    """

    road: Ints
    heir: Ints
    taken_at: Floats
    given_at: Floats


def draw_manner(*, company: Company, deals: Deals, random: np.random.Generator) -> Manner:
    """Draw how deals are run. It has no bearing on whether and when they are won."""
    count = deals.lead.size
    mark = random.random(count)
    back = mark < company.rework_share
    over = ~back & (mark < company.rework_share + company.passed_over_share)
    life = deals.closed_at - deals.created_at
    taken = ~deals.is_alone & (random.random(count) < company.taken_over_share)
    taken_at = deals.created_at + life * random.uniform(0.25, 0.6, count)
    given = taken & (random.random(count) < company.given_back_share)
    other = (deals.rep + random.integers(1, max(2, company.reps), count)) % company.reps
    return Manner(
        road=np.where(back, BACK, np.where(over, PASSED_OVER, IN_ORDER)).astype(np.int64),
        heir=np.where(taken, other, NOBODY),
        taken_at=np.where(taken, taken_at, np.inf),
        given_at=np.where(given, taken_at + life * 0.2, np.inf),
    )


def who_runs(*, deals: Deals, manner: Manner, deal: Ints, moment: Floats) -> Ints:
    """Tell which seller has each deal at a moment."""
    heir = (moment >= manner.taken_at[deal]) & (moment < manner.given_at[deal])
    return np.where(heir, manner.heir[deal], deals.rep[deal])


def list_moves(*, company: Company, deals: Deals, manner: Manner) -> list[Moves]:
    """List the stages each deal has been in, evenly spread over its life, the last one last.

    Of deals closed before the period nothing is on record.

    A lost deal has come as far along its road as chance would have it.
    """
    begins, end = epoch(company.starts_on), epoch(company.ends_on)
    lives = zip(
        deals.created_at.tolist(), deals.closed_at.tolist(), deals.is_closed.tolist(),
        deals.wins.tolist(), manner.road.tolist(), strict=True,
    )  # fmt: skip
    moves: list[list[tuple[str, float]]] = []
    for opened, closed, is_closed, wins, way in lives:
        if is_closed and closed < begins:
            moves.append([])
            continue
        road = ROADS[way]
        step = (closed - opened) / (len(road) + 0.5)
        reached = [(STAGES[stage], opened + place * step) for place, stage in enumerate(road)]
        seen = [(stage, moment) for stage, moment in reached if moment < end]
        if is_closed:
            cut = len(seen) if wins else 1 + int(closed) % len(road)
            seen = [*seen[:cut], ("Closed Won" if wins else "Closed Lost", closed)]
        moves.append(seen)
    return moves
