"""Follows a figure back to the columns of the facts that it is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import sqlglot
from sqlglot import exp
from sqlglot.optimizer.scope import Scope, build_scope

from sameroom.engines import catalog
from sameroom.engines.portable.known import qualified, schema
from sameroom.engines.reading import tables_read

Columns = frozenset[str]


@dataclass(frozen=True, slots=True)
class Road:
    """From where a question has what it tells.

    Args:
        columns: for each column it gives, the columns of facts and small tables that its value
            is made of, as `noun.column`.
        cut_by: the columns by which rows are joined, chosen and grouped on the way.
        tables: the shared tables on the way, each behind what it reads, with what it reads.
    """

    columns: dict[str, Columns]
    cut_by: Columns
    tables: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def facts(self) -> Columns:
        """List every column that the figure depends on."""
        return self.cut_by.union(*self.columns.values())


def trace(sql: str) -> Road:
    """Follow each column of a portable question back through the shared tables.

    Raises:
        sqlglot.errors.OptimizeError: when it names a column that is not there.
    """
    made, cut_by = _trace(sql)
    wanted = catalog.in_order(catalog.list_shared_tables(), tables_read(sql))
    tables = tuple((table.name, tuple(sorted(tables_read(table.sql)))) for table in wanted)
    return Road(columns=made, cut_by=cut_by, tables=tables)


@cache
def _trace(sql: str) -> tuple[dict[str, Columns], Columns]:
    root = build_scope(qualified(sqlglot.parse_one(sql, read="duckdb"), known=schema()))
    if root is None:
        return {}, frozenset()
    names = [column.alias_or_name for column in _selects(root)]
    made = {name: _of_output(root, place) for place, name in enumerate(names)}
    cut = frozenset().union(*(_cuts(scope) for scope in root.traverse()))
    behind = [
        _shared(table.name)[1]
        for table in root.expression.find_all(exp.Table)
        if table.name in _shared_names()
    ]
    return made, cut.union(*behind)


def _of_output(scope: Scope, place: int) -> Columns:
    """Give what the column at a place of a question is made of; unions are made of all sides."""
    if isinstance(scope.expression, exp.SetOperation):
        return frozenset().union(*(_of_output(side, place) for side in scope.set_operation_scopes))
    return _of_expression(scope, _selects(scope)[place])


def _selects(scope: Scope) -> list[exp.Expr]:
    return scope.expression.selects if isinstance(scope.expression, exp.Query) else []


def _of_expression(scope: Scope, found: exp.Expr) -> Columns:
    return frozenset().union(*(_of_column(scope, one) for one in found.find_all(exp.Column)))


def _of_column(scope: Scope, column: exp.Column) -> Columns:
    source = scope.sources.get(column.table)
    if isinstance(source, Scope):
        names = [each.alias_or_name for each in _selects(source)]
        return _of_output(source, names.index(column.name)) if column.name in names else frozenset()
    if not isinstance(source, exp.Table):
        return frozenset()
    if source.name in _shared_names():
        return _shared(source.name)[0].get(column.name, frozenset())
    return frozenset({f"{source.name}.{column.name}"})


def _cuts(scope: Scope) -> Columns:
    """Give the columns by which one question joins, chooses and groups."""
    return frozenset().union(*(_of_expression(scope, clause) for clause in _clauses(scope)))


def _clauses(scope: Scope) -> Iterator[exp.Expr]:
    for name in ("where", "group", "having"):
        if clause := scope.expression.args.get(name):
            yield clause
    for join in scope.expression.args.get("joins") or ():
        if condition := join.args.get("on"):
            yield condition


@cache
def _shared_names() -> frozenset[str]:
    return frozenset(table.name for table in catalog.list_shared_tables())


@cache
def _shared(name: str) -> tuple[dict[str, Columns], Columns]:
    return next(_trace(table.sql) for table in catalog.list_shared_tables() if table.name == name)
