"""Who may get leads, as the rule asks for them: working time, load, credit, still here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from django.db.models import Count, Q, QuerySet

from sameroom.agreement.web.api import Calendar, Clauses, WorkingTime, working_time
from sameroom.handoff import moves
from sameroom.handoff.moves import State
from sameroom.handoff.routing import Seller as Candidate
from sameroom.handoff.web.models import Absence, Case, Credit, Seller
from sameroom.people.web.models import User
from sameroom.room.web import api as room

AHEAD = timedelta(days=14)  # how far somebody's work is looked for where no clock runs
NEVER = Calendar(monday=(), tuesday=(), wednesday=(), thursday=(), friday=())


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whom an address of a rule means.

    Args:
        candidate: as the rule asks for them.
        is_away: today, or the office is closed for them.
    """

    member_id: str
    name: str
    team: str
    candidate: Candidate
    is_away: bool


def find_known(
    *, addresses: Iterable[str], clauses: Clauses, present: datetime
) -> dict[str, Known]:
    """Find who is meant by addresses, with all that the rule asks; who is unknown is left out.

    Four queries, however many they are.
    """
    asked = {address.strip().lower() for address in addresses}
    users = list(User.objects.filter(email__in=asked).exclude(member_id=""))
    ids = {user.email: user.member_id for user in users}
    rows = list(Seller.objects.filter(Q(address__in=asked) | Q(member_id__in=ids.values())))
    by_id = {row.member_id: row for row in rows}
    ids = {row.address: row.member_id for row in rows if row.address in asked} | ids
    gone = set(gone_ids().filter(member_id__in=ids.values()))
    away = days_away(ids=ids.values(), present=present)
    loads = count_undecided(ids=ids.values(), present=present)
    credits = find_credits(addresses=ids)
    known = {}
    for address, member_id in ids.items():
        row = by_id.get(member_id)
        user = next((one for one in users if one.member_id == member_id), None)
        working = _working(row, clauses, away.get(member_id, ()))
        today = present.astimezone(working.zone).date()
        known[address] = Known(
            member_id=member_id,
            name=(user.name if user else "") or (row.name if row else "") or address,
            team=(row.team if row else "") or (user.team if user else "") or moves.SALES,
            candidate=Candidate(
                address=address,
                working=working,
                undecided=loads.get(member_id, 0),
                credit=credits.get(address, Fraction(0)),
                is_here=member_id not in gone and (row.is_active if row else True),
            ),
            is_away=today in working.calendar.holidays,
        )
    return known


def gone_ids() -> "QuerySet[User, str]":
    """List the ids in the record of those who have left the room, for a query."""
    here = User.objects.filter(is_active=True).exclude(member_id="").values("member_id")
    left = User.objects.filter(is_active=False).exclude(member_id="")
    return left.exclude(member_id__in=here).values_list("member_id", flat=True)


def fresh(*, present: datetime) -> Q:
    """Choose leads that somebody still waits for: the others lie. Twin of `moves.is_lying`."""
    return Q(handed_over_at=None) | Q(handed_over_at__gte=present - moves.LYING_AFTER)


def count_undecided(*, ids: Iterable[str], present: datetime) -> dict[str, int]:
    """Count the leads that wait for each one's decision; what was left lying is no load."""
    rows = Case.objects.filter(
        fresh(present=present), owner_id__in=set(ids), state=State.WAITING, is_gone=False
    )
    counted = rows.values("owner_id").annotate(n=Count("pk")).order_by()
    return {row["owner_id"]: row["n"] for row in counted}


def find_credits(*, addresses: Iterable[str]) -> dict[str, Fraction]:
    """Find what each one earned so far; who earned nothing yet is left out."""
    rows = Credit.objects.filter(address__in=set(addresses))
    return {row.address: Fraction(int(row.numerator), int(row.denominator)) for row in rows}


def days_away(
    *, ids: Iterable[str], present: datetime, ahead: timedelta = AHEAD + timedelta(days=2)
) -> dict[str, tuple[date, ...]]:
    """List the days near by on which each one is away."""
    first = (present - timedelta(days=1)).date()
    last = (present + ahead).date()
    rows = Absence.objects.filter(
        member_id__in=set(ids), taken_back_at=None, starts_on__lte=last, ends_on__gte=first
    )
    found: dict[str, set[date]] = {}
    for row in rows:
        day, end = max(row.starts_on, first), min(row.ends_on, last)
        while day <= end:
            found.setdefault(row.member_id, set()).add(day)
            day += timedelta(days=1)
    return {member_id: tuple(sorted(days)) for member_id, days in found.items()}


def horizon(*, due_at: datetime | None, clauses: Clauses, present: datetime) -> datetime:
    """Tell until when somebody must work to get a lead: until its promise falls due.

    Where that has passed, or no clock runs, as long from now on as is promised; where the promise's
    calendar has no working day, two weeks.
    """
    if due_at is not None and due_at > present:
        return min(due_at, present + AHEAD)
    until = room.promised_until(clauses=clauses, promise="first_touch", starts_at=present)
    return min(until or present + AHEAD, present + AHEAD)


def _working(row: Seller | None, clauses: Clauses, away: Iterable[date]) -> WorkingTime:
    calendar = find_calendar(name=row.calendar if row else "", calendars=clauses.calendars,
                             otherwise=clauses.promises.first_touch.calendar)  # fmt: skip
    days = (*calendar.holidays, *away)
    return working_time(
        calendar=replace(calendar, holidays=days), company_zone=clauses.company.time_zone
    )


def find_calendar(*, name: str, calendars: Mapping[str, Calendar], otherwise: str) -> Calendar:
    """Find somebody's calendar: their own, else the promise's, else one on which nobody works."""
    return calendars.get(name) or calendars.get(otherwise) or NEVER
