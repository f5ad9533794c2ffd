"""The estimands of the steps that cases take: how many, how long they wait, which come again.

A case is a deal or a lead; a step is a stage it entered, or an act of sales on it. They are laid
out here from the history's own moves and acts, by other means than the measure's SQL.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sameroom.simulator.buyers import Floats, Ints
from sameroom.simulator.hours import epoch
from sameroom.simulator.manner import CODES, list_moves
from sameroom.simulator.pursuit import ACCEPTED, NOBODY, RECYCLED
from sameroom.simulator.sales import DAY
from sameroom.simulator.traces import ACT_KINDS, NOTE, Acts
from sameroom.simulator.truth import Estimand, Part
from sameroom.simulator.world import World

ACTED = tuple(f"{kind.lower()} (act)" for kind in ACT_KINDS)
DEAL_STAGES = tuple(CODES.values())
LEAD_STAGES = ("open", "accepted", "rejected", "bad timing", "qualified")
LEADS: Part = (("process", "leads"),)


@dataclass(frozen=True, slots=True)
class Walked:
    """The steps of all cases of a kind, case by case in the order of time.

    Args:
        names: of the steps; the stages come first.
        stages: how many of the names are stages.
        case: of each step.
        name: of each step, its place among the names.
        moment: of each step, in epoch seconds, to the minute.
    """

    names: tuple[str, ...]
    stages: int
    case: Ints
    name: Ints
    moment: Floats


def list_walk_estimands(*, world: World, acts: Acts) -> Iterator[Estimand]:
    """List what the measures of the process would read of the steps of deals and of leads."""
    for walked, part in ((walk_deals(world, acts), ()), (walk_leads(world, acts), LEADS)):
        yield from _counted(walked, part)
        yield from _waited(walked, part)
        yield from _again(walked, part)


def walk_deals(world: World, acts: Acts) -> Walked:
    """Lay out the steps of the deals: their stages, and what sales did for them."""
    moved = list_moves(company=world.company, deals=world.deals, manner=world.manner)
    places = {stage: place for place, stage in enumerate(CODES)}
    case = np.repeat(np.arange(len(moved)), [len(each) for each in moved])
    name = np.array([places[stage] for each in moved for stage, _ in each], dtype=np.int64)
    moment = np.array([when for each in moved for _, when in each])
    done = np.flatnonzero(_counts(world, acts) & (acts.deal != NOBODY))
    return _laid_out(world, DEAL_STAGES, (case, name, moment), acts, done, acts.deal[done])


def walk_leads(world: World, acts: Acts) -> Walked:
    """Lay out the steps of the leads: their states, and what sales did that names no deal."""
    leads = world.leads
    decided, worth = np.flatnonzero(leads.decision), np.flatnonzero(np.isfinite(world.qualified_at))
    state = np.full(int(leads.decision.max(initial=0)) + 1, LEAD_STAGES.index("rejected"))
    for decision, word in ((ACCEPTED, "accepted"), (RECYCLED, "bad timing")):
        state[decision : decision + 1] = LEAD_STAGES.index(word)
    case = np.concatenate([np.arange(leads.person.size), decided, worth])
    name = np.concatenate([
        np.zeros(leads.person.size, dtype=np.int64), state[leads.decision[decided]],
        np.full(worth.size, LEAD_STAGES.index("qualified")),
    ])  # fmt: skip
    moment = np.concatenate([
        leads.handed_at, leads.decided_at[decided], world.qualified_at[worth]
    ])  # fmt: skip
    lead_of = np.full(world.people.account.size, NOBODY)
    lead_of[leads.person] = np.arange(leads.person.size)
    own = lead_of[acts.person]
    done = np.flatnonzero(_counts(world, acts) & (acts.deal == NOBODY) & (own != NOBODY))
    return _laid_out(world, LEAD_STAGES, (case, name, moment), acts, done, own[done])


def _counts(world: World, acts: Acts) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Tell which acts are steps: by a human of sales, and no mere note."""
    counted: np.ndarray[tuple[int], np.dtype[np.bool_]] = (
        (acts.automatic == 0) & (acts.kind != NOTE) & (acts.rep < world.company.reps)
    )
    return counted


def _laid_out(
    world: World, stages: tuple[str, ...], moves: tuple[Ints, Ints, Floats], acts: Acts,
    done: Ints, case_of: Ints,
) -> Walked:  # fmt: skip
    """Put stages and acts in order, and leave out cases that began before the period."""
    case = np.concatenate([moves[0], case_of])
    name = np.concatenate([moves[1], len(stages) + acts.kind[done]])
    moment = np.floor(np.concatenate([moves[2], acts.moment[done]]) / 60) * 60
    is_act = np.arange(case.size) >= moves[0].size
    order = np.lexsort((is_act, moment, case))
    case, name, moment = case[order], name[order], moment[order]
    first = np.full(int(case.max()) + 1, np.inf)
    np.minimum.at(first, case, moment)
    kept = first[case] >= epoch(world.company.starts_on)
    return Walked((*stages, *ACTED), len(stages), case[kept], name[kept], moment[kept])


def _counted(walked: Walked, part: Part) -> Iterator[Estimand]:
    cases = np.unique(walked.case).size
    yield Estimand(
        "process_map", "steps_per_case", part, walked.case.size / cases,
        "steps to be expected of a case, as far as it has come by the as-of day",
    )  # fmt: skip


def _waited(walked: Walked, part: Part) -> Iterator[Estimand]:
    cases = np.unique(walked.case).size
    goes_on = walked.case[1:] == walked.case[:-1]
    waits = np.diff(walked.moment)[goes_on]
    summed = np.bincount(walked.name[1:][goes_on], weights=waits, minlength=len(walked.names))
    days = summed / cases / DAY
    words = "days to be expected of a case in wait of this step, by the as-of day"
    for place, name in enumerate(walked.names):
        yield Estimand(
            "bottleneck", "step_wait_days", (*part, ("next_step", name)), float(days[place]), words
        )
    yield Estimand(
        "bottleneck", "wait_days", part, float(days.max()),
        "days to be expected of a case in wait of the step that is waited for the longest",
    )  # fmt: skip


def _again(walked: Walked, part: Part) -> Iterator[Estimand]:
    own = walked.name < walked.stages
    pairs, times = np.unique(
        walked.case[own] * walked.stages + walked.name[own], return_counts=True
    )
    name = pairs % walked.stages
    for place in range(walked.stages):
        yield Estimand(
            "rework_share", "step_again_share", (*part, ("step", walked.names[place])),
            float((times[name == place] > 1).mean()) if (name == place).any() else float("nan"),
            "chance that a case which has been in this stage has been in it again by the as-of day",
        )  # fmt: skip
