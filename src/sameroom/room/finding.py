"""Finds whom a row behind a figure is about, by the ids it shows, resolved as the record does."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import pyarrow as pa

from sameroom.record import seeing, timeline

LEADS = ("lead_id", "case_id")
TOLD_BY = (*LEADS, "id", "noun", "deal_id", "buyer_id", "account_id", "person_id")
LEADS_SQL = "select lead_id, person_id, account_id from who_lead order by lead_id"
# Every reference to somebody, and who that is; whoever has a page has a row here under their id.
KNOWN = {
    "account": """
        select e.ref, e.account_id as id from account_entity as e
        inner join who_account as w on w.account_id = e.account_id
        union select account_id, account_id from who_account
    """,
    "person": """
        select e.ref, e.person_id as id from person_entity as e
        inner join who_person as w on w.person_id = e.person_id
        union select person_id, person_id from who_person
    """,
    "deal": "select deal_id as ref, deal_id as id from deal_case",
}
NAMES = {
    "account": "select account_id as id, coalesce(name, domain) as name from who_account",
    "person": "select person_id as id, coalesce(name, email) as name from who_person",
    "deal": "select deal_id as id, name from deal_case",
    "campaign": "select id, name from campaign",
}
NOBODY = ("", "")


class Finder:
    """Knows every lead, company, person and deal of one record.

    Args:
        engine: where the record is asked.
        buyer: who buys, account or person: the first that a lead or a buyer is taken for.
    """

    def __init__(self, *, engine: timeline.Asking, buyer: str) -> None:
        self._engine = engine
        self._known_ways: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
        self._first = ("person", "account") if buyer == "person" else ("account", "person")
        self._leads = {
            row["lead_id"]: {"person": row["person_id"], "account": row["account_id"]}
            for row in engine.ask(LEADS_SQL).to_pylist()
        }
        self._known = {
            noun: {row["ref"]: row["id"] for row in engine.ask(question).to_pylist()}
            for noun, question in KNOWN.items()
        }

        self._names = {
            noun: {row["id"]: row["name"] for row in engine.ask(question).to_pylist()}
            for noun, question in NAMES.items()
        }

    def name(self, *, noun: str, ref: str) -> str:
        """Write a name with its id beside it, "Acme (crm:17)"; the id alone where none is known."""
        subject_id = self._known.get(noun, {}).get(ref) or ref
        named = self._names.get(noun, {}).get(subject_id)
        return f"{named} ({ref})" if named and named != ref else ref

    def find(self, *, row: Mapping[str, Any], first: str) -> tuple[str, str]:  # Any: a cell
        """Give the noun and the key of whom a row is about; both "" when nobody has a page.

        Args:
            row: what it shows, by column.
            first: the column that holds its own id.
        """
        noun, subject_id = self._who(row, first)
        return (noun, timeline.key_of(noun=noun, subject_id=subject_id)) if noun else NOBODY

    def list_seen_by(self, *, rows: pa.Table, first: str) -> list[tuple[str, ...]]:
        """List of each row in which scopes whom it is about is seen, beside everybody's."""
        names = [name for name in rows.column_names if name == first or name in TOLD_BY]
        columns = zip(*(rows.column(name).to_pylist() for name in names), strict=True)
        told = (dict(zip(names, one, strict=True)) for one in columns)
        return [self._scopes.get(self._who(row, first), ()) for row in told]

    @cached_property
    def _scopes(self) -> dict[tuple[str, str], tuple[str, ...]]:
        return seeing.list_scopes(engine=self._engine)

    def _who(self, row: Mapping[str, Any], first: str) -> tuple[str, str]:  # Any: a cell
        noun = str(row.get("noun") or "")
        if (first in LEADS and noun in {"", "lead"}) or (first == "id" and noun == "lead"):
            return self._of_lead(str(row[first]))
        for column, kind in self._ways(first, noun):
            ref = row.get(column)
            if ref and (found := self._of(kind, str(ref))) != NOBODY:
                return found
        return NOBODY

    def _ways(self, first: str, noun: str) -> tuple[tuple[str, str], ...]:
        """List by which columns somebody is found, and as what; the same for many rows."""
        if (first, noun) not in self._known_ways:
            is_own = first in {"id", "case_id"} and noun in KNOWN
            self._known_ways[first, noun] = (
                *(((first, noun),) if is_own else ()), ("deal_id", "deal"),
                *(("buyer_id", kind) for kind in self._first),
                ("account_id", "account"), ("person_id", "person"),
            )  # fmt: skip
        return self._known_ways[first, noun]

    def _of(self, noun: str, ref: str) -> tuple[str, str]:
        subject_id = self._known[noun].get(ref)
        return (noun, subject_id) if subject_id else NOBODY

    def _of_lead(self, case_id: str) -> tuple[str, str]:
        # A lead that was handed over again is a case of its own: its id and the turn.
        lead = self._leads.get(case_id) or self._leads.get(case_id.rpartition("#")[0]) or {}
        for noun in self._first:
            if (ref := lead.get(noun)) and (found := self._of(noun, str(ref))) != NOBODY:
                return found
        return NOBODY
