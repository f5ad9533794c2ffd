"""What both teams promised each other and what became of it, from counts made when it was read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from sameroom.agreement.clauses import Clauses
from sameroom.handoff import completeness, moves, promises
from sameroom.handoff.moves import State
from sameroom.handoff.promises import Terms
from sameroom.handoff.web import promising, queries, wording
from sameroom.handoff.web.models import Case, Dispute, Pause, PromiseWeek
from sameroom.record.web import api as record
from sameroom.room.web import api as room
from sameroom.webkit.rights import FEWEST_TOGETHER, Reader

LISTED = 15
FEWEST_LEADS = 5  # below that a delay would tell of one person
COUNTS = ("kept", "missed", "open", "paused", "excused", "untold")
OF_MARKETING, OF_SALES = ("acceptance", "completeness"), (
    "first_touch", "disposition", "persistence",
)  # fmt: skip
MOST_CAMPAIGNS = 60


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a promise was kept, missed, and is still open."""

    kept: int = 0
    missed: int = 0
    open: int = 0
    paused: int = 0
    excused: int = 0
    untold: int = 0

    @property
    def judged(self) -> int:
        """Count those that are over and counted."""
        return self.kept + self.missed

    @property
    def share(self) -> int | None:
        """Give the per cent kept of those that are over; None where none is."""
        return round(100 * self.kept / self.judged) if self.judged else None


@dataclass(frozen=True, slots=True)
class Week:
    """A promise in one week."""

    week: date
    tally: Tally


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise: what was agreed, how it stands as a whole, by week and by team."""

    promise: str
    words: str
    terms: str
    promised: int
    whole: Tally
    weeks: tuple[Week, ...]
    teams: tuple[tuple[str, Tally], ...]

    @property
    def is_met(self) -> bool | None:
        """Tell whether the share promised is reached; None where nothing is over yet."""
        return None if self.whole.share is None else self.whole.share >= self.promised


@dataclass(frozen=True, slots=True)
class Open:
    """A lead about which a promise is still to be kept."""

    case_id: int
    who: str
    company: str
    promise: str
    due_at: datetime
    urgency: str


@dataclass(frozen=True, slots=True)
class Paused:
    """A lead whose clock stands still."""

    case_id: int
    who: str
    reason: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Disputed:
    """A missed promise that waits for the leads' word."""

    dispute_id: int
    case_id: int
    who: str
    promise: str
    due_at: datetime
    reason: str
    verdict_marketing: str
    verdict_sales: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What came of the leads of a channel."""

    channel: str
    tally: Tally
    amount: float


@dataclass(frozen=True, slots=True)
class Delay:
    """How long leads of a week waited on average, in working hours; None: too few to tell."""

    week: date
    routing_hours: float | None
    human_hours: float | None
    leads: int


@dataclass(frozen=True, slots=True)
class PromisesPage:
    """Marketing's promises beside sales'."""

    marketing: tuple[PromiseLine, ...]
    sales: tuple[PromiseLine, ...]
    kinds: tuple[Kind, ...]
    currency: str
    delays: tuple[Delay, ...]
    open_ones: tuple[Open, ...]
    paused: tuple[Paused, ...]
    disputes: tuple[Disputed, ...]
    may_rule: bool
    oddities: tuple[str, ...]
    weeks: tuple[date, ...]
    week: date | None
    campaigns: tuple[str, ...]
    campaign: str
    is_counted: bool


def get_promises_page(
    *, reader: Reader, week: str, campaign: str, now: datetime
) -> PromisesPage:  # fmt: skip
    """Get how both teams' promises stand; its queries grow with weeks, never with leads."""
    clauses = room.get_agreed().clauses
    present = room.get_present() or now
    rows = PromiseWeek.objects.filter(generation=record.shown_generation())
    weeks = tuple(rows.order_by("-week").values_list("week", flat=True).distinct())
    campaigns = tuple(rows.exclude(campaign="").order_by("campaign")
                      .values_list("campaign", flat=True).distinct()[:MOST_CAMPAIGNS])  # fmt: skip
    chosen = _day(week) if _day(week) in weeks else None
    named = campaign if campaign in campaigns else ""
    if named:
        rows = rows.filter(campaign=named)
    by_week = list(_summed(rows, "promise", "week"))
    if chosen:
        rows = rows.filter(week=chosen)
    sizes = record.get_team_sizes()
    by_team = list(_summed(rows, "promise", "team"))

    def line(promise: str) -> PromiseLine:
        return _line(promise, clauses, by_week, by_team, sizes, chosen)

    return PromisesPage(
        marketing=tuple(line(one) for one in OF_MARKETING),
        sales=tuple(line(one) for one in OF_SALES),
        kinds=_kinds(rows),
        currency=clauses.company.currency,
        delays=_delays(by_week, chosen),
        open_ones=_open_ones(reader, named, present),
        paused=_paused(reader),
        disputes=_disputes(reader),
        may_rule=promises.may_rule(reader=reader),
        oddities=_oddities(clauses),
        weeks=weeks,
        week=chosen,
        campaigns=campaigns,
        campaign=named,
        is_counted=bool(by_week),
    )


def find_dispute(*, reader: Reader, dispute_id: int) -> Dispute | None:
    """Find a dispute about a lead that a reader sees."""
    seen = queries.visible(reader=reader)
    return Dispute.objects.filter(pk=dispute_id, case__in=seen).first()


@dataclass(frozen=True, slots=True)
class DueToday:
    """What falls due within a day for a reader, and what waits for their word."""

    due: int
    disputes: int


def count_due(*, reader: Reader, now: datetime) -> DueToday:
    """Count what falls due for a reader by the same hour tomorrow, and disputes to settle."""
    present = room.get_present() or now
    soon = (present, present + timedelta(days=1))
    mine = Q(owner_id=reader.member_id) & ~Q(owner_id="")
    rows = queries.visible(reader=reader).filter(mine, is_gone=False)
    touch = Q(state__in=promising.UNTOUCHED, is_touched=False, due_at__range=soon)
    due = rows.filter(touch | Q(state=State.WAITING, decide_by__range=soon)).count()
    if not promises.may_rule(reader=reader):
        return DueToday(due, 0)
    said = Q(**{f"verdict_{reader.team}": ""})
    return DueToday(due, Dispute.objects.filter(said, ended_as="").count())


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None


def _summed(rows: QuerySet[PromiseWeek], *by: str) -> Iterable[dict[str, Any]]:  # Any: a sum
    sums = ("amount", "routed", "routing_seconds", "answered", "human_seconds")
    told = {f"n_{name}": Sum(name) for name in (*COUNTS, *sums)}
    return rows.values(*by).annotate(**told).order_by(*by)


def _tally(rows: Iterable[dict[str, Any]]) -> Tally:  # Any: a sum
    listed = list(rows)
    return Tally(*(sum(row[f"n_{name}"] for row in listed) for name in COUNTS))


def _line(
    promise: str,
    clauses: Clauses,
    by_week: list[dict[str, Any]],  # Any: a sum
    by_team: list[dict[str, Any]],  # Any: a sum
    sizes: dict[str, int],
    chosen: date | None,
) -> PromiseLine:
    own = [row for row in by_week if row["promise"] == promise]
    shown = [row for row in own if chosen is None or row["week"] == chosen]
    teams = [
        (row["team"], _tally([row])) for row in by_team
        if row["promise"] == promise and sizes.get(row["team"], 0) >= FEWEST_TOGETHER
    ]  # fmt: skip
    agreed = getattr(clauses.promises, promise)
    return PromiseLine(
        promise=promise,
        words=wording.promise(promise),
        terms=wording.terms(promise=promise, promises=clauses.promises),
        promised=round(100 * agreed.share),
        whole=_tally(shown),
        weeks=tuple(Week(row["week"], _tally([row])) for row in reversed(own)),
        teams=tuple(teams) if len(teams) > 1 else (),
    )


def _kinds(rows: QuerySet[PromiseWeek]) -> tuple[Kind, ...]:
    told = _summed(rows.filter(promise="acceptance"), "channel")
    found = [Kind(row["channel"], _tally([row]), row["n_amount"] or 0.0) for row in told]
    return tuple(sorted(found, key=lambda one: (-one.tally.kept, one.channel)))


def _delays(rows: list[dict[str, Any]], chosen: date | None) -> tuple[Delay, ...]:  # Any: a sum
    found = []
    for row in reversed(rows):
        if row["promise"] != promising.FIRST_TOUCH or chosen not in {None, row["week"]}:
            continue
        routed, answered = row["n_routed"], row["n_answered"]
        found.append(
            Delay(
                row["week"], _hours(row["n_routing_seconds"], routed),
                _hours(row["n_human_seconds"], answered), routed,
            )
        )  # fmt: skip
    return tuple(found)


def _hours(seconds: int, leads: int) -> float | None:
    return seconds / 3600 / leads if leads >= FEWEST_LEADS else None


def _open_ones(reader: Reader, campaign: str, present: datetime) -> tuple[Open, ...]:
    """List what is still to be kept, first due first: two short reads along an index."""
    rows = queries.visible(reader=reader).filter(is_gone=False).defer("packet")
    rows = rows.filter(campaign=campaign) if campaign else rows
    touch = rows.filter(state__in=promising.UNTOUCHED, is_touched=False, due_at__gte=present)
    decide = rows.filter(state=State.WAITING, decide_by__gte=present)
    found = [
        _open(case, promising.FIRST_TOUCH, case.due_at, present)
        for case in touch.order_by("due_at", "pk")[:LISTED]
        if case.due_at
    ] + [
        _open(case, promising.DISPOSITION, case.decide_by, present)
        for case in decide.order_by("decide_by", "pk")[:LISTED]
        if case.decide_by
    ]
    return tuple(sorted(found, key=lambda one: (one.due_at, one.case_id))[:LISTED])


def _open(case: Case, promise: str, due_at: datetime, present: datetime) -> Open:
    return Open(case.pk, case.person_name, case.account_name, wording.promise(promise), due_at,
                moves.urgency(due_at=due_at, now=present))  # fmt: skip


def _paused(reader: Reader) -> tuple[Paused, ...]:
    seen = queries.visible(reader=reader).filter(is_gone=False, state__in=promising.UNTOUCHED)
    rows = Pause.objects.filter(ends_at=None, case__in=seen).select_related("case")
    return tuple(
        Paused(one.case_id, one.case.person_name, one.reason, one.until)
        for one in rows.defer("case__packet").order_by(F("until").asc(nulls_last=True), "pk")[
            :LISTED
        ]
    )


def _disputes(reader: Reader) -> tuple[Disputed, ...]:
    rows = Dispute.objects.filter(ended_as="", case__in=queries.visible(reader=reader))
    return tuple(
        Disputed(one.pk, one.case_id, one.case.person_name, wording.promise(one.promise),
                 one.due_at, one.reason, one.verdict_marketing, one.verdict_sales)
        for one in rows.select_related("case").defer("case__packet").order_by("raised_at", "pk")[
            :LISTED
        ]
    )  # fmt: skip


def _oddities(clauses: Clauses) -> tuple[str, ...]:
    told = clauses.promises
    terms = Terms(
        first_touch_hours=told.first_touch.within_hours,
        decision_hours=told.disposition.within_hours,
        attempts=told.persistence.attempts,
        days=told.persistence.days,
        is_worked=(
            _is_worked(clauses, promising.FIRST_TOUCH), _is_worked(clauses, promising.DISPOSITION),
        ),
    )  # fmt: skip
    found = [wording.oddity(one) for one in promises.oddities(terms=terms)]
    if unknown := completeness.unknown(fields=told.completeness.fields):
        found.append(wording.unknown_fields(unknown))
    return tuple(found)


def _is_worked(clauses: Clauses, promise: str) -> bool:
    clock = promising.working(clauses=clauses, promise=promise)
    return clock is not None and any(clock.calendar.week)
