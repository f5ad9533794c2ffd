"""Keeps the translations of each half: its `locale/LANGUAGE/LC_MESSAGES/django.po` and `.mo`."""

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.texts.found import Text, halves, name_of, texts_of

LANGUAGES = ("de",)
MADE = datetime(2026, 1, 1, tzinfo=UTC)  # the same each time, so that only texts make a difference
HEADER = "# Texts of %s in %s. `python3 dev.py texts` keeps this file; write the msgstr lines."


def path_of(half: Path, language: str) -> Path:
    """Tell where the translations of a half are written."""
    return half / "locale" / language / "LC_MESSAGES" / "django.po"


def read(half: Path, language: str) -> Catalog:
    """Read the translations of a half; an empty catalogue where there are none."""
    path = path_of(half, language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merged(half: Path, language: str) -> Catalog:
    """Give the catalogue of the texts that there are, each with the translation that is known."""
    known = read(half, language)
    fresh = Catalog(
        locale=language, project="Sameroom", version="1", copyright_holder="The Sameroom founders",
        header_comment=HEADER % (name_of(half), language), creation_date=MADE, revision_date=MADE,
        last_translator="The Sameroom founders", language_team=language, charset="utf-8",
    )  # fmt: skip
    for text in texts_of(half):
        had = known.get(_id(text), text.context or None)
        fresh.add(
            _id(text), _said(had.string if had else "", text), locations=[(text.file, 0)],
            context=text.context or None,
        )  # fmt: skip
    return fresh


def _id(text: Text) -> str | tuple[str, str]:
    return (text.words, text.plural) if text.plural else text.words


def _said(string: object, text: Text) -> str | tuple[str, ...]:
    """Take over a translation where it has the form that its text asks."""
    if text.plural:
        return string if isinstance(string, tuple) else ("", "")
    return string if isinstance(string, str) else ""


def po_of(catalog: Catalog) -> bytes:
    """Write a catalogue as people read and edit it."""
    out = io.BytesIO()
    write_po(out, catalog, width=100, sort_output=True, include_lineno=False, omit_header=False)
    return out.getvalue()


def mo_of(catalog: Catalog) -> bytes:
    """Write a catalogue as programs read it."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def compiled(half: Path, language: str) -> bytes:
    """Compile the translations of a half as they stand."""
    return mo_of(read(half, language))


def renew() -> list[str]:
    """Bring every half's files to what its texts are; gives what is still to be translated."""
    missing: list[str] = []
    for half in halves():
        for language in LANGUAGES:
            path = path_of(half, language)
            catalog = merged(half, language)
            if not len(catalog) and not path.exists():
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(po_of(catalog))
            path.with_suffix(".mo").write_bytes(compiled(half, language))
            missing += [
                f"{path}: {message.id!r}"
                for message in catalog
                if message.id and is_open(message.string)
            ]
    return missing


def is_open(string: object) -> bool:
    """Tell whether a translation, or one of its plurals, is still to be written."""
    parts = string if isinstance(string, tuple | list) else (string,)
    return not all(parts)
