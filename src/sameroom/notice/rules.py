"""When somebody is told, when a delivery is tried again, and when it is given up."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sameroom.notice.cards import How, Kind

WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=20),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=8),
    timedelta(hours=24),
)
TRIES = len(WAITS) + 1  # the last one after about a day and a half
JITTER = 0.2  # share of a wait by which it is made longer, so that not all come back at once
LINK_WORKS = timedelta(days=7)
LINK_AT_MOST = timedelta(days=30)
# What comes within so many seconds goes out as one message: ten pings at once are one.
GATHER = timedelta(seconds=20)


def choose_how(*, kind: Kind, chosen: How | None) -> How:
    """Tell how somebody is told of a kind: as chosen, and at once what may not wait."""
    how = kind.default if chosen is None else chosen
    return How.AT_ONCE if how is How.DIGEST and not kind.may_wait else how


def next_try_at(*, tries: int, now: datetime, chance: float) -> datetime | None:
    """Tell when a delivery is tried again; None when it is given up.

    Args:
        tries: how often it was tried, this time included.
        chance: a number from 0 to 1, drawn by the caller.
    """
    if tries >= TRIES:
        return None
    return now + WAITS[tries - 1] * (1 + JITTER * chance)


def link_expires_at(*, now: datetime, due_at: datetime | None) -> datetime:
    """Tell until when a one-time link works: a week, or to the deadline where that is later."""
    usual = now + LINK_WORKS
    return usual if due_at is None else min(max(usual, due_at), now + LINK_AT_MOST)


def next_digest_at(*, after: datetime, zone: str, hour: int, days: Iterable[int]) -> datetime:
    """Tell when the next digest is due, strictly after an instant.

    Where clocks jump over the hour it comes at the instant that hour would have been; where the
    hour comes twice, the first time.

    Args:
        zone: the person's time zone, such as "Europe/Berlin".
        hour: of their day, 0 to 23.
        days: of the week, Monday is 0; none means every day.
    """
    place = ZoneInfo(zone)
    wanted = set(days) or set(range(7))
    day = after.astimezone(place).date() - timedelta(days=1)
    for _ in range(10):
        at = datetime.combine(day, time(hour), tzinfo=place).astimezone(UTC)
        if at > after and day.weekday() in wanted:
            return at
        day += timedelta(days=1)
    raise ValueError(f"no day of the week in {sorted(wanted)}")


def is_own_path(href: str) -> bool:
    """Tell whether an address leads to a page of ours and nowhere else."""
    starts = href.startswith("/") and not href.startswith(("//", "/\\"))
    return starts and href.isprintable() and "\\" not in href
