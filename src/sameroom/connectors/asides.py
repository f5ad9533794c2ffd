"""Knows what headers mean that no fact holds, so that such a column needs no question."""

from functools import cache
from pathlib import Path

from sameroom.connectors.matching import DROPPED, Column
from sameroom.connectors.shapes import Shape

_PHRASES = Path(__file__).parent / "words" / "set_aside" / "phrases.txt"


@cache
def list_phrases() -> tuple[frozenset[str], ...]:
    """List the phrases, each as its meanings."""
    lines = _PHRASES.read_text(encoding="utf-8").splitlines()
    return tuple(frozenset(line.split()) for line in lines if line and not line.startswith("#"))


def said(*, column: Column, shape: Shape) -> frozenset[str]:
    """List the meanings in a header that make it one of those that no fact holds.

    Args:
        column: with what its header means; a word that is only guessed does not count.
        shape: of the file; the noun of its rows says nothing further.
    """
    meant = {sense for word in column.meanings if word.quality == 1 for sense in word.senses}
    found = [phrase for phrase in list_phrases() if phrase <= meant and _is_spread(column, phrase)]
    return frozenset().union(*found) - DROPPED - set(shape.own) if found else frozenset()


def special(*, column: Column, shape: Shape) -> frozenset[str]:
    """List the meanings of phrases of several words: they are too special to be said of a field."""
    return frozenset().union(
        *(p for p in list_phrases() if len(p) > 1 and p <= said(column=column, shape=shape))
    )


def is_all(*, column: Column, shape: Shape) -> bool:
    """Tell whether all that a header says is something that no fact holds."""
    aside = said(column=column, shape=shape)
    others = [w for w in column.meanings if not w.senses & (DROPPED | set(shape.own))]
    return bool(others) and all(word.senses & aside for word in others)


def _is_spread(column: Column, phrase: frozenset[str]) -> bool:
    """Tell whether different words say the parts of a phrase, not one word that may mean each."""
    return sum(bool(word.senses & phrase) for word in column.meanings) >= len(phrase)
