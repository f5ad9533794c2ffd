"""What a `mapping.toml` says, and how it is put upon a file: what it does not say is found out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from fnmatch import fnmatch

from sameroom.connectors.building import Draft, build
from sameroom.connectors.headers import squeezed
from sameroom.connectors.mapping import (
    ASK,
    ATTRIBUTE,
    IGNORE,
    ColumnMapping,
    FileMapping,
    Fill,
    NounMapping,
    Parse,
    When,
)
from sameroom.connectors.parsing import parse_for
from sameroom.connectors.sheets import Sheet
from sameroom.errors import SameroomError, nearest

_CARRIERS = {"lead", "person", "deal", "account"}


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """What is said about one column.

    Args:
        key: its header, or "#3" for the third column.
        fills: targets and the settings stated for each.
        line: where it stands in the mapping file.
    """

    key: str
    fills: tuple[Fill, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class FileRule:
    """What is said about the files that `path` matches.

    Args:
        path: a name or a pattern with `*`.
        sheet: the sheet of a workbook; "" is any.
        origin: the system, as facts carry it.
        fills: the nouns of its rows; () passes the file over.
        columns: what is said about columns.
        others: what becomes of the columns not named: "keep", "ignore", "ask", or "find" for
            finding them out as if only the nouns had been said.
        ids: noun ("" is all) and the columns that make its id; ("row",) is a hash of the row.
        always: targets with the same value in every row.
        only_if: noun ("" is all), column, words.
        completes: nouns whose rows are only added to.
        empty: words that mean "not answered".
        has_header: whether the first row is a header.
        where: file and line, for errors.
    """

    path: str
    origin: str
    fills: tuple[str, ...]
    columns: tuple[ColumnRule, ...]
    sheet: str = ""
    others: str = "keep"
    ids: tuple[tuple[str, tuple[str, ...]], ...] = ()
    always: tuple[tuple[str, str], ...] = ()
    only_if: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    completes: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    has_header: bool = True
    where: str = ""

    def matches(self, *, path: str, name: str) -> bool:
        """Tell whether a file, given by its path in the folder, is meant."""
        last = path.replace("!", "/").rsplit("/", 1)[-1]
        said = self.path.removesuffix(".gz")  # a packed file goes by the name of what is in it
        is_file = fnmatch(path, said) or fnmatch(last, said)
        return is_file and (not self.sheet or fnmatch(name, self.sheet))


def find(*, rules: Sequence[FileRule], path: str, name: str) -> FileRule | None:
    """Find the first rule that means a file."""
    return next((rule for rule in rules if rule.matches(path=path, name=name)), None)


def unmatched(*, rules: Sequence[FileRule], sheets: Sequence[Sheet]) -> list[str]:
    """Say of each rule that means no file of the folder which file it may have meant.

    Raises:
        SameroomError: when not one rule means a file: it is the mapping of another folder.
    """
    idle = [rule for rule in rules if not any(_means(rule, sheet) for sheet in sheets)]
    names = sorted({sheet.sample.path for sheet in sheets})
    said = [
        f'{one.where}: no file is called "{one.path}". {nearest(one.path, names)}' for one in idle
    ]
    if rules and len(idle) == len(rules):
        remedy = f"{nearest(idle[0].path, names)} The folder has: {', '.join(names[:10])}.".strip()
        what = f'the mapping names no file of the folder, such as "{idle[0].path}".'
        raise SameroomError(what, where=idle[0].where, remedy=remedy)
    return [line.strip() for line in said]


def _means(rule: FileRule, sheet: Sheet) -> bool:
    return rule.matches(path=sheet.sample.path, name=sheet.sample.name)


def apply(*, rule: FileRule, sheet: Sheet) -> FileMapping:
    """Make the mapping of a file from what is said about it.

    Raises:
        SameroomError: when the rule names a column that the file does not have.
    """
    places = _Places(rule, sheet)
    said = {places.get(column.key, column.line): column for column in rule.columns}
    draft = Draft("", origin=rule.origin, confidence=1.0, why="the mapping file says so")
    for column in sheet.columns:
        draft.decide(column.index, (IGNORE,), 1.0, "the mapping file says so")
    file = build(sheet=replace(sheet, has_header=rule.has_header), draft=draft)
    columns = tuple(_column(c, said.get(c.index), rule, sheet) for c in file.columns)
    return replace(
        file,
        columns=columns,
        nouns=tuple(_noun(noun, rule, columns, places) for noun in rule.fills),
        constants=rule.always,
        empty_words=rule.empty or file.empty_words,
        system="mapping.toml",
    )


class _Places:
    """Finds columns by header or by "#3"."""

    def __init__(self, rule: FileRule, sheet: Sheet) -> None:
        self._rule, self._width = rule, len(sheet.columns)
        names = sheet.sample.headers or ()
        self._exact = {name.strip(): place for place, name in reversed(list(enumerate(names)))}
        self._alike = {squeezed(name): place for place, name in reversed(list(enumerate(names)))}

    def get(self, key: str, line: int = 0) -> int:
        """Get the place of a column."""
        if key.startswith("#") and key[1:].isdigit() and 1 <= int(key[1:]) <= self._width:
            return int(key[1:]) - 1
        found = self._exact.get(key.strip(), self._alike.get(squeezed(key)))
        if found is None:
            where = self._rule.where.split(", line")[0] + (f", line {line}" if line else "")
            raise SameroomError(
                f'"{key}" is not a column of {self._rule.path}.',
                where=where,
                remedy=nearest(key, list(self._exact))
                or f"Its columns are {', '.join(list(self._exact)[:12])}; "
                f'or use "#1" to "#{self._width}".',
            )
        return found


def _column(
    column: ColumnMapping, said: ColumnRule | None, rule: FileRule, sheet: Sheet
) -> ColumnMapping:
    if said is None:
        return replace(column, target=_other(column, rule), why="the mapping file does not name it")
    seen = sheet.columns[column.index]
    fills = [Fill(f.target, _merged(f.parse, parse_for(seen, f.target))) for f in said.fills]
    return replace(column, target=fills[0].target, parse=fills[0].parse, also=tuple(fills[1:]))


def _other(column: ColumnMapping, rule: FileRule) -> str:
    if rule.others == "ask":
        return ASK
    can_carry = _CARRIERS & set(rule.fills) and column.header and column.samples
    return ATTRIBUTE + column.header if rule.others == "keep" and can_carry else IGNORE


def _merged(said: Parse, found: Parse) -> Parse:
    """Take what is said, and what the values tell for the rest."""
    usual = Parse()
    stated = {
        f.name: getattr(said, f.name)
        for f in fields(Parse)
        if getattr(said, f.name) != getattr(usual, f.name)
    }
    if "dates" not in stated and found.dates == "?":
        stated["dates"] = "dmy"
    return replace(found, **stated)


def _noun(
    noun: str, rule: FileRule, columns: tuple[ColumnMapping, ...], places: _Places
) -> NounMapping:
    stated: Mapping[str, tuple[str, ...]] = dict(rule.ids)
    keys = stated.get(noun, stated.get("", ()))
    if keys and keys != ("row",):
        ids = tuple(places.get(key) for key in keys)
    else:
        wanted = "" if keys else f"{noun}.source_id"
        ids = tuple(c.index for c in columns if any(f.target == wanted for f in c.fills))
    when = tuple(
        _when(places.get(key), words) for only, key, words in rule.only_if if only in {"", noun}
    )
    return NounMapping(noun, ids, when, noun in rule.completes)


def _when(index: int, words: tuple[str, ...]) -> When:
    folded = tuple(word.lower() for word in words)
    return When(index, folded[1:], inverted=True) if folded[:1] == ("!",) else When(index, folded)
