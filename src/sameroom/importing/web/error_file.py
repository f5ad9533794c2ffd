"""An error file as it is downloaded: its reader's words, and what one does in a browser."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import pgettext

from sameroom.importing import REASONS
from sameroom.importing.error_files import OWN
from sameroom.importing.flaws import Level
from sameroom.importing.found import say_wrong
from sameroom.webkit.templatetags.local import phrase


class _Line:
    """Takes one line of a file that is written."""

    def write(self, line: str) -> str:
        return line


def heads() -> tuple[str, ...]:
    """Name the columns that we add, in the reader's language."""
    return (
        pgettext("error file", "line"), pgettext("error file", "column"),
        pgettext("error file", "value"), pgettext("error file", "reason"),
        pgettext("error file", "level"), pgettext("error file", "remedy"),
    )  # fmt: skip


def said(*, file: Path) -> Iterator[str]:
    """Say an error file in the reader's language, line by line; what was brought stays as it is.

    The language is that of the call: lines are asked for when no reader is known any more.
    """
    levels = {
        Level.ROW: pgettext("level", "row"), Level.FIELD: pgettext("level", "field"),
        Level.KEPT: pgettext("level", "kept"),
    }  # fmt: skip
    advice = {
        one.name: (levels[one.level], " ".join(map(phrase, say_wrong(reason=one.name))))
        for one in REASONS
    }
    return _lines(file, heads(), advice)


def _lines(file: Path, names: tuple[str, ...], advice: dict[str, tuple[str, str]]) -> Iterator[str]:
    write = csv.writer(_Line()).writerow
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = csv.reader(text)
        yield "\ufeff" + str(write([*next(rows)[: -len(OWN)], *names]))
        for row in rows:
            reason = row[OWN.index("reason") - len(OWN)]
            yield str(write([*row[:-2], *advice.get(reason, row[-2:])]))
