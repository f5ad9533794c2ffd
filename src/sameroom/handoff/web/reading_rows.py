"""The leads behind a reading, cut down to those whom a reader sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sameroom.handoff import moves
from sameroom.handoff.web import queries, wording
from sameroom.handoff.web import reading_words as words
from sameroom.handoff.web.models import Case, CountedLead
from sameroom.handoff.web.reading_queries import Chosen
from sameroom.record.web import api as record
from sameroom.webkit.rights import Reader, Sees, called, team_told
from sameroom.webkit.words import instead_of_names

PAGE, MOST = 50, 5_000
LATE = {"late", "decided-late", "overdue"}  # what came just too late is not told as in time
DECISIONS = {"decided-late", "overdue", "decisions"}  # what is told is the wait for the decision
LISTS = {
    "late": ("is_late", gettext_lazy("Leads answered too late, or not yet")),
    "clocked": ("is_clocked", gettext_lazy("Leads with a clock")),
    "decided-late": ("is_decided_late", gettext_lazy("Leads decided too late, or not yet")),
    "overdue": ("is_overdue", gettext_lazy("Leads that wait for a decision past their time")),
    "decisions": ("is_decision_clocked", gettext_lazy("Leads whose decision is timed")),
    "untouched": ("is_untouched", gettext_lazy("Leads nobody has followed up")),
    "rejected": ("is_rejected", gettext_lazy("Leads turned down, and why")),
    "undecided": ("is_undecided", gettext_lazy("Leads without a decision")),
    "given-up": ("is_given_up", gettext_lazy("Leads given up before they were tried enough")),
    "recycled": ("is_recycled", gettext_lazy("Leads sent back for later")),
    "answered": ("is_answered", gettext_lazy("Leads by how soon they were answered")),
    "unrouted": ("is_unrouted", gettext_lazy("Leads that nobody owns yet")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A lead: the page of its packet or its timeline, whichever there is, and what is told.

    Args:
        waited: for what the list is about, the decision or the first answer; "" where not known.
        is_waiting: whether it still does.
    """

    who: str
    company: str
    case_id: int | None
    person_key: str
    campaign: str
    owner: str
    handed_over_at: datetime | None
    waited: str
    is_waiting: bool
    became: str
    why: str


@dataclass(frozen=True, slots=True)
class RowsPage:
    """A page of the leads behind a reading.

    Args:
        period: of which hand-overs, in words; "" for all.
    """

    of: str
    title: str
    lines: tuple[Line, ...]
    chosen: Chosen
    period: str
    before: int | None
    after: int | None


def visible(*, reader: Reader, generation: int) -> QuerySet[CountedLead]:
    """List the counted leads that a reader sees; twin of `seeing.visible`."""
    rows = CountedLead.objects.filter(generation=generation)
    if not reader.team:
        return rows.none()
    if reader.sees is Sees.ALL:
        return rows
    own = Q(Exists(Case.objects.filter(key=OuterRef("key"), sent_by_id=reader.user_id)))
    if reader.member_id:
        own |= Q(owner_id=reader.member_id)
    if reader.sees is Sees.OWN:
        return rows.filter(own)
    teams = Q(team=reader.team)
    if reader.team == moves.SALES:
        teams |= Q(team="")
    return rows if reader.team == moves.MARKETING else rows.filter(own | teams)


def find_page(*, reader: Reader, of: str, chosen: Chosen, number: int) -> RowsPage | None:
    """Find a page of leads; None where there is no such list."""
    if of not in LISTS:
        return None
    rows = _rows(reader, of, chosen)
    first = PAGE * (number - 1)
    got = list(rows[first : first + PAGE + 1])
    return RowsPage(
        of=of, title=str(LISTS[of][1]), lines=_lines(got[:PAGE], reader, of), chosen=chosen,
        period=words.period(chosen.period) if chosen.period else "",
        before=number - 1 if number > 1 else None, after=number + 1 if len(got) > PAGE else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Behind:
    """A lead behind a reading, with all that the file of it tells, and where it is found here.

    Args:
        record: its id in the record.
        case: the number of its page, if the reader sees one.
        person: key of the person's timeline.
    """

    record: str
    case: int | None
    person: str
    person_name: str
    account_name: str
    campaign: str
    owner: str
    handed_over_at: datetime | None
    first_touch_at: datetime | None
    waited_hours: float | None
    decision: str
    reason: str
    decided_at: datetime | None
    decision_hours: float | None


def list_behind(
    *, reader: Reader, of: str, chosen: Chosen, first: int, limit: int
) -> list[Behind]:  # fmt: skip
    """List the leads behind a reading that a reader sees, from a place on."""
    got = list(_rows(reader, of, chosen)[first : first + limit])
    return [
        Behind(
            row.key, line.case_id, row.person_key, line.who, line.company, line.campaign,
            line.owner, row.handed_over_at, row.first_touch_at, _in_hours(row.waited_seconds),
            row.decision, row.reason, row.decided_at, _in_hours(row.decided_seconds),
        )
        for row, line in zip(got, _lines(got, reader, of), strict=True)
    ]  # fmt: skip


def _in_hours(seconds: int | None) -> float | None:
    return None if seconds is None else round(seconds / 3600, 2)


def find_file(
    *, reader: Reader, of: str, chosen: Chosen
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]] | None:
    """Find the columns and lines of a file of leads, the first 5,000; None where no such list."""
    if of not in LISTS:
        return None
    got = list(_rows(reader, of, chosen)[:MOST])
    columns = ("Record", "Person", "Company", "Campaign", "Owner", "Handed over", "First touch",
               "Working hours waited", "Decision", "Reason", "Decided",
               "Working hours to the decision")  # fmt: skip
    lines = tuple(
        (row.key, line.who, line.company, line.campaign, line.owner, _iso(line.handed_over_at),
         _iso(row.first_touch_at),
         _hours(row.waited_seconds), row.decision, row.reason, _iso(row.decided_at),
         _hours(row.decided_seconds))
        for row, line in zip(got, _lines(got, reader, of), strict=True)
    )  # fmt: skip
    return columns, lines


def _iso(at: datetime | None) -> str:
    return at.isoformat(timespec="minutes") if at else ""


def _hours(seconds: int | None) -> str:
    return "" if seconds is None else f"{seconds / 3600:.2f}"


def _rows(reader: Reader, of: str, chosen: Chosen) -> QuerySet[CountedLead]:
    rows = visible(reader=reader, generation=record.shown_generation())
    rows = rows.filter(**{LISTS[of][0]: True})
    if chosen.team and not team_told(
        reader=reader, team=chosen.team, size=record.get_team_sizes().get(chosen.team, 0)
    ):
        return rows.none()  # so few people are not shown apart
    for name in ("segment", "campaign", "team"):
        if told := getattr(chosen, name):
            rows = rows.filter(**{name: told})
    if chosen.period == "recent":
        rows = rows.filter(is_recent=True)
    elif chosen.period:
        rows = rows.filter(month=chosen.period)
    return rows.order_by("-handed_over_at", "pk")


def _lines(rows: list[CountedLead], reader: Reader, of: str) -> tuple[Line, ...]:
    cases = _cases(rows, reader)
    sizes = record.get_team_sizes()
    return tuple(_line(row, cases.get(row.key), reader, sizes, of) for row in rows)


def _told(hours: float, *, is_late: bool) -> str:
    """Write a wait; too late a one is rounded up, so that it does not read as in time."""
    if is_late and hours >= 1:
        return words.hours(ceil(hours * 10) / 10, is_exact=True)
    return words.hours(hours)


def _cases(rows: list[CountedLead], reader: Reader) -> dict[str, int]:
    keys = [row.key for row in rows]
    found: dict[str, int] = {}
    for first in range(0, len(keys), 500):
        cases = queries.visible(reader=reader).filter(key__in=keys[first : first + 500])
        found.update(cases.values_list("key", "pk"))
    return found


def _line(
    row: CountedLead, case_id: int | None, reader: Reader, sizes: Mapping[str, int], of: str
) -> Line:
    team = row.team or moves.SALES
    waits = (row.first_touch_at, row.waited_seconds)
    until, waited = (row.decided_at, row.decided_seconds) if of in DECISIONS else waits
    return Line(
        who=row.person_name,
        company=row.account_name,
        case_id=case_id,
        person_key=row.person_key,
        campaign=row.campaign,
        owner=called(reader=reader, member_id=row.owner_id, name=row.owner_name, team=team,
                     size=sizes.get(team, 0), words=instead_of_names(team))
        if row.owner_id else _("nobody"),
        handed_over_at=row.handed_over_at,
        waited="" if waited is None else _told(waited / 3600, is_late=of in LATE),
        is_waiting=until is None,
        became=wording.state(row.decision) if row.decision else _("no decision yet"),
        why=wording.reason(row.reason) if row.reason else "",
    )  # fmt: skip
