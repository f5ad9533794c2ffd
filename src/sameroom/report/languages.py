"""The report in a reader's language: said once, as it is written, into a file that stands alone."""

import re
from html import escape, unescape
from pathlib import Path

from sameroom.errors import SameroomError, nearest
from sameroom.report.charts import flow
from sameroom.webkit import phrases

FIRST = "report.html"
ENGLISH = "en"  # what measures and templates are written in
LANG = 'lang="{}"'
STEP = re.compile(r'(<text class="step-name"[^>]*>)([^<]*)')


def list_languages() -> tuple[str, ...]:
    """List the languages that the report speaks, English first."""
    return (ENGLISH, *phrases.list_languages())


def require(*, language: str) -> None:
    """Make sure that the report speaks a language.

    Raises:
        SameroomError: when it does not; the error lists those it speaks.
    """
    known = list(list_languages())
    if language not in known:
        raise SameroomError(
            f'the report does not speak "{language}".',
            where="language",
            remedy=f"{nearest(language, known)} It speaks: {', '.join(known)}.".strip(),
        )


def say_part(*, html: str, language: str) -> str:
    """Say a part of the report's page; the name of a step is cut to its box once more."""
    said = phrases.to_language(html, language=language)
    return STEP.sub(lambda step: f"{step[1]}{escape(flow.shorten(unescape(step[2])))}", said)


def say(*, html: str, language: str) -> str:
    """Say a report's page in a language; what is from outside, code and scripts stay as they are.

    Args:
        html: the page as `document.to_html` writes it, in English.
        language: one that `list_languages` names.
    """
    said = say_part(html=html, language=language)
    return said.replace(LANG.format(ENGLISH), LANG.format(language), 1)  # the page's own is first


def file_name(*, language: str, first: str) -> str:
    """Name the file of a language: report.html for the first, report.de.html beside it."""
    return FIRST if language == first else f"report.{language}.html"


def list_files() -> tuple[str, ...]:
    """List the names that the report's page can have, in whatever language."""
    return (FIRST, *(file_name(language=one, first="") for one in list_languages()))


def find_file(*, folder: Path, language: str) -> Path | None:
    """Find the page that stands beside the first in a language; None where there is none."""
    file = folder / file_name(language=language, first="")
    return file if language in list_languages() and file.is_file() else None
