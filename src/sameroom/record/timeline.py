"""One timeline for each company, person and deal: whom there is, and what both teams did."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from operator import itemgetter
from typing import Any, Protocol

import pyarrow as pa

ACCOUNTS = """
select w.account_id as id, coalesce(w.name, w.domain, w.account_id) as name, w.domain, w.industry,
    w.employees, w.country, w.region, m.member_id as owner_id, m.team as owner_team
from who_account as w left join team_member as m on m.member_ref = w.owner_id
"""
PEOPLE = """
select w.person_id as id, coalesce(w.name, w.email, w.person_id) as name, w.title, w.email,
    w.country, w.first_channel, w.lifecycle_stage, a.name as company,
    m.member_id as owner_id, m.team as owner_team
from who_person as w
left join who_account as a on a.account_id = w.account_id
left join team_member as m on m.member_ref = w.owner_id
"""
DEALS = """
select d.deal_id as id, coalesce(d.name, d.deal_id) as name, d.outcome, d.amount, d.created_at,
    d.closed_at, d.channel, d.product, a.name as company,
    m.member_id as owner_id, m.team as owner_team
from deal_case as d
left join who_account as a on a.account_id = d.account_id
left join team_member as m on m.member_ref = d.owner_id
"""
SIZES = """
select team, count(distinct member_id) as n from team_member where team is not null group by team
"""
ASKED = {"account": ACCOUNTS, "person": PEOPLE, "deal": DEALS}
WHOSE = "coalesce(account_id, person_id, deal_id, '')"  # whom an entry is about, the largest first
ASIDE = frozenset({"id", "name", "owner_id", "owner_team"})


class Asking(Protocol):
    """What is asked for the record."""

    def ask(self, sql: str) -> pa.Table:
        """Answer a question."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A company, a person or a deal.

    Args:
        key: names it in addresses of pages, and says nothing about it.
        facts: what is known of it, by column.
        owner_id: who of us owns it; "" when nobody does.
        teams: those that own it or had to do with it.
    """

    key: str
    noun: str
    name: str
    facts: Mapping[str, Any]  # Any: a cell
    owner_id: str
    teams: frozenset[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened; the keys name whom it is about, "" where that is not known."""

    entry_id: str
    happened_at: datetime
    side: str
    noun: str
    kind: str
    about: str
    detail: str
    member_id: str
    member_name: str
    member_team: str
    person_key: str
    account_key: str
    deal_key: str
    stage: str = ""  # as the agreement calls it, where the entry is a change of stage


def key_of(*, noun: str, subject_id: str | None) -> str:
    """Make the key of a subject: the same each time, and nothing can be read from it."""
    if not subject_id:
        return ""
    return sha256(f"{noun}\0{subject_id}".encode()).hexdigest()[:20]


def list_subjects(*, engine: Asking) -> Iterator[Subject]:
    """List every company, person and deal on record, with the teams that had to do with it.

    Each noun comes in the order of its keys.
    """
    for noun, question in ASKED.items():
        teams = list_sides(engine=engine, noun=noun)
        keyed = [
            (key_of(noun=noun, subject_id=row["id"]), row)
            for row in engine.ask(question).to_pylist()
        ]
        for key, row in sorted(keyed, key=itemgetter(0)):
            own = {row["owner_team"]} if row["owner_team"] else set()
            yield Subject(
                key=key,
                noun=noun,
                name=str(row["name"]),
                facts={name: cell for name, cell in row.items() if name not in ASIDE},
                owner_id=row["owner_id"] or "",
                teams=frozenset(teams.get(row["id"], set()) | own),
            )


def list_sides(*, engine: Asking, noun: str) -> dict[str, set[str]]:
    """List by id which teams had to do with the companies, the people or the deals."""
    sides = f"select distinct {noun}_id as id, side from timeline_entry where {noun}_id is not null"
    teams: dict[str, set[str]] = {}
    for row in engine.ask(sides).to_pylist():
        teams.setdefault(row["id"], set()).add(row["side"])
    return teams


def list_entries(
    *, engine: Asking, after: int = 0, most: int = 2_000
) -> Iterator[tuple[Entry, ...]]:
    """List entries of all timelines, those of a company together, and within it of a person.

    They come in one order always, part by part: a part is asked for by whom it is about, so that
    only its own entries are sorted, and not all of them for each.

    Args:
        after: how many of the first are left out.
        most: how many are given at once, at most.
    """
    counted = engine.ask(f"select {WHOSE} as whose, count(*) as n from timeline_entry group by 1"
                         " order by 1").to_pylist()  # fmt: skip
    for first, last, count in _spans([(row["whose"], int(row["n"])) for row in counted], most):
        for start in range(min(after, count), count, most):
            rows = engine.ask(
                f"select * from timeline_entry where {WHOSE} between {_quoted(first)} and"
                f" {_quoted(last)} order by {WHOSE}, person_id, deal_id, entry_id"
                f" limit {most} offset {start}"
            )
            yield tuple(_entry(row) for row in rows.to_pylist())
        after = max(after - count, 0)


def _spans(counted: Sequence[tuple[str, int]], most: int) -> Iterator[tuple[str, str, int]]:
    """Put neighbours together as long as they have no more than so many entries between them."""
    first, last, held = "", "", 0
    for whose, count in counted:
        if held and held + count > most:
            yield first, last, held
            held = 0
        first, last, held = whose if not held else first, whose, held + count
    if held:
        yield first, last, held


def _quoted(told: str) -> str:
    return "'" + told.replace("'", "''") + "'"


def list_team_sizes(*, engine: Asking) -> dict[str, int]:
    """Count the people of each team, as the record knows them."""
    return {row["team"]: int(row["n"]) for row in engine.ask(SIZES).to_pylist()}


def _entry(row: Mapping[str, Any]) -> Entry:  # Any: a cell
    return Entry(
        entry_id=row["entry_id"],
        happened_at=row["happened_at"],
        side=row["side"],
        noun=row["noun"],
        kind=row["kind"] or "",
        about=row["about"] or "",
        detail=row["detail"] or "",
        member_id=row["member_id"] or "",
        member_name=row["member_name"] or "",
        member_team=row["member_team"] or "",
        person_key=key_of(noun="person", subject_id=row["person_id"]),
        account_key=key_of(noun="account", subject_id=row["account_id"]),
        deal_key=key_of(noun="deal", subject_id=row["deal_id"]),
        stage=row["stage"] or "",
    )
