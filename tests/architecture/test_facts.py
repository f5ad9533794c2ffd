"""The vocabulary keeps to words that every SQL dialect takes."""

import re

import pytest
import sqlglot

from sameroom.facts import Table, list_tables

SAFE = re.compile(r"^[a-z][a-z0-9_]*$")
NOUNS = {table.name for table in list_tables()}


@pytest.mark.parametrize("table", list_tables(), ids=lambda table: table.name)
def test_its_names_are_plain_words(table: Table) -> None:
    names = [table.name, *(column.name for column in table.all_columns)]
    assert [name for name in names if not SAFE.match(name)] == []
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("table", list_tables(), ids=lambda table: table.name)
@pytest.mark.parametrize("dialect", ["duckdb", "spark", "postgres", "snowflake", "bigquery"])
def test_its_names_need_no_quotes_anywhere(table: Table, dialect: str) -> None:
    for column in table.all_columns:
        sql = f"select {column.name} from {table.name}"
        assert sqlglot.transpile(sql, read=dialect, write=dialect)[0].lower() == sql


@pytest.mark.parametrize("table", list_tables(), ids=lambda table: table.name)
def test_its_references_point_at_nouns(table: Table) -> None:
    targets = {column.refers_to for column in table.columns if column.refers_to}
    assert targets - NOUNS - {"subject"} == set()
