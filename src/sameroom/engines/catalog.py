"""The SQL files of the areas: shared tables and measures, found by looking."""

import importlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sameroom import discover
from sameroom.engines.reading import tables_read
from sameroom.measure import Area, Measure


@dataclass(frozen=True, slots=True)
class SharedTable:
    """A table built once an audit, from facts and other shared tables.

    Args:
        name: its file's name.
        area: the folder it belongs to.
        sql: the question that fills it.
    """

    name: str
    area: str
    sql: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A measure with the area it belongs to and its SQL."""

    area: str
    measure: Measure
    sql: str


@cache
def list_areas() -> tuple[Area, ...]:
    """List the cards of the areas, in the order in which they are read."""
    found = []
    root = Path(str(importlib.import_module("sameroom").__file__)).parent
    for card in sorted(root.glob("*/area.py")):
        module = importlib.import_module(f"sameroom.{card.parent.name}.area")
        found.append(module.AREA)
    return tuple(sorted(found, key=lambda area: area.position))


@cache
def list_shared_tables() -> tuple[SharedTable, ...]:
    """List the shared tables of all areas by name."""
    root = Path(str(importlib.import_module("sameroom").__file__)).parent
    files = sorted(root.glob("*/tables/*.sql"), key=lambda path: path.stem)
    return tuple(
        SharedTable(path.stem, path.parent.parent.name, path.read_text("utf-8")) for path in files
    )


@cache
def list_measures() -> tuple[Placed, ...]:
    """List the measures of all areas, in the order of the areas and then of their names."""
    found = []
    for area in list_areas():
        package = f"sameroom.{area.name}.measures"
        folder = Path(str(importlib.import_module(f"sameroom.{area.name}.area").__file__)).parent
        if not (folder / "measures" / "__init__.py").exists():
            continue
        for measure in discover.cards(package, name="MEASURE", kind=Measure):
            sql = (folder / "measures" / f"{measure.name}.sql").read_text("utf-8")
            found.append(Placed(area.name, measure, sql))
    return tuple(found)


def get_measure(name: str) -> Placed:
    """Get a measure by its name.

    Raises:
        KeyError: when there is none.
    """
    for placed in list_measures():
        if placed.measure.name == name:
            return placed
    raise KeyError(name)


def in_order(tables: tuple[SharedTable, ...], wanted: frozenset[str]) -> list[SharedTable]:
    """List the wanted shared tables and those they stand on, each behind what it reads.

    Raises:
        ValueError: when tables read one another in a circle.
    """
    by_name = {table.name: table for table in tables}
    ordered: dict[str, SharedTable] = {}

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in ordered or name not in by_name:
            return
        if name in path:
            raise ValueError(f"shared tables read one another in a circle: {' -> '.join(path)}")
        for below in sorted(tables_read(by_name[name].sql)):
            visit(below, (*path, name))
        ordered[name] = by_name[name]

    for name in sorted(wanted):
        visit(name, ())
    return list(ordered.values())
