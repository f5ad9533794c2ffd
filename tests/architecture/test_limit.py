"""What an audit is held against reads no more than the audit does: a limit must not be padded."""

from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from sameroom.engines import catalog
from sameroom.engines.reading import tables_read

LIMITS = sorted((Path(__file__).parents[2] / "bench" / "limit").glob("*.sql"))
SHARED = {table.name: table for table in catalog.list_shared_tables()}


@pytest.mark.parametrize("file", LIMITS, ids=lambda file: file.stem)
def test_a_pass_reads_only_what_its_table_reads_and_joins_nothing(file: Path) -> None:
    passes = [one for one in sqlglot.parse(file.read_text("utf-8"), read="duckdb") if one]
    read = {table.name for one in passes for table in one.find_all(exp.Table)}
    assert read <= tables_read(SHARED[file.stem].sql)
    assert not [join for one in passes for join in one.find_all(exp.Join)]
