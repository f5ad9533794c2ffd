"""Writes a planted company as the folder of exports that a real one would bring."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from sameroom.simulator.agreement_file import write_agreement
from sameroom.simulator.cast import draw_cast
from sameroom.simulator.company import SIZE_ACCOUNTS, Company
from sameroom.simulator.contacts import draw_doubles
from sameroom.simulator.crm import write_crm
from sameroom.simulator.enablement import write_enablement
from sameroom.simulator.estimands import list_estimands
from sameroom.simulator.identity_pairs import accounts_same, people_same
from sameroom.simulator.marketing import write_marketing
from sameroom.simulator.population import planted
from sameroom.simulator.traces import draw_acts, draw_spending, draw_touches
from sameroom.simulator.truth import write_truth
from sameroom.simulator.world import World, draw_world


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the company's history, and the rows of each file."""

    world: World
    files: dict[str, int]

    @property
    def ends_on(self) -> date:
        """Tell the as-of day: the first that the exports do not cover."""
        return self.world.company.ends_on


def write_exports(*, folder: Path, company: Company, seed: int) -> Written:
    """Write the exports of a company's CRM, marketing tool and content tool.

    Args:
        folder: where to; made if it is missing.
        company: whose disconnects are planted.
        seed: of the whole history; the same seed writes the same bytes.
    """
    world = draw_world(company=company, seed=seed)
    streams = iter(np.random.default_rng([seed, 10]).spawn(4))
    cast = draw_cast(world=world, random=next(streams))
    acts = draw_acts(world=world, random=next(streams))
    touches = draw_touches(world=world, random=next(streams))
    spending = draw_spending(world=world, random=next(streams))
    files = write_crm(world=world, cast=cast, acts=acts, folder=folder, seed=seed)
    files |= write_marketing(
        world=world, cast=cast, touches=touches, spending=spending, folder=folder, seed=seed
    )
    files |= write_enablement(world=world, cast=cast, folder=folder, seed=seed)
    return Written(world, files)


def simulate(
    *, folder: Path, seed: int = 1, size: str = "demo", company: Company | None = None
) -> Written:
    """Write a company's exports, the agreement of its teams, and the truth beside them.

    Args:
        folder: where to; made if it is missing.
        seed: of the whole history.
        size: small, demo or large; of the usual company, when none is given.
        company: whose disconnects are planted.
    """
    company = company or Company().sized(accounts=SIZE_ACCOUNTS[size])
    written = write_exports(folder=folder, company=company, seed=seed)
    write_agreement(company=company, path=folder / "agreement.yaml")
    write_truth(
        path=folder / "truth.json",
        company=company,
        seed=seed,
        planted=planted(company),
        realised=list_estimands(world=written.world),
        same={
            "people_same": people_same(
                world=written.world, twice=draw_doubles(world=written.world)
            ),
            "accounts_same": accounts_same(world=written.world),
        },
    )
    return written
