"""The estimands of content and of the record: what lies unused, and what the systems know."""

from collections.abc import Iterator

import numpy as np

from sameroom.simulator.contacts import draw_doubles
from sameroom.simulator.library import KINDS
from sameroom.simulator.pursuit import NOBODY
from sameroom.simulator.truth import Estimand, share
from sameroom.simulator.world import World


def list_record_estimands(*, world: World) -> Iterator[Estimand]:
    """List what the measures of content and of the record would read."""
    yield from _content(world)
    yield from _records(world)
    yield from _flaws(world)


def _content(world: World) -> Iterator[Estimand]:
    library = world.library
    counted = library.for_sales & np.isnan(library.retired_at)
    for figure, hits in (("unused_share", ~library.used), ("used_share", library.used)):
        yield Estimand(
            "unused_content", figure, (), share(hits, counted),
            "chance that a live piece of content meant for sales is (not) used in any deal",
        )  # fmt: skip
        for place, name in enumerate(KINDS):
            yield Estimand(
                "unused_content", figure, (("kind", name),),
                share(hits, counted & (library.kind == place)), "the same, of this kind",
            )  # fmt: skip
        for name, own in (("sales", library.by_sales), ("marketing", ~library.by_sales)):
            yield Estimand(
                "unused_content", figure, (("team", name),), share(hits, counted & own),
                "the same, made by this team",
            )  # fmt: skip
    yield Estimand(
        "sales_made_content", "sales_made_share", (), share(library.by_sales, library.used),
        "chance that a piece of content used in deals was made by sales",
    )  # fmt: skip
    yield Estimand(
        "sales_made_content", "made_by_others_share", (), share(~library.by_sales, library.used),
        "chance that a piece of content used in deals was made by others",
    )  # fmt: skip


def _records(world: World) -> Iterator[Estimand]:
    both = world.in_crm & world.in_marketing & ~world.is_stranger & ~world.is_mistyped
    yield Estimand(
        "match_rate", "marketing_known_share", (), share(both, world.in_marketing),
        "chance that a person in the audience stands in the CRM under the same address",
    )  # fmt: skip
    has_case = np.zeros(both.size, dtype=bool)
    has_case[world.leads.person] = True
    yield Estimand(
        "match_rate", "leads_known_share", (), share(both, has_case),
        "chance that a lead's person stands in the audience under the same address",
    )  # fmt: skip
    yield Estimand(
        "match_rate", "leads_without_account_share", (), share(world.is_private, has_case),
        "chance that a lead gives a private address and no company",
    )  # fmt: skip
    unknown = world.is_loose & (world.deals.lead == NOBODY)
    yield Estimand(
        "match_rate", "deals_without_people_share", (), float(np.mean(unknown)),
        "chance that a deal names no person and its company never came in as a lead",
    )  # fmt: skip


def _flaws(world: World) -> Iterator[Estimand]:
    slipped = int(world.misnamed.sum())
    rows = world.twice.size + int(world.twice.sum()) + slipped
    for name in ("domain", "industry", "employees", "country"):
        lacking = int(world.blank[name].sum())
        lacking += 0 if name == "industry" else slipped
        lacking += 0 if name == "domain" else int(world.twice.sum())
        yield Estimand(
            "data_quality", "missing_share", (("noun", "account"), ("field", name)),
            lacking / rows, "chance that a row of a company in the CRM leaves this empty",
        )  # fmt: skip
    yield from _doubles(world, rows)
    yield Estimand(
        "data_quality", "stale_share", (("noun", "deal"), ("field", "closed_at")),
        share(world.is_stale, ~world.deals.is_closed),
        "chance that an open deal is expected on a day that has passed",
    )  # fmt: skip


def _doubles(world: World, companies: int) -> Iterator[Estimand]:
    """List how many rows are there twice by what they say, and how many have any flaw."""
    twice, doubled = int(world.twice.sum()), int(draw_doubles(world=world).size)
    people = int(world.in_crm.sum()) + int(world.in_marketing.sum()) + doubled
    for noun, again, rows in (("account", twice, companies), ("person", doubled, people)):
        yield Estimand(
            "data_quality", "duplicate_share", (("noun", noun), ("field", "id")), again / rows,
            "chance that a row says the same domain or address as one before it in its system; who "
            "slipped in the name and gave no domain is not found so",
        )  # fmt: skip
    asked = ("domain", "industry", "employees", "country")
    lacking = int(np.any([world.blank[name] for name in asked], axis=0).sum())
    stale = int((world.is_stale & ~world.deals.is_closed).sum())
    alone = int(np.isnan(world.leads.assigned_at).sum())
    # A company's second row says little, so that each lacks something.
    flawed = lacking + twice + int(world.misnamed.sum()) + doubled + stale + alone
    rows = companies + people + world.leads.person.size + world.deals.lead.size
    yield Estimand(
        "data_quality", "flawed_share", (), flawed / rows,
        "chance that a row of a person, company, lead or deal lacks something, is there twice or "
        "is out of date",
    )  # fmt: skip
