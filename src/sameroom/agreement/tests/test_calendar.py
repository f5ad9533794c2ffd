"""Working time: the rule, its twin in SQL, and a count of every minute as the oracle."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sameroom.agreement.calendar import WorkingTime, working_time
from sameroom.agreement.clauses import Calendar
from sameroom.agreement.quarters import quarter_columns
from sameroom.measure import Window

WINDOW = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC))
# Berlin and Santiago change their clocks, one at night and one at midnight; Kathmandu is a
# quarter of an hour off; Lord Howe moves by half an hour.
ZONES = ("UTC", "Europe/Berlin", "America/Santiago", "Asia/Kathmandu", "Australia/Lord_Howe")
LUNCH = ((time(8, 30), time(12)), (time(12, 45), time(17, 15)))
ALL_DAY = ((time(0), time(0)),)
NIGHT = ((time(0), time(3, 15)), (time(22), time(0)))
CALENDARS = {
    "office": Calendar(holidays=(date(2026, 4, 3), date(2026, 4, 6))),
    "lunch": Calendar(monday=LUNCH, friday=LUNCH, holidays=(date(2026, 1, 1),)),
    "always": Calendar("", *(ALL_DAY,) * 7),
    "night": Calendar("", *(NIGHT,) * 7),
}
INSTANTS = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001, hypothesis adds the zone
    max_value=datetime(2026, 12, 1),  # noqa: DTZ001, hypothesis adds the zone
    timezones=st.just(UTC),
)


@cache
def counted(name: str, zone: str) -> WorkingTime:
    return working_time(calendar=CALENDARS[name], company_zone=zone)


@cache
def laid_out(name: str, zone: str) -> duckdb.DuckDBPyConnection:
    import pyarrow as pa

    table = pa.table(quarter_columns(name=name, working=counted(name, zone), window=WINDOW))
    connection = duckdb.connect()
    connection.register("given", table)
    connection.execute("create table calendar_quarter as select * from given")
    return connection


def in_sql(name: str, zone: str, starts_at: datetime, ends_at: datetime) -> int:
    """Count by the table: open seconds before the end less open seconds before the start."""
    (found,) = laid_out(name, zone).execute(
        """
        select sum(sign * (open_before + case when is_open then second - quarter * 900 else 0 end))
        from calendar_quarter
        inner join (values (-1, ?::bigint), (1, ?::bigint)) as ends (sign, second)
            on quarter = cast(floor(second / 900) as bigint)
        """,
        [int(starts_at.timestamp() // 1), int(ends_at.timestamp() // 1)],
    ).fetchone() or (None,)
    return int(found)


def due_in_sql(name: str, zone: str, starts_at: datetime, within: int) -> Any:  # Any: a cell
    """Find the due second as `handoff_case` does: by the open quarter that holds it."""
    found = (
        laid_out(name, zone)
        .execute(
            """
        with handed as (
            select open_before
                + case when is_open then ?::bigint - quarter * 900 else 0 end + ?::bigint as target
            from calendar_quarter where quarter = cast(floor(?::bigint / 900) as bigint)
        )
        select quarter * 900 + target - open_before
        from handed inner join calendar_quarter
            on is_open and open_before = cast(floor((target - 1) / 900) as bigint) * 900
        """,
            [int(starts_at.timestamp() // 1), within, int(starts_at.timestamp() // 1)],
        )
        .fetchone()
    )
    return found[0] if found else None


def minute_by_minute(working: WorkingTime, starts_at: datetime, ends_at: datetime) -> int:
    """Count open minutes one at a time: slow, and too plain to be wrong."""
    moment, count = starts_at, 0
    while moment < ends_at:
        count += working.is_open(moment=moment)
        moment += timedelta(minutes=1)
    return count * 60


def test_an_afternoon_and_the_next_morning_worked_by_hand() -> None:
    working = counted("office", "UTC")
    friday = datetime(2026, 3, 6, 16, tzinfo=UTC)
    monday = datetime(2026, 3, 9, 10, 30, tzinfo=UTC)
    assert working.open_seconds(starts_at=friday, ends_at=monday) == 2.5 * 3600
    assert working.after(starts_at=friday, open_seconds=9000) == monday


def test_a_holiday_does_not_count() -> None:
    working = counted("office", "Europe/Berlin")
    thursday = datetime(2026, 4, 2, 14, tzinfo=UTC)  # 16:00 in Berlin, before Good Friday
    assert working.after(starts_at=thursday, open_seconds=7200) == datetime(
        2026, 4, 7, 8, tzinfo=UTC
    )


def test_a_day_on_which_the_clock_changes_has_its_real_length() -> None:
    working = counted("always", "Europe/Berlin")
    spring = datetime(2026, 3, 28, 23, tzinfo=UTC)  # midnight in Berlin
    assert working.open_seconds(starts_at=spring, ends_at=spring + timedelta(hours=23)) == 23 * 3600
    assert not counted("night", "Europe/Berlin").is_open(
        moment=datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # 03:30, as 02:30 does not exist
    )


def test_reversed_ends_hold_nothing() -> None:
    working = counted("office", "UTC")
    later = datetime(2026, 3, 6, 16, tzinfo=UTC)
    assert working.open_seconds(starts_at=later, ends_at=later - timedelta(days=3)) == 0


def test_no_second_is_not_a_wait() -> None:
    with pytest.raises(ValueError, match="At least one"):
        counted("office", "UTC").after(starts_at=WINDOW.starts_at, open_seconds=0)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(CALENDARS)), st.sampled_from(ZONES), INSTANTS,
    st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=200)),
)  # fmt: skip
def test_the_rule_and_the_table_count_the_same_seconds(
    name: str, zone: str, starts_at: datetime, span: timedelta
) -> None:
    ends_at = starts_at + span
    by_rule = counted(name, zone).open_seconds(starts_at=starts_at, ends_at=ends_at)
    assert by_rule == in_sql(name, zone, starts_at, ends_at)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(sorted(CALENDARS)), st.sampled_from(ZONES), INSTANTS, st.integers(1, 400_000)
)
def test_the_rule_and_the_table_name_the_same_due_second(
    name: str, zone: str, starts_at: datetime, within: int
) -> None:
    due = counted(name, zone).after(starts_at=starts_at, open_seconds=within)
    assert due is not None
    assert int(due.timestamp()) == due_in_sql(name, zone, starts_at, within)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(sorted(CALENDARS)), st.sampled_from(ZONES),
    st.sampled_from([datetime(2026, month, 1, tzinfo=UTC) for month in (1, 3, 4, 9, 10)]),
    st.integers(0, 45_000), st.integers(0, 4_000),
)  # fmt: skip
def test_the_rule_agrees_with_counting_every_minute(
    name: str, zone: str, month: datetime, offset: int, minutes: int
) -> None:
    working = counted(name, zone)
    starts_at = month + timedelta(minutes=offset)
    ends_at = starts_at + timedelta(minutes=minutes)
    assert working.open_seconds(starts_at=starts_at, ends_at=ends_at) == minute_by_minute(
        working, starts_at, ends_at
    )


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(CALENDARS)), INSTANTS, st.integers(1, 400_000))
def test_until_it_is_due_exactly_the_promised_seconds_pass(
    name: str, starts_at: datetime, within: int
) -> None:
    working, start = counted(name, "Europe/Berlin"), starts_at.replace(microsecond=0)
    due = working.after(starts_at=start, open_seconds=within)
    assert due is not None
    assert working.open_seconds(starts_at=start, ends_at=due) == within
    assert working.open_seconds(starts_at=start, ends_at=due - timedelta(seconds=1)) == within - 1


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(sorted(CALENDARS)), st.sampled_from(ZONES), INSTANTS, st.integers(1, 400_000)
)
def test_counting_back_ends_where_exactly_so_many_seconds_are_left(
    name: str, zone: str, ends_at: datetime, left: int
) -> None:
    working, end = counted(name, zone), ends_at.replace(microsecond=0)
    begin = working.before(ends_at=end, open_seconds=left)
    assert begin is not None
    assert working.open_seconds(starts_at=begin, ends_at=end) == left
    later = begin + timedelta(seconds=1)
    assert working.open_seconds(starts_at=later, ends_at=end) == left - 1


def test_counting_back_over_a_weekend_worked_by_hand() -> None:
    monday = datetime(2026, 3, 9, 10, 30, tzinfo=UTC)
    assert counted("office", "UTC").before(ends_at=monday, open_seconds=9000) == datetime(
        2026, 3, 6, 16, tzinfo=UTC
    )


def test_counting_back_needs_a_second_and_ends_where_nobody_works() -> None:
    with pytest.raises(ValueError, match="At least one"):
        counted("office", "UTC").before(ends_at=WINDOW.starts_at, open_seconds=0)
    never = WorkingTime(Calendar("", *((),) * 7), counted("office", "UTC").zone)
    assert never.before(ends_at=WINDOW.starts_at, open_seconds=1) is None
    assert never.after(starts_at=WINDOW.starts_at, open_seconds=1) is None
