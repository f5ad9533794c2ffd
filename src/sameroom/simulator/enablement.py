"""The content tool's exports: the library as a workbook, and what was used where."""

from pathlib import Path

import numpy as np

from sameroom.simulator import sheets
from sameroom.simulator.cast import Cast, address_of, deal_ids
from sameroom.simulator.library import KINDS
from sameroom.simulator.world import World

PERSONAS = ("Plant manager", "Maintenance engineer", "Finance", "IT")
STEPS = ("First meeting", "Evaluation", "Proof", "Negotiation")
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


def _library(world: World, cast: Cast, path: Path, random: np.random.Generator) -> int:
    library, count = world.library, len(cast.pieces)
    columns = {
        "Asset ID": [f"TX-{place + 1:04d}" for place in range(count)],
        "Title": cast.pieces,
        "Asset Type": [KINDS[kind] for kind in library.kind.tolist()],
        "Made by team": ["Sales" if own else "Marketing" for own in library.by_sales.tolist()],
        "Published on": sheets.days(library.made_at),
        "Retired on": sheets.days(library.retired_at),
        "Cost": library.cost.tolist(),
        "Sales stage": [STEPS[i] for i in random.integers(0, 4, count).tolist()],
        "Persona": [PERSONAS[i] for i in random.integers(0, 4, count).tolist()],
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
