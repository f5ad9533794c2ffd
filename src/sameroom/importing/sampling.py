"""Takes a few values of each column of a sheet, for recognition to look at."""

import duckdb

from sameroom.connectors.mapping import SheetSample
from sameroom.importing.staging import Staged

VALUES = 1_000
FROM_THE_TOP = 500
SHOWN = 2_000  # characters of a value; what a column means shows long before that


def sample(connection: duckdb.DuckDBPyConnection, *, staged: Staged) -> SheetSample:
    """Take rows from the top and evenly from the rest, so that old and new rows are seen."""
    columns = ", ".join(f"left(c{index}, {SHOWN})" for index in range(staged.width))
    rows = connection.execute(f"select {columns} from {_some(staged)}").fetchall()
    headers, body = staged.headers, rows
    if headers is None and rows:
        headers, body = tuple(cell or "" for cell in rows[0]), rows[1:]
    by_column = tuple(zip(*body, strict=True)) if body else ((),) * staged.width
    return SheetSample(
        path=staged.path,
        name=staged.name,
        headers=headers,
        columns=by_column,
        rows=staged.rows - (staged.headers is None),
    )


def _some(staged: Staged) -> str:
    """Write the SQL of a few rows; of a file that is read anew, those at the top."""
    if not staged.is_kept:
        return f"{staged.scan} limit {VALUES}"
    return f"{staged.table} where {_chosen(staged)} order by rowid"


def _chosen(staged: Staged) -> str:
    if staged.rows <= VALUES:
        return "true"
    step = staged.rows // (VALUES - FROM_THE_TOP) + 1
    return f"rowid <= {FROM_THE_TOP} or rowid % {step} = 0"
