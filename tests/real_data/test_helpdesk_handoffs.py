"""Tickets of a software firm: who takes, assigns, waits, resolves."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.real_data.audits import Audited
from tests.real_data.logs import audit_changed

pytestmark = pytest.mark.real_data
NAME = "helpdesk_handoffs"


def test_events_cases_and_steps_are_as_verified(audited: Callable[..., Audited]) -> None:
    told = audited(NAME)
    assert told.facts == {"stage_change": 21_348}
    assert told.value("process_map", "steps") == 21_348
    assert told.value("process_map", "cases") == 4_580
    assert len(told.parts("process_map", "step_times", "step")) == 14
    assert told.document["starts_at"].startswith("2010-01-13")
    assert told.document["ends_at"].startswith("2014-01-0")


def test_the_slowest_step_is_named(audited: Callable[..., Audited]) -> None:
    reading = audited(NAME).get("bottleneck", "wait_days")
    assert reading["told"]
    assert "Closed" in reading["words"]


def test_without_outcomes_no_cycle_time_is_told(audited: Callable[..., Audited]) -> None:
    assert not audited(NAME).get("cycle_time", "median_days")["told"]


def test_breaking_one_event_changes_the_numbers(tmp_path: Path) -> None:
    told = audit_changed(
        name=NAME,
        file="helpdesk.xes.gz",
        old='key="concept:name" value="Assign seriousness"',
        new='key="concept:name" value="No such step"',
        folder=tmp_path,
    )
    assert len(told.parts("process_map", "step_times", "step")) == 15
