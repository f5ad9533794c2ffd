"""Gathers what is to be resolved: every reference that facts carry, and what it is known by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sameroom.facts import Column, Table, list_tables
from sameroom.record import keys
from sameroom.record.graph import Labels, Mask

Ask = Callable[[str], pa.Table]
"""Answers a question in SQL over the current rows of the facts."""

NULL = pa.nulls(1, pa.string())[0]  # unlike `pa.scalar` it loads no pandas where that lies
SELLING = "select origin from deal union select origin from lead union select origin from activity"
"""Where deals, leads and acts of selling are kept, there is the CRM."""

CONVERTED = (
    "select distinct person_id as ref from lead "
    "where converted_at is not null or deal_id is not null"
)


_ODD = r"[^!-~]"
_BLANK = r"[\s\x1c-\x1f\x85\pZ]+"
_MAIL = (
    f"case when regexp_matches(email, '{_ODD}') "
    f"then regexp_replace(lower(email), '{_BLANK}', '', 'g') else lower(email) end"
)
JOINED = f"""
with keyed as (
    select id, origin, email, merged_into_id, {_MAIL} as mail from person
),
shared as (
    select mail from keyed where mail is not null group by mail having count(*) > 1
    union
    select substr(ref, 7) from ({{carried}}) as c where ref like 'email:%'
)
select id, origin, email, merged_into_id
from keyed
where merged_into_id is not null
    or id in (select merged_into_id from person where merged_into_id is not null)
    or mail in (select mail from shared)
"""
"""The people who may stand for another, or another for them; the rest stand for themselves."""


EVERYONE = """
select p.id, p.origin, p.email, p.merged_into_id, p.name as full_name, p.phone, p.country,
    a.name as company
from person as p
left join account as a on a.id = p.account_id
"""


@dataclass(frozen=True, slots=True)
class Subjects:
    """References of one noun, each once, and beside each what it is known by.

    Args:
        refs: the references.
        known: columns by name, as long as `refs`; null where unknown.
        merged_into: the reference that replaced it in its own system.
        is_converted: whether it was a lead's person and the lead became a deal.
        is_nobodys: whether it names a mail provider, not a company.
        is_row: whether it is the id of a row, not a mere reference.
        rank: which of several names a group: small first.
    """

    refs: pa.Array
    known: Mapping[str, pa.Array]
    merged_into: pa.Array
    is_converted: pa.Array
    is_nobodys: pa.Array
    is_row: Mask
    rank: Labels

    def column(self, name: str) -> pa.Array:
        """Get what the references are known by under this name."""
        return self.known[name]

    def has(self, name: str) -> Mask:
        """Tell which references are known by this."""
        there: Mask = pc.is_valid(self.known[name]).to_numpy(zero_copy_only=False)
        return there

    def node(self, name: str) -> pa.Array:
        """Write the key as the natural reference that facts may carry: `email:…`, `domain:…`."""
        return pc.binary_join_element_wise(name, self.known[name], ":")

    @property
    def placed_name(self) -> pa.Array:
        """Join name and country; null where either is missing."""
        return pc.binary_join_element_wise(self.known["name"], self.known["country"], "\x1e")


def people(*, ask: Ask, everyone: bool = False) -> Subjects:
    """Gather the references to people.

    Args:
        ask: answers over the facts.
        everyone: rows that no rule joins to another, too, and what else they are known by.
    """
    rows = ask(EVERYONE if everyone else JOINED.format(carried=_carried("person")))
    refs = _refs(ask, "person", rows)
    at = _rows_of(refs, rows)
    found = keys.email_key(_either(_taken(rows, "email", at), _natural(refs, "email:")))
    own = pc.if_else(pc.fill_null(keys.is_role(found), False), NULL, found)
    converted = _flat(ask(CONVERTED), "ref")
    nameless = pa.nulls(len(refs), pa.string())
    known = {"email": own, "any_email": found, "name": nameless}
    if everyone:
        more = ("full_name", "phone", "country", "company", "origin")
        known |= {name: _taken(rows, name, at) for name in more}
    is_converted = pc.is_in(refs, value_set=converted)
    return _subjects(ask, refs, rows, at, known, is_converted=is_converted)


def accounts(*, ask: Ask) -> Subjects:
    """Gather the references to accounts."""
    rows = ask(
        "select id, origin, domain, name, country, region, phone, merged_into_id from account"
    )
    refs = _refs(ask, "account", rows)
    at = _rows_of(refs, rows)
    site = _either(_natural(refs, "domain:"), _email_site(refs))
    names = _either(_taken(rows, "name", at), _natural(refs, "name:"))
    known = {
        "domain": keys.domain_key(_either(_taken(rows, "domain", at), site)),
        "name": keys.company_key(names),
        "very_name": keys.folded(names),
        "country": keys.folded(_taken(rows, "country", at)),
        **{name: _taken(rows, name, at) for name in ("region", "phone", "origin")},
    }
    nobody = pc.and_(pc.is_valid(site), pc.is_null(known["domain"]))
    return _subjects(ask, refs, rows, at, known, is_nobodys=nobody)


def _subjects(
    ask: Ask,
    refs: pa.Array,
    rows: pa.Table,
    at: pa.Array,
    known: Mapping[str, pa.Array],
    *,
    is_converted: pa.Array | None = None,
    is_nobodys: pa.Array | None = None,
) -> Subjects:
    none = pa.repeat(False, len(refs))
    is_row = pc.is_valid(at).to_numpy(zero_copy_only=False)
    merged = _taken(rows, "merged_into_id", at)
    merged = pc.if_else(pc.equal(merged, refs), NULL, merged)
    sells = pc.is_in(_taken(rows, "origin", at), value_set=_flat(ask(SELLING), "origin"))
    return Subjects(
        refs=refs,
        known=known,
        merged_into=merged,
        is_converted=none if is_converted is None else is_converted,
        is_nobodys=none if is_nobodys is None else is_nobodys,
        is_row=is_row,
        rank=_rank(refs, merged, sells, is_row=is_row),
    )


def _rank(refs: pa.Array, merged: pa.Array, sells: pa.Array, *, is_row: Mask) -> Labels:
    """A row that stands goes before one merged away, a CRM's before another's, a bare key last."""
    away = pc.is_valid(merged).to_numpy(zero_copy_only=False).astype(np.int64)
    elsewhere = 1 - sells.to_numpy(zero_copy_only=False).astype(np.int64)
    is_key = pc.match_substring_regex(refs, r"^(email|domain|name):")
    bare = 4 + is_key.to_numpy(zero_copy_only=False).astype(np.int64)
    rank: Labels = np.where(is_row, 2 * away + elsewhere, bare)
    return rank


def emails(*, ask: Ask) -> pa.Array:
    """List the addresses of all people, as keys."""
    found = ask(f"select distinct {_MAIL} as email from person where email is not null")
    return keys.email_key(_flat(found, "email")).drop_null()


def _refs(ask: Ask, noun: str, rows: pa.Table) -> pa.Array:
    """List the rows, and the references that facts carry and that are no row's id."""
    bare = (
        f"select distinct ref from ({_carried(noun)}) as c "
        f"where ref not in (select id from {noun} where id is not null)"
    )
    return pc.unique(pa.concat_arrays([_flat(rows, "id"), _flat(ask(bare), "ref")]))


def _carried(noun: str) -> str:
    """Write the SQL of every reference to a noun that facts carry."""
    return " union all ".join(
        f"select {column.name} as ref from {table.name} where {column.name} is not null{narrowed}"
        for table in list_tables()
        for column in table.columns
        if (narrowed := _narrowed(table, column, noun)) is not None
    )


def _narrowed(table: Table, column: Column, noun: str) -> str | None:
    """Write what narrows a column to a noun; None where it never refers to it."""
    if column.refers_to == noun:
        return ""
    if column.refers_to == "subject" and noun in table.column("subject").values:
        return f" and subject = '{noun}'"
    return None


def _rows_of(refs: pa.Array, rows: pa.Table) -> pa.Array:
    return pc.index_in(refs, value_set=_flat(rows, "id"))


def _taken(rows: pa.Table, name: str, at: pa.Array) -> pa.Array:
    return _flat(rows, name).take(at)


def _natural(refs: pa.Array, prefix: str) -> pa.Array:
    bare = pc.utf8_slice_codeunits(refs, start=len(prefix))
    return pc.if_else(pc.starts_with(refs, pattern=prefix), bare, NULL)


def _email_site(refs: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(_natural(refs, "email:"), r"^.*@", "")


def _either(first: pa.Array, second: pa.Array) -> pa.Array:
    return pc.coalesce(first, second)


def _flat(rows: pa.Table, name: str) -> pa.Array:
    flat = rows.column(name).combine_chunks()
    whole = pa.concat_arrays(flat.chunks) if isinstance(flat, pa.ChunkedArray) else flat
    return whole.cast(pa.string())
