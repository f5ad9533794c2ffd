"""Groups of keys: how a clause is read into a frozen dataclass."""

from collections.abc import Callable, Mapping
from dataclasses import field, fields
from types import MappingProxyType
from typing import Any

from sameroom.agreement import shape
from sameroom.agreement.place import Place
from sameroom.agreement.shape import Clause

Words = Mapping[str, tuple[str, ...]]


def group(kind: type) -> shape.Kind:
    """Allow a group of keys, those of a dataclass."""

    def read(value: Any, place: Place) -> Any:  # Any: a YAML value in, the dataclass out
        if not isinstance(value, dict):
            place.wrong(value, "a group of keys")
            return kind()
        return read_group(kind, value, place)

    named = ", ".join(each.name for each in fields(kind))
    return shape.Kind(f"a group of keys: {named}", read, shape.How("group", parts=kind))


def read_group(kind: type, node: Any, place: Place) -> Any:  # Any: a YAML mapping in
    """Read the keys of a dataclass from a mapping; what is not there keeps its default."""
    cards = {each.name: each.metadata["clause"] for each in fields(kind)}
    given = {
        str(key): cards[str(key)].read(value, place.key_of(node, key))
        for key, value in node.items()
        if place.knows(node, key, tuple(cards)) and value is not None
    }
    return kind(**given)


def part(about: str, kind: type) -> Any:  # Any: as dataclasses.field
    """Declare a group of keys as one key of a larger group."""
    asked = group(kind)
    card = Clause(about, asked.ask, asked.read, section=kind, how=asked.how)
    return field(default_factory=kind, metadata={"clause": card})


def fixed(values: Words) -> Callable[[], Words]:
    """Give a maker of an unchangeable mapping, as a default."""
    return lambda: MappingProxyType(dict(values))
