"""How names are found: cut into words that are the same however they are written."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 40  # characters of a word that count; a domain is longer than that at times
MOST_ASKED = 5  # words of a question that count
# Letters that no decomposition turns into their plain neighbours.
PLAIN = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe"})
WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Write a text without case and accents: "Müller" and "MULLER" are the same."""
    told = text
    for _ in range(3):  # what one step turns up, such as a capital in a compound sign, falls next
        apart = unicodedata.normalize("NFKD", told).casefold()
        told = "".join(one for one in apart if not unicodedata.combining(one)).translate(PLAIN)
    return told


def words_of(text: str) -> tuple[str, ...]:
    """List the words of a text, each once, in their order."""
    return tuple(dict.fromkeys(word[:LONGEST] for word in WORD.findall(folded(text))))


def asked_of(question: str) -> tuple[str, ...]:
    """List the words that a question asks for; at most five."""
    return words_of(question[:200])[:MOST_ASKED]


def key_of(word: str) -> str:
    """Write a word so that every database sorts it alike, and its beginnings come together."""
    return word.encode("utf-8").hex()


def span_of(word: str) -> tuple[str, str]:
    """Give the half-open span of keys of all words that begin with this one."""
    key = key_of(word)
    return key, f"{key}g"  # after every digit of sixteen, in whatever order letters are sorted


def matches(*, text: str, words: Iterable[str]) -> bool:
    """Tell whether each word begins a word of a text."""
    own = words_of(text)
    return all(any(one.startswith(word) for one in own) for word in words)
