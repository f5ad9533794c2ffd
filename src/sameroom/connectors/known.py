"""Recognises the objects of systems that have a card."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sameroom.connectors.connector import Connector, KnownObject, list_connectors
from sameroom.connectors.headers import squeezed

_LEAST = 3
_MANY = 10


@dataclass(frozen=True, slots=True)
class Match:
    """A file taken for an object of a system.

    Args:
        connector, known: the card and the object on it.
        targets: column index and the targets it fills.
        listed: indexes of the columns that the card lists as not wanted.
        share: share of the file's columns that the card knows.
        unsure: indexes of columns that may be several things, and the likeliest target or "".
        by_meaning: whether headers were understood, not just compared.
        headers: column index and the card's header, brought to its letters.
    """

    connector: Connector
    known: KnownObject
    targets: dict[int, tuple[str, ...]]
    listed: frozenset[int]
    share: float
    unsure: dict[int, str] = field(default_factory=dict)
    by_meaning: bool = False
    headers: dict[int, str] = field(default_factory=dict)


def find(*, names: Iterable[str], file_name: str) -> Match | None:
    """Find the object that a file's headers are of, or None."""
    spelled = [squeezed(name) for name in names]
    best: tuple[float, Match] | None = None
    for connector in list_connectors():
        for known in connector.objects:
            match = _match(connector, known, spelled)
            if match is None:
                continue
            said = squeezed(known.name) in squeezed(file_name)
            points = len(match.targets) + len(match.listed) + (2 if said else 0)
            worth = points + 3 * match.share + (len(known.marks) * 0.1)
            if best is None or worth > best[0]:
                best = (worth, match)
    return best[1] if best else None


def _match(connector: Connector, known: KnownObject, spelled: list[str]) -> Match | None:
    marks = [squeezed(mark) for mark in known.marks]
    if not all(mark in spelled for mark in marks):
        return None
    wanted = {squeezed(header): _targets(text) for header, text in known.columns.items()}
    passed = {squeezed(header) for header in known.ignore}
    targets: dict[int, tuple[str, ...]] = {}
    for place, header in enumerate(spelled):
        if header in wanted:
            targets[place] = wanted[header]
    listed = frozenset(place for place, header in enumerate(spelled) if header in passed)
    seen = len(targets) + len(listed)
    if "fivetranstart" in spelled and "fivetranstart" not in {*wanted, *passed, *marks}:
        return None  # a table of versions of that object, not the object
    if seen < min(_LEAST, len(marks)):
        return None
    share = seen / max(len(spelled), 1)
    if known.shape and seen < _MANY and share < 0.4:
        return None
    if not known.shape and len(marks) < _LEAST and share < 0.5:
        return None
    headers = {place: header for place, header in enumerate(spelled) if place in targets}
    share = seen / max(len(spelled), 1)
    return Match(connector, known, targets, listed, share, headers=headers)


def _targets(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(" + "))
