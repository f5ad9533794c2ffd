"""Looks at the values of a column and says what they are, whatever the header claims."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from sameroom.connectors import vocabulary
from sameroom.connectors.headers import plain

_SHARE = 0.9
_CONSENT = 0.6
_SIZE = r"\d+([.,]\d+)?"
_HOURS = r"(h|hrs?|hours?|std\.?|stunden?|heures?|horas?|ore|ora|uur)"
_MINUTES = r"(m|min|mins|minutes?|minuten|minutos?|minuti|minuto)\.?"
_SECONDS = r"(s|sec|secs|seconds?|sek\.?|sekunden|secondes?|segundos?|secondi)"
_SOLID_DAY = r"(19[7-9]\d|20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("email", r"[^@\s,;<>]+@[^@\s,;<>]+\.[a-z]{2,}"),
    ("url", r"https?://\S+"),
    ("ip", r"\d{1,3}(\.\d{1,3}){3}"),
    ("domain", r"(www\.)?([a-z0-9](-?[a-z0-9])*\.)+[a-z]{2,24}"),
    ("uuid", r"([a-z]+-)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
    ("hex", r"(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)([0-9a-f]{10}|[0-9a-f]{16,64})"),
    ("salesforce_id", r"(?=.*\d)(?-i:[a-zA-Z0-9]{15}([A-Z0-5]{3})?)"),
    ("datetime", r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[T ,]+\d{1,2}:\d{2}.*"),
    ("date", _SOLID_DAY),
    ("datetime", rf"{_SOLID_DAY}[T ]?([01]\d|2[0-3]):?[0-5]\d(:?[0-5]\d(\.\d+)?)?z?"),
    ("date", r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})"),
    ("datetime", r"\d{1,2}\.? ?[a-z]{3,9}\.?,? \d{4}[T ,]+\d{1,2}:\d{2}.*"),
    ("datetime", r"[a-z]{3,9}\.? \d{1,2},? \d{4}[T ,]+\d{1,2}:\d{2}.*"),
    ("date", r"\d{1,2}\.? ?[a-z]{3,9}\.?,? \d{4}|[a-z]{3,9}\.? \d{1,2},? \d{4}"),
    ("integer", r"[-+]?\d+"),
    ("percent", r"[-+]?\d+([.,]\d+)? ?%"),
    ("money", r"[-+]?([$€£¥]|[a-z]{2,3}\$?) ?[\d.,' ]*\d|[-+]?\d[\d.,' ]* ?([$€£¥]|[a-z]{3})"),
    ("number", r"[-+]?(\d+|\d{1,3}([., '\u00a0]\d{3})+)([.,]\d+)?(e[-+]?\d+)?"),
    ("duration", r"\d{1,3}:[0-5]\d(:[0-5]\d)?"),
    (
        "duration",
        rf"({_SIZE} ?{_HOURS}[ ,]*)?({_SIZE} ?{_MINUTES}[ ,]*)?(\d+ ?{_SECONDS})?(?<=.)",
    ),
    ("phone", r"(?=(.*\d){7})[-+(0-9][-+()0-9 ./]{5,}(\s*(x|ext\.?) ?\d+)?"),
    ("json", r"[\[{].*[\]}]"),
    ("code", r"(?=.*\d)[a-z0-9]+([-_][a-z0-9]+)*"),
)
_FLAG_WORDS = """
    true false yes no y n t f 0 1 ja nein oui non si sim nao vero falso nee wahr falsch 0.0 1.0
"""
_FLAGS = frozenset(_FLAG_WORDS.split())


@dataclass(frozen=True, slots=True)
class Profile:
    """What the values of a column look like.

    Args:
        kinds: what (nearly) all values are, such as "email"; a value may be several things.
        filled: share of cells that hold something.
        distinct: different values by filled cells.
        values: the filled values, in order.
        words: the vocabularies of `vocabulary.py` that the values come from, and the share.
    """

    kinds: frozenset[str]
    filled: float
    distinct: float
    values: tuple[str, ...]
    words: tuple[tuple[str, float], ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to look at."""
        return not self.values

    @property
    def is_unique(self) -> bool:
        """Tell whether (nearly) each row has its own value, and none is without."""
        return self.filled > 0.98 and self.distinct > 0.98

    def word_share(self, vocabulary_name: str) -> float:
        """Tell which share of the values comes from a vocabulary."""
        return dict(self.words).get(vocabulary_name, 0.0)


@cache
def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(text, re.IGNORECASE)) for kind, text in _PATTERNS)


@lru_cache(maxsize=50_000)
def kinds_of(value: str) -> frozenset[str]:
    """Tell what a single value can be."""
    found = {kind for kind, pattern in _compiled() if pattern.fullmatch(value)}
    if value.casefold() in _FLAGS:
        found.add("flag")
    if "integer" in found:
        found |= {"number"} | _epochs(value)
    return frozenset(found)


def _epochs(value: str) -> set[str]:
    """Tell whether a whole number may be seconds, milli- or microseconds since 1970."""
    digits = value.lstrip("+-")
    sizes = {10: "epoch_s", 13: "epoch_ms", 16: "epoch_us"}
    name = sizes.get(len(digits))
    is_recent = name is not None and 7e8 < int(digits[:10]) < 2.2e9
    return {name} if name and is_recent else set()


def profile(values: Sequence[str | None]) -> Profile:
    """Look at a column's sample."""
    filled = tuple(value.strip() for value in values if value is not None and value.strip())
    looked = filled[:400]
    counts = Counter(kind for value in looked for kind in kinds_of(value))
    kinds = {kind for kind, count in counts.items() if count >= _SHARE * len(looked)}
    kinds |= _shapes(looked, kinds)
    words = _vocabularies(looked)
    kinds |= {"consent"} if dict(words).get("consent", 0.0) >= _CONSENT else set()
    return Profile(
        kinds=frozenset(kinds),
        filled=len(filled) / len(values) if values else 0.0,
        distinct=len(set(filled)) / len(filled) if filled else 0.0,
        values=filled,
        words=words,
    )


def _shapes(values: tuple[str, ...], kinds: set[str]) -> set[str]:
    """Tell sentences from names from bare words."""
    if not values or kinds:
        return set()
    lengths = [len(value.split()) for value in values]
    average = sum(lengths) / len(lengths)
    found = {"long_text"} if average > 5 else {"words"}
    if _share(values, _is_person_name) >= 0.7:
        found.add("person_name")
    if _share(values, _is_company_name) >= 0.15:
        found.add("company_name")
    return found


def _share(values: Iterable[str], test: object) -> float:
    listed = list(values)
    return sum(bool(test(value)) for value in listed) / len(listed) if callable(test) else 0.0


def _is_person_name(value: str) -> bool:
    words = plain(value).replace(".", " ").replace("-", " ").split()
    known = any(word in vocabulary.given_names() for word in words)
    return known and 1 <= len(words) <= 4 and not _is_company_name(value)


def _is_company_name(value: str) -> bool:
    words = plain(value).replace(".", "").replace(",", " ").split()
    return len(words) > 1 and any(word in vocabulary.COMPANY_ENDINGS for word in words)


def _vocabularies(values: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """Tell from which closed lists the values come."""
    if not values:
        return ()
    different = {" ".join(plain(value).replace("_", " ").split()) for value in values}
    shares = []
    for name, words in vocabulary.lists().items():
        share = sum(value in words for value in different) / len(different)
        if share >= 0.5:
            shares.append((name, share))
    return tuple(shares)
