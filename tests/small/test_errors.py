"""An error says where, what and what to do, in one line."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from sameroom import clock
from sameroom.errors import SameroomError, nearest


def test_it_puts_where_before_what_and_the_remedy_behind() -> None:
    error = SameroomError('"x" is no stage.', where="mapping.toml, line 3", remedy="Write won.")
    assert str(error) == 'mapping.toml, line 3: "x" is no stage. Write won.'


def test_it_names_what_is_near_and_nothing_else() -> None:
    assert nearest("lead_stge", ["lead_stage", "deal"]) == 'Did you mean "lead_stage"?'
    assert nearest("qqqq", ["lead_stage", "deal"]) == ""


def test_an_instant_without_offset_is_utc() -> None:
    assert clock.parse_instant("2026-01-02T03:04:05") == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_an_instant_with_offset_is_moved_to_utc() -> None:
    east = timezone(timedelta(hours=2))
    told = clock.parse_instant("2026-01-02T03:04:05+02:00")
    assert told == datetime(2026, 1, 2, 3, 4, 5, tzinfo=east)
    assert told.utcoffset() == timedelta(0)


def test_what_is_no_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid isoformat"):
        clock.parse_instant("yesterday")
