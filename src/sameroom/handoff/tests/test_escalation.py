"""The steps of an escalation, laid out in working time."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from sameroom.agreement import default
from sameroom.agreement.calendar import WorkingTime
from sameroom.agreement.clauses import Calendar
from sameroom.agreement.clauses.handoff import Rung
from sameroom.handoff.escalation import Deadline, deadlines, is_called_off, to_take

OFFICE = WorkingTime(Calendar(), ZoneInfo("UTC"))


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def test_over_a_weekend_worked_by_hand() -> None:
    rungs = (Rung(-2, "remind", "owner"), Rung(0, "notify", "sales lead"),
             Rung(4, "reassign", "both leads"))  # fmt: skip
    told = deadlines(starts_at=at(6, 9), due_at=at(6, 15), rungs=rungs, working=OFFICE)
    assert told == (
        Deadline(at(6, 13), "remind", "owner", 0),
        Deadline(at(6, 15), "notify", "sales lead", 1),
        Deadline(at(9, 11), "reassign", "both leads", 2),
    )


def test_a_reminder_before_the_hand_over_is_left_out() -> None:
    rungs = (Rung(-8, "remind", "owner"), Rung(0, "notify", "owner"))
    told = deadlines(starts_at=at(6, 10), due_at=at(6, 12), rungs=rungs, working=OFFICE)
    assert [one.act for one in told] == ["notify"]


def test_what_working_time_never_reaches_is_left_out() -> None:
    never = WorkingTime(Calendar("", *((),) * 7), ZoneInfo("UTC"))
    rungs = (Rung(1, "notify", "owner"), Rung(-1, "remind", "owner"))
    assert deadlines(starts_at=at(6, 9), due_at=at(6, 12), rungs=rungs, working=never) == ()


def test_it_is_called_off_by_a_promise_that_was_kept() -> None:
    assert is_called_off(falls_at=at(6, 12), kept_at=at(6, 12))
    assert not is_called_off(falls_at=at(6, 12), kept_at=at(6, 13))
    assert not is_called_off(falls_at=at(6, 12), kept_at=None)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-20, 40), max_size=5), st.integers(0, 6))
def test_steps_come_in_order_and_as_far_from_the_due_time_as_agreed(
    hours: list[int], weekday: int
) -> None:
    always = WorkingTime(Calendar("", *(((time(0), time(0)),),) * 7), ZoneInfo("Europe/Berlin"))
    due = datetime(2026, 10, 20 + weekday, 12, tzinfo=UTC)  # around the end of summer time
    rungs = [Rung(hour, "notify", "owner") for hour in hours]
    told = deadlines(starts_at=at(1, 9), due_at=due, rungs=rungs, working=always)
    assert [one.falls_at for one in told] == sorted(one.falls_at for one in told)
    apart = sorted((one.falls_at - due).total_seconds() / 3600 for one in told)
    assert apart == sorted(hours)


def test_the_defaults_remind_before_and_tell_after() -> None:
    said = default().clauses.handoff.escalation
    assert [rung.act for rung in said.first_touch] == ["remind", "notify"]
    assert [rung.after_hours for rung in said.disposition] == [-4.0, 0.0]


def test_laid_out_late_only_the_last_step_is_taken_and_none_of_long_ago() -> None:
    laid = (Deadline(at(6, 13), "remind", "owner", 0), Deadline(at(6, 15), "notify", "owner", 1),
            Deadline(at(9, 11), "reassign", "owner", 2))  # fmt: skip
    day = timedelta(days=1)
    assert to_take(laid=laid, now=at(6, 12), long_past=day) == frozenset(laid)
    assert to_take(laid=laid, now=at(6, 15), long_past=day) == {laid[1], laid[2]}
    assert to_take(laid=laid, now=at(7, 15), long_past=day) == {laid[2]}
    assert to_take(laid=laid, now=at(9, 12), long_past=day) == {laid[2]}
    assert to_take(laid=laid, now=at(20, 9), long_past=day) == frozenset()
    assert to_take(laid=(), now=at(6, 9), long_past=day) == frozenset()
