"""What a row of an export says of whom it stands for, as pages put it side by side with another."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# Each row of a person or a company; what asks them puts a condition behind.
ROWS = {
    "person": """
        select r.id as ref, r.name, r.email, r.title, r.phone,
            coalesce(c.name, c.domain, r.account_id) as company, r.country, r.origin
        from person as r
        left join account_entity as e on e.ref = r.account_id
        left join who_account as c on c.account_id = e.account_id
    """,
    "account": """
        select r.id as ref, r.name, r.domain, r.phone, r.industry, r.employees, r.region,
            r.country, r.origin
        from account as r
    """,
}
SHOWN = {
    "person": ("name", "email", "title", "phone", "company", "country"),
    "account": ("name", "domain", "phone", "industry", "employees", "region", "country"),
}
BARE = {"name": "name", "email": "email", "domain": "domain"}


@dataclass(frozen=True, slots=True)
class Card:
    """One row, or what stands for one.

    Args:
        ref: as facts carry it.
        origin: the system it is from; "" for a mere name or address.
        says: what it says, by field.
    """

    ref: str
    origin: str
    says: Mapping[str, str] = field(default_factory=dict)


def make(*, noun: str, row: Mapping[str, Any]) -> Card:  # Any: a cell
    """Make the card of a row as `ROWS` asks for it."""
    says = {name: str(row[name]) for name in SHOWN[noun] if row[name] not in {None, ""}}
    return Card(row["ref"], row["origin"] or "", says)


def bare(ref: str) -> Card:
    """Tell of a reference that is no row: a name that a lead carries, an address, a domain."""
    prefix, _, value = ref.partition(":")
    return Card(ref, "", {BARE[prefix]: value} if prefix in BARE else {})
