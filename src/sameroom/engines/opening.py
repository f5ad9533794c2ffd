"""Opens the embedded engine, the same way wherever it is needed."""

import duckdb


def open_duckdb(*, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """Open an embedded database in memory, which says nothing of how far it is.

    By itself the engine writes a bar to the standard output of whatever takes long, a log included.
    In a notebook that cannot draw one it turns the bar off itself, and refuses to be told to.

    Args:
        threads: how many it uses; by default as many as there are processors.
    """
    connection = duckdb.connect(config={"threads": threads} if threads else {})
    asked = "select current_setting('enable_progress_bar')"
    if connection.execute(asked).fetchall() == [(True,)]:
        connection.execute("set enable_progress_bar = false")
    return connection
