"""Finds what is left in English on a page that is to be German."""

import json
import re
from collections.abc import Iterable
from functools import cache
from html.parser import HTMLParser

from sameroom.webkit import phrases
from sameroom.webkit.phrases import PLACE, Own
from tests.texts.found import SAMEROOM

# Words that no German sentence has; “in”, “so”, “man”, “was” and the like both languages have.
COMMON = re.compile(
    r"\b(about|after|all|and|are|as|at|be|been|before|between|both|but|by|can|cannot|each|for|from"
    r"|had|has|have|how|is|(?-i:[Ii]t)|its|leads that|may|more|most|never|not|nothing|of|often|one"
    r"|only|or|other|our|over|sales|than|that|the|their|there|these|they|this|those|times|to|under|until"
    r"|we|were|what|when|where|which|who|whom|why|with|within|without|yet|you|your)\b",
    re.IGNORECASE,
)
COLUMN = re.compile(r"\b[a-z_]+\.[a-z_]+\b")  # of the facts, as a mapping names it
VOID = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}
READ_OUT = {"aria-label", "alt", "placeholder", "title"}


class _Texts(HTMLParser):
    """Lists what a person is shown or read out, but for code and what is from outside."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[bool] = []  # of each element that is open: whether it is passed over

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        is_other = (tag != "html" and told.get("lang") == "en") or told.get("translate") == "no"
        is_passed = tag in phrases.KEPT or is_other
        if not (is_other or any(self.open)):
            self.found += [str(told[name]) for name in READ_OUT & told.keys()]
        if tag not in VOID:
            self.open.append(is_passed)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(self.open):
            self.found.append(data)


def list_texts(html: str) -> list[str]:
    """List the texts of a page that are said in its language, each once."""
    reader = _Texts()
    reader.feed(html)
    even = (" ".join(text.replace("\u00a0", " ").split()) for text in reader.found)
    return list(dict.fromkeys(text for text in even if text))


def list_left(html: str, *, given: Iterable[str]) -> list[str]:
    """List the texts that are an English phrase of ours, or have a common English word.

    Args:
        html: the page, such as a browser gives it once its scripts have run.
        given: names from outside, which are in whatever language they are in.
    """
    known = sorted({one for one in given if one}, key=len, reverse=True)
    names = re.compile("|".join(map(re.escape, known)) or "(?!)")
    return [text for text in list_texts(html) if _is_english(text, names)]


def _is_english(text: str, names: re.Pattern[str]) -> bool:
    if names.fullmatch(text):
        return False
    if text in _whole() or any(one.fullmatch(text) for one in _sentences()):
        return True
    return bool(COMMON.search(COLUMN.sub("", names.sub("", text))))


@cache
def _told() -> dict[str, str]:
    told: dict[str, str] = {}
    for path in sorted(SAMEROOM.glob(phrases.FILES.format(language="de"))):
        told |= json.loads(path.read_text("utf-8"))
    return told


@cache
def _whole() -> frozenset[str]:
    """List the phrases without a place that are another text in German."""
    german = set(_told().values())
    return frozenset(
        words for words, said in _told().items()
        if not PLACE.search(words) and words not in german and words.casefold() != said.casefold()
    )  # fmt: skip


@cache
def _sentences() -> tuple[re.Pattern[str], ...]:
    """List what finds the phrases that are known by their own words."""
    shelf = phrases.make_book(_told()).shelves[Own.SENTENCE]
    return tuple(
        re.compile(one.pattern, re.DOTALL) for one in shelf.phrases
        if one.pattern.casefold() not in {said.casefold() for said in (re.escape(one.said),)}
    )  # fmt: skip
