"""The calendar of deadlines, as a calendar program reads it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from sameroom.notice.feed import Deadline, write

TOLD = datetime(2026, 3, 1, tzinfo=UTC)


def a_deadline(number: int, due_at: datetime, words: str = "Decide") -> Deadline:
    return Deadline(number, words, "Handed over", "https://room.example/x", due_at, TOLD)


def read(*deadlines: Deadline) -> list[dict[str, object]]:
    text = write(deadlines=deadlines, name="Sameroom: Sol", room="room.example")
    calendar = Calendar.from_ical(text)
    assert isinstance(calendar, Calendar)
    return [
        {"uid": str(one["UID"]), "ends": one.decoded("DTEND"), "words": str(one["SUMMARY"])}
        for one in calendar.walk("VEVENT")
    ]


def test_it_has_what_a_calendar_must_have() -> None:
    due_at = datetime(2026, 7, 6, 8, tzinfo=UTC)
    text = write(deadlines=[a_deadline(7, due_at)], name="x", room="room.example").decode()
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    for line in ("VERSION:2.0", "METHOD:PUBLISH", "UID:deadline-7@room.example",
                 "DTSTAMP:20260301T000000Z", "DTSTART:20260706T074500Z", "DTEND:20260706T080000Z",
                 "SUMMARY:Decide", "TRANSP:TRANSPARENT"):  # fmt: skip
        assert line in lines
    assert all(len(line.encode()) <= 75 for line in lines), "longer lines are folded"
    assert "\n" not in text.replace("\r\n", "")


def test_an_hour_of_the_wall_is_the_same_instant_on_both_sides_of_a_change_of_clocks() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    winter, summer = (datetime(2026, 3, day, 9, tzinfo=berlin) for day in (28, 30))
    found = read(a_deadline(1, winter), a_deadline(2, summer))
    assert [one["ends"] for one in found] == [
        datetime(2026, 3, 28, 8, tzinfo=UTC), datetime(2026, 3, 30, 7, tzinfo=UTC),
    ]  # fmt: skip


@given(st.text(max_size=80))
def test_no_text_from_outside_makes_another_entry(words: str) -> None:
    words += "\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTACH:https://evil.example\r\n;,\\"
    found = read(a_deadline(1, TOLD + timedelta(days=1), words))
    assert len(found) == 1
    text = write(deadlines=[a_deadline(1, TOLD, words)], name=words, room=words).decode()
    assert "\nATTACH" not in text


def test_an_empty_calendar_is_a_calendar() -> None:
    assert read() == []
