"""What columns there are, so that every column a question names can be checked."""

from collections.abc import Iterable, Mapping
from functools import cache

import sqlglot
from sqlglot import exp
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify
from sqlglot.schema import MappingSchema

from sameroom.engines import catalog
from sameroom.engines.arrow import DUCKDB
from sameroom.engines.catalog import SharedTable
from sameroom.engines.given import GIVEN
from sameroom.facts import list_tables

Schema = Mapping[str, Mapping[str, str]]


@cache
def base_schema() -> Schema:
    """Give the columns of the facts and of the small tables, with DuckDB's names of their types."""
    facts = {table.name: table.all_columns for table in list_tables()}
    given = {table.name: table.columns for table in GIVEN}
    return {
        name: {column.name: DUCKDB[column.kind] for column in columns}
        for name, columns in {**facts, **given}.items()
    }


@cache
def schema() -> Schema:
    """Give the columns of all that SQL may read: facts, small tables and shared tables.

    A shared table whose SQL cannot be understood is left out; the lint of its own file says why.
    """
    return with_shared(base=base_schema(), tables=catalog.list_shared_tables())


def with_shared(*, base: Schema, tables: Iterable[SharedTable]) -> Schema:
    """Add to a schema the columns that shared tables give, each after what it reads."""
    known = {name: dict(columns) for name, columns in base.items()}
    everything = tuple(tables)
    wanted = frozenset(table.name for table in everything)
    for table in catalog.in_order(everything, wanted):
        try:
            known[table.name] = columns_of(table.sql, known=known)
        except sqlglot.errors.SqlglotError:
            continue
    return known


def columns_of(sql: str, *, known: Schema) -> dict[str, str]:
    """Tell the columns that a question gives, with their types."""
    tree = qualified(sqlglot.parse_one(sql, read="duckdb"), known=known)
    return {
        column.alias_or_name: (column.type or exp.DataType.build("unknown")).sql("duckdb")
        for column in tree.selects
    }


def qualified(tree: exp.Expr, *, known: Schema) -> exp.Query:
    """Copy a question with every column traced to its table and every part typed.

    Raises:
        sqlglot.errors.OptimizeError: when it names a column that is not there.
    """
    tables: dict[str, object] = {name: dict(columns) for name, columns in known.items()}
    sources = MappingSchema(tables, dialect="duckdb")
    named = qualify(
        tree.copy(),
        schema=sources,
        dialect="duckdb",
        identify=False,
        quote_identifiers=False,
    )
    typed = annotate_types(named, schema=sources, dialect="duckdb")
    if not isinstance(typed, exp.Query):
        raise sqlglot.errors.OptimizeError("It is not a question: begin with select or with.")
    return typed
