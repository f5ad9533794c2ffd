"""Knows a layout again that a person has confirmed, in another file without a header."""

from collections.abc import Sequence

from sameroom.connectors.matching import Column
from sameroom.connectors.rules import FileRule
from sameroom.connectors.sheets import Sheet

_NARROW = 4
_SEEN = 0.75
_TELLING = frozenset({
    "email", "url", "domain", "phone", "date", "datetime", "uuid", "hex", "money", "epoch_s",
    "epoch_ms", "person_name", "company_name", "long_text", "duration",
})  # fmt: skip
_FEW = 12
_SHARED = 0.5


def known_again(
    *, sheet: Sheet, sheets: Sequence[Sheet], rules: Sequence[FileRule]
) -> FileRule | None:
    """Find the one rule whose file has the same columns in the same order, or None.

    Args:
        sheet: without a header, and named by no rule.
        sheets: the files of the folder; one that the rule names has to lie there, to compare.
        rules: what a person said; only those count that name columns by their place.
    """
    if sheet.has_header:
        return None
    found = [
        rule for rule in rules
        if not rule.has_header and all(column.key.startswith("#") for column in rule.columns)
        and any(_is_of(rule, other) and looks_alike(sheet, other) for other in sheets)
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _is_of(rule: FileRule, sheet: Sheet) -> bool:
    return rule.matches(path=sheet.sample.path, name=sheet.sample.name)


def looks_alike(one: Sheet, other: Sheet) -> bool:
    """Tell whether two files have as many columns, and in each place the same sort of values."""
    if one is other or len(one.columns) != len(other.columns) or len(one.columns) < _NARROW:
        return False
    pairs = [
        (a, b) for a, b in zip(one.columns, other.columns, strict=True)
        if not a.profile.is_empty and not b.profile.is_empty
    ]  # fmt: skip
    is_seen = len(pairs) >= max(_NARROW, _SEEN * len(one.columns))
    is_told = any(a.profile.kinds & b.profile.kinds & _TELLING for a, b in pairs)
    return is_seen and is_told and all(_are_alike(a, b) for a, b in pairs)


def _are_alike(one: Column, other: Column) -> bool:
    """Tell whether two columns hold the same: the same sort, and the same words where few."""
    mine, theirs = one.profile, other.profile
    if mine.kinds & _TELLING != theirs.kinds & _TELLING or bool(mine.kinds) != bool(theirs.kinds):
        return False
    if mine.kinds and not mine.kinds & theirs.kinds:
        return False
    words, known = set(mine.values), set(theirs.values)
    is_listed = "words" in mine.kinds and max(len(words), len(known)) <= _FEW
    return not is_listed or len(words & known) >= _SHARED * min(len(words), len(known))
