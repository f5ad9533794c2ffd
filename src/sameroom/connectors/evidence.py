"""Reads columns beside one another: names that addresses are made of, firms that domains are of."""

from collections.abc import Sequence
from dataclasses import replace

from sameroom.connectors import vocabulary
from sameroom.connectors.headers import plain
from sameroom.connectors.matching import Column

_ROWS = 200
_FEWEST = 8
_MOSTLY = 0.7
_OFTEN = 0.6
_APART = 0.2
_NEARLY = 0.95
_SOME = 0.3
_TEXT = frozenset({"words", "person_name", "company_name"})

Cells = Sequence[Sequence[str | None]]


def read_beside(columns: tuple[Column, ...], cells: Cells) -> tuple[Column, ...]:
    """Tell each column what its values are, seen beside the addresses and domains of its rows.

    Args:
        columns: of one file.
        cells: their raw values, in the same order.
    """
    address = next((c for c in columns if "email" in c.profile.kinds), None)
    web = next((c for c in columns if c.profile.kinds & {"domain", "url"}), address)
    if web is None:
        return columns
    hints = {c.index: _hint(c, address, web, cells) for c in columns}
    hints = _in_order(hints, columns)
    return tuple(replace(c, hint=hints[c.index]) if hints[c.index] else c for c in columns)


def _hint(column: Column, address: Column | None, web: Column, cells: Cells) -> str:
    if not column.profile.kinds & _TEXT or column.index in {web.index}:
        return ""
    if address is not None:
        pairs = _pairs(column, address, cells)
        whole = _share(pairs, _is_whole_name)
        if whole >= _MOSTLY:
            return "name"
        if _share(pairs, _is_in_local) >= _MOSTLY:
            return "part"
        if _share(pairs, _is_initial) >= _NEARLY and _given(column) >= _SOME:
            return "initial"
    return "company" if _share(_pairs(column, web, cells), _is_in_domain) >= _OFTEN else ""


def _pairs(column: Column, other: Column, cells: Cells) -> list[tuple[str, str]]:
    both = zip(cells[column.index][:_ROWS], cells[other.index][:_ROWS], strict=True)
    return [(plain(a.strip()), plain(b.strip())) for a, b in both if a and b]


def _share(pairs: list[tuple[str, str]], test: object) -> float:
    if len(pairs) < _FEWEST or not callable(test):
        return 0.0
    return sum(bool(test(value, address)) for value, address in pairs) / len(pairs)


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def _is_in_local(value: str, address: str) -> bool:
    local = _letters(address.partition("@")[0])
    return len(_letters(value)) >= 2 and _letters(value) in local


def _is_initial(value: str, address: str) -> bool:
    return bool(value) and address.startswith(value[0])


def _is_whole_name(value: str, address: str) -> bool:
    words = [_letters(word) for word in value.split()]
    local = _letters(address.partition("@")[0])
    return 2 <= len(words) <= 4 and words[-1] in local and words[0][:1] in local


def _is_in_domain(value: str, address: str) -> bool:
    domain = _letters(address.rpartition("@")[2].rpartition("//")[2].partition("/")[0])
    first = _letters(value.split()[0]) if value.split() else ""
    return len(first) >= 4 and first in domain


def _in_order(hints: dict[int, str], columns: tuple[Column, ...]) -> dict[int, str]:
    """Tell first from last names by the given names that are known; else leave both open."""
    parts = [c for c in columns if hints[c.index] == "part"]
    starts = [c for c in columns if hints[c.index] == "initial"]
    if len(parts) == 1 and len(starts) == 1:
        return hints | {parts[0].index: "last_name", starts[0].index: "first_name"}
    hints = hints | dict.fromkeys((c.index for c in starts), "")
    known = {c.index: _given(c) for c in parts}
    by_share = sorted(parts, key=lambda c: -known[c.index])
    told = dict.fromkeys((c.index for c in parts), "")
    if len(parts) == 2 and known[by_share[0].index] - known[by_share[1].index] >= _APART:
        told = {by_share[0].index: "first_name", by_share[1].index: "last_name"}
    return hints | told


def _given(column: Column) -> float:
    words = [plain(value).split() for value in column.profile.values[:_ROWS]]
    return sum(bool(set(w) & vocabulary.given_names()) for w in words) / max(len(words), 1)
