"""Queries that are built once and asked often, with other values each time.

Of what a page of the queue costs, half was Django putting the same statements together again: its
expressions are copied, resolved and written out each time, which for a count over eight parts takes
ten times as long as the database needs to answer. Here a query is built once for each shape, with
stand-ins instead of values; after that only the values are put in.
"""

from collections.abc import Callable, Hashable, Iterable
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")
Value = str | int | date | datetime
WHOLE = range(-(2**63), 2**63)  # beyond, no database has a number
FITS = 31_000  # small enough for every column of numbers
START = datetime(2001, 1, 1, 1, 2, 3, 456, tzinfo=UTC)


class NotPreparedError(RuntimeError):
    """A query makes something of a value before it asks for it."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A statement, and at which of its places which value stands.

    Args:
        places: for each parameter the name of its value, or "" for what is the same each time.
    """

    rows: Any  # a query of whatever model, of which parts are read that Django keeps to itself
    compiler: SQLCompiler
    statement: str
    parameters: tuple[Any, ...]  # Any: what a database takes
    places: tuple[str, ...]


class Prepared(Generic[Row]):
    """A query that is built once for each shape.

    Args:
        build: makes the query. What changes its statement (which conditions there are, whether a
            value is missing) it is given by place, and all else by name. Named values it may hand
            to conditions only, as they are: to compute with them is refused, for they are
            stand-ins when it is called.
    """

    def __init__(self, build: "Callable[..., QuerySet[Any, Row]]") -> None:
        self._build = build
        self._kept: dict[tuple[Hashable, ...], _Kept | None] = {}

    def __call__(self, *shape: Hashable, **values: Value) -> list[Row]:
        """Ask, by one query.

        Args:
            shape: what the query is built from, handed to `build` by place.
            values: texts, whole numbers, days and instants (none of them None), by name.

        Raises:
            NotPreparedError: when the query cannot be built so.
        """
        if any(type(value) is int and value not in WHOLE for value in values.values()):
            return list(self._build(*shape, **values))
        key = (*shape, *((name, type(value)) for name, value in values.items()))
        if key not in self._kept:
            self._kept[key] = self._prepare(shape, values)
        kept = self._kept[key]
        return _ask(kept, values) if kept else []

    def _prepare(self, shape: tuple[Hashable, ...], values: dict[str, Value]) -> "_Kept | None":
        """Build it with stand-ins, and with others: what differs is a value, the rest is not.

        None for a query that nothing can ever answer to.
        """
        first, second = _stand_ins(values, 0), _stand_ins(values, 1)
        rows = self._build(*shape, **first)
        compiler = rows.query.get_compiler(using=rows.db)
        other = self._build(*shape, **second).query.get_compiler(using=rows.db)
        try:
            statement, parameters = compiler.as_sql()
            again, others = other.as_sql()
        except EmptyResultSet:
            return None
        if again != statement:
            raise NotPreparedError(f"A value changes the query itself: {statement!r}, {again!r}.")
        told = {(_adapted(one, rows.db), _adapted(second[name], rows.db)): name
                for name, one in first.items()}  # fmt: skip
        places = []
        for pair in zip(parameters, others, strict=True):
            if pair[0] != pair[1] and pair not in told:
                raise NotPreparedError(f"The query asks for what was made of a value: {pair}.")
            places.append(told[pair] if pair[0] != pair[1] else "")
        return _Kept(rows, compiler, statement, tuple(parameters), tuple(places))


def _stand_ins(values: dict[str, Value], which: int) -> dict[str, Value]:
    """Give stand-ins; how far a value's two lie apart is its own, which tells it from computed."""
    numbered = enumerate(values.items())
    return {
        name: _stand_in(100 * place + which * (1 + place), value)
        for place, (name, value) in numbered
    }


def _stand_in(number: int, value: Value) -> Value:
    if isinstance(value, datetime):
        return START + timedelta(days=number)
    if isinstance(value, date):
        return START.date() + timedelta(days=number)
    if type(value) is int:
        return FITS + number
    if isinstance(value, str):
        return f"stand-in {number}"
    raise NotPreparedError(f"{value!r} is no text, whole number, day or instant.")


def _adapted(value: Value, using: str) -> object:
    """Give a value as the database of this room takes it."""
    operations = connections[using].ops
    if isinstance(value, datetime):
        return operations.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return operations.adapt_datefield_value(value)
    return value


def _as(value: Any, *, like: Any) -> Any:  # Any: what a database takes
    """Give a number the width that it has in its column: PostgreSQL's driver asks for it."""
    return type(like)(value) if isinstance(like, int) else value


def _ask(kept: _Kept, values: dict[str, Value]) -> list[Any]:  # Any: the rows as they are asked for
    """Have Django read the rows as of any query, except that the statement is there already."""
    using = kept.rows.db
    told = {name: _adapted(value, using) for name, value in values.items()}
    given = tuple(
        _as(told[name], like=one) if name else one
        for name, one in zip(kept.places, kept.parameters, strict=True)
    )
    compiler = copy(kept.compiler)
    compiler.connection = connections[using]
    compiler.as_sql = lambda *_, **__: (kept.statement, given)  # type: ignore[method-assign]
    asked = SimpleNamespace(  # of a query, all that is read of it while its rows are
        db=using, model=kept.rows.model, _fields=kept.rows._fields, _known_related_objects={},
        query=SimpleNamespace(get_compiler=lambda *_, **__: compiler),
    )  # fmt: skip
    found: Iterable[Any] = kept.rows._iterable_class(asked)
    return list(found)
