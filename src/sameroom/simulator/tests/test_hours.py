"""The office's clock agrees with counting working seconds one by one."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sameroom.simulator.hours import CLOSES, HOLIDAYS, OPENS, office

BERLIN = ZoneInfo("Europe/Berlin")
MOMENTS = st.integers(1_743_500_000, 1_782_900_000)


def _is_open(second: int) -> bool:
    here = datetime.fromtimestamp(second, UTC).astimezone(BERLIN)
    is_day = here.weekday() < 5 and here.date().isoformat() not in HOLIDAYS
    return is_day and OPENS <= here.time() < CLOSES


@settings(max_examples=40, deadline=None)
@given(begin=MOMENTS, minutes=st.integers(1, 4000))
def test_it_counts_the_working_minutes_between_two_instants(begin: int, minutes: int) -> None:
    begin -= begin % 60
    expected = 60 * sum(_is_open(begin + 60 * minute) for minute in range(minutes))
    ends = np.array([begin, begin + 60 * minutes], dtype=float)
    worked = office().worked_until(ends)
    assert worked[1] - worked[0] == expected


@given(begin=MOMENTS, seconds=st.floats(1, 400_000))
def test_going_forward_and_counting_back_give_the_same(begin: int, seconds: float) -> None:
    start = np.array([float(begin)])
    end = office().after(start, np.array([seconds]))
    passed = office().worked_until(end) - office().worked_until(start)
    assert abs(passed[0] - seconds) < 1e-3
