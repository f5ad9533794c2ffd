"""When people are away: said, shown and taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sameroom.errors import SameroomError
from sameroom.handoff import owners
from sameroom.handoff.web.models import Absence, Seller
from sameroom.handoff.web.sellers import gone_ids
from sameroom.people.web.models import User
from sameroom.room.web import api as room
from sameroom.webkit import audit
from sameroom.webkit.rights import Reader

MOST = 200
LONGEST = timedelta(days=366)


class OverlapsError(SameroomError):
    """Somebody is away on some of these days already."""

    def __init__(self, *, first: date, last: date, by: User | None = None) -> None:
        self.first, self.last, self.by = first, last, by
        super().__init__(
            _("Some of these days are said already."),
            remedy=_("Take the other absence back first, or choose other days."),
        )


def lacks(*, first: date, last: date, today: date) -> dict[str, str]:
    """Say what is wrong with the days of an absence, by field: their order, and how many."""
    if last < first:
        return {"ends_on": _("The last day lies before the first.")}
    if last < today:
        return {"ends_on": _("The last day has passed already.")}
    if last - first > LONGEST:
        return {"ends_on": _("This is more than a year. Say it in parts.")}
    return {}


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody whose absences a reader may say."""

    member_id: str
    name: str
    team: str


@dataclass(frozen=True, slots=True)
class Line:
    """An absence, as it is shown: from when until when, and not why."""

    absence_id: int
    who: str
    starts_on: date
    ends_on: date
    is_now: bool
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class AwayPage:
    """Who of one's team is away now and soon.

    Args:
        is_known: whether the reader is tied to somebody in the record; else nothing can be said.
    """

    lines: tuple[Line, ...]
    people: tuple[Colleague, ...]
    today: date
    is_known: bool


def get_away_page(*, reader: Reader, now: datetime) -> AwayPage:
    """Get who is away: of the reader's own team, of all for an administrator."""
    today, team = _today(now), _team(reader)
    rows = _near(team, today)[:MOST]
    may = _may_say(reader, team)
    return AwayPage(_lines(rows, reader, team, may, today), may, today, bool(reader.member_id))


def list_lines(
    *, reader: Reader, now: datetime, only_now: bool, after: tuple[int, int, int] | None, limit: int
) -> tuple[Line, ...]:
    """List who is away, as the page does.

    Args:
        only_now: leave out whoever is away on days to come alone.
        after: where the page before ended, as `place_of` gives it.
    """
    today, team = _today(now), _team(reader)
    rows = _near(team, today)
    if only_now:
        rows = rows.filter(starts_on__lte=today)
    if after is not None:
        first, last = _day(after[0]), _day(after[1])
        later = Q(starts_on=first) & (Q(ends_on__gt=last) | Q(ends_on=last, pk__gt=after[2]))
        rows = rows.filter(Q(starts_on__gt=first) | later)
    return _lines(rows[:limit], reader, team, _may_say(reader, team), today)


def place_of(one: Line) -> tuple[int, int, int]:
    """Tell where an absence stands in the list."""
    return one.starts_on.toordinal(), one.ends_on.toordinal(), one.absence_id


def _day(ordinal: int) -> date:
    """Give the day of a cursor; one that no calendar has is the last."""
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def _today(now: datetime) -> date:
    return (room.get_present() or now).date()


def _near(team: Iterable[str], today: date) -> QuerySet[Absence]:
    rows = Absence.objects.filter(member_id__in=list(team), taken_back_at=None, ends_on__gte=today)
    return rows.order_by("starts_on", "ends_on", "pk")


def _lines(
    rows: Iterable[Absence], reader: Reader, team: Mapping[str, Colleague],
    may: Iterable[Colleague], today: date,
) -> tuple[Line, ...]:  # fmt: skip
    allowed = {one.member_id for one in may}
    return tuple(
        Line(
            row.pk, _("You") if row.member_id == reader.member_id else team[row.member_id].name,
            row.starts_on, row.ends_on, row.starts_on <= today <= row.ends_on,
            row.member_id in allowed and row.taken_back_at is None,
        )
        for row in rows
    )  # fmt: skip


def get_line(*, reader: Reader, absence_id: int, now: datetime) -> Line | None:
    """Get an absence that the reader may take back, or might have; None for any other."""
    row = find_absence(reader=reader, absence_id=absence_id)
    if row is None:
        return None
    team = _team(reader)
    return _lines([row], reader, team, _may_say(reader, team), _today(now))[0]


def list_sayable(*, reader: Reader) -> tuple[str, ...]:
    """List, as the record knows them, those whose absences a reader may say."""
    return tuple(one.member_id for one in _may_say(reader, _team(reader)))


def _may_say(reader: Reader, team: dict[str, Colleague]) -> tuple[Colleague, ...]:
    """List whose absences the reader may say, themselves first."""
    allowed = [
        one for one in team.values()
        if owners.may_say_away(reader=reader, member_id=one.member_id, team=one.team)
    ]  # fmt: skip
    allowed.sort(key=lambda one: (one.member_id != reader.member_id, one.name, one.member_id))
    return tuple(allowed)


def _team(reader: Reader) -> dict[str, Colleague]:
    """List the people of a reader's team that are here; of all teams for an administrator."""
    rows = Seller.objects.filter(is_active=True).exclude(name="").exclude(member_id__in=gone_ids())
    users = User.objects.filter(is_active=True).exclude(member_id="").exclude(team="")
    if not reader.is_admin:
        rows, users = rows.filter(team=reader.team), users.filter(team=reader.team)
    found = {row.member_id: Colleague(row.member_id, row.name, row.team) for row in rows}
    return found | {one.member_id: Colleague(one.member_id, one.name, one.team) for one in users}


def say_away(*, member_id: str, first: date, last: date, by: User, now: datetime) -> int:
    """Say that somebody is away; leads go to others meanwhile.

    Raises:
        OverlapsError: when some of these days are said already.
    """
    with transaction.atomic():
        # Two who say the same at once wait for each other here.
        list(User.objects.select_for_update().filter(member_id=member_id).values_list("pk"))
        list(Seller.objects.select_for_update().filter(member_id=member_id).values_list("pk"))
        other = Absence.objects.filter(
            member_id=member_id, taken_back_at=None, starts_on__lte=last, ends_on__gte=first
        ).first()
        if other is not None:
            raise OverlapsError(first=other.starts_on, last=other.ends_on, by=other.said_by)
        one = Absence.objects.create(
            member_id=member_id, starts_on=first, ends_on=last, said_by=by, said_at=now
        )
        audit.record("absence.said", at=now, by=by, subject=one.pk,
                     details={"from": str(first), "until": str(last)})  # fmt: skip
    return int(one.pk)


def take_back(*, absence_id: int, by: User, now: datetime) -> bool:
    """Take an absence back, once; tells whether it still stood."""
    with transaction.atomic():
        row = Absence.objects.filter(pk=absence_id, taken_back_at=None)
        if not row.update(taken_back_at=now):
            return False
        audit.record("absence.taken_back", at=now, by=by, subject=absence_id)
    return True


def find_absence(*, reader: Reader, absence_id: int) -> Absence | None:
    """Find an absence that the reader may take back, or might have."""
    row = Absence.objects.filter(pk=absence_id).first()
    if row is None:
        return None
    may = {one.member_id for one in _may_say(reader, _team(reader))}
    return row if row.member_id in may else None
