"""Finds the texts of each half of the web application: in its templates and in its Python."""

import ast
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

HOME = Path(__file__).parents[2]
SAMEROOM = HOME / "src" / "sameroom"
# What a call takes: which of its arguments are a text, its plural, and ("c") its context.
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
ACT = "act"  # the context of what the audit log calls an act
ACTION = re.compile(r"[a-z_]+\.[a-z_]+")


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """One text that a reader may be shown.

    Args:
        words: as it stands in English.
        plural: of it; "" where it has none.
        context: what tells it from the same words elsewhere.
        file: where it stands, from the project's folder.
        line: in that file.
    """

    words: str
    plural: str
    context: str
    file: str
    line: int


def halves() -> tuple[Path, ...]:
    """List the folders that keep texts: every web half, what they stand on, and the whole."""
    found = [path.parent for path in SAMEROOM.glob("*/web/apps.py")]
    return tuple(sorted([*found, SAMEROOM / "site", SAMEROOM / "webkit"]))


def name_of(half: Path) -> str:
    """Name a half as its folder from `sameroom`: "people/web"."""
    return half.relative_to(SAMEROOM).as_posix()


def templates_of(half: Path) -> list[Path]:
    """List the templates of a half."""
    return sorted(
        one for one in (half / "templates").rglob("*.*") if one.suffix in {".html", ".txt"}
    )


def modules_of(half: Path) -> list[Path]:
    """List the Python files of a half; tests and migrations say nothing to a reader."""
    passed = {"tests", "migrations"}
    return sorted(one for one in half.rglob("*.py") if not passed & set(one.parts[:-1]))


@cache
def texts_of(half: Path) -> tuple[Text, ...]:
    """List every text of a half, in the order of its files."""
    found: list[Text] = []
    for path in templates_of(half):
        found += _read(path, _as_python(path))
    for path in modules_of(half):
        found += _read(path, path.read_text("utf-8"))
        found += _acts(path)
    return tuple(found)


def _as_python(path: Path) -> str:
    """Turn a template into calls of gettext; in brackets, so that no line is indented."""
    return f"({templatize(path.read_text('utf-8'), origin=str(path))})"


def _read(path: Path, source: str) -> Iterator[Text]:
    where = path.relative_to(HOME).as_posix()
    file = io.BytesIO(source.encode("utf-8"))
    for line, message, _, context in extract("python", file, keywords=KEYWORDS):
        words, plural = message if isinstance(message, tuple) else (message, "")
        if words:
            yield Text(words, plural, context or "", where, line)


def _acts(path: Path) -> Iterator[Text]:
    """Find what is written to the audit log: `audit.record("invitation.sent", …)`."""
    where = path.relative_to(HOME).as_posix()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not node.args or _called(node) != "record":
            continue
        for first in ast.walk(node.args[0]):  # either of two where one is chosen by `if`
            said = first.value if isinstance(first, ast.Constant) else None
            if isinstance(said, str) and ACTION.fullmatch(said):
                yield Text(said, "", ACT, where, node.lineno)


def _called(node: ast.Call) -> str:
    function = node.func
    return getattr(function, "attr", getattr(function, "id", ""))
