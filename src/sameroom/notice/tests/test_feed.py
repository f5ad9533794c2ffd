"""The calendar of deadlines, as a calendar program reads it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from sameroom.notice.feed import Deadline, write
from sameroom.notice.letter import one_line

TOLD = datetime(2026, 3, 1, tzinfo=UTC)


def a_deadline(number: int, due_at: datetime, words: str = "Decide") -> Deadline:
    return Deadline(number, words, "Handed over", "https://room.example/x", due_at)


def read(*deadlines: Deadline) -> list[dict[str, object]]:
    text = write(deadlines=deadlines, name="Sameroom: Sol", room="room.example", now=TOLD)
    calendar = Calendar.from_ical(text)
    assert isinstance(calendar, Calendar)
    return [
        {"uid": str(one["UID"]), "ends": one.decoded("DTEND"), "words": str(one["SUMMARY"])}
        for one in calendar.walk("VEVENT")
    ]


def test_it_has_what_a_calendar_must_have() -> None:
    due_at = datetime(2026, 7, 6, 8, tzinfo=UTC)
    text = write(
        deadlines=[a_deadline(7, due_at)], name="x", room="room.example", now=TOLD
    ).decode()
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
    text = write(deadlines=[a_deadline(1, TOLD, words)], name=words, room=words, now=TOLD).decode()
    assert "\nATTACH" not in text


def test_a_deadline_that_moved_is_the_same_entry_and_the_later_of_two() -> None:
    first = a_deadline(7, TOLD + timedelta(days=1))
    moved = replace(first, due_at=TOLD + timedelta(days=2), moves=1)
    entries = [
        Calendar.from_ical(
            write(deadlines=[one], name="x", room="room.example", now=TOLD + later)
        ).walk("VEVENT")[0]
        for one, later in ((first, timedelta()), (moved, timedelta(hours=1)))
    ]
    assert [(str(one["UID"]), one["SEQUENCE"]) for one in entries] == [
        ("deadline-7@room.example", 0), ("deadline-7@room.example", 1),
    ]  # fmt: skip
    assert entries[0].decoded("DTSTAMP") < entries[1].decoded("DTSTAMP")


HARD = "Größe, „März“; C:\\new \\n – " + "ß😀" * 60


def test_it_keeps_to_the_form_byte_for_byte() -> None:
    """By the grammar of RFC 5545 and by hand, not by the library that wrote it."""
    due_at = datetime(2026, 7, 6, 8, tzinfo=UTC)
    one = replace(a_deadline(7, due_at, HARD), why="a,b;c\\d\ne")
    raw = write(deadlines=[one], name=HARD, room="room.example", now=TOLD)
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert raw.count(b"\n") == raw.count(b"\r") == raw.count(b"\r\n")
    for line in raw.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no letter is parted by the end of a line
    lines = raw.decode().replace("\r\n ", "").split("\r\n")[:-1]
    assert all(
        re.fullmatch(r"[A-Z-]+(;[A-Z]+=[^:;,\"]+)*:[^\x00-\x08\n-\x1f\x7f]*", x) for x in lines
    )
    told = dict(line.split(":", 1) for line in lines[: lines.index("END:VEVENT")])
    words = re.sub(r"\\([\\;,nN])", lambda m: "\n" if m[1] in "nN" else m[1], told["SUMMARY"])
    assert words == one_line(HARD, most=200)
    assert told["DESCRIPTION"] == "a\\,b\\;c\\\\d e\\nhttps://room.example/x"
    assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE"} <= set(told)
    for name in ("DTSTAMP", "DTSTART", "DTEND"):
        assert re.fullmatch(r"\d{8}T\d{6}Z", told[name]), "an instant, and no wall's hour"
    assert told["REFRESH-INTERVAL;VALUE=DURATION"] == "PT1H"


def test_an_empty_calendar_is_a_calendar() -> None:
    assert read() == []
