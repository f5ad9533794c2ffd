"""Every phrase that measures and the report can say is translated, and its figures keep places."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

from sameroom.engines.catalog import list_measures
from sameroom.facts import list_tables
from sameroom.report.cells import OURS, spaced
from sameroom.webkit.phrases import PLACE, STRONG, make_book
from tests.texts import phrases
from tests.texts.catalogs import LANGUAGES, po_of
from tests.texts.test_texts import REMEDY

FOLDERS = phrases.folders()


def each() -> "pytest.MarkDecorator":
    pairs = [(folder, language) for folder in FOLDERS for language in LANGUAGES]
    names = [f"{folder.name} {language}" for folder, language in pairs]
    return pytest.mark.parametrize(("folder", "language"), pairs, ids=names)


@each()
def test_every_phrase_is_translated(folder: Path, language: str) -> None:
    known = {str(one.id): one.string for one in phrases.read(folder, language)}
    missing = [words for words in phrases.phrases_of(folder) if not known.get(words)]
    assert missing == [], f"{len(missing)} phrases have no {language}.\n{REMEDY}"


@each()
def test_the_catalogue_holds_what_is_there_and_nothing_else(folder: Path, language: str) -> None:
    path = phrases.po_path(folder, language)
    assert path.read_bytes() == po_of(phrases.merged(folder, language)), REMEDY
    assert path.with_suffix(".json").read_text("utf-8") == phrases.compiled(folder, language)


@each()
def test_no_place_is_made_up_and_no_figure_is_lost(folder: Path, language: str) -> None:
    wrong = []
    for one in phrases.read(folder, language):
        if not one.id:
            continue
        asked = {found[0] for found in PLACE.finditer(str(one.id))}
        said = {found[0] for found in PLACE.finditer(str(one.string))}
        figures = {place for place in asked if ":" in place}
        if not figures <= said <= asked:
            wrong.append(f"{one.id!r}: {one.string!r}")
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_is_translated_the_same_in_every_folder(language: str) -> None:
    said = defaultdict[str, set[str]](set)
    for folder in FOLDERS:
        for one in phrases.read(folder, language):
            if one.id:
                said[str(one.id)].add(str(one.string))
    assert {words: told for words, told in said.items() if len(told) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_phrase_is_found_again_in_what_is_written(language: str) -> None:
    """Fill every place, and ask for the translation.

    A phrase with many words of its own is known by them, whatever else stands in it; one with few
    only where the rest is known too.
    """
    told = {
        str(one.id): str(one.string)
        for folder in FOLDERS
        for one in phrases.read(folder, language)
        if one.id
    }
    book = make_book(told)
    lost = []
    for words, said in told.items():
        if not PLACE.search(words) or len(PLACE.sub("", words).strip()) < 12:
            continue
        is_strong = sum(map(str.isalpha, PLACE.sub("", words))) >= STRONG
        places = list(PLACE.finditer(words))
        values = {
            one[1]: str(70 + at) if one[2] else f"Qx{'yz' * at}q" if is_strong else "sales"
            for at, one in enumerate(places)
        }
        there = {name: book.say(value) or value for name, value in values.items()}
        wanted = PLACE.sub(lambda one, there=there: there[one[1]], said)
        written = PLACE.sub(lambda one, values=values: values[one[1]], words)
        if _even(book.say(written) or "") != _even(wanted):
            lost.append(f"{written!r}: {book.say(written)!r}, not {wanted!r}")
    assert lost == []


def _even(words: str) -> str:
    """Take every space for the same."""
    return " ".join(words.split())


def test_phrases_are_read_from_the_source_as_people_read_them() -> None:
    source = '''
"""A note in the source."""
def tell(n, noun):
    """Another note."""
    words = f"Of {n:,} {noun} that came, {count(n)} stayed" " for good."
    ask(where="a is not null and b is null", table="some rows")
    yield Reading("p90_hours", words=words)
    raise SameroomError("It is not said to readers.")
CARD = {"labels": {"won": "Won", "lost": "Lost for good"}}
'''
    assert set(phrases._of_module(ast.parse(source))) == {
        "Of {n:,} {noun} that came, {count} stayed for good.", "Slowest tenth (P90) hours", "Won",
        "Lost for good",
    }  # fmt: skip


def test_templates_of_the_report_are_read_between_their_tags() -> None:
    source = (
        '<p aria-label="What it is">{% if a %}The first {{ rows | length }} of {{ total }}.'
        '{% else %}All of them.{% endif %}<b>{{ "is" if a else "not told yet" }}</b></p>'
    )
    assert {"What it is", "The first {length} of {total}.", "All of them.", "not told yet"} <= set(
        phrases._of_template(source)
    )


def test_what_every_measure_asks_is_a_phrase_of_its_area() -> None:
    asked = {placed.measure.question for placed in list_measures()}
    known = {words for folder in FOLDERS for words in phrases.phrases_of(folder)}
    assert asked - known == set()


def test_every_word_that_the_facts_know_for_a_kind_is_a_phrase() -> None:
    known = {words for folder in FOLDERS for words in phrases.phrases_of(folder)}
    kinds = {
        spaced(one)
        for table in list_tables() for column in table.columns
        if column.name in OURS for one in column.values
    }  # fmt: skip
    assert len(kinds) > 40
    assert kinds - known == set(), "add them to tests/texts/spoken/report.txt"
