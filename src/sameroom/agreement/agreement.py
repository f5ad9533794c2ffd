"""The agreement: its clauses, which of them somebody set, and whether both teams signed."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import time
from typing import Any, Literal

from sameroom.agreement.clauses import Clauses, Guess
from sameroom.agreement.shape import Clause
from sameroom.errors import nearest

Standing = Literal["signed", "stated", "default"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One key of the agreement with what it says.

    Args:
        key: dotted, such as `promises.first_touch.share`.
        clause: what the key means and may hold.
        value: what is in force.
    """

    key: str
    clause: Clause
    value: Any  # Any: each clause has its own type


@dataclass(frozen=True, slots=True)
class Agreement:
    """What is in force between the two teams.

    Args:
        clauses: everything agreed, defaults filled in.
        stated: the dotted keys that the file sets.
        file: where it was read from; "" when there is no file.
    """

    clauses: Clauses
    stated: frozenset[str] = frozenset()
    file: str = ""

    @property
    def version(self) -> str:
        """Name the version: the label given, and a mark of what it says."""
        label = self.clauses.version or ("agreement" if self.stated else "defaults")
        return f"{label}@{content_hash(self.clauses)}"

    @property
    def is_signed(self) -> bool:
        """Tell whether both teams have signed."""
        signed = self.clauses.signed
        return bool(signed.marketing.name and signed.sales.name)

    def is_default(self, key: str) -> bool:
        """Tell whether nobody set a key, so that the default stands.

        Raises:
            KeyError: when the agreement has no such key.
        """
        known = [leaf.key for leaf in list_leaves(self.clauses)]
        if not any(name == key or name.startswith(f"{key}.") for name in known):
            raise KeyError(f"{key}: no such clause. {nearest(key, known)}".strip())
        return not any(name == key or name.startswith(f"{key}.") for name in self.stated)

    def standing(self, key: str) -> Standing:
        """Tell whether a clause is signed by both teams, only stated, or a default."""
        if self.is_default(key):
            return "default"
        return "signed" if self.is_signed else "stated"

    def list_defaults(self) -> list[Leaf]:
        """List the clauses that nobody set, in the order of the agreement."""
        return [leaf for leaf in list_leaves(self.clauses) if self.is_default(leaf.key)]


def list_leaves(group: Any, path: str = "") -> list[Leaf]:  # Any: one of the clause groups
    """List the keys of a group and of the groups in it, in their order."""
    return list(_leaves(group, path))


def _leaves(group: Any, path: str) -> Iterator[Leaf]:  # Any: one of the clause groups
    for each in fields(group):
        key = f"{path}.{each.name}" if path else each.name
        card: Clause = each.metadata["clause"]
        value = getattr(group, each.name)
        if card.section is not None:
            yield from _leaves(value, key)
        else:
            yield Leaf(key, card, value)


def plain(value: Any) -> Any:  # Any: a clause's value in, plain lists and texts out
    """Turn a clause's value into lists, mappings, numbers and texts."""
    if isinstance(value, Guess):
        return [value.low, value.likely, value.high]
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple) and value and isinstance(value[0], time):
        begin, end = (f"{moment:%H:%M}" for moment in value)
        return f"{begin}-{'24:00' if end == '00:00' else end}"
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if value is None or isinstance(value, str | int | float):
        return value
    return value.isoformat()


def content_hash(clauses: Clauses) -> str:
    """Make a short mark of what the clauses say; comments, order and layout do not change it."""
    said = {key: item for key, item in plain(clauses).items() if key not in {"version", "signed"}}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:12]
