"""Turns the pages of a timeline by its entries: what it costs does not grow with how far back."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime

from sameroom.record.web.models import TimelineEntry

PAGE = 100


@dataclass(frozen=True, slots=True)
class Turn:
    """Which page is asked for.

    Args:
        number: of the page, counted from the latest; addresses had it once.
        before: the entry that the page comes before: it shows what is earlier.
        after: the entry that the page comes after: it shows what is later.
    """

    number: int = 1
    before: str = ""
    after: str = ""


FIRST = Turn()


@dataclass(frozen=True, slots=True)
class Turned:
    """A page of entries, the latest first; what leads to the next ones is "" where none are."""

    rows: list[TimelineEntry]
    earlier: str
    later: str


def turn(*, rows: QuerySet[TimelineEntry], to: Turn) -> Turned:
    """Get a page of entries; what names no entry leads to the first one."""
    ordered = rows.order_by("-happened_at", "entry_id")
    if (place := _read(to.before)) is not None:
        return _page(list(behind(rows=ordered, place=place)[: PAGE + 1]), has_later=True)
    if (place := _read(to.after)) is not None:
        at, entry_id = place
        later = Q(happened_at__gt=at) | Q(happened_at=at, entry_id__lt=entry_id)
        found = rows.filter(later, happened_at__gte=at).order_by("happened_at", "-entry_id")
        got = list(found[: PAGE + 1])[::-1]
        if len(got) > PAGE:
            return Turned(got[1:], _written(got[-1]), _written(got[1]))
        return _page(list(ordered[: PAGE + 1]), has_later=False)
    first = PAGE * (to.number - 1)
    return _page(list(ordered[first : first + PAGE + 1]), has_later=to.number > 1)


def behind(
    *, rows: QuerySet[TimelineEntry], place: tuple[datetime, str]
) -> QuerySet[TimelineEntry]:
    """Cut entries, the latest first, down to those behind one."""
    at, entry_id = place
    earlier = Q(happened_at__lt=at) | Q(happened_at=at, entry_id__gt=entry_id)
    return rows.filter(earlier, happened_at__lte=at)  # the last is what an index is read by


def _page(got: list[TimelineEntry], *, has_later: bool) -> Turned:
    rows = got[:PAGE]
    return Turned(
        rows,
        earlier=_written(rows[-1]) if len(got) > PAGE else "",
        later=_written(rows[0]) if has_later and rows else "",
    )


def _written(row: TimelineEntry) -> str:
    at = row.happened_at.astimezone(UTC).replace(tzinfo=None)
    return f"{at.isoformat()}Z {row.entry_id}"


def _read(told: str) -> tuple[datetime, str] | None:
    """Read the name of a place, which may be anything."""
    at, _, entry_id = told.partition(" ")
    try:
        read = parse_datetime(at)
    except ValueError:
        return None
    if read is None or read.utcoffset() != timedelta() or "\0" in entry_id:
        return None
    return read, entry_id
