"""Fields in which is said what the words of a column mean, one for each word."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any  # Any: what a form takes and gives

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from sameroom.importing import wording
from sameroom.importing.answering import WordDecision
from sameroom.importing.found import Column
from sameroom.importing.meanings import (
    LONGEST,
    MOST,
    YES,
    Word,
    Words,
    list_fields,
    list_meanings,
)
from sameroom.importing.texts import EMPTY
from sameroom.importing.web.said import say, say_meaning

NOTHING, NOBODY_KNOWS = "undecided", "unknown"
OLD_NOTHING = EMPTY  # what pages opened before an upgrade send of a word that is not decided
Named = tuple[str, str]  # a field of the record, and a word in small letters


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word with the field in which its meaning is said; `word` is None if the file lacks it."""

    text: str
    word: Word | None
    field: BoundField


@dataclass(frozen=True, slots=True)
class WordsRow:
    """The words of a column for one field, as the page shows them."""

    column: Column
    about: str
    told: Words
    rows: tuple[WordRow, ...]
    is_first: bool

    @property
    def id(self) -> str:
        """Name its heading; the first of a column is led to."""
        place = f"words-{self.column.place}"
        return place if self.is_first else f"{place}-{self.told.target.replace('.', '-')}"

    @property
    def otherwise(self) -> str:
        """Say what a word is taken for that is not decided."""
        return say_meaning(self.told.otherwise)


def name_of(*, place: int, target: str, word: str) -> str:
    """Name the field of a word: by what it says, for places move as words are explained."""
    said = urlsafe_b64encode(f"{target}|{word}".encode()).decode().rstrip("=")
    return f"w{place}-{said}"


def read_name(name: str) -> tuple[int, str, str] | None:
    """Read a name that `name_of` gave: the column's place, the field, and the word."""
    place, _dash, said = name.partition("-")
    if place[:1] != "w" or not place[1:].isdecimal():
        return None
    try:
        target, _bar, word = (
            urlsafe_b64decode(said + "=" * (-len(said) % 4)).decode().partition("|")
        )
    except ValueError:
        return None
    is_meant = bool(list_meanings(target=target)) and 0 < len(word) <= LONGEST
    return (int(place[1:]), target, word) if is_meant else None


def with_untold(data: Any, *, columns: tuple[Column, ...]) -> Any:  # Any: what was sent
    """Take words that a page did not ask about yet as the plan takes them."""
    if data is None:
        return None
    asked = {
        name_of(place=words.place, target=words.target, word=word.key): _value(word)
        for column in columns for words in column.words for word in words.words
    }  # fmt: skip
    full = data.copy()
    for name in [name for name in full if read_name(name) and full[name] == OLD_NOTHING]:
        full[name] = NOTHING
    for name, meaning in asked.items():
        full.setdefault(name, meaning)
    return full


def make_fields(column: Column, *, data: Mapping[str, Any]) -> dict[str, forms.ChoiceField]:
    """Make a field for each word of a column, and for those that a page of before asked about."""
    fields = {
        name_of(place=column.place, target=words.target, word=word.key): _field(words, word)
        for words in column.words
        for word in words.words
    }
    for name in data:
        named = read_name(name)
        if named and named[0] == column.place and name not in fields and len(fields) < 2 * MOST:
            _place, target, word = named
            unknown = Word(word, word, 0, "")
            fields[name] = _field(Words(column.place, target, (), is_beside=True), unknown)
    return fields


def _field(words: Words, word: Word) -> forms.ChoiceField:
    meanings = [(one, say_meaning(one)) for one in list_meanings(target=words.target)]
    nothing = [] if word.is_own else [(NOTHING, _nothing(words))]
    is_flag = YES in list_meanings(target=words.target)
    can_be_empty = word.meaning == EMPTY or (
        not is_flag and (word.is_own or words.otherwise or words.is_beside)
    )  # elsewhere a word that is not decided is left empty anyway
    empty = [(NOBODY_KNOWS, _unknown(words))] if can_be_empty else []
    return forms.ChoiceField(
        choices=[*nothing, *empty, *meanings], required=False, initial=_value(word),
        label=_("What “%(word)s” means") % {"word": word.text},
    )  # fmt: skip


def _value(word: Word) -> str:
    return NOBODY_KNOWS if word.meaning == EMPTY else word.meaning or NOTHING


def _unknown(words: Words) -> str:
    if words.is_beside:
        return _("nobody knows: left empty, if another word is decided along with it")
    return _("nobody knows: left empty")


def _nothing(words: Words) -> str:
    if words.otherwise:
        taken = {"meaning": say_meaning(words.otherwise)}
        return _("not decided: taken as “%(meaning)s”") % taken
    return _("not decided: left empty")


def list_rows(form: forms.Form, *, columns: tuple[Column, ...]) -> Iterator[WordsRow]:
    """Give the words of each column with their fields."""
    for column in columns:
        asked = {words.target: words for words in column.words}
        told: dict[str, list[WordRow]] = {target: [] for target in asked}
        for name in form.fields:
            named = read_name(name)
            if named and named[0] == column.place:
                _place, target, key = named
                held = asked[target].words if target in asked else ()
                word = next((one for one in held if one.key == key), None)
                row = WordRow(word.text if word else key, word, form[name])
                told.setdefault(target, []).append(row)
        is_first = True
        for target, rows in told.items():
            words = asked.get(target, Words(column.place, target, ()))
            if rows:
                about = say(wording.say(target=target))
                yield WordsRow(column, about, words, tuple(rows), is_first)
                is_first = False


def list_decisions(
    told: Mapping[str, Any], *, column: Column, target: str
) -> tuple[WordDecision, ...]:
    """List what is said of the words of a column that is not as it was planned.

    Args:
        told: what the form took.
        column: the column, as it was planned.
        target: what it is to become.
    """
    planned = {
        (words.target, word.key): word.meaning for words in column.words for word in words.words
    }
    is_other = target not in {"", column.target}
    meant = (
        list_fields(target=target) if is_other else tuple(words.target for words in column.words)
    )
    found = []
    for name, said in told.items():
        named = read_name(name)
        if said and named and named[0] == column.place and named[1] in meant:
            _place, field, word = named
            meaning = {NOTHING: "", NOBODY_KNOWS: EMPTY}.get(said, said)
            if is_other or meaning != planned.get((field, word), ""):
                found.append(WordDecision(field, word, meaning))
    return tuple(one for one in found if one.meaning or not is_other)
