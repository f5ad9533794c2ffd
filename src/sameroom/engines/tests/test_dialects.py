"""Every form that is allowed: what it becomes on Spark, and what it answers on DuckDB."""

import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import sqlglot

from sameroom.engines import portable
from sameroom.engines.portable.allowed import INSTEAD, NODES
from sameroom.errors import SameroomError

KNOWN = {
    "sample": {
        "id": "varchar",
        "word": "varchar",
        "score": "double",
        "visits": "bigint",
        "amount": "decimal(18, 2)",
        "is_won": "boolean",
        "made_at": "timestamptz",
        "made_on": "date",
    }
}
MORNING = datetime(2026, 1, 31, 10, 30, 0, 500_000, tzinfo=UTC)
ROWS = (
    ("a", " Ada@x.com ", 1.5, 3, Decimal("10.00"), True, MORNING, date(2026, 1, 31)),
    ("b", None, None, None, None, None, None, None),
    ("c", "Sol@y.org", -2.5, 4, Decimal("0.05"), False, MORNING, date(2026, 3, 1)),
)
FORMS = tomllib.loads(Path(__file__).with_name("dialects.toml").read_text("utf-8"))["form"]


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    columns = ", ".join(f"{name} {kind}" for name, kind in KNOWN["sample"].items())
    with duckdb.connect() as made:
        made.execute("set TimeZone = 'UTC'")
        made.execute(f"create table sample ({columns})")
        made.executemany(
            "insert into sample values (?, ?, ?, ?, ?, ?, ?, ?)", list(map(list, ROWS))
        )
        yield made


def whole(form: str) -> str:
    is_whole = form.startswith(("select", "with"))
    return form if is_whole else f"select {form} as told from sample"


def told(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return f"{value:.9g}" if isinstance(value, float | Decimal) else str(value)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["duckdb"])
def test_it_is_allowed_and_answers_what_was_worked_out(
    form: dict[str, str], connection: duckdb.DuckDBPyConnection
) -> None:
    sql = whole(form["duckdb"])
    assert portable.check(sql, known=KNOWN) == []
    for words in (sql, portable.translate(sql, dialect="duckdb", known=KNOWN)):
        answers = [told(row[0]) for row in connection.execute(words).fetchall()]
        assert sorted(answers) == form["answers"]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["duckdb"])
def test_it_becomes_the_words_that_spark_answers_alike(form: dict[str, str]) -> None:
    words = portable.translate(whole(form["duckdb"]), dialect="spark", known=KNOWN)
    is_whole = form["duckdb"] == whole(form["duckdb"])
    spark = form["spark"] if is_whole else f"SELECT {form['spark']} AS told FROM sample AS sample"
    assert " ".join(words.split()) == spark


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["duckdb"])
def test_databricks_gets_the_words_that_were_executed_on_spark(form: dict[str, str]) -> None:
    told = [
        portable.translate(whole(form["duckdb"]), dialect=dialect, known=KNOWN)
        for dialect in ("databricks", "spark")
    ]
    assert told[0] == told[1]


def test_every_allowed_form_is_among_them() -> None:
    seen = {
        type(node)
        for form in FORMS
        for node in sqlglot.parse_one(whole(form["duckdb"]), read="duckdb").walk()
    }
    assert seen == NODES


def test_nothing_is_both_allowed_and_refused() -> None:
    assert NODES.isdisjoint(INSTEAD)


@pytest.mark.parametrize(
    ("dialect", "form", "words"),
    [
        ("postgres", "quantile_cont(score, 0.9)", "PERCENTILE_CONT(0.9) WITHIN GROUP"),
        ("postgres", "hour(made_at)", "EXTRACT(HOUR FROM"),
        ("postgres", "epoch(made_at)", "DATE_PART('epoch'"),
        ("postgres", "contains(word, '@')", "POSITION('@' IN"),
        ("postgres", "arg_min(word, score)", "ARRAY_AGG("),
        ("snowflake", "quantile_cont(score, 0.9)", "PERCENTILE_CONT(0.9) WITHIN GROUP"),
        ("snowflake", "arg_min(word, score)", "MIN_BY("),
        ("snowflake", "count_if(is_won)", "SUM(CASE"),
        ("snowflake", "epoch(made_at)", "EPOCH_MICROSECOND"),
        ("bigquery", "count_if(is_won)", "SUM(CASE"),
        ("bigquery", "epoch(made_at)", "UNIX_MICROS("),
        ("bigquery", "md5(id)", "TO_HEX(MD5("),
    ],
)
def test_warehouses_get_their_own_words(dialect: str, form: str, words: str) -> None:
    assert words in portable.translate(whole(form), dialect=dialect, known=KNOWN)


@pytest.mark.parametrize(
    ("dialect", "form"),
    [("bigquery", "median(score)"), ("bigquery", "quantile_cont(score, 0.9)")],
)
def test_what_has_no_equal_is_said_instead_of_approximated(dialect: str, form: str) -> None:
    with pytest.raises(SameroomError, match="has no exact"):
        portable.translate(whole(form), dialect=dialect, known=KNOWN)


def test_an_unknown_dialect_gets_the_nearest_one() -> None:
    with pytest.raises(SameroomError, match='Did you mean "snowflake"'):
        portable.translate("select id from sample", dialect="snowflak", known=KNOWN)
