"""The office's working time: from an instant to seconds worked, and back, whole arrays at once."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

ZONE = "Europe/Berlin"
OPENS, CLOSES = time(9, 0), time(17, 30)
HOLIDAYS = (
    "2025-04-18", "2025-04-21", "2025-05-01", "2025-05-29", "2025-06-09", "2025-10-03",
    "2025-12-24", "2025-12-25", "2025-12-26", "2025-12-31", "2026-01-01", "2026-04-03",
    "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25",
)  # fmt: skip
"""Days on which the office stays closed, as the demo company's agreement lists them."""


@dataclass(frozen=True, slots=True)
class Office:
    """Working days as pairs of epoch seconds, in order.

    Args:
        opens, closes: when each working day begins and ends.
        worked: working seconds before each day begins.
    """

    opens: Floats
    closes: Floats
    worked: Floats

    def worked_until(self, moments: Floats) -> Floats:
        """Count the working seconds before each instant."""
        day = np.clip(np.searchsorted(self.opens, moments, side="right") - 1, 0, None)
        inside = np.clip(moments - self.opens[day], 0.0, self.closes[day] - self.opens[day])
        return self.worked[day] + inside

    def moment_of(self, worked: Floats) -> Floats:
        """Find the instant at which so many working seconds have passed."""
        day = np.clip(np.searchsorted(self.worked, worked, side="right") - 1, 0, None)
        return self.opens[day] + (worked - self.worked[day])

    def after(self, moments: Floats, seconds: Floats) -> Floats:
        """Find the instants so many working seconds later."""
        return self.moment_of(self.worked_until(moments) + seconds)

    def is_open(self, moments: Floats) -> npt.NDArray[np.bool_]:
        """Tell at which instants somebody works."""
        day = np.clip(np.searchsorted(self.opens, moments, side="right") - 1, 0, None)
        return (moments >= self.opens[day]) & (moments < self.closes[day])


@cache
def office() -> Office:
    """Lay out the office's working days, with years of margin on both sides."""
    zone = ZoneInfo(ZONE)
    first = date(2024, 1, 1)
    every = [first + timedelta(days=offset) for offset in range(6 * 365)]
    days = [day for day in every if day.weekday() < 5 and day.isoformat() not in HOLIDAYS]
    opens, closes = (
        np.array([datetime.combine(day, clock, tzinfo=zone).timestamp() for day in days])
        for clock in (OPENS, CLOSES)
    )
    worked = np.concatenate([[0.0], np.cumsum(closes - opens)[:-1]])
    return Office(opens, closes, worked)


def epoch(day: date) -> float:
    """Give the first second of a day in UTC."""
    return datetime.combine(day, time(), tzinfo=UTC).timestamp()
