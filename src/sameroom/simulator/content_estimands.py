"""The estimands of content: how many sellers it reached, and whether there is any where needed."""

from collections.abc import Iterator, Mapping

import numpy as np

from sameroom.simulator.buyers import Floats
from sameroom.simulator.enablement import HOLES, PERSONAS, draw_own_tags
from sameroom.simulator.hours import epoch
from sameroom.simulator.library import KINDS
from sameroom.simulator.manner import CODES, STAGES, list_moves
from sameroom.simulator.names import PERSONA_OF_TITLE, TITLES
from sameroom.simulator.truth import Estimand, Part
from sameroom.simulator.world import World

Stays = Mapping[str, tuple[Floats, Floats]]


def list_content_estimands(*, world: World) -> Iterator[Estimand]:
    """List what the measures of reach and of coverage would read."""
    library, reps = world.library, world.company.reps
    pairs = np.unique(library.use_piece * reps + world.deals.rep[library.use_deal])
    reached = np.bincount(pairs // reps, minlength=library.used.size) / reps
    counted = library.for_sales & np.isnan(library.retired_at)
    yield Estimand(
        "content_reach", "reach_share", (), float(reached[counted].mean()),
        "chance that a seller uses a live piece of content that is meant for sales",
    )  # fmt: skip
    for place, name in enumerate(KINDS):
        among = counted & (library.kind == place)
        yield Estimand(
            "content_reach", "reach_share", (("kind", name),),
            float(reached[among].mean()) if among.any() else float("nan"), "the same, of this kind",
        )  # fmt: skip
    for step, who in HOLES:
        yield Estimand(
            "coverage", "covered_share", (("stage", CODES[step]), ("persona", who)), 0.0,
            "chance that there is content for this stage and persona: a hole is planted",
        )  # fmt: skip


def find_stays(world: World) -> Stays:
    """Tell from when to when deals were in each stage in the period."""
    begins, ends = epoch(world.company.starts_on), epoch(world.company.ends_on)
    found: dict[str, list[tuple[float, float]]] = {stage: [] for stage in STAGES}
    for moves in list_moves(company=world.company, deals=world.deals, manner=world.manner):
        left = [moment for _, moment in moves[1:]] + [ends]
        last = {stage: at for (stage, _), at in zip(moves, left, strict=False)}
        first = {stage: at for stage, at in reversed(moves)}
        for stage, at in last.items():
            if stage in found and at >= begins:
                found[stage].append((first[stage], at))
    return {stage: (np.array(each).T[0], np.array(each).T[1]) for stage, each in found.items()}


def covered(*, world: World, stays: Stays) -> dict[tuple[str, Part], float]:
    """Tell how likely a company's own library has what deals need, by figure and part.

    Args:
        world: whose library.
        stays: of deals such as the company's, many of them.
    """
    library = world.library
    stage, persona = (np.array(each) for each in draw_own_tags(world=world))
    retired = np.where(np.isnan(library.retired_at), np.inf, library.retired_at)
    known = [PERSONA_OF_TITLE[title] for title in TITLES if title in PERSONA_OF_TITLE]
    found: dict[tuple[str, Part], float] = {}
    met = {"": 0.0, "stage": 0.0}
    for step, (entered, left) in stays.items():
        somebody = np.zeros(entered.size, dtype=bool)
        for who in PERSONAS:
            own = np.flatnonzero(library.for_sales & (stage == step) & (persona == who))
            there = np.zeros(entered.size, dtype=bool)
            for piece in own.tolist():
                there |= (library.made_at[piece] < left) & (retired[piece] > entered)
            somebody |= there
            met[""] += float(there.sum()) * known.count(who) / len(known)
            found["covered_share", (("stage", CODES[step]), ("persona", who))] = float(there.mean())
        met["stage"] += float(somebody.sum())
    times = sum(entered.size for entered, _ in stays.values())
    found["covered_share", ()] = met[""] / times
    found["stage_covered_share", ()] = met["stage"] / times
    return found
