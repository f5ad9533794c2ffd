"""Which tables a question reads, as DuckDB's own parser tells it.

SQLGlot tells the same, but takes longer over it than a small record takes to answer.
"""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


@cache
def tables_read(sql: str) -> frozenset[str]:
    """Tell which tables a question reads, its own common table expressions left out."""
    return frozenset(_parser().get_table_names(sql))


@cache
def _parser() -> "duckdb.DuckDBPyConnection":
    import duckdb  # imported late: the command must start fast

    return duckdb.connect()
