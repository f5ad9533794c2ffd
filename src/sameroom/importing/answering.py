"""Puts what a person decides about a plan into the mapping that it proposed."""

from collections.abc import Sequence
from dataclasses import dataclass
from glob import escape
from typing import Any  # Any: TOML values are texts, lists and tables

import tomlkit

from sameroom.connectors.mapping import ASK, IGNORE
from sameroom.errors import SameroomError
from sameroom.importing.explaining import explain

AS_PLANNED, USUAL = "", "-"


@dataclass(frozen=True, slots=True)
class WordDecision:
    """What somebody says a word of a column means for one field.

    "" takes its meaning away: it is then taken as all others are; "-" leaves its cells empty.
    """

    target: str
    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ColumnDecision:
    """What somebody says about one column.

    Args:
        place: its place in the file, from 0.
        target: what it fills, `ignore` for nothing; "" leaves that as it was planned.
        dates: the order of day and month, as in a mapping file; "" leaves it.
        currency: of money that does not say its own; "" leaves it.
        zone: the time zone of times that do not say theirs; "" leaves it, "-" takes that of all.
        words: what its words mean, where that is not as it was planned.
    """

    place: int
    target: str = AS_PLANNED
    dates: str = AS_PLANNED
    currency: str = AS_PLANNED
    zone: str = AS_PLANNED
    words: tuple[WordDecision, ...] = ()


@dataclass(frozen=True, slots=True)
class FileDecision:
    """What somebody says about one file or sheet.

    Args:
        path, name: as in the plan.
        fills: the nouns of its rows, whose columns are then found out; () leaves it out; None
            leaves that as it was planned.
        origin: the tool it comes from; "" leaves that.
        columns: what is said about its columns.
    """

    path: str
    name: str
    fills: tuple[str, ...] | None = None
    origin: str = AS_PLANNED
    columns: tuple[ColumnDecision, ...] = ()


def decide(*, mapping: str, decisions: Sequence[FileDecision]) -> str:
    """Give the mapping file with the decisions in it.

    Args:
        mapping: the text of the mapping file that a plan proposed.
        decisions: what is said; what nobody speaks of stays.

    Raises:
        SameroomError: when a decision is about a file or a column that the plan does not have.
    """
    document: Any = tomlkit.parse(mapping)  # Any: as the library gives it
    for decision in decisions:
        _decide_file(_find(document, decision), decision)
    return tomlkit.dumps(document)


def extract(*, mapping: str, path: str, name: str) -> str:
    """Give what a mapping file says of one file alone, to be remembered.

    Raises:
        SameroomError: when it does not speak of it.
    """
    document: Any = tomlkit.parse(mapping)  # Any: as the library gives it
    found = _find(document, FileDecision(path, name)).unwrap()
    return tomlkit.dumps({"file": [found]})


def readdress(*, rule: str, path: str, name: str) -> dict[str, Any]:  # Any: a TOML table
    """Give what was remembered of one file as said about another."""
    found: dict[str, Any] = tomlkit.parse(rule).unwrap()["file"][0]  # Any: a TOML table
    found["path"] = escape(path)
    found.pop("sheet", None)
    return found | ({"sheet": escape(name)} if name and name not in path else {})


def _find(document: Any, decision: FileDecision) -> Any:  # Any: a TOML table
    wanted = escape(decision.path)
    for file in document.get("file", []):
        if file["path"] == wanted and file.get("sheet", escape(decision.name)) == escape(
            decision.name
        ):
            return file
    raise SameroomError(
        f'the plan has no file "{decision.path}".', remedy="Look at the files anew."
    )


def _decide_file(file: Any, decision: FileDecision) -> None:  # Any: a TOML table
    if decision.origin:
        file["origin"] = decision.origin
    if decision.fills is not None and tuple(file["fills"]) != decision.fills:
        _take_for(file, decision.fills)
        return
    keys = list(file["columns"])
    for column in decision.columns:
        if not 0 <= column.place < len(keys):
            raise SameroomError(
                f"{decision.path} has no column {column.place + 1}.",
                remedy="Look at the files anew.",
            )
        key = keys[column.place]
        file["columns"][key] = _decided(file["columns"][key], column)


def _take_for(file: Any, fills: tuple[str, ...]) -> None:  # Any: a TOML table
    """Say what a row is, and have the columns found out for that."""
    file["fills"] = list(fills)
    for gone in ("columns", "id", "completes", "only_if", "always"):
        file.pop(gone, None)
    file["others"] = "find" if fills else "ignore"


def _decided(before: Any, column: ColumnDecision) -> Any:  # Any: a text, a table, or several
    several = before.unwrap() if hasattr(before, "unwrap") else before
    listed = several if isinstance(several, list) else [several]
    was = [item if isinstance(item, dict) else {"fills": str(item)} for item in listed]
    targets = [item["fills"] for item in was]
    if column.target and column.target not in targets:
        was = [{"fills": column.target}]
    said = {
        key: value
        for key in ("dates", "currency", "zone")
        if (value := getattr(column, key)) != AS_PLANNED
    }
    items = [_without_usual(item | said) for item in was]
    plain = [_plain(item) for item in explain(fills=items, words=column.words)]
    return plain[0] if len(plain) == 1 else plain


def _without_usual(item: dict[str, Any]) -> dict[str, Any]:  # Any: a TOML table
    """Leave out what is said only to have it as usual again."""
    return {key: value for key, value in item.items() if (key, value) != ("zone", USUAL)}


def _plain(item: dict[str, Any]) -> Any:  # Any: a text or a table
    if len(item) == 1 or item["fills"] in {IGNORE, ASK}:
        return item["fills"]
    table = tomlkit.inline_table()
    for key, value in item.items():
        table.append(key, value)
    return table
