"""Working time: how many open seconds lie between two instants, and when so many have passed.

The same rule exists twice: here, for one case, and as `calendar_quarter` with a join, for
millions. An instant is open when the wall clock of the calendar's time zone shows a working hour
of a day that is no holiday. Clocks count whole seconds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sameroom.agreement.clauses import Calendar

QUARTER = 900
FURTHEST = timedelta(days=3660)


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """A calendar ready to count by.

    Args:
        calendar: its hours and holidays.
        zone: where its clock hangs.
    """

    calendar: Calendar
    zone: ZoneInfo

    def is_open(self, *, moment: datetime) -> bool:
        """Tell whether an instant is working time."""
        wall = moment.astimezone(self.zone)
        return self._is_open_on(wall.date(), wall.hour * 60 + wall.minute)

    def open_seconds(self, *, starts_at: datetime, ends_at: datetime) -> int:
        """Count the working seconds between two instants; none when they are reversed."""
        first, last = seconds(starts_at), seconds(ends_at)
        spans = self._spans(first, last)
        return sum(max(0, min(end, last) - max(begin, first)) for begin, end in spans)

    def after(self, *, starts_at: datetime, open_seconds: int) -> datetime | None:
        """Find the first instant at which so many working seconds have passed, within ten years.

        Raises:
            ValueError: when no second is to pass.
        """
        if open_seconds <= 0:
            raise ValueError("At least one working second must pass.")
        first, left = seconds(starts_at), open_seconds
        for begin, end in self._spans(first, first + int(FURTHEST.total_seconds())):
            held = max(0, end - max(begin, first))
            if held >= left:
                return datetime.fromtimestamp(max(begin, first) + left, tz=UTC)
            left -= held
        return None

    def before(self, *, ends_at: datetime, open_seconds: int) -> datetime | None:
        """Find the last instant from which so many working seconds are left, within ten years.

        Raises:
            ValueError: when no second is to be left.
        """
        if open_seconds <= 0:
            raise ValueError("At least one working second must be left.")
        last, left = seconds(ends_at), open_seconds
        day = datetime.fromtimestamp(last, tz=self.zone).date()
        for _ in range(FURTHEST.days):
            for begin, end in reversed(list(self._spans_of(day))):
                held = max(0, min(end, last) - begin)
                if held >= left:
                    return datetime.fromtimestamp(min(end, last) - left, tz=UTC)
                left -= held
            day -= timedelta(days=1)
        return None

    def _is_open_on(self, day: date, minute: int) -> bool:
        if day in self.calendar.holidays:
            return False
        spans = self.calendar.week[day.weekday()]
        return any(_minute(begin) <= minute < (_minute(end) or 1440) for begin, end in spans)

    def _spans(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """List the open spans that may touch a period, in seconds since 1970 and in order."""
        day = datetime.fromtimestamp(first, tz=self.zone).date()
        until = datetime.fromtimestamp(last, tz=self.zone).date()
        while day <= until:
            yield from self._spans_of(day)
            day += timedelta(days=1)

    def _spans_of(self, day: date) -> Iterator[tuple[int, int]]:
        begin, end = self._midnight(day), self._midnight(day + timedelta(days=1))
        if day in self.calendar.holidays:
            return
        if end - begin != 86_400:  # the clock is put forward or back: ask each quarter
            yield from self._walked(day, begin, end)
            return
        for opens, closes in self.calendar.week[day.weekday()]:
            yield begin + _minute(opens) * 60, begin + (_minute(closes) or 1440) * 60

    def _walked(self, day: date, begin: int, end: int) -> Iterator[tuple[int, int]]:
        for second in range(begin, end, QUARTER):
            wall = datetime.fromtimestamp(second, tz=self.zone)
            if wall.date() == day and self._is_open_on(day, wall.hour * 60 + wall.minute):
                yield second, second + QUARTER

    def _midnight(self, day: date) -> int:
        """Find the first second of a day, also where its midnight is skipped or comes twice."""
        midnight = datetime(day.year, day.month, day.day, tzinfo=self.zone)
        second = int(midnight.timestamp()) - 7200
        while datetime.fromtimestamp(second, tz=self.zone).date() < day:
            second += QUARTER
        return second


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def seconds(moment: datetime) -> int:
    """Count whole seconds since 1970, rounded down."""
    return int(moment.timestamp() // 1)


def working_time(*, calendar: Calendar, company_zone: str) -> WorkingTime:
    """Make a calendar ready to count by; without a zone of its own it follows the company's."""
    return WorkingTime(calendar, ZoneInfo(calendar.time_zone or company_zone))
