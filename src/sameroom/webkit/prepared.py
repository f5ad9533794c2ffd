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
_WAYS = ("plain", "odd", "least")


class NotPreparedError(RuntimeError):
    """A query cannot be built once for all values."""


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
        build: makes the query. It is given by place whatever changes its statement (which
            conditions there are, whether a value is missing, how many rows, a time zone, a
            language), and by name the values. These it may only hand to conditions, as they are:
            they are stand-ins when it is called, and it is not called again. Much of what is
            computed from them or decided by them is noticed and refused, since it is built three
            times with different ones; not all: that a text is empty is not, and has its place
            in the shape.
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
        """Build it with different stand-ins: what differs is a value, the rest is always the same.

        None for a query that nothing can ever answer to.
        """
        sets = [_stand_ins(values, which) for which in _WAYS]
        rows: Any  # see `_Kept`
        rows, *others = (self._build(*shape, **one) for one in sets)
        if rows._prefetch_related_lookups or rows.query.select_for_update:
            raise NotPreparedError("Neither rows of their own nor locks go with a prepared query.")
        compiler = rows.query.get_compiler(using=rows.db)
        written = [_written(compiler)]
        written += [_written(one.query.get_compiler(using=one.db)) for one in others]
        if any(one is None for one in written) and any(one is not None for one in written):
            raise NotPreparedError("A value decides whether anything is asked.")
        told = [one for one in written if one is not None]
        if not told:
            return None
        if len({statement for statement, _ in told}) > 1:
            raise NotPreparedError(f"A value changes the query itself: {told[0][0]!r}.")
        known = {tuple(_adapted(one[name], rows.db) for one in sets): name for name in values}
        places = []
        for triple in zip(*(parameters for _, parameters in told), strict=True):
            is_same = all(one == triple[0] for one in triple)
            if not is_same and triple not in known:
                raise NotPreparedError(f"The query asks for what was made of a value: {triple}.")
            places.append("" if is_same else known[triple])
        compiler.connection = None  # each asks by their own
        return _Kept(rows, compiler, told[0][0], told[0][1], tuple(places))


def _written(compiler: SQLCompiler) -> tuple[str, tuple[Any, ...]] | None:
    """Write a statement with its parameters; None where nothing can answer to it."""
    try:
        statement, parameters = compiler.as_sql()
    except EmptyResultSet:
        return None
    return statement, tuple(parameters)


def _stand_ins(values: dict[str, Value], way: str) -> dict[str, Value]:
    numbered = enumerate(values.items())
    return {name: _stand_in(place, value, way) for place, (name, value) in numbered}


def _stand_in(place: int, value: Value, way: str) -> Value:
    """Give a value's stand-in: the first two are its own, the third is as little as can be.

    How far its first two lie apart is its own as well, which tells it from what was computed.
    """
    number = 100 * place + (1 + place if way == "odd" else 0)
    if isinstance(value, datetime):
        return START + timedelta(days=number, hours=5) if way != "least" else START
    if isinstance(value, date):
        return START.date() + timedelta(days=number) if way != "least" else START.date()
    if type(value) is int:
        return FITS + number if way != "least" else 0
    if isinstance(value, str):
        odd = f" Stand-In {number} {'of many words ' * 99}"
        return {"plain": f"stand-in {number}", "odd": odd, "least": "-"}[way]
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
