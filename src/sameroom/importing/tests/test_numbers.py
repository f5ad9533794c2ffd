"""Numbers and money are read by the column's decimal mark, or not at all."""

from functools import cache

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sameroom.importing.numbers import currency_sql, mend_number, number_sql


@cache
def engine() -> duckdb.DuckDBPyConnection:
    """Open one engine for all examples."""
    return duckdb.connect()


def read(text: str, *, decimal: str = ".") -> float | None:
    mended = mend_number(text, decimal=decimal)
    sql = number_sql("t", decimal=decimal, into="double", mended={text: mended} if mended else {})
    (found,) = engine().execute(f"select {sql} from (select ? as t)", [text]).fetchall()
    value: float | None = found[0]
    return value


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [
        ("1234.5", ".", 1234.5),
        ("1,234.50", ".", 1234.5),
        ("$ 1,234.50", ".", 1234.5),
        ("USD 70", ".", 70),
        ("12 %", ".", 12),
        ("(40.00)", ".", -40),
        ("40-", ".", -40),
        ("-500", ".", -500),
        ("1'234'567", ".", 1234567),
        ("1.234,50 €", ",", 1234.5),
        ("12,5", ",", 12.5),
        ("1 234,5", ",", 1234.5),
        ("1234.56", ",", 1234.56),
        ("1.234", ",", 1234),
        ("12,5", ".", 12.5),
        ("10k", ".", 10_000),
        ("$1.5M", ".", 1_500_000),
        ("2,5 Mio €", ",", 2_500_000),
        ("2 MIO", ".", None),
        ("1,23,456.00", ".", 123_456),
        ("XXX 5", ".", None),  # ISO 4217 for "no currency"
    ],
)
def test_it_reads_a_number(text: str, decimal: str, number: float | None) -> None:
    assert read(text, decimal=decimal) == number


@pytest.mark.parametrize(
    "text", ["5 days", "3 m", "12 of 20", "12.5.7", "1,23,4", "twelve", "1-10", "+49 30 123", ""]
)
def test_it_reads_no_number_into_what_is_none(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("€ 5", "EUR"),
        ("5 USD", "USD"),
        ("R$ 7", "BRL"),
        ("$7", "USD"),
        ("7", None),
        ("7 zł", "PLN"),
    ],
)
def test_it_finds_the_currency_in_a_cell(text: str, code: str | None) -> None:
    found = engine().execute(f"select {currency_sql('t')} from (select ? as t)", [text]).fetchone()
    assert found == (code,)


@settings(max_examples=60, deadline=None)
@given(st.decimals(-10_000_000, 10_000_000, places=2))
def test_both_decimal_marks_say_the_same(amount: object) -> None:
    english = f"{amount:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert read(english) == read(german, decimal=",") == float(f"{amount}")


@pytest.mark.parametrize(
    ("text", "unit", "read"),
    [
        ("1:30", "h:mm", 90),
        ("1:30", "m:ss", 90),
        ("12:07", "m:ss", 727),
        ("0:01:30", "m:ss", 90),
        ("1:30:00", "h:mm", 90),
        ("45 minutes", "h:mm", 45),
        ("1 hour", "h:mm", 60),
        ("1h 15m", "h:mm", 75),
        ("12:61", "m:ss", None),
        ("soon", "h:mm", None),
    ],
)
def test_spans_of_time_are_read_in_minutes_or_seconds(
    text: str, unit: str, read: float | None
) -> None:
    mended = mend_number(text, decimal=".", unit=unit)
    assert (None if mended is None else float(mended)) == read
