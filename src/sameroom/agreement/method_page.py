"""Reads the page on a method: its parts, its formulas in symbols, and what was changed when."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from textwrap import dedent

SYMBOLS = re.compile(r"(?:^(?: {4}|\t)\S.*\n?)+", re.MULTILINE)
CHANGES = "Changes"
CHANGE = re.compile(r"^- Version (\d+), (\d{4}-\d\d-\d\d): (.+(?:\n  .+)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Change:
    """From when on a figure was worked out otherwise.

    Args:
        version: the number that the formula had from then on; the first is 1.
        on: the day.
        words: what is other than before, as a sentence.
    """

    version: int
    on: date
    words: str


@cache
def list_parts(*, method: str) -> tuple[tuple[str, str], ...]:
    """Give the page part by part: heading and text as it is written; () where there is none."""
    package = Path(str(resources.files("sameroom")))
    places = (package / "methods" / Path(method).name, package.parents[1] / method)
    page = next((place for place in places if place.exists()), None)
    if page is None:
        return ()
    parts = re.split(r"^#+ +(.+)\n", page.read_text("utf-8"), flags=re.MULTILINE)
    heads, texts = parts[1::2], parts[2::2]
    return tuple((head, text.strip("\n")) for head, text in zip(heads, texts, strict=True))


def list_symbols(*, method: str) -> tuple[str, ...]:
    """List the formulas of the page."""
    parts = list_parts(method=method)
    return tuple(dedent(found) for _, text in parts for found in SYMBOLS.findall(text))


def list_changes(*, method: str) -> tuple[Change, ...]:
    """List what was changed since the first version, the latest first."""
    text = "\n".join(text for head, text in list_parts(method=method) if head == CHANGES)
    found = (
        Change(int(number), date.fromisoformat(day), " ".join(words.split()))
        for number, day, words in CHANGE.findall(text)
    )
    return tuple(sorted(found, key=lambda change: -change.version))
