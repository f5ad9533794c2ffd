"""What a search finds, wherever it is kept; each web half that has something declares `find`."""

from collections.abc import Iterable
from dataclasses import dataclass

from sameroom.discover import of_web_halves
from sameroom.webkit.rights import Reader

MOST = 8  # of each kind


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found.

    A web half that has things to find declares `find(*, reader, question)` in its `search.py`; it
    gives what the reader may see, at most eight of a kind, in a few queries whose cost does not
    grow with what there is.

    Args:
        words: what it is called.
        href: where it is.
        detail: what tells it from its namesakes.
    """

    words: str
    href: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found of one kind.

    Args:
        kind: what they are, in the reader's language.
        order: the lower, the earlier.
    """

    kind: str
    hits: tuple[Hit, ...]
    order: int = 50


def find_all(*, reader: Reader, question: str) -> tuple[Hits, ...]:
    """Find everything that a reader may see, by kind."""
    found: list[Hits] = []
    for half in of_web_halves("search"):
        told: Iterable[Hits] = half.find(reader=reader, question=question)
        found += [hits for hits in told if hits.hits]
    return tuple(sorted(found, key=lambda hits: hits.order))
