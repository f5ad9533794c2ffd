"""Reads from the record who of us there is, for whom leads may be given to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from sameroom.handoff.rules import holder_of

MEMBERS = """
select t.member_id, min(t.name) as name, min(t.team) as team, min(t.calendar) as calendar,
    min(lower(trim(m.email))) as address, count(m.id) as cards,
    count_if(m.id is not null and coalesce(m.is_active, true)) as active
from team_member as t left join member as m on m.id = t.member_ref
group by t.member_id
order by t.member_id
"""


class Asking(Protocol):
    """What is asked for the record."""

    def ask(self, sql: str) -> pa.Table:
        """Answer a question."""


@dataclass(frozen=True, slots=True)
class Member:
    """One of us.

    Args:
        address: their e-mail address, in lower case; "" where no system has it.
        calendar: whose hours of the agreement they follow; "" for the promise's.
        is_active: whether at least one system says, or none denies, that they work here.
    """

    member_id: str
    address: str
    name: str
    team: str
    calendar: str
    is_active: bool


def list_members(*, engine: Asking) -> Iterator[Member]:
    """List who of us the record knows; queues that look like one of us are none."""
    for row in engine.ask(MEMBERS).to_pylist():
        if holder_of(owner_id=row["member_id"], owner=row["name"]) == "queue":
            continue
        yield Member(
            member_id=row["member_id"], address=row["address"] or "", name=row["name"] or "",
            team=row["team"] or "", calendar=row["calendar"] or "",
            is_active=not row["cards"] or row["active"] > 0,
        )  # fmt: skip
