"""The content tool's exports: the library as a workbook, and what was used where."""

from pathlib import Path

import numpy as np

from sameroom.simulator import sheets
from sameroom.simulator.cast import Cast, address_of, deal_ids
from sameroom.simulator.library import KINDS
from sameroom.simulator.world import World

PERSONAS = ("Plant manager", "Maintenance engineer", "Finance", "IT")
STEPS = ("Appointment Scheduled", "Qualified To Buy", "Presentation Scheduled", "Contract Sent")
HOLES = ((STEPS[3], PERSONAS[3]), (STEPS[0], PERSONAS[2]))
"""For what nothing is made: IT once the contract is out, Finance at the first appointment."""
USES = ("Shared", "Presented", "Attached to deal")


def write_enablement(*, world: World, cast: Cast, folder: Path, seed: int) -> dict[str, int]:
    """Write the content tool's exports and count the rows of each."""
    random = np.random.default_rng([seed, 13])
    base = folder / "content"
    return {
        "content/content_library.xlsx": _library(
            world, cast, base / "content_library.xlsx", random
        ),
        "content/content_usage.csv": _usage(world, cast, base / "content_usage.csv", random),
    }


def draw_tags(*, count: int, random: np.random.Generator) -> tuple[list[str], list[str]]:
    """Draw for which stage and which persona each piece is; what would be for a hole is moved."""
    step, who = random.integers(0, 4, count), random.integers(0, 4, count)
    step = np.where((step == 3) & (who == 3), 2, step)
    step = np.where((step == 0) & (who == 2), 1, step)
    return [STEPS[i] for i in step.tolist()], [PERSONAS[i] for i in who.tolist()]


def draw_own_tags(*, world: World) -> tuple[list[str], list[str]]:
    """Draw the tags of a company's own library, as its exports show them."""
    random = np.random.default_rng([world.seed, 13])
    return draw_tags(count=world.library.used.size, random=random)


def _library(world: World, cast: Cast, path: Path, random: np.random.Generator) -> int:
    library, count = world.library, len(cast.pieces)
    stages, personas = draw_tags(count=count, random=random)
    columns = {
        "Asset ID": [f"TX-{place + 1:04d}" for place in range(count)],
        "Title": cast.pieces,
        "Asset Type": [KINDS[kind] for kind in library.kind.tolist()],
        "Made by team": ["Sales" if own else "Marketing" for own in library.by_sales.tolist()],
        "Published on": sheets.days(library.made_at),
        "Retired on": sheets.days(library.retired_at),
        "Cost": library.cost.tolist(),
        "Sales stage": stages,
        "Persona": personas,
        "Audience": ["Sales" if meant else "Partners" for meant in library.for_sales.tolist()],
    }
    return sheets.write_workbook(path, columns, sheet="Library")


def _usage(world: World, cast: Cast, path: Path, random: np.random.Generator) -> int:
    library, deals = world.library, world.deals
    order = np.argsort(library.use_at, kind="stable")
    piece, deal, moment = library.use_piece[order], library.use_deal[order], library.use_at[order]
    kinds = random.integers(0, len(USES), order.size)
    columns = {
        "Asset ID": [f"TX-{place + 1:04d}" for place in piece.tolist()],
        "Timestamp": sheets.millis(moment),
        "Action": [USES[kind] for kind in kinds.tolist()],
        "User email": [address_of(cast.reps[rep]) for rep in deals.rep[deal].tolist()],
        "Deal ID": deal_ids(deal).tolist(),
        "Recipient email": [cast.email[person] for person in deals.person[deal].tolist()],
    }
    return sheets.write_csv(path, columns)
