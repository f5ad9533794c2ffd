"""One account, one person: which references stand for the same one, by fixed rules, and why."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sameroom.engines.arrow import fact_schema
from sameroom.facts import get_table
from sameroom.record import decisions, keys, matching, subjects
from sameroom.record.graph import Labels, Mask, label, shared, spread
from sameroom.record.subjects import Ask, Subjects

NO_COMPANY = "not a company"


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who is who.

    Args:
        rows: the whole of the table `identity`.
        review: pairs that a person should decide, as `matches_to_review.csv` lists them.
        remarks: decisions that contradict one another, and what was done about it.
    """

    rows: pa.Table
    review: pa.Table
    remarks: tuple[str, ...]


def resolve(*, ask: Ask) -> pa.Table:
    """Resolve every reference by the rules and by what people decided; see `resolve_all`."""
    return resolve_all(ask=ask).rows


def resolve_all(*, ask: Ask, link: bool = False, error: float = 0.01) -> Resolved:
    """Resolve every reference to an account or a person, as rows of the `identity` table.

    The answer depends on the rows alone, not on their order, and replaces the whole table. A row
    that stands for itself is left out: what is not listed stands for itself.

    Args:
        ask: answers over the current rows of the facts.
        link: whether probable matches are looked for as well.
        error: the share of the probable matches that may be false, as the model expects it.

    Raises:
        LinkageNotInstalledError: when probable matches are asked for and splink is not installed.
    """
    told = decisions.stored(ask=ask)
    everyone = link or any(one.noun == "person" for one in told)
    people = subjects.people(ask=ask, everyone=everyone)
    accounts = subjects.accounts(ask=ask)
    wish = matching.Wish(told, link, error)
    persons = _noun("person", people, label(refs=people.refs, links=_person_links(people)), wish)
    companies = _noun("account", accounts, _account_labels(accounts), wish)
    by_mail = _emails(ask, people, accounts)
    rows = [persons.rows, companies.rows]
    rows.append(_by_mail(by_mail, accounts=accounts, account_ids=companies.ids))
    return Resolved(
        pa.concat_tables(rows),
        pa.concat_tables([persons.review, companies.review]),
        (*persons.remarks, *companies.remarks),
    )


@dataclass(frozen=True, slots=True)
class _Noun:
    rows: pa.Table
    ids: pa.Array
    review: pa.Table
    remarks: tuple[str, ...]


def _noun(noun: str, found: Subjects, labels: Labels, wish: matching.Wish) -> _Noun:
    """Carry out decisions, look for probable matches, and write what each reference stands for."""
    why = _why(found, "email" if noun == "person" else "domain")
    if not wish.is_idle(noun):
        matched = matching.match(noun=noun, found=found, labels=labels, wish=wish)
        why = matched.explained(*why)
        ids = _entities(found, matched.labels)
        review, remarks = matched.review, matched.remarks
    else:
        ids, review, remarks = _entities(found, labels), matching.nothing_to_review(), ()
    return _Noun(_rows(noun, found, ids, *why), ids, review, remarks)


def _person_links(people: Subjects) -> list[pa.Array]:
    """A mailbox that several people share joins nobody, not even to the bare address."""
    return [people.merged_into, people.node("email")]


def _account_labels(accounts: Subjects) -> Labels:
    """First by merge and domain, then by name and country, then by the very name, last by name.

    A name never bridges two companies: where it could, only those that nothing else tells apart
    are joined.
    """
    sited = accounts.has("domain")
    links = [accounts.merged_into, accounts.node("domain")]
    placed = _companies(accounts, accounts.placed_name, links, among=sited) <= 1
    links.append(_where(placed | ~sited, accounts.placed_name))
    very = _companies(accounts, accounts.column("very_name"), links, among=accounts.is_row) == 1
    links.append(_where(very, accounts.column("very_name")))
    located = sited | accounts.has("country") | (very & ~accounts.is_row)
    bare = _companies(accounts, accounts.column("name"), links, among=located) <= 1
    links.append(_where(bare | ~located, accounts.column("name")))
    return label(refs=accounts.refs, links=links)


def _companies(
    accounts: Subjects, names: pa.Array, links: list[pa.Array], *, among: Mask
) -> Labels:
    """Count, row by row, the companies told apart so far that carry the row's name."""
    return spread(keys=names, labels=label(refs=accounts.refs, links=links), among=among)


def _where(holds: Mask, names: pa.Array) -> pa.Array:
    """Keep the names where something holds; marked, so that no name is taken for a reference."""
    marked = pc.binary_join_element_wise("company", names, "\x1f")
    return pc.if_else(pa.array(holds), marked, pa.scalar(None, pa.string()))


def _entities(found: Subjects, labels: Labels) -> pa.Array:
    """Name each group by its smallest reference: a CRM's row, then another's, then a bare key."""
    order = np.empty(len(found.refs), dtype=np.int64)
    order[pc.sort_indices(found.refs).to_numpy()] = np.arange(len(order))
    by_group = np.lexsort((order, found.rank, labels))
    groups, first = np.unique(labels[by_group], return_index=True)
    heads = np.zeros(labels.max(initial=-1) + 1, dtype=np.int64)
    heads[groups] = by_group[first]
    return found.refs.take(pa.array(heads[labels]))


def _why(found: Subjects, key: str) -> tuple[pa.Array, pa.Array]:
    """Give the rule and the value that matched, for references that are not their own id."""
    by_key = pa.array(shared(found.column(key)))
    by_name = pc.is_valid(found.column("name"))
    merged = pc.is_valid(found.merged_into)
    merge = pc.if_else(found.is_converted, "converted lead", "merged in its system")
    # What no rule joins and no system merged, people joined: through a row of another decision.
    rule = pc.if_else(by_key, f"same {key}", pc.if_else(by_name, "same name", matching.DECIDED))
    value = pc.if_else(by_name, found.column("name"), found.refs)
    value = pc.if_else(by_key, found.column(key), value)
    return pc.if_else(merged, merge, rule), pc.if_else(merged, found.merged_into, value)


def _emails(ask: Ask, people: Subjects, accounts: Subjects) -> pa.Array:
    """List the addresses that may belong to an account and are not references to one already."""
    if not accounts.has("domain").any():
        return pa.nulls(0, pa.string())
    carried = people.column("any_email").drop_null()
    emails = pc.unique(pa.concat_arrays([subjects.emails(ask=ask), carried]))
    known = pc.is_in(pc.binary_join_element_wise("email", emails, ":"), accounts.refs)
    return emails.filter(pc.invert(known))


def _by_mail(emails: pa.Array, *, accounts: Subjects, account_ids: pa.Array) -> pa.Table:
    """Tie each address to the account whose domain it has."""
    domains = keys.company_domain(emails)
    known = accounts.has("domain")
    at = pc.index_in(domains, value_set=accounts.column("domain").filter(pa.array(known)))
    there = pc.is_valid(at)
    ids = account_ids.filter(pa.array(known)).take(at.filter(there))
    refs = pc.binary_join_element_wise("email", emails.filter(there), ":")
    return _table("account", refs, ids, pc.if_else(there.filter(there), "email domain", ""),
                  domains.filter(there))  # fmt: skip


def _rows(
    noun: str, found: Subjects, entity: pa.Array, rule: pa.Array, evidence: pa.Array
) -> pa.Table:
    own = pc.equal(found.refs, entity)
    rule, evidence = pc.if_else(own, "own id", rule), pc.if_else(own, found.refs, evidence)
    nobody = found.is_nobodys
    rule = pc.if_else(nobody, NO_COMPANY, rule)
    told = pc.invert(pc.and_(pc.and_(own, pa.array(found.is_row)), pc.invert(nobody)))
    entity = pc.if_else(nobody, "", entity)
    columns = [column.filter(told) for column in (found.refs, entity, rule, evidence)]
    return _table(noun, *columns)


def _table(
    noun: str, refs: pa.Array, entity: pa.Array, rule: pa.Array, evidence: pa.Array
) -> pa.Table:
    size = len(refs)
    source_id = pc.binary_join_element_wise(noun, refs, ":")
    columns = {
        "id": pc.binary_join_element_wise("sameroom", source_id, ":"),
        "origin": pa.repeat("sameroom", size),
        "source_id": source_id,
        "is_deleted": pa.repeat(False, size),
        "noun": pa.repeat(noun, size),
        "ref": refs,
        "entity_id": entity,
        "rule": rule,
        "evidence": evidence,
    }
    schema = fact_schema(get_table("identity"))
    schema = schema.remove(schema.get_field_index("run"))
    filled = [columns.get(field.name, pa.nulls(size, field.type)) for field in schema]
    return pa.table(filled, schema=schema)
