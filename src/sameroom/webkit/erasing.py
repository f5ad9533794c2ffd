"""What each part of the room is told of a person who is to be erased.

A part that keeps something of buyers which a search for words does not find, such as something
that is encrypted or kept under a person's key, has a module `erasing.py` with
`list_clearings(*, whom: Erased) -> tuple[Clearing, ...]`; it is found there. It says which rows
lose what and changes nothing, so that what is told before and what is done are one thing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

WORD = "erased"
ALONE = {"person": WORD, "account": f"{WORD} account", "deal": f"{WORD} deal"}
"""What is kept of a name, by noun, that was nothing but somebody's."""
SHORTEST = 5  # letters of a name or digits of a number that are looked for


@dataclass(frozen=True, slots=True)
class Clearing:
    """Rows that are about somebody, and what their columns become; None where they are deleted."""

    rows: "QuerySet[Any]"  # Any: of any model
    values: Mapping[str, Any] | None  # Any: what a column holds


@dataclass(frozen=True)
class Erased:
    """Who is to be erased.

    Args:
        words: their addresses, full names and telephone numbers.
        refs: the ids by which facts point at them.
        keys: of their pages and timelines.
    """

    words: tuple[str, ...]
    refs: tuple[str, ...]
    keys: tuple[str, ...]

    @cached_property
    def pattern(self) -> "re.Pattern[str]":
        """Give what finds any of the words in a text, in any case, but no longer word with it."""
        longest_first = sorted(filter(is_telling, self.words), key=len, reverse=True)
        told = "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest_first)
        return re.compile(rf"(?<![\w.+%-])(?:{told or '(?!)'})(?![\w-])", re.IGNORECASE)


def is_telling(word: str) -> bool:
    """Tell whether a word names somebody, rather than many."""
    return len(word) >= SHORTEST and ("@" in word or " " in word or word.strip("+").isdigit())


def without(text: str, *, whom: Erased) -> str:
    """Give a text without the words that name somebody."""
    return whom.pattern.sub(WORD, text)


def within(told: object, *, whom: Erased) -> object:
    """Give what JSON holds without them."""
    if isinstance(told, str):
        return without(told, whom=whom)
    if isinstance(told, list):
        return [within(one, whom=whom) for one in told]
    if isinstance(told, dict):
        return {without(str(name), whom=whom): within(one, whom=whom) for name, one in told.items()}
    return told


def all_words(*parts: Iterable[str]) -> tuple[str, ...]:
    """Join the words by which somebody is known, each once."""
    return tuple(sorted({word.strip() for part in parts for word in part if word.strip()}))
