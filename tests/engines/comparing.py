"""When two engines' answers are equal: whole numbers and money exactly, fractions to 1e-9."""

from collections.abc import Iterable
from datetime import UTC, datetime
from math import isclose, isfinite
from typing import Any

import pyarrow as pa

from sameroom.measure import Reading, Stored

NOW = datetime(2026, 7, 1, tzinfo=UTC)
CLOSE = 1e-9

Cell = Any  # whatever a column holds
Row = tuple[Cell, ...]


def rows_of(table: pa.Table) -> list[Row]:
    """List the rows of a table in an order that does not depend on who gave them."""
    columns = [table.column(name).to_pylist() for name in sorted(table.column_names)]
    return sorted(zip(*columns, strict=True), key=_key)


def _key(row: Row) -> tuple[tuple[bool, str], ...]:
    return tuple((cell is None, _rounded(cell)) for cell in row)


def _rounded(cell: Cell) -> str:
    return f"{cell:.6g}" if isinstance(cell, float) else str(cell)


def differences(one: Iterable[Row], other: Iterable[Row]) -> list[str]:
    """Tell where two lists of rows differ."""
    ours, theirs = list(one), list(other)
    if len(ours) != len(theirs):
        return [f"{len(ours)} rows against {len(theirs)}"]
    return [f"{a} against {b}" for a, b in zip(ours, theirs, strict=True) if not _same_row(a, b)]


def _same_row(one: Row, other: Row) -> bool:
    return all(same(a, b) for a, b in zip(one, other, strict=True))


def same(one: Cell, other: Cell) -> bool:
    """Tell whether two cells are equal as the engines promise it."""
    if isinstance(one, float) and isinstance(other, float):
        if not (isfinite(one) and isfinite(other)):
            return str(one) == str(other)
        return isclose(one, other, rel_tol=CLOSE, abs_tol=1e-12)
    return bool(one == other)


def told_of(stored: Iterable[Stored]) -> dict[tuple[Cell, ...], Row]:
    """Lay readings out by measure, figure and part, for comparing."""
    found = {}
    for each in stored:
        told = each.told
        key = (each.area, each.measure, told.figure, told.part)
        if isinstance(told, Reading):
            ends = (told.interval.low, told.interval.high) if told.interval else ()
            found[key] = (told.value, told.count, *ends)
        else:
            found[key] = (told.have, told.need, told.missing)
    return found
