"""When a promise falls due, against a walk over every minute, and worked by hand."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sameroom.agreement.calendar import WorkingTime
from sameroom.agreement.clauses import Calendar
from sameroom.handoff.clocks import Delays, Pause, delays, due_at, joined, spent

LUNCH = ((time(8, 30), time(12)), (time(12, 45), time(17, 15)))
CALENDARS = {
    "office": Calendar(holidays=(date(2026, 4, 3), date(2026, 4, 6))),
    "lunch": Calendar(monday=LUNCH, sunday=((time(0), time(6)),)),
    "always": Calendar("", *(((time(0), time(0)),),) * 7),
}
ZONES = ("UTC", "Europe/Berlin", "Australia/Lord_Howe")
MINUTE = timedelta(minutes=1)
# The weeks in which clocks are put forward in Berlin, and back there and in Lord Howe.
BEGINS = [datetime(2026, 3, 26, tzinfo=UTC), datetime(2026, 4, 2, tzinfo=UTC),
          datetime(2026, 10, 22, tzinfo=UTC)]  # fmt: skip


def a_time(name: str, zone: str = "UTC") -> WorkingTime:
    return WorkingTime(CALENDARS[name], ZoneInfo(zone))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def runs(moment: datetime, pauses: list[Pause]) -> bool:
    return not any(
        one.starts_at <= moment and (one.ends_at is None or moment < one.ends_at) for one in pauses
    )


def walked_due(
    begin: datetime, within: int, working: WorkingTime, pauses: list[Pause]
) -> datetime | None:
    """Walk minute by minute until so many minutes were open and not paused: slow, and too plain
    to be wrong."""
    left, moment = within, begin
    while moment < begin + timedelta(days=20):
        if working.is_open(moment=moment) and runs(moment, pauses):
            left -= 1
        moment += MINUTE
        if left == 0:
            return moment
    return None


def walked_spent(
    begin: datetime, until: datetime, working: WorkingTime, pauses: list[Pause]
) -> int:
    moment, count = begin, 0
    while moment < until:
        count += working.is_open(moment=moment) and runs(moment, pauses)
        moment += MINUTE
    return count * 60


@st.composite
def some_pauses(draw: st.DrawFn) -> list[tuple[int, int | None]]:
    """Draw pauses as minutes after the beginning: some reversed, some that overlap, some open."""
    one = st.tuples(st.integers(-600, 6_000), st.one_of(st.none(), st.integers(-600, 7_000)))
    return draw(st.lists(one, max_size=4))


def as_pauses(begin: datetime, told: list[tuple[int, int | None]]) -> list[Pause]:
    return [
        Pause(begin + first * MINUTE, None if last is None else begin + last * MINUTE)
        for first, last in told
    ]


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(sorted(CALENDARS)), st.sampled_from(ZONES), st.sampled_from(BEGINS),
    st.integers(0, 4_000), st.integers(1, 900), some_pauses(),
)  # fmt: skip
def test_it_falls_due_where_a_walk_over_every_minute_ends(
    name: str, zone: str, week: datetime, offset: int, within: int,
    told: list[tuple[int, int | None]],
) -> None:  # fmt: skip
    begin, working = week + offset * MINUTE, a_time(name, zone)
    pauses = as_pauses(begin, told)
    found = due_at(starts_at=begin, within=within * MINUTE, working=working, pauses=pauses)
    assert found == walked_due(begin, within, working, pauses)


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(sorted(CALENDARS)), st.sampled_from(ZONES), st.sampled_from(BEGINS),
    st.integers(0, 4_000), st.integers(-500, 5_000), some_pauses(),
)  # fmt: skip
def test_it_has_run_as_long_as_a_walk_over_every_minute_counts(
    name: str, zone: str, week: datetime, offset: int, minutes: int,
    told: list[tuple[int, int | None]],
) -> None:  # fmt: skip
    begin, working = week + offset * MINUTE, a_time(name, zone)
    until, pauses = begin + minutes * MINUTE, as_pauses(begin, told)
    found = spent(starts_at=begin, until=until, working=working, pauses=pauses)
    assert found == walked_spent(begin, until, working, pauses)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(CALENDARS)), st.integers(1, 900), some_pauses())
def test_when_it_falls_due_exactly_the_promised_time_has_run(
    name: str, within: int, told: list[tuple[int, int | None]]
) -> None:
    begin, working = BEGINS[0], a_time(name, "Europe/Berlin")
    pauses = as_pauses(begin, told)
    due = due_at(starts_at=begin, within=within * MINUTE, working=working, pauses=pauses)
    if due is not None:
        ran = spent(starts_at=begin, until=due, working=working, pauses=pauses)
        assert ran == within * 60


def test_a_pause_over_a_night_worked_by_hand() -> None:
    monday, working = at(9, 15), a_time("office")
    pause = Pause(at(9, 16), at(10, 11))
    due = due_at(starts_at=monday, within=timedelta(hours=4), working=working, pauses=[pause])
    assert due == at(10, 14), "an hour on Monday, three from eleven on Tuesday"


def test_an_open_pause_holds_the_clock_unless_it_had_fallen_due_before() -> None:
    monday, working = at(9, 9), a_time("office")
    told = {"starts_at": monday, "within": timedelta(hours=2), "working": working}
    assert due_at(**told, pauses=[Pause(at(9, 10))]) is None  # type: ignore[arg-type]  # by name
    late = due_at(**told, pauses=[Pause(at(9, 12))])  # type: ignore[arg-type]  # by name
    assert late == at(9, 11)


def test_nothing_falls_due_where_nobody_ever_works() -> None:
    never = WorkingTime(Calendar("", *((),) * 7), ZoneInfo("UTC"))
    assert due_at(starts_at=at(9, 9), within=timedelta(hours=1), working=never) is None
    assert spent(starts_at=at(9, 9), until=at(20, 9), working=never) == 0


def test_pauses_that_touch_are_one_and_a_reversed_one_is_none() -> None:
    told = [Pause(at(9, 12), at(9, 14)), Pause(at(9, 10), at(9, 12)), Pause(at(9, 9), at(9, 8)),
            Pause(at(10, 9)), Pause(at(11, 9), at(11, 10))]  # fmt: skip
    assert joined(pauses=told) == [Pause(at(9, 10), at(9, 14)), Pause(at(10, 9))]


@pytest.mark.parametrize(
    ("owned_at", "contacted_at", "told"),
    [
        (at(9, 11), at(9, 14), Delays(2 * 3600, 3 * 3600)),
        (None, None, Delays(7 * 3600, None)),
        (at(9, 10), None, Delays(3600, None)),
        (at(9, 14), at(9, 12), Delays(3 * 3600, 0)),
        (None, at(9, 12), Delays(3 * 3600, 0)),
        (at(6, 9), at(9, 10), Delays(0, 3600)),
    ],
    ids=["owned, then called", "nobody yet", "owned, not called", "called before it was owned",
         "called and never owned", "owned before it was handed over"],
)  # fmt: skip
def test_routing_and_human_delay_are_two_clocks(
    owned_at: datetime | None, contacted_at: datetime | None, told: Delays
) -> None:
    found = delays(
        handed_over_at=at(9, 9), owned_at=owned_at, contacted_at=contacted_at, now=at(9, 16),
        working=a_time("office"),
    )  # fmt: skip
    assert found == told
