"""The vocabulary: what happened, one noun a file. Everything else speaks in these words."""

from functools import cache

from sameroom import discover
from sameroom.facts.table import Column, Kind, Table

__all__ = ["Column", "Kind", "Table", "get_table", "list_tables"]


@cache
def list_tables() -> tuple[Table, ...]:
    """List the fact tables in the order of their names."""
    found = discover.cards("sameroom.facts", name="TABLE", kind=Table)
    return tuple(sorted(found, key=lambda table: table.name))


def get_table(name: str) -> Table:
    """Get a fact table by its noun.

    Raises:
        KeyError: when there is no such noun.
    """
    for table in list_tables():
        if table.name == name:
            return table
    raise KeyError(name)
