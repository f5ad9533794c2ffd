"""Who is who: the true pairs of rows that are one person or one company, for judging linkage."""

from collections.abc import Iterator

import numpy as np

from sameroom.simulator.buyers import Ints
from sameroom.simulator.cast import company_ids, contact_ids
from sameroom.simulator.world import World

Pairs = list[dict[str, str]]
CONTACTS, AUDIENCE = "crm/all-contacts.csv", "marketing/audience.csv"
COMPANIES = "crm/all-companies.csv"


def mailing_ids(places: Ints) -> list[str]:
    """Give the ids of the mailing tool's members (EUID)."""
    return [f"{0x9E3779B1 * (place + 1) % 2**40:010x}" for place in places.tolist()]


def people_same(*, world: World, twice: Ints) -> Pairs:
    """List the rows that are one person, and what a rule would have to see through.

    Args:
        world: the history.
        twice: the places of the people whom the CRM has twice.

    Returns:
        Pairs of a file and an id each, with `how`: "same address", "address with a slip",
        "private address" or "entered twice".
    """
    both = np.flatnonzero(world.in_crm & world.in_marketing)
    how = np.where(world.is_mistyped, "address with a slip", "same address")
    how = np.where(world.is_stranger, "private address", how)[both]
    pairs = list(_pairs(CONTACTS, contact_ids(both), AUDIENCE, mailing_ids(both), how.tolist()))
    again = contact_ids(world.people.account.size + twice)
    entered = ["entered twice"] * twice.size
    return pairs + list(_pairs(CONTACTS, contact_ids(twice), CONTACTS, again.tolist(), entered))


def accounts_same(*, world: World) -> Pairs:
    """List the rows that are one company: `how` is "same domain" or "name with a slip"."""
    count, pairs = world.accounts.industry.size, Pairs()
    for flags, shift, how in (
        (world.twice, count, "same domain"),
        (world.misnamed, 2 * count, "name with a slip"),
    ):
        places = np.flatnonzero(flags)
        again = company_ids(shift + places).tolist()
        pairs += _pairs(COMPANIES, company_ids(places), COMPANIES, again, [how] * places.size)
    return pairs


def _pairs(
    file: str, ids: Ints, other_file: str, other_ids: list[object] | list[str], how: list[str]
) -> Iterator[dict[str, str]]:
    for one, other, what in zip(ids.tolist(), other_ids, how, strict=True):
        yield {
            "file": file, "id": str(one), "other_file": other_file, "other_id": str(other),
            "how": what,
        }  # fmt: skip
