"""Gives headers that mean the same the same key, however they are spelled or translated."""

import re
from functools import lru_cache
from itertools import product

from sameroom.connectors import headers
from sameroom.connectors.headers import Meaning

_SAME = {"CHANNEL": "SOURCE", "CATEGORY": "TYPE", "LINK": "WEB", "ACTION": "TYPE"}
_BAGS = frozenset({"OTHER", "SETTING", "LISTED", "FOREIGN", "SYNC", "DIGITS"})
_SILENT = frozenset({"THE", "IS"})
_LONG = 6
_MOST = 24
_SHORTEST = 3
_VOWELS = re.compile(r"(?<=[a-z])[aeiou]")

Key = tuple[str, ...]


@lru_cache(maxsize=20_000)
def keys(header: str) -> frozenset[Key]:
    """List the keys of a header: one for each way its words can be understood."""
    parted = tuple(
        word for token in headers.tokens(header) for word in headers.read_word(token, wide=False)
    )
    whole = _VOWELS.sub("", headers.squeezed(header))
    short = {("~~" + whole,)} if len(whole) >= _SHORTEST else set()
    return frozenset(_ways(headers.read(header, wide=False)) | _ways(parted) | short)


def _ways(words: tuple[Meaning, ...]) -> set[Key]:
    choices = [choice for word in words if (choice := _choices(word))]
    count = 1
    for choice in choices:
        count *= len(choice)
    if not choices or count > _MOST:
        return set()
    return {tuple(sorted(way)) for way in product(*choices)}


def _choices(word: Meaning) -> tuple[str, ...]:
    """List what a word can stand for: its meanings, or the bones of the word itself."""
    if word.senses and word.senses <= _SILENT:
        return ()
    told = {_SAME.get(sense, sense) for sense in word.senses - _BAGS - _SILENT}
    if word.quality < 1 or not told:
        told.add("~" + bones(word.text))
    return tuple(sorted(told))


def bones(text: str) -> str:
    """Shorten a long word as people do by hand: without its inner vowels."""
    return _VOWELS.sub("", text) if len(text) >= _LONG or not set(text) & set("aeiou") else text
