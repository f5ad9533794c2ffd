"""The questions that find a person in the facts, and the ones that give the rows without them."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sameroom.engines.opening import open_duckdb
from sameroom.engines.store import Snapshot
from sameroom.facts import get_table
from sameroom.facts.table import Column, Kind
from sameroom.importing.sql_text import quoted

if TYPE_CHECKING:
    from sameroom.importing.forgetting import Whom

# What is theirs alone, in rows that are about them; any text elsewhere loses only what names them.
OWN = {
    "person": ("email", "name", "title", "phone"),
    "message": ("subject", "body"),
    "activity": ("subject",),
    "ticket": ("subject", "body"),
    "touch": ("url",),
    "lead": ("landing_page",),
    "attribute": ("content",),
}
NAMES = {("person", "name"), ("member", "name")}  # of others too: two people may be called alike
KEPT = {"run", "origin"}
EMAIL = r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"
SHORTEST_NAME = 5


def column(snapshot: Snapshot, *, noun: str, name: str) -> set[str]:
    """List the different values of a column."""
    question = f'select distinct "{name}" from {{rows}} where "{name}" is not null'
    rows = _ask(snapshot, noun, question)
    return {str(row[0]) for row in rows}


def references(snapshot: Snapshot) -> set[str]:
    """List every reference to a person."""
    found: set[str] = set()
    for noun in snapshot.nouns():
        for one in _pointing(noun):
            found |= column(snapshot, noun=noun, name=one)
    return found


def addresses(snapshot: Snapshot) -> set[str]:
    """List every mail address in any text."""
    found: set[str] = set()
    for noun in snapshot.nouns():
        for one in _texts(noun):
            question = (
                f"select distinct unnest(regexp_extract_all(lower(\"{one.name}\"), '{EMAIL}')) "
                f"from {{rows}} where contains(\"{one.name}\", '@')"
            )
            found |= {str(row[0]) for row in _ask(snapshot, noun, question)}
    return found


def people(
    snapshot: Snapshot, *, addresses: Iterable[str], refs: Iterable[str]
) -> list[Mapping[str, str | None]]:
    """List the rows of people with one of these addresses or ids, older ones too."""
    question = (
        "select distinct id, email, name, phone from {rows} "
        f"where lower(email) in {_list(addresses)} or lower(source_id) in {_list(addresses)} "
        f"or id in {_list(refs)}"
    )
    names = ("id", "email", "name", "phone")
    return [
        {name: None if cell is None else str(cell) for name, cell in zip(names, row, strict=True)}
        for row in _ask(snapshot, "person", question)
    ]


def entities(snapshot: Snapshot, *, refs: Iterable[str]) -> set[str]:
    """List the persons that references were resolved to."""
    question = (
        f"select distinct entity_id from {{rows}} where noun = 'person' and ref in {_list(refs)}"
    )
    return {str(row[0]) for row in _ask(snapshot, "identity", question)}


def refs_of(snapshot: Snapshot, *, entities: Iterable[str]) -> set[str]:
    """List the references that were resolved to persons."""
    question = (
        "select distinct ref from {rows} "
        f"where noun = 'person' and entity_id in {_list(entities)}"
    )
    return {str(row[0]) for row in _ask(snapshot, "identity", question)}


def persons(snapshot: Snapshot) -> set[str]:
    """List the ids of persons: of their rows, and of those whom these were resolved to."""
    question = "select distinct entity_id from {rows} where noun = 'person'"
    resolved = {str(row[0]) for row in _ask(snapshot, "identity", question)}
    return resolved | column(snapshot, noun="person", name="id")


def nouns_to_change(snapshot: Snapshot, whom: "Whom") -> list[str]:
    """List the nouns whose rows hold something of the person."""
    return [
        noun
        for noun in snapshot.nouns()
        if (told := _differ(noun, whom))
        and _ask(snapshot, noun, f"select 1 from {{rows}} where {told} limit 1")
    ]


def rows_to_change(snapshot: Snapshot, whom: "Whom") -> dict[str, int]:
    """Count the rows that hold something of the person, by noun; nouns without any are left out."""
    found: dict[str, int] = {}
    for noun in snapshot.nouns():
        if told := _differ(noun, whom):
            rows = _ask(snapshot, noun, f"select count(*) from {{rows}} where {told}")
            if rows and (number := int(str(rows[0][0]))):
                found[noun] = number
    return found


def _differ(noun: str, whom: "Whom") -> str:
    """Say of which rows anything would be written differently."""
    changes = _changes(noun, whom, dict.fromkeys(whom.addresses, "erased"))
    return " or ".join(f'({new}) is distinct from "{name}"' for name, new in changes.items())


def rewritten(snapshot: Snapshot, *, noun: str, whom: "Whom", tokens: Mapping[str, str]) -> str:
    """Write the question that gives a noun's rows without the person."""
    changes = _changes(noun, whom, tokens)
    shown = ", ".join(f'{new} as "{name}"' for name, new in changes.items())
    return f"select * replace ({shown}) from {_rows(snapshot, noun)}"


def _changes(noun: str, whom: "Whom", tokens: Mapping[str, str]) -> dict[str, str]:
    about = _about(noun, whom)
    changes = {}
    for one in _texts(noun):
        new = f'"{one.name}"'
        with_names = (noun, one.name) not in NAMES
        for pattern, token in _patterns(whom, tokens, with_names=with_names):
            new = f"regexp_replace({new}, {quoted(pattern)}, {quoted(token)}, 'g')"
        if one.name in OWN.get(noun, ()):
            new = f"case when {about} then null else {new} end"
        changes[one.name] = new
    return changes


def _about(noun: str, whom: "Whom") -> str:
    refs = {*whom.refs, *(f"email:{one}" for one in whom.addresses)}
    return " or ".join(f'"{one}" in {_list(refs)}' for one in _pointing(noun)) or "false"


def _patterns(
    whom: "Whom", tokens: Mapping[str, str], *, with_names: bool
) -> Iterable[tuple[str, str]]:
    for address in sorted(whom.addresses, key=len, reverse=True):
        for known in (address, hashlib.md5(address.encode(), usedforsecurity=False).hexdigest()):
            pattern = rf"(?i)(^|[^a-z0-9._%+-]){re.escape(known)}($|[^a-z0-9-])"
            # Twice: of two that share the sign between them, the first time finds one.
            yield from [(pattern, rf"\1{tokens[address]}\2")] * 2
    for phone in sorted(whom.phones, key=len, reverse=True):
        digits = re.sub(r"\D", "", phone)
        if len(digits) >= SHORTEST_NAME:
            yield r"[ ()/.-]*".join(digits), "erased"
    for name in sorted(whom.names, key=len, reverse=True) if with_names else ():
        words = name.split()
        if len(words) > 1 and len(name) >= SHORTEST_NAME:
            for told in (words, [f"{words[-1]},", *words[:-1]]):
                spaced = r"\s+".join(map(re.escape, told))
                yield rf"(?i)\b{spaced}", "erased"


def _texts(noun: str) -> list[Column]:
    return [
        one
        for one in get_table(noun).all_columns
        if one.kind == Kind.TEXT and not one.values and one.name not in KEPT
    ]


def _pointing(noun: str) -> list[str]:
    if noun == "person":
        return ["id", "merged_into_id"]
    if noun == "identity":
        return ["ref"]
    columns = get_table(noun).columns
    return [one.name for one in columns if one.refers_to in {"person", "subject"}]


def _list(values: Iterable[str]) -> str:
    return f"({', '.join(quoted(one) for one in sorted(values)) or 'null'})"


def _rows(snapshot: Snapshot, noun: str) -> str:
    """Read a noun's files; what was written before a column came has none of it."""
    files = ", ".join(quoted(file) for file in snapshot.files(noun))
    named = dict.fromkeys([*_pointing(noun), *(one.name for one in _texts(noun))])
    nothing = ", ".join(f'cast(null as varchar) as "{name}"' for name in named)
    there = f"select * from read_parquet([{files}], union_by_name = true)"
    return f"({there} union all by name select {nothing} where false)"


def _ask(snapshot: Snapshot, noun: str, question: str) -> list[tuple[object, ...]]:
    if noun not in snapshot.nouns() or not snapshot.files(noun):
        return []
    with open_duckdb() as connection:
        return connection.execute(question.replace("{rows}", _rows(snapshot, noun))).fetchall()
