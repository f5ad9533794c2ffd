"""Says in another language what measures and the report say in English.

Measures know no language: their sentences are plain English with figures in them. A phrase book
holds each sentence with places for its figures ("Of {decided:,} leads …", as the source has it)
beside its translation. What was written is found again by its fixed words, its figures are written
as the language writes them, and all is put together in the other language's order.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache, partial
from html import escape, unescape
from pathlib import Path

SAMEROOM = Path(__file__).parents[1]
FILES = "*/locale/{language}/LC_MESSAGES/phrases.json"
PLACE = re.compile(r"\{(\w+)(:[^{}]*)?\}")
NUMBER = r"[+−-]?\d[\d,.]*"
SOME = r"((?:(?![.!?]\s+[A-Z“\d]).)*?)"  # what may stand in a place: no more than one sentence
STRONG, WEAK = 12, 3  # letters
LONGEST = 600  # letters of what is looked for: names from outside are of any length
AS_IS = "as_is"  # the place of what is from outside, in a phrase with few words of its own
DEEP = 5  # a figure of a sentence may be a sentence, in whose figures …
MOST, MOST_PARTS = 4_000, 80  # letters of a text, and parts of it
JOINT = "”, “"  # between two names in quotes, of a list whose names may have commas
BLANKS = re.compile(r"\s{2,}")
# Where a text may be cut in two when it is not known as a whole: never twice at the same.
CUTS = (
    re.compile(r"(?<=[.!?”])\s(?=[A-Z“\d])"), re.compile(r";\s"), re.compile(r"\s–\s"),
    re.compile(r"\s?[·→]\s?"), re.compile(r":\s"), re.compile(r",\s(?=\d)"),
)  # fmt: skip
LISTS = (re.compile(r",\s"), re.compile(r"\sand\s|\sor\s"))
BARE = re.compile(r"[\W\d_]*|[a-z_]+\.[a-z_]+")  # a figure with the sign of its unit, or a column
MONTH_NAMES = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
CODES = (  # of currencies without a sign of their own
    "AED|ARS|AUD|BGN|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EUR|GBP|HKD|HUF|IDR|ILS|INR|JPY|KRW|MXN|MYR|"
    "NOK|NZD|PEN|PHP|PLN|RON|RUB|SAR|SEK|SGD|THB|TRY|TWD|UAH|USD|VND|ZAR"
)
FIGURE = re.compile(
    rf"(?P<sign>[−+-]?)(?:(?P<coin>(?<![\w$])[€$£¥₹]|R\$)|\b(?P<code>{CODES})\s)"
    r"(?P<amount>\d+(?:,\d{3})*(?:\.\d+)?)(?P<more>\smillion)?"
    r"|(?<![\w.])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?![\w.]*\d)"
)
FIGURE_WORD = re.compile(rf"\b(?:{MONTH_NAMES}|{CODES}|million)\b")
WORD = re.compile(r"(?<![\w])[A-Za-z]{3,}(?![\w])")
UNIT = re.compile(r"(?<=\d)(?: (?=[€$£])| ?(?=%))")
# What a book says of these tells how its language writes figures.
A_NUMBER, SOME_MONEY, A_DAY = "1,234.5", "€5", "2026-12-31"
DAY = re.compile(rf"\b(\d{{1,2}})(\s)({MONTH_NAMES})\b")
MONTH = re.compile(rf"\b({MONTH_NAMES})(?= \d{{4}}\b)")
CALENDAR_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
TOKEN = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
# `data-said-…` is what a script says.
READ_OUT = re.compile(r'(?<![\w-])(aria-label|title|alt|data-label|data-said-[a-z-]+)="([^"]*)"')
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
# What these hold is code, or from outside: it is shown as it is.
KEPT = {"script", "style", "code", "pre", "bdi"}
# So is what these two marks enclose, where no element can stand: a `bdi` for titles.
ISOLATED = re.compile("\u2068[^\u2069]*\u2069")
STAND_IN = "\u2068\u2069"
STANDING_IN = re.compile(STAND_IN)


class Own(Enum):
    """How much of a phrase is its own."""

    SENTENCE = "sentence"
    WORDS = "words"
    LITTLE = "little"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence with places for figures, and what it is in the other language.

    Args:
        pattern: finds it, as a regular expression.
        word: the longest of its own words in small letters, to look for it by; "" for none.
        letters, signs: how many letters, and how many signs at all, stand outside of its places.
    """

    pattern: str
    places: tuple[str, ...]
    word: str
    letters: int
    signs: int
    said: str

    def find(self, text: str) -> dict[str, str] | None:
        """Find what stands in its places; None where a text is not it."""
        found = _compiled(self.pattern).fullmatch(text)
        return dict(zip(self.places, found.groups(), strict=True)) if found else None

    def fill(self, told: Mapping[str, str]) -> str:
        """Put what is told into the places of the translation."""
        return PLACE.sub(lambda place: told[place[1]], self.said)

    @property
    def own(self) -> Own:
        """Tell how surely it is known by its own words, whatever stands in its places."""
        enough = (Own.SENTENCE, STRONG), (Own.WORDS, WEAK)
        return next((own for own, least in enough if self.letters >= least), Own.LITTLE)


class Shelf:
    """Phrases with places, the one with most words of its own first, to be looked for by a word."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.phrases = sorted(phrases, key=lambda phrase: (-phrase.letters, -phrase.signs))
        self.by_word: dict[str, list[int]] = {}
        for rank, phrase in enumerate(self.phrases):
            self.by_word.setdefault(phrase.word, []).append(rank)

    def near(self, text: str) -> Iterator[Phrase]:
        """List those whose word is in a text, and those that have none."""
        words = {"", *(word.lower() for word in WORD.findall(text))}
        for rank in sorted(rank for word in words for rank in self.by_word.get(word, ())):
            yield self.phrases[rank]


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Every phrase of a language.

    Args:
        whole: phrases without a place, by their English.
        shelves: those with places, by how much of them is their own.
        manner: how the language writes figures.
        joint: what it writes between two names in quotes.
    """

    whole: Mapping[str, str]
    shelves: Mapping[Own, Shelf]
    manner: "Manner"
    joint: str

    def say(
        self, text: str, depth: int = 0, cuts: tuple[re.Pattern[str], ...] = CUTS
    ) -> str | None:
        """Say a text of ours; None where it is not known, not even in parts.

        A phrase with few words of its own is tried on one sentence only, one with hardly any last.

        Args:
            text: what is to be said.
            depth: in how many texts it stands.
            cuts: where it may be cut in two; a part is not cut again where the whole was.
        """
        text = BLANKS.sub(" ", text)
        plain = " ".join(text.split())
        if len(plain) > MOST:
            return None
        if BARE.fullmatch(FIGURE_WORD.sub("", plain)):
            return self.whole.get(plain) or self.manner.write(text)
        ways: tuple[Callable[[], str | None], ...] = (
            lambda: self._known(plain, depth, Own.SENTENCE),
            *(lambda: self._in_parts(text, cuts, depth) for _ in cuts[:1] if cuts == CUTS),
            lambda: self._as_list(text, depth),
            lambda: self._known(plain, depth, Own.WORDS),
            *(partial(self._in_parts, text, cuts[at:], depth) for at in range(len(cuts))),
            lambda: self._known(plain, depth, Own.LITTLE),
        )
        return next((said for way in ways if (said := way()) is not None), None)

    def _as_list(self, text: str, depth: int) -> str | None:
        """Say what lists words of ours, all of them known: "campaign, month and kind of reason"."""
        for cut in LISTS:
            parts = cut.split(text)
            if not 1 < len(parts) < MOST_PARTS or depth > DEEP:
                continue
            said = [self._surely(part, depth + 1) for part in parts]
            if all(one is not None for one in said):
                joints = [joint.strip() for joint in cut.findall(text)]
                ends = [", " if one == "," else f" {self.whole.get(one, one)} " for one in joints]
                return "".join(f"{one}{end}" for one, end in zip(said, [*ends, ""], strict=True))
        return None

    def _surely(self, part: str, depth: int) -> str | None:
        """Say a part that is known by its own words, is a figure, or stands in quotes."""
        if BARE.fullmatch(part) or (part.startswith("“") and part.endswith("”")):
            return self.say(part, depth)
        if ": " in part and all(form not in self.whole for form, _ in _forms(part)):
            return None
        ways = (self._known(part, depth, own) for own in (Own.SENTENCE, Own.WORDS))
        return next((said for said in ways if said is not None), None)

    def _in_parts(self, text: str, cuts: tuple[re.Pattern[str], ...], depth: int) -> str | None:
        """Say a text cut at the first of the cuts, the parts cut by the others only."""
        parts = cuts[0].split(text)
        if not 1 < len(parts) < MOST_PARTS or depth >= DEEP:
            return None
        said = [self.say(part, depth + 1, cuts[1:]) for part in parts]
        if all(one is None for one in said):
            return None
        marks = [*cuts[0].findall(text), ""]
        return "".join(
            (part if one is None else one) + mark
            for one, part, mark in zip(said, parts, marks, strict=True)
        )

    def _known(self, plain: str, depth: int, own: Own) -> str | None:
        for form, end in _forms(plain):
            if form in self.whole:
                said = self.whole[form]
                return (said if form[:1] == plain[:1] else said[:1].upper() + said[1:]) + end
        for phrase in self.shelves[own].near(plain) if len(plain) <= LONGEST else ():
            for form, end in _forms(plain):
                found = phrase.find(form)
                told = None if found is None else self._told(phrase, found, depth)
                if told is not None:
                    said = phrase.fill(told)
                    return (said if form[:1] == plain[:1] else said[:1].upper() + said[1:]) + end
        return None

    def _told(self, phrase: Phrase, found: dict[str, str], depth: int) -> dict[str, str] | None:
        """Say what stands in the places of a phrase.

        A phrase with few words of its own is none where something unknown stands in a place: the
        company "About You" is not "about" anybody.
        """
        told: dict[str, str] = {}
        for name, value in found.items():
            said = self._value(value, depth)
            is_sure = phrase.own is Own.SENTENCE or name == AS_IS
            if said is None and phrase.letters and not is_sure:
                return None
            told[name] = value.replace(JOINT, self.joint) if said is None else said
        return told

    def _value(self, value: str, depth: int) -> str | None:
        if not value.strip():
            return value
        ahead = value[: len(value) - len(value.lstrip())]
        said = self.say(value, depth + 1) if depth < DEEP else None
        return None if said is None else ahead + said.strip()


def list_languages() -> tuple[str, ...]:
    """List the languages that there are phrases of, beside English."""
    return tuple(sorted({path.parts[-3] for path in SAMEROOM.glob(FILES.format(language="*"))}))


@cache
def find_book(language: str) -> Phrasebook | None:
    """Find the phrases of a language in every area's folder; None where there are none."""
    found: dict[str, str] = {}
    for path in sorted(SAMEROOM.glob(FILES.format(language=language))):
        found |= json.loads(path.read_text("utf-8"))
    return make_book(found) if found else None


def make_book(said: Mapping[str, str]) -> Phrasebook:
    """Make a book of English phrases and their translations."""
    whole = {_even(words): told for words, told in said.items() if not PLACE.search(words)}
    whole = {**_unaddressed(whole), **whole}
    phrases = [_phrase(_even(words), told) for words, told in said.items() if PLACE.search(words)]
    shelves = {own: Shelf(one for one in phrases if one.own is own) for own in Own}
    return Phrasebook(whole, shelves, _manner(whole), _joint(phrases))


def _joint(phrases: Iterable[Phrase]) -> str:
    """Find the quotes of a language by a phrase that is nothing but something in quotes."""
    alone = (one for one in phrases if not one.letters and re.fullmatch(r"\W\{\w+\}\W", one.said))
    said = next((one.said for one in alone if one.pattern.startswith("“")), "")
    return f"{said[-1]}, {said[0]}" if said else JOINT


def _unaddressed(whole: Mapping[str, str]) -> dict[str, str]:
    """Say what somebody is asked also without whom it asks: "Sales: go …" is "Go …" for sales."""
    found: dict[str, str] = {}
    for words, told in whole.items():
        (head, _, what), (_, _, said) = words.partition(": "), told.partition(": ")
        if what and said and len(head.split()) < 3:
            found[what[:1].upper() + what[1:]] = said[:1].upper() + said[1:]
    return found


def say(text: str, *, language: str) -> str:
    """Say a text of the report in a language; as it is where that is English or not known.

    Args:
        text: plain English, not yet said in any other language: its figures would be taken wrong.
        language: such as "de".
    """
    if len(text) > LONGEST:  # too long to be remembered
        book = find_book(language)
        return (book.say(text) if book else None) or text
    return _said(language, text) or text


def to_language(html: str, *, language: str, missed: Callable[[str], None] | None = None) -> str:
    """Say every text of a piece of the report's HTML in a language.

    Args:
        html: well-formed, as the report's templates write it; what is from outside stands in `bdi`.
        language: such as "de"; there is nothing to do for "en".
        missed: is told of each text that no phrase is known for.
    """
    if find_book(language) is None:
        return html
    return "".join(_tokens(html, language, missed))


def _tokens(html: str, language: str, missed: Callable[[str], None] | None) -> Iterator[str]:
    kept = 0
    for token in TOKEN.split(html):
        if not token.startswith("<"):
            yield _as_text(token, language, missed, is_kept=kept > 0)
            continue
        tag = TAG.match(token)
        if tag and tag[2].lower() in KEPT:
            kept += -1 if tag[1] else 1
        yield READ_OUT.sub(
            lambda one: f'{one[1]}="{_as_text(one[2], language, missed, is_kept=False)}"', token
        )


def _as_text(
    token: str, language: str, missed: Callable[[str], None] | None, *, is_kept: bool
) -> str:
    if is_kept or not token.strip():
        return token
    isolated: list[str] = ISOLATED.findall(token)
    text = unescape(ISOLATED.sub(STAND_IN, token))
    bare = text.strip()
    said = say(bare, language=language)
    if missed and said == bare and not _said(language, bare):
        missed(bare)
    at = text.index(bare)
    told = escape(text[:at] + said + text[at + len(bare) :])
    return STANDING_IN.sub(lambda _: isolated.pop(0), told, count=len(isolated))


@lru_cache(maxsize=8_192)
def _said(language: str, text: str) -> str:
    book = find_book(language)
    return (book.say(text) if book else None) or ""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a language writes figures and days.

    Args:
        group, point: between thousands, and before tenths.
        is_coin_last: whether the sign of a currency stands behind its amount.
        months: their short names, by the English ones.
        calendar: how a day in figures is written, of its parts.
    """

    group: str
    point: str
    is_coin_last: bool
    months: Mapping[str, str]
    calendar: str

    def write(self, text: str) -> str:
        """Write the figures and days of an English text as the language does."""
        text = FIGURE.sub(self._figure, text)
        text = CALENDAR_DAY.sub(self.calendar, text)
        text = DAY.sub(lambda day: f"{day[1]}.{day[2]}{self._month(day[3])}", text)
        text = MONTH.sub(lambda month: self._month(month[1]), text)
        return UNIT.sub("\u00a0", text)

    def _month(self, name: str) -> str:
        return self.months.get(name, name)

    def _figure(self, found: re.Match[str]) -> str:
        if found["number"]:
            return self._amount(found["number"])
        amount = self._amount(found["amount"]) + ("\u00a0Mio." if found["more"] else "")
        if found["code"]:
            return f"{found['sign']}{found['code']}\u00a0{amount}"
        coin = found["coin"]
        placed = f"{amount}\u00a0{coin}" if self.is_coin_last else f"{coin}{amount}"
        return f"{found['sign']}{placed}"

    def _amount(self, number: str) -> str:
        return number.translate(str.maketrans(",.", self.group + self.point))


def _manner(whole: Mapping[str, str]) -> Manner:
    """Read how a language writes from three phrases of its book."""
    number = whole.get(A_NUMBER, A_NUMBER)
    months = {name: whole[name] for name in MONTH_NAMES.split("|") if name in whole}
    day = whole.get(A_DAY, A_DAY)
    for place, part in enumerate(A_DAY.split("-"), 1):
        day = day.replace(part, f"\\{place}")
    is_coin_last = not whole.get(SOME_MONEY, "€").startswith("€")
    return Manner(number[1], number[5], is_coin_last, months, day)


def _even(words: str) -> str:
    return " ".join(words.split())


def _forms(plain: str) -> Iterator[tuple[str, str]]:
    """List how a book may hold a text: as it is, without its full stop, not as a beginning."""
    yield plain, ""
    yield plain[:1].lower() + plain[1:], ""
    if plain.endswith("."):
        yield plain[:-1], "."
        yield plain[:1].lower() + plain[1:-1], "."
    yield plain[:1].upper() + plain[1:], ""  # a label that stands within a sentence


def _phrase(words: str, said: str) -> Phrase:
    pattern, places, end = "", [], 0
    fixed = [""]
    for place in PLACE.finditer(words):
        between = words[end : place.start()]
        pattern += re.escape(between)
        fixed.append(between)
        is_last = place.end() == len(words) and between.endswith((".", " "))
        pattern += f"({NUMBER})" if place[2] else "(.*)" if is_last else SOME
        places.append(place[1])
        end = place.end()
    fixed.append(words[end:])
    letters = sum(letter.isalpha() for part in fixed for letter in part)
    own_words = WORD.findall(PLACE.sub("_", words))  # a word beside a place may go on in it
    return Phrase(
        pattern + re.escape(words[end:]), tuple(places),
        max(own_words, key=len, default="").lower(), letters, sum(map(len, fixed)), said,
    )  # fmt: skip


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.DOTALL)
