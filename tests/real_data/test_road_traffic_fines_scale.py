"""Half a million events of fines: how they are counted, and that they all are."""

from collections.abc import Callable

import pytest

from tests.real_data.audits import Audited

pytestmark = [pytest.mark.real_data, pytest.mark.slow]
NAME = "road_traffic_fines_scale"


def test_events_cases_and_steps_are_as_verified(audited: Callable[..., Audited]) -> None:
    told = audited(NAME)
    assert told.facts == {"stage_change": 561_470}
    assert told.value("process_map", "steps") == 561_470
    assert told.value("process_map", "cases") == 150_370
    assert len(told.parts("process_map", "step_times", "step")) == 11
    assert told.document["starts_at"].startswith("1999-12-31")
    assert told.document["ends_at"].startswith("2013-06-1")
