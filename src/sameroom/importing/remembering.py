"""Reads what is remembered of files of a shape, for people to look at."""

from dataclasses import dataclass
from typing import Any  # Any: TOML values are texts, lists and tables

import tomlkit

from sameroom.importing.meanings import NO, YES

HOW = ("dates", "zone", "decimal", "unit", "currency", "reference", "origin", "split")


@dataclass(frozen=True, slots=True)
class Fills:
    """What a column becomes, how it is read for that, and what its words mean there.

    Args:
        how: the setting and what it says, both as a mapping file has them.
        words: the word and what it means.
        otherwise: what a word becomes that is not among them.
    """

    target: str
    how: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is remembered of files of a shape.

    Args:
        path: the file of which it was said.
        origin: the tool; `files` for one without a name.
        nouns: what its rows are; () leaves it out.
        columns: its columns, with what each becomes.
    """

    path: str
    origin: str
    nouns: tuple[str, ...]
    columns: tuple[tuple[str, tuple[Fills, ...]], ...]

    @property
    def words(self) -> int:
        """Count the words whose meaning is said."""
        return sum(len(fills.words) for _, several in self.columns for fills in several)


def read(*, rule: str) -> Kept:
    """Read a mapping that is remembered."""
    file: dict[str, Any] = tomlkit.parse(rule).unwrap()["file"][0]  # Any: a TOML table
    return Kept(
        path=str(file["path"]).replace("[[]", "[").replace("[*]", "*").replace("[?]", "?"),
        origin=str(file.get("origin", "files")),
        nouns=tuple(file.get("fills", ())),
        columns=tuple((name, _several(said)) for name, said in file.get("columns", {}).items()),
    )


def _several(said: Any) -> tuple[Fills, ...]:  # Any: a text, a table, or several
    return tuple(_fills(one) for one in (said if isinstance(said, list) else [said]))


def _fills(said: Any) -> Fills:  # Any: a text or a table
    if not isinstance(said, dict):
        return Fills(str(said))
    words = [(str(word), str(meant)) for word, meant in said.get("words", {}).items()]
    words += [(str(word), name) for name in (YES, NO) for word in said.get(name, ())]
    return Fills(
        target=str(said["fills"]),
        how=tuple((name, str(said[name])) for name in HOW if said.get(name)),
        words=tuple(words),
        otherwise=str(said.get("otherwise", "")).replace("-", "") if words else "",
    )
