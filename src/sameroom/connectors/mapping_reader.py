"""Reads `mapping.toml`, and says precisely what in it cannot be understood."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn  # Any: what TOML holds is only known once it is looked at
from zoneinfo import available_timezones

import tomlkit
from tomlkit.exceptions import TOMLKitError

from sameroom.connectors.mapping import (
    ASK,
    ATTRIBUTE,
    DATE_STYLES,
    IGNORE,
    REFERENCES,
    STAGE,
    UNITS,
    VIRTUAL,
    Fill,
    Parse,
)
from sameroom.connectors.rules import ColumnRule, FileRule
from sameroom.errors import SameroomError, nearest
from sameroom.facts import list_tables

_GUIDE = "See docs/guide/mapping.md."
_FILE_KEYS = ("path", "sheet", "origin", "fills", "id", "columns", "others", "always", "only_if",
              "completes", "empty", "headers")  # fmt: skip
_PARSE_KEYS = ("fills", "dates", "zone", "decimal", "unit", "currency", "yes", "no", "words",
               "otherwise", "reference", "origin", "split")  # fmt: skip
_CHOICES = {"dates": DATE_STYLES, "unit": UNITS, "reference": REFERENCES, "decimal": (".", ",")}
_OTHERS = ("keep", "ignore", "ask", "find")


def read_toml(*, path: Path) -> tuple[FileRule, ...]:
    """Read a mapping file.

    Raises:
        SameroomError: with line, key and what is allowed, when it cannot be understood.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        content = tomlkit.parse(text).unwrap()
    except UnicodeDecodeError:
        raise SameroomError(
            "it is not UTF-8 text.", where=path.name, remedy="Save it as UTF-8."
        ) from None
    except OSError as error:
        raise SameroomError(
            f"it cannot be read ({error.strerror}).", where=str(path), remedy="Check the path."
        ) from error
    except (TOMLKitError, RecursionError) as error:
        raise SameroomError(
            f"it is not valid TOML: {error}.", where=path.name, remedy=_GUIDE
        ) from None
    files = content.get("file", [])
    if not isinstance(files, list) or set(content) - {"file"}:
        raise SameroomError('everything stands under "[[file]]".', where=path.name, remedy=_GUIDE)
    return tuple(_Reader(path.name, text, number).read(file) for number, file in enumerate(files))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one `[[file]]`, and knows on which lines its keys stand."""

    name: str
    text: str
    number: int

    def read(self, file: Mapping[str, Any]) -> FileRule:
        """Read the rule of a file."""
        for key in file:
            self._allowed(key, _FILE_KEYS, key, "is not a key of [[file]]")
        for key in ("path", "fills"):
            if key not in file:
                self._fail("[[file]]", f'a [[file]] needs "{key}".')
        fills = _strings(file["fills"])
        for noun in fills:
            self._allowed(noun, [t.name for t in list_tables()], "fills", "is not a noun")
        others = str(file.get("others", "keep"))
        self._allowed(others, _OTHERS, "others", "is not allowed for others")
        return FileRule(
            path=str(file["path"]),
            origin=str(file.get("origin", "files")),
            fills=fills,
            columns=tuple(self._column(k, v) for k, v in file.get("columns", {}).items()),
            sheet=str(file.get("sheet", "")),
            others=others,
            ids=_ids(file.get("id", ())),
            always=tuple(self._always(k, v) for k, v in file.get("always", {}).items()),
            only_if=_conditions(file.get("only_if", {}), fills),
            completes=_strings(file.get("completes", ())),
            empty=tuple(word.lower() for word in _strings(file.get("empty", ()))),
            has_header=bool(file.get("headers", True)),
            where=f"{self.name}, line {self._line('[[file]]')}",
        )

    def _column(self, key: str, value: object) -> ColumnRule:
        items = value if isinstance(value, list) else [value]
        return ColumnRule(key, tuple(self._fill(key, item) for item in items), self._line(key))

    def _fill(self, key: str, item: Any) -> Fill:  # Any: a text or a table
        if isinstance(item, str):
            return Fill(self._target(key, item))
        if not isinstance(item, dict) or "fills" not in item:
            self._fail(key, f'the column "{key}" needs a target, such as "lead.created_at".')
        for name in item:
            self._allowed(name, _PARSE_KEYS, key, "is not a setting of a column")
        for name, allowed in _CHOICES.items():
            if name in item:
                self._allowed(str(item[name]), allowed, key, f'is not allowed for "{name}"')
        if item.get("zone"):
            self._allowed(str(item["zone"]), sorted(available_timezones()), key, "is no time zone")
        return Fill(self._target(key, str(item["fills"])), _parse(item))

    def _target(self, key: str, target: str) -> str:
        if target in {IGNORE, ASK} or target.startswith((ATTRIBUTE, STAGE)):
            return target
        self._allowed(target, _targets(), key, "is not a fact field")
        return target

    def _always(self, key: str, value: object) -> tuple[str, str]:
        self._target(key, key)
        noun, _, name = key.partition(".")
        allowed = _values(noun, name)
        if allowed:
            self._allowed(str(value), allowed, key, f'is not allowed for "{key}"')
        return key, str(value)

    def _allowed(self, word: str, allowed: Sequence[str], key: str, what: str) -> None:
        if word not in allowed:
            short = f"Allowed: {', '.join(allowed)}." if len(allowed) <= 20 else ""
            remedy = " ".join(
                part for part in (nearest(word, list(allowed)), short, _GUIDE) if part
            )
            self._fail(key, f'"{word}" {what}.', remedy)

    def _fail(self, key: str, what: str, remedy: str = _GUIDE) -> NoReturn:
        raise SameroomError(what, where=f"{self.name}, line {self._line(key)}", remedy=remedy)

    def _line(self, key: str) -> int:
        """Find the line on which a key of this [[file]] stands."""
        lines = self.text.splitlines()
        starts = [n for n, line in enumerate(lines) if line.strip() == "[[file]]"]
        first = starts[self.number] if self.number < len(starts) else 0
        last = starts[self.number + 1] if self.number + 1 < len(starts) else len(lines)
        for place in range(first, last):
            if lines[place].strip().lstrip("\"'").startswith(key):
                return place + 1
        return first + 1


def _targets() -> list[str]:
    facts = [f"{table.name}.{c.name}" for table in list_tables() for c in table.all_columns]
    return [*facts, *VIRTUAL]


def _values(noun: str, name: str) -> tuple[str, ...]:
    for table in list_tables():
        for column in table.columns:
            if (table.name, column.name) == (noun, name):
                return column.values
    return ()


def _parse(item: Mapping[str, Any]) -> Parse:
    words = tuple((str(k).lower(), str(v)) for k, v in item.get("words", {}).items())
    texts = {
        name: str(item[name])
        for name in _PARSE_KEYS
        if name in item and name not in {"fills", "words", "yes", "no"}
    }
    flags = {name: tuple(w.lower() for w in _strings(item.get(name, ()))) for name in ("yes", "no")}
    return Parse(words=words, yes=flags["yes"], no=flags["no"], **texts)


def _strings(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(str(item) for item in value) if isinstance(value, Iterable) else ()


def _ids(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if isinstance(value, dict):
        return tuple((noun, _strings(keys)) for noun, keys in value.items())
    return (("", _strings(value)),) if value else ()


def _conditions(
    value: Mapping[str, Any], fills: tuple[str, ...]
) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Read `column = ["word"]`, or `noun = { column = ["word"] }`."""
    found: list[tuple[str, str, tuple[str, ...]]] = []
    for key, said in value.items():
        if isinstance(said, dict) and key in fills:
            found += [(key, column, _strings(words)) for column, words in said.items()]
        else:
            found.append(("", key, _strings(said)))
    return tuple(found)
