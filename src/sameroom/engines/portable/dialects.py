"""The same question in the words of another engine or warehouse."""

from enum import StrEnum

import sqlglot
from sqlglot import exp

from sameroom.engines.portable.known import Schema, qualified
from sameroom.engines.portable.words import (
    NO_EQUAL,
    BigQueryWords,
    DatabricksWords,
    PostgresWords,
    SnowflakeWords,
    SparkWords,
)
from sameroom.errors import SameroomError, nearest


class Dialect(StrEnum):
    """The dialects on offer."""

    DUCKDB = "duckdb"
    SPARK = "spark"
    POSTGRES = "postgres"
    SNOWFLAKE = "snowflake"
    BIGQUERY = "bigquery"
    DATABRICKS = "databricks"


DIALECTS: dict[Dialect, str] = {
    Dialect.DUCKDB: "executed",
    Dialect.SPARK: "executed",
    Dialect.POSTGRES: "executed",
    Dialect.SNOWFLAKE: "translated, not executed",
    Dialect.BIGQUERY: "translated, not executed",
    Dialect.DATABRICKS: "translated, not executed",
}


WORDS: dict[str, type[sqlglot.Dialect]] = {
    Dialect.SPARK: SparkWords,
    Dialect.POSTGRES: PostgresWords,
    Dialect.SNOWFLAKE: SnowflakeWords,
    Dialect.BIGQUERY: BigQueryWords,
    Dialect.DATABRICKS: DatabricksWords,
}


def translate(sql: str, *, dialect: str, known: Schema) -> str:
    """Say a question in another dialect, every column traced to its table.

    Args:
        sql: a portable question (see `check`).
        dialect: one of `DIALECTS`.
        known: the columns of every table it reads.

    Raises:
        SameroomError: when there is no such dialect, or it has no equal for something.
    """
    if dialect not in list(Dialect):
        allowed = [str(name) for name in Dialect]
        raise SameroomError(
            f'There is no dialect "{dialect}".',
            remedy=f"{nearest(dialect, allowed)} Choose one of {', '.join(allowed)}.".strip(),
        )
    tree = sqlglot.parse_one(sql, read="duckdb")
    if dialect == Dialect.DUCKDB:
        return tree.sql("duckdb", pretty=True)
    traced: exp.Expr = qualified(tree, known=known)
    for fix in FIXES:
        traced = traced.transform(fix)
    _refuse_approximations(traced, dialect)
    return traced.sql(WORDS[dialect], pretty=True)


def _refuse_approximations(tree: exp.Expr, dialect: str) -> None:
    for kind, called in NO_EQUAL.get(dialect, {}).items():
        if tree.find(kind):
            raise SameroomError(
                f"{dialect} has no exact {called}, so this question is not translated.",
                remedy="Ask it of DuckDB, or compute that part where the rows are.",
            )


def _fraction(node: exp.Expr) -> exp.Expr:
    """Divide and average as doubles, as DuckDB does; Spark keeps decimals and rounds them."""
    if isinstance(node, exp.Div):
        node.set("this", _double(node.this))
    if isinstance(node, exp.Avg | exp.Median | exp.PercentileCont):
        node.set("this", _double(node.this))
    return node


def _double(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.Distinct) or node.is_type(exp.DataType.Type.DOUBLE):
        return node
    return exp.cast(node, exp.DataType.Type.DOUBLE)


def _telling(node: exp.Expr) -> exp.Expr:
    """Leave rows without a value out of arg_min and arg_max, as DuckDB does and Spark does not."""
    if isinstance(node, exp.ArgMin | exp.ArgMax):
        told = exp.Not(this=exp.Is(this=node.this.copy(), expression=exp.null()))
        node.set("expression", exp.case().when(told, node.expression.copy()))
    return node


def _counting(node: exp.Expr) -> exp.Expr:
    """Count what holds as DuckDB does: null, not 0, where no row says yes or no."""
    if not isinstance(node, exp.CountIf):
        return node
    holds = node.this.copy()
    told = exp.case().when(holds, "1").when(exp.not_(holds.copy()), "0")
    return exp.Sum(this=told)


FIXES = (_fraction, _telling, _counting)
