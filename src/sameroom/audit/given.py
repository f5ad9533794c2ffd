"""Lays out for SQL what is not in the record: the agreement's small tables and the window."""

from typing import Any

from sameroom.audit.document import Engine, Terms
from sameroom.engines.arrow import from_rows, given_schema
from sameroom.engines.given import GIVEN
from sameroom.measure import Window


def give(*, engine: Engine, terms: Terms, window: Window) -> None:
    """Lay the agreement's small tables and the window out for SQL to join."""
    own = {
        "audit_window": [_window_row(window)],
        "term": [
            {"name": name, "amount": amount} for name, amount in sorted(terms.numbers.items())
        ],
        "buyer": [{"unit": terms.buyer}],
    }
    for table in GIVEN:
        rows = terms.tables.get(table.name)
        if rows is None or table.name in own:
            rows = from_rows(given_schema(table), own.get(table.name, ()))
        engine.register(name=table.name, rows=rows)


def _window_row(window: Window) -> dict[str, Any]:  # Any: a cell
    return {
        "starts_at": window.starts_at,
        "ends_at": window.ends_at,
        "starts_epoch": int(window.starts_at.timestamp()),
        "ends_epoch": int(window.ends_at.timestamp()),
    }
