"""When somebody is told, tried again, given up: by example, and what must hold for everybody."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sameroom.notice import rules
from sameroom.notice.cards import How, Kind

NOW = datetime(2026, 7, 6, 8, 0, tzinfo=UTC)  # a Monday
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
                         "Asia/Kathmandu", "America/Sao_Paulo", "Africa/Cairo"])  # fmt: skip
INSTANTS = st.integers(0, 60_000).map(lambda n: NOW + timedelta(minutes=37 * n))
DAYS = st.sets(st.integers(0, 6), min_size=1)


@pytest.mark.parametrize(
    ("tries", "chance", "minutes"), [(1, 0, 1), (2, 0, 5), (3, 0, 20), (1, 1, 1.2), (7, 0, 1440)]
)
def test_waits_grow(tries: int, chance: float, minutes: float) -> None:
    at = rules.next_try_at(tries=tries, now=NOW, chance=chance)
    assert at == NOW + timedelta(minutes=minutes)


def test_it_is_given_up_after_the_last_wait() -> None:
    assert rules.next_try_at(tries=rules.TRIES, now=NOW, chance=0) is None


@given(st.integers(1, rules.TRIES - 2), st.floats(0, 1), st.floats(0, 1))
def test_each_wait_is_longer_than_the_one_before_whatever_chance_says(
    tries: int, one: float, other: float
) -> None:
    first = rules.next_try_at(tries=tries, now=NOW, chance=one)
    second = rules.next_try_at(tries=tries + 1, now=NOW, chance=other)
    assert first is not None
    assert second is not None
    assert first < second


@pytest.mark.parametrize(
    ("after", "zone", "hour", "days", "expected"),
    [
        ("2026-07-06T05:59", "Europe/Berlin", 8, {0}, "2026-07-06T06:00"),
        ("2026-07-06T06:00", "Europe/Berlin", 8, {0}, "2026-07-13T06:00"),
        ("2026-07-03T12:00", "UTC", 8, {0, 1, 2, 3, 4}, "2026-07-06T08:00"),
        # The clocks of Berlin go forward on 29 March 2026: two o'clock is not, and comes at three.
        ("2026-03-28T12:00", "Europe/Berlin", 2, {6}, "2026-03-29T01:00"),
        # They go back on 25 October: two o'clock comes twice, and the first counts.
        ("2026-10-24T12:00", "Europe/Berlin", 2, {6}, "2026-10-25T00:00"),
        ("2026-10-25T00:30", "Europe/Berlin", 2, {6}, "2026-11-01T01:00"),
        # Eight o'clock stays eight o'clock on both sides of the change.
        ("2026-10-24T06:00", "Europe/Berlin", 8, set(), "2026-10-25T07:00"),
        ("2026-07-05T20:00", "Pacific/Auckland", 8, {0}, "2026-07-05T20:00+7d"),
    ],
)
def test_a_digest_comes_at_the_hour_of_the_persons_own_clock(
    after: str, zone: str, hour: int, days: set[int], expected: str
) -> None:
    text, _, more = expected.partition("+")
    wanted = datetime.fromisoformat(text).replace(tzinfo=UTC)
    wanted += timedelta(days=7) if more else timedelta(0)
    start = datetime.fromisoformat(after).replace(tzinfo=UTC)
    assert rules.next_digest_at(after=start, zone=zone, hour=hour, days=days) == wanted


@given(INSTANTS, ZONES, st.integers(0, 23), DAYS)
def test_the_next_digest_is_ahead_within_eight_days_on_a_chosen_day(
    after: datetime, zone: str, hour: int, days: set[int]
) -> None:
    at = rules.next_digest_at(after=after, zone=zone, hour=hour, days=days)
    assert after < at <= after + timedelta(days=8, hours=1)
    local = at.astimezone(ZoneInfo(zone))
    assert local.weekday() in days
    assert local.hour == hour or local.hour == hour + 1, "the hour after where clocks jump"


@given(INSTANTS, ZONES, st.integers(0, 23))
def test_there_is_exactly_one_digest_a_day(after: datetime, zone: str, hour: int) -> None:
    days: set[object] = set()
    at = after
    for _ in range(14):
        at = rules.next_digest_at(after=at, zone=zone, hour=hour, days=())
        day = at.astimezone(ZoneInfo(zone)).date()
        assert day not in days
        days.add(day)
    assert len(days) == 14


def test_what_may_not_wait_does_not_wait() -> None:
    urgent = Kind("a.b", "x", How.AT_ONCE, may_wait=False)
    assert rules.choose_how(kind=urgent, chosen=How.DIGEST) is How.AT_ONCE
    assert rules.choose_how(kind=urgent, chosen=How.NOT_AT_ALL) is How.NOT_AT_ALL
    assert rules.choose_how(kind=Kind("a.c", "x"), chosen=None) is How.DIGEST


@given(INSTANTS, st.none() | INSTANTS)
def test_a_link_works_a_week_to_a_month(now: datetime, due_at: datetime | None) -> None:
    until = rules.link_expires_at(now=now, due_at=due_at)
    assert timedelta(days=7) <= until - now <= timedelta(days=30)
