"""The working calendars as a table, a row a quarter of an hour: the twin of `calendar.py`."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sameroom.agreement.calendar import QUARTER, WorkingTime, seconds
from sameroom.measure import Window

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
DAY = 86_400
MARGIN = timedelta(days=366)
EPOCH_WEEKDAY = 3  # 1970-01-01 was a Thursday


def quarter_columns(*, name: str, working: WorkingTime, window: Window) -> dict[str, pa.Array]:
    """Lay a calendar out over the window and a year on both sides of it."""
    first = seconds(window.starts_at - MARGIN) // DAY * DAY
    last = -(-seconds(window.ends_at + MARGIN) // DAY) * DAY
    starts = np.arange(first, last, QUARTER, dtype=np.int64)
    is_open = _is_open(starts, working)
    before = np.concatenate(([0], np.cumsum(is_open * QUARTER)[:-1])).astype(np.int64)
    return {
        "calendar": pa.array([name]).take(pa.array(np.zeros(len(starts), dtype=np.int64))),
        "quarter": pa.array(starts // QUARTER),
        "open_before": pa.array(before),
        "is_open": pa.array(is_open),
    }


def _is_open(starts: Numbers, working: WorkingTime) -> Flags:
    wall = starts + _offsets(starts, working.zone)
    day, minute = wall // DAY, wall % DAY // 60
    week = _week(working)
    is_open: Flags = week[(day + EPOCH_WEEKDAY) % 7, minute // 15]
    holidays = [(off - date(1970, 1, 1)).days for off in working.calendar.holidays]
    return is_open & ~np.isin(day, holidays)


def _week(working: WorkingTime) -> Flags:
    """Mark the open quarters of each weekday, Monday first."""
    week = np.zeros((7, 96), dtype=np.bool_)
    for weekday, spans in enumerate(working.calendar.week):
        for opens, closes in spans:
            first = opens.hour * 4 + opens.minute // 15
            last = closes.hour * 4 + closes.minute // 15
            week[weekday, first : last or 96] = True
    return week


def _offsets(starts: Numbers, zone: ZoneInfo) -> Numbers:
    """Tell how far the wall clock is from UTC; only days of a change are asked in detail."""
    midnights = np.arange(starts[0], starts[-1] + 2 * DAY, DAY, dtype=np.int64)
    daily = np.array([_offset(int(second), zone) for second in midnights], dtype=np.int64)
    index = (starts - starts[0]) // DAY
    offsets: Numbers = daily[index]
    for changed in np.flatnonzero(daily[index] != daily[index + 1]):
        offsets[changed] = _offset(int(starts[changed]), zone)
    return offsets


def _offset(second: int, zone: ZoneInfo) -> int:
    shift = datetime.fromtimestamp(second, tz=UTC).astimezone(zone).utcoffset()
    return int((shift or timedelta()).total_seconds())
