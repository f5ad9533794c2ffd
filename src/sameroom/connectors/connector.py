"""The card of an outside system: what it is called, its objects, and the headers they carry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from sameroom import discover


@dataclass(frozen=True, slots=True)
class KnownObject:
    """One object of a system as its exports and interfaces spell it.

    Args:
        name: the object, such as "Opportunity".
        shape: the shape of `shapes.py` that it has; "" when the file is passed over.
        columns: header, as the system spells it, and its target; several targets with " + ".
            Case, blanks and underscores do not count.
        ignore: further headers that belong to it and tell it apart, but are not wanted.
        marks: headers without which it is not this object.
        constants: targets with the same value in every row.
        when: a condition on rows: noun ("" is all), header, words; a word "!" first inverts.
        completes: its rows only add to rows of another file.
        why: why it is passed over.
        fallbacks: a header and another one; the first is read only where the other is empty or
            missing in the whole file.
    """

    name: str
    shape: str
    columns: Mapping[str, str] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    constants: tuple[tuple[str, str], ...] = ()
    when: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    completes: bool = False
    why: str = ""
    fallbacks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Connector:
    """The card of a system.

    Args:
        name: the folder's name; it becomes the origin of its facts.
        title: its name as people write it.
        objects: what its exports hold.
        prefixes: technical beginnings of its headers, such as "property_", that carry no meaning.
    """

    name: str
    title: str
    objects: tuple[KnownObject, ...] = ()
    prefixes: tuple[str, ...] = ()


@cache
def list_connectors() -> tuple[Connector, ...]:
    """List the systems we know, found by looking."""
    found = discover.cards("sameroom.connectors", name="CONNECTOR", kind=Connector, depth=2)
    return tuple(sorted(found, key=lambda card: card.name))


@cache
def list_schema(*, connector: str) -> dict[str, tuple[str, ...]]:
    """List the further headers of a system's objects, which tell them apart."""
    file = Path(__file__).parent / connector / "schema.txt"
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    parted = (line.partition(":") for line in lines if ":" in line and not line.startswith("#"))
    return {name: tuple(headers.split()) for name, _, headers in parted}
