"""Reads headers: from any spelling and seven languages to a short list of meanings."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path

_WORDS = Path(__file__).parent / "words"
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SPLIT = re.compile(r"[^a-z0-9]+")
_DIGITS = re.compile(r"(?<=[a-z])(?=[0-9])|(?<=[0-9])(?=[a-z])")
_LONGEST = 6
_LABELS = "labels_"
_SHORT = "short"
_VOWELS = re.compile(r"(?<=[a-z])[aeiou]")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one word of a header may mean.

    Args:
        text: the word as it stood.
        senses: the meanings it can have; none when the word is not known.
        quality: 1 for a known word, less for one guessed from an abbreviation or a misspelling.
    """

    text: str
    senses: frozenset[str]
    quality: float = 1.0


def plain(text: str) -> str:
    """Bring a text to lower-case letters without accents."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o"))
    return "".join(letter for letter in folded if not unicodedata.combining(letter)).lower()


@lru_cache(maxsize=50_000)
def tokens(header: str) -> tuple[str, ...]:
    """Split a header into its plain words, also where only capitals or digits part them."""
    spaced = _CAMEL.sub(" ", unicodedata.normalize("NFC", header))
    words = (part for word in _SPLIT.split(plain(spaced)) for part in _DIGITS.split(word))
    return tuple(word for word in words if word)


@lru_cache(maxsize=50_000)
def squeezed(header: str) -> str:
    """Bring a header to its letters and digits alone, to compare spellings."""
    return "".join(tokens(header))


@cache
def lexicon(wide: bool = True) -> dict[str, frozenset[str]]:
    """Read every word and phrase we know, and the meanings it can have.

    Args:
        wide: with the labels of all sorts of tools, not only the plain words by which the
            headers of known systems are compared.
    """
    senses: dict[str, set[str]] = {}
    for file in sorted(_WORDS.glob("*.txt")):
        if file.stem.startswith(_LABELS) and not wide:
            continue
        for line in file.read_text(encoding="utf-8").splitlines():
            meaning, found, words = line.partition(":")
            if not found or line.startswith("#"):
                continue
            for word in words.split():
                senses.setdefault(word, set()).add(meaning)
    return {word: frozenset(found) for word, found in senses.items()}


@cache
def _joined(wide: bool) -> dict[str, frozenset[str]]:
    """List the phrases as one word: `lifecyclestage` stands for `lifecycle_stage`."""
    return {word.replace("_", ""): found for word, found in lexicon(wide).items() if "_" in word}


@cache
def _skeletons(wide: bool) -> dict[str, frozenset[str]]:
    """List the words without their inner vowels, as people shorten them: `amnt`, `strt`."""
    short: dict[str, set[str]] = {}
    for word, found in lexicon(wide).items():
        bones = _VOWELS.sub("", word)
        if len(bones) >= 3 and bones != word and "_" not in word:
            short.setdefault(bones, set()).update(found)
    return {bones: frozenset(found) for bones, found in short.items()}


@cache
def _beginnings(wide: bool) -> dict[str, frozenset[str]]:
    """List beginnings of words that can belong to one meaning only: `descript`, `indus`."""
    begins: dict[str, set[str]] = {}
    for word, found in lexicon(wide).items():
        if "_" in word:
            continue
        for size in range(4, len(word)):
            begins.setdefault(word[:size], set()).update(found)
    return {start: frozenset(found) for start, found in begins.items() if len(found) == 1}


@cache
def _short_forms() -> dict[str, str]:
    """Read the short forms that are common in databases, and the words they stand for."""
    lines = (line for file in sorted((_WORDS / _SHORT).glob("*.txt"))
             for line in file.read_text(encoding="utf-8").splitlines())  # fmt: skip
    pairs = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {short.strip(): full.strip() for short, _, full in pairs}


def _spelled_out(word: str) -> str:
    """Give the word that a short form stands for, or the word itself."""
    return _short_forms().get(word, word)


@lru_cache(maxsize=20_000)
def read_word(word: str, wide: bool = True) -> tuple[Meaning, ...]:
    """Tell what a single word means, cutting a compound where it must."""
    for known in (lexicon(wide), _joined(wide)):
        if word in known:
            return (Meaning(word, known[word]),)
    full = _spelled_out(word)
    if wide and full in lexicon(wide):
        return (Meaning(word, lexicon(wide)[full]),)
    if word.isdigit():
        return (Meaning(word, frozenset({"DIGITS"})),)
    if word in _skeletons(wide) and not set(word[1:]) & set("aeiou"):
        return (_guess(word, wide),)
    pieces = _cut(word, wide)
    if pieces:
        return tuple(Meaning(piece, _senses(piece, wide)) for piece in pieces)
    return (_guess(word, wide),)


def _senses(word: str, wide: bool) -> frozenset[str]:
    return lexicon(wide).get(word) or _joined(wide).get(word, frozenset())


def _cut(word: str, wide: bool) -> tuple[str, ...]:
    """Cut a compound such as `closedate` or `erstellungsdatum` into the fewest known words."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 24), end):
            before, piece = best[start], word[start:end]
            if before is None:
                continue
            if piece in {"s", "es", "n"} and start and end < len(word):
                found: tuple[str, ...] | None = before
            else:
                found = (*before, piece) if _is_piece(piece, wide) else None
            if found is not None and _is_better(found, best[end]):
                best[end] = found
    return best[len(word)] or ()


def _is_piece(piece: str, wide: bool) -> bool:
    return (len(piece) >= 3 or piece == "id") and bool(_senses(piece, wide))


def _is_better(found: tuple[str, ...], known: tuple[str, ...] | None) -> bool:
    return known is None or len(found) < len(known)


@cache
def _begun_alike(wide: bool) -> dict[str, list[str]]:
    """List the single words by their first letter, which the misspelt rarely get wrong."""
    found: dict[str, list[str]] = {}
    for word in lexicon(wide):
        if "_" not in word:
            found.setdefault(word[0], []).append(word)
    return found


def _guess(word: str, wide: bool) -> Meaning:
    """Guess a shortened or misspelt word, or say that it is not known."""
    if len(word) >= 3 and word in _skeletons(wide):
        return Meaning(word, _skeletons(wide)[word], 0.9)
    if word in _beginnings(wide):
        return Meaning(word, _beginnings(wide)[word], 0.88)
    if len(word) >= 5:
        near = [w for w in _begun_alike(wide).get(word[0], ()) if abs(len(w) - len(word)) <= 2]
        close = get_close_matches(word, near, n=1, cutoff=0.86)
        if close:
            return Meaning(word, lexicon(wide)[close[0]], 0.85)
    return Meaning(word, frozenset(), 0.0)


@lru_cache(maxsize=20_000)
def read(header: str, wide: bool = True) -> tuple[Meaning, ...]:
    """Tell what the words of a header mean, longest phrases first."""
    words, place = tokens(header.replace("#", " number ")), 0
    found: list[Meaning] = []
    while place < len(words):
        size, meanings = _longest(words, place, wide)
        found.extend(meanings)
        place += size
    return tuple(found)


def _longest(words: tuple[str, ...], place: int, wide: bool) -> tuple[int, tuple[Meaning, ...]]:
    for size in range(min(_LONGEST, len(words) - place), 1, -1):
        phrase = "_".join(words[place : place + size])
        if phrase in lexicon(wide):
            return size, (Meaning(phrase, lexicon(wide)[phrase]),)
        full = "_".join(map(_spelled_out, words[place : place + size]))
        if wide and full != phrase and full in lexicon(wide):
            return size, (Meaning(phrase, lexicon(wide)[full]),)
    return 1, read_word(words[place], wide)


def strip_common(headers: Iterable[str]) -> dict[str, str]:
    """Take away a first word that (nearly) all headers share, such as `crm_` or `x_`."""
    listed = list(headers)
    plain_ones = [header for header in listed if not header.startswith("_")]
    firsts = [tokens(header)[:1] for header in plain_ones if len(tokens(header)) > 1]
    same = {header: header for header in listed}
    if not firsts:
        return same
    common = max(set(firsts), key=firsts.count)
    is_word = any(word.senses for word in read_word(common[0]))
    if firsts.count(common) < max(0.8 * len(plain_ones), 3 if is_word else 2):
        return same
    return {header: _without(header, common[0]) for header in listed}


def _without(header: str, first: str) -> str:
    words = tokens(header)
    return "_".join(words[1:]) if len(words) > 1 and words[0] == first else header
