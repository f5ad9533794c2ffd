"""Reads from the record by which e-mail addresses it knows who of us there is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

ADDRESSES = """
select distinct t.member_id, lower(trim(m.email)) as address
from team_member as t join member as m on m.id = t.member_ref
where trim(coalesce(m.email, '')) <> '' and coalesce(m.is_active, true)
order by t.member_id, address
"""


class Asking(Protocol):
    """What is asked for the record."""

    def ask(self, sql: str) -> pa.Table:
        """Answer a question."""


@dataclass(frozen=True, slots=True)
class Address:
    """An e-mail address, in lower case, of one of us who works here as far as a system knows."""

    member_id: str
    address: str


def list_addresses(*, engine: Asking) -> Iterator[Address]:
    """List the addresses of those of us whom the record knows."""
    for row in engine.ask(ADDRESSES).to_pylist():
        yield Address(row["member_id"], row["address"])


def find_only(*, address: str, known: list[Address]) -> str:
    """Find who of us has an address; "" where nobody has, or several have."""
    found = {one.member_id for one in known if one.address == address}
    return found.pop() if len(found) == 1 else ""
