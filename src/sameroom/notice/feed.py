"""Writes a calendar of deadlines that any calendar program reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from sameroom.notice.letter import one_line

BLOCK = timedelta(minutes=15)  # a deadline without a length is not seen in most calendars
ASK_AGAIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something to be done by an instant.

    Args:
        number: of the notice, which names the entry in the calendar for as long as it stands.
        href: the whole address where it is looked at.
        moves: how often it was moved: by it a program knows the later of two entries.
    """

    number: int
    words: str
    why: str
    href: str
    due_at: datetime
    moves: int = 0


def write(*, deadlines: Iterable[Deadline], name: str, room: str, now: datetime) -> bytes:
    """Write somebody's deadlines as a calendar.

    Instants are written in UTC, so that each calendar shows them in the time of whoever looks, on
    both sides of a change of clocks, without having to know our rules for it.

    Args:
        name: what the calendar is called.
        room: host name of the room, which makes the entries' names unlike any other's.
        now: when it is written, which is what an entry's stamp says in what is published.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Sameroom//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", one_line(name))
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for deadline in sorted(deadlines, key=lambda one: (one.due_at, one.number)):
        calendar.add_component(_event(deadline, room, now))
    return bytes(calendar.to_ical())


def _event(one: Deadline, room: str, now: datetime) -> Event:
    event = Event()
    due_at = one.due_at.astimezone(UTC).replace(microsecond=0)
    event.add("uid", f"deadline-{one.number}@{one_line(room)}")
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", one.moves)
    event.add("dtstart", due_at - BLOCK)
    event.add("dtend", due_at)
    event.add("summary", one_line(one.words, most=200))
    event.add("description", f"{one_line(one.why, most=300)}\n{one.href}".strip())
    event.add("url", one.href)
    event.add("transp", "TRANSPARENT")  # it is no meeting: nobody is busy by it
    event.add("class", "PRIVATE")
    return event
