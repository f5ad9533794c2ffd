"""Writes and deletes many rows while people work, without keeping them waiting.

The embedded database has one writer at a time. Whoever writes a million rows in few transactions
keeps everybody else's decision waiting for seconds; in many without a pause, the next of them
begins before those who wait have looked again. So each transaction is held for a moment that
nobody notices, and the pause behind it is as long.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import connection, models, transaction

T = TypeVar("T")
HELD = 0.02  # seconds that a transaction is meant to take
FEWEST, FIRST, MOST = 20, 100, 5_000  # rows in one transaction
LONGEST_PAUSE = 0.1  # seconds


class Turns:
    """Tells how many rows to write next, by how long the last ones took, and gives way."""

    def __init__(self) -> None:
        self.rows = FIRST
        self._began = 0.0

    def __enter__(self) -> "Turns":
        self._began = time.perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        took = time.perf_counter() - self._began
        self.rows = max(FEWEST, min(MOST, int(self.rows * HELD / max(took, HELD / 2))))
        if connection.vendor == "sqlite":  # elsewhere writers do not wait for each other
            time.sleep(min(took, LONGEST_PAUSE))


def in_turns(rows: Iterable[T]) -> Iterator[list[T]]:
    """Part rows so that whoever does one transaction with each part keeps nobody waiting long.

    What makes the rows runs between the turns; what is done with them is measured.
    """
    turns, left = Turns(), iter(rows)
    while chunk := list(islice(left, turns.rows)):
        with turns:
            yield chunk


def create(rows: Iterable[models.Model]) -> int:
    """Create new rows of one model; what was written stays if a later one fails.

    Returns:
        How many there were.
    """
    count = 0
    for chunk in in_turns(rows):
        with transaction.atomic():
            type(chunk[0])._default_manager.bulk_create(chunk)
        count += len(chunk)
    return count


def write(
    model: type[models.Model],
    *,
    fields: Sequence[str],
    rows: Iterable[Sequence[Any]],  # Any: what a field holds
) -> int:
    """Write new rows by the hundred thousand: as `create`, but without an object for each.

    Rows that come in the order of an index are written several times as fast as in any other.

    Args:
        model: whose rows they are; no signal is sent, and defaults stay out.
        fields: the columns that rows give, by the names of their fields.
        rows: one value a field.

    Returns:
        How many there were.
    """
    known = {one.name: one for one in model._meta.concrete_fields}
    found = [known[name] for name in fields]
    name = connection.ops.quote_name
    columns = ", ".join(name(one.get_attname_column()[1] or "") for one in found)
    places = ", ".join(["%s"] * len(found))
    question = f"insert into {name(model._meta.db_table)} ({columns}) values ({places})"
    written = 0
    made = (
        [one.get_db_prep_save(cell, connection) for one, cell in zip(found, row, strict=True)]
        for row in rows
    )
    for chunk in in_turns(made):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(question, chunk)
        written += len(chunk)
    return written


def delete(rows: "models.QuerySet[models.Model]") -> int:
    """Delete rows; tells how many of them there were.

    They go in no order: any would have a table read or sorted as a whole for each turn.
    """
    deleted, turns = 0, Turns()
    keys = rows.order_by().values_list("pk", flat=True)
    while chunk := list(keys[: turns.rows]):
        with turns, transaction.atomic():
            rows.model._default_manager.filter(pk__in=chunk).delete()
        deleted += len(chunk)
    return deleted
