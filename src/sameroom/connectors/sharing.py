"""Tells which columns are the rows' own ids, and which repeat another file's ids by their name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sameroom.connectors.headers import squeezed, tokens
from sameroom.connectors.matching import Column

if TYPE_CHECKING:
    from sameroom.connectors.sheets import Sheet

_FEWEST = 5
_MOSTLY = 0.5
_STEM = 4
_KEYS = frozenset({"ID"})
_NOT_IDS = frozenset({"flag", "date", "datetime", "email", "money", "percent"})

Shared = Mapping[str, Sequence[tuple[int, frozenset[str]]]]


def with_shared(*, sheets: Sequence["Sheet"]) -> tuple["Sheet", ...]:
    """Tell each column whether it is its file's own id, or another file's id by the same name.

    "Profile ID" above values that are all different, in a file whose rows another file's
    "Profile ID" repeats, is the id of its rows; so is "Submission ID" in a file of submissions.

    Args:
        sheets: the files, with what their columns point at.
    """
    called = _called(sheets)
    return tuple(_told(sheet, place, called) for place, sheet in enumerate(sheets))


def _told(sheet: "Sheet", place: int, called: Shared) -> "Sheet":
    own = {c.index for c in sheet.columns if _names_rows(c, place, sheet, called)}
    shared = {c.index: _shared(c, place, called) for c in sheet.columns}
    pointed = frozenset(noun for nouns in shared.values() for noun in nouns)
    return replace(
        sheet,
        columns=tuple(
            replace(
                column,
                names_rows=column.index in own if len(own) == 1 else None,
                shared=shared[column.index],
                beaten=pointed.difference(column.points_at),
            )
            for column in sheet.columns
        ),
    )


def _called(sheets: Iterable["Sheet"]) -> Shared:
    """List, for each header that says an id, in which files it stands over which values."""
    called: dict[str, list[tuple[int, frozenset[str]]]] = {}
    for place, sheet in enumerate(sheets):
        for column in sheet.columns if sheet.has_header else ():
            if _is_named_id(column):
                values = frozenset(column.profile.values)
                called.setdefault(squeezed(column.header), []).append((place, values))
    return called


def _is_named_id(column: Column) -> bool:
    """Tell whether a header says the id of something: not "ID" alone, which every file has."""
    if len(column.meanings) < 2 or column.profile.kinds & _NOT_IDS:
        return False
    return bool(column.meanings[-1].senses & _KEYS)


def _names_rows(column: Column, place: int, sheet: "Sheet", called: Shared) -> bool:
    if not _is_named_id(column) or not column.profile.is_unique or not sheet.has_header:
        return False
    if len(column.profile.values) < _FEWEST or column.points_at:
        return False
    return _is_of_file(column, sheet) or _is_repeated(column, place, called)


def _is_of_file(column: Column, sheet: "Sheet") -> bool:
    """Tell whether a header is the id of what the file's name says: "visit_id" in page visits."""
    first = tokens(column.header)[0]
    words = [word for word in tokens(sheet.sample.name) if not word.isdigit()]
    return bool(words) and len(first) >= _STEM and words[-1].startswith(first)


def _is_repeated(column: Column, place: int, called: Shared) -> bool:
    """Tell whether another file repeats these values under the same header, and holds no more."""
    own = frozenset(column.profile.values)
    others = [values for at, values in called[squeezed(column.header)] if at != place]
    return any(_is_within(values, own) and len(values) <= len(own) for values in others)


def _is_within(values: frozenset[str], known: frozenset[str]) -> bool:
    return len(values) >= _FEWEST and len(values & known) >= _MOSTLY * len(values)


def _shared(column: Column, place: int, called: Shared) -> tuple[str, ...]:
    """Tell the noun whose ids a column repeats under the header that they have in their file."""
    if len(column.points_at) != 1 or not _is_named_id(column):
        return ()
    here = frozenset(column.profile.values)
    others = [v for at, v in called.get(squeezed(column.header), ()) if at != place]
    return column.points_at if any(_is_within(here, v) for v in others) else ()
