"""Dates of every spelling are read as a person would read them, or not at all."""

from datetime import UTC, datetime, timedelta
from functools import cache

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sameroom.importing.dates import Spellings, instant_sql


@cache
def engine() -> duckdb.DuckDBPyConnection:
    """Open one engine for all examples."""
    connection = duckdb.connect()
    connection.execute("set TimeZone = 'UTC'")
    return connection


def read(values: list[str], *, style: str = "", zone: str = "UTC") -> list[datetime | None]:
    """Read values as a column of a file."""
    spellings = Spellings(style=style, zone=zone)
    spellings.learn(values)
    sql = instant_sql("t", spellings, session_zone="UTC")
    found = (
        engine()
        .execute(f"select epoch_us({sql}) from (select unnest(?) as t)", [values])
        .fetchall()
    )
    start = datetime(1970, 1, 1, tzinfo=UTC)
    return [start + timedelta(microseconds=us) if us is not None else None for (us,) in found]


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]  # a date's parts


@pytest.mark.parametrize(
    ("style", "text", "moment"),
    [
        ("", "2026-05-04", at(2026, 5, 4)),
        ("", "2026-05-04T14:05:06Z", at(2026, 5, 4, 14, 5, 6)),
        ("", "2026-05-04 14:05:06+02:00", at(2026, 5, 4, 12, 5, 6)),
        ("", "2026-05-04 10:00+02", at(2026, 5, 4, 8)),
        ("", "20260504", at(2026, 5, 4)),
        ("", "2026-05-04 2:05 PM", at(2026, 5, 4, 14, 5)),
        ("dmy", "04/05/2026", at(2026, 5, 4)),
        ("dmy", "4.5.26 14:05", at(2026, 5, 4, 14, 5)),
        ("dmy", "04-05-2026", at(2026, 5, 4)),
        ("mdy", "05/04/26 02:18 AM", at(2026, 5, 4, 2, 18)),
        ("mdy", "5/4/2026", at(2026, 5, 4)),
        ("", "4 May 2026", at(2026, 5, 4)),
        ("", "May 4, 2026 2:05 pm", at(2026, 5, 4, 14, 5)),
        ("", "4. März 2026", at(2026, 3, 4)),
        ("", "4 de mayo de 2026", at(2026, 5, 4)),
        ("", "4 août 2026 14:05", at(2026, 8, 4, 14, 5)),
        ("", "Monday, May 4th 2026", at(2026, 5, 4)),
        ("epoch_s", "1777888800", at(2026, 5, 4, 10)),
        ("epoch_ms", "1777888800500", at(2026, 5, 4, 10, 0, 0, 500000)),
        ("epoch_us", "1777888800000001", at(2026, 5, 4, 10, 0, 0, 1)),
        ("excel", "46146.5", at(2026, 5, 4, 12)),
        ("", "1 mai 2026", at(2026, 5, 1)),
        ("", "13-Mai-2026", at(2026, 5, 13)),
    ],
)
def test_it_reads_a_spelling(style: str, text: str, moment: datetime) -> None:
    assert read([text], style=style) == [moment]


@pytest.mark.parametrize(
    "text", ["yesterday", "2026-02-30", "31/31/2026", "13:45", "2026", "04/05/06/07", "=NOW()", "-"]
)
def test_it_reads_no_date_into_what_is_none(text: str) -> None:
    assert read([text], style="dmy") == [None]


def test_it_does_not_guess_which_is_the_day() -> None:
    assert read(["04/05/2026"]) == [None]


def test_a_time_without_a_zone_is_taken_in_the_zone_given() -> None:
    summer = read(["2026-05-04 12:00", "2026-05-04T12:00:00Z"], zone="Europe/Berlin")
    assert summer == [at(2026, 5, 4, 10), at(2026, 5, 4, 12)]


def test_one_column_may_mix_spellings() -> None:
    found = read(["04/05/2026", "4/5/26", "04/05/2026 3:00 PM"], style="dmy")
    assert found == [at(2026, 5, 4), at(2026, 5, 4), at(2026, 5, 4, 15)]


@settings(max_examples=40, deadline=None)
@given(st.datetimes(datetime(1971, 1, 1), datetime(2050, 1, 1)))  # noqa: DTZ001 - made UTC below
def test_what_is_written_is_read_back(moment: datetime) -> None:
    moment = moment.replace(second=0, microsecond=0, tzinfo=UTC)
    written = {
        "": moment.strftime("%Y-%m-%d %H:%M"),
        "dmy": moment.strftime("%d/%m/%Y %H:%M"),
        "mdy": moment.strftime("%m/%d/%Y %I:%M %p"),
        "epoch_s": str(int(moment.timestamp())),
    }
    assert all(read([text], style=style) == [moment] for style, text in written.items())
