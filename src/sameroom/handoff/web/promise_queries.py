"""What both teams promised each other and what became of it, from counts made when it was read."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Sum, Value

from sameroom.handoff import completeness, moves, promises
from sameroom.handoff.moves import State
from sameroom.handoff.web import promising, queries, settling, wording
from sameroom.handoff.web.models import Case, Dispute, Pause, PromiseWeek
from sameroom.handoff.web.promise_page import (
    Delay,
    Disputed,
    Kind,
    Open,
    Paused,
    PromiseLine,
    PromisesPage,
    Tally,
    Week,
)
from sameroom.handoff.web.promising import UNTOUCHED
from sameroom.handoff.web.ruled import list_words
from sameroom.record.web import api as record
from sameroom.room.web import api as room
from sameroom.room.web.api import Clauses
from sameroom.webkit.rights import FEWEST_TOGETHER, Reader

Counted = dict[str, Any]  # Any: a sum, or what it is of
LISTED = 15
FEWEST_LEADS = 5  # below that a delay would tell of one person
COUNTS = ("kept", "missed", "open", "paused", "excused", "untold")
OF_MARKETING, OF_SALES = ("acceptance", "completeness"), (
    "first_touch", "disposition", "persistence",
)  # fmt: skip
MOST_CAMPAIGNS = 60


def get_promises_page(
    *, reader: Reader, week: str, campaign: str, now: datetime
) -> PromisesPage:  # fmt: skip
    """Get how both teams' promises stand; its queries grow with weeks, never with leads."""
    clauses = room.get_agreed().clauses
    present = room.get_present() or now
    generation, sizes = record.get_shown()
    rows = PromiseWeek.objects.filter(generation=generation)
    campaigns = _campaigns(rows)
    named = campaign if campaign in campaigns else ""
    counted = _summed(rows.filter(campaign=named) if named else rows)
    weeks = tuple(sorted({row["week"] for row in counted}, reverse=True))
    chosen = _day(week) if _day(week) in weeks else None
    shown = [row for row in counted if chosen in {None, row["week"]}]
    paused, disputes = _stopped(reader)
    disputes = _with_words(disputes, reader, sizes)

    def line(promise: str) -> PromiseLine:
        return _line(promise, clauses, counted, shown, sizes)

    return PromisesPage(
        marketing=tuple(line(one) for one in OF_MARKETING),
        sales=tuple(line(one) for one in OF_SALES),
        kinds=_kinds(shown),
        currency=clauses.company.currency,
        delays=_delays(shown),
        open_ones=_open_ones(reader, named, present),
        paused=paused,
        disputes=disputes,
        may_rule=bool(disputes) and bool(settling.speaks_for(reader=reader)),
        settlers=settling.who_settles() if disputes else None,
        oddities=_oddities(clauses, present),
        weeks=weeks,
        week=chosen,
        campaigns=campaigns,
        campaign=named,
        is_counted=bool(counted),
    )


def find_dispute(*, reader: Reader, dispute_id: int) -> Dispute | None:
    """Find a dispute about a lead that a reader sees."""
    seen = queries.visible(reader=reader)
    return Dispute.objects.filter(pk=dispute_id, case__in=seen).first()


def _campaigns(rows: QuerySet[PromiseWeek]) -> tuple[str, ...]:
    """List the campaigns of which five leads or more are known: fewer are not shown apart."""
    leads = sum((F(name) for name in COUNTS[1:]), F(COUNTS[0]))
    named = rows.filter(promise="completeness").exclude(campaign="").order_by("campaign")
    found = named.values("campaign").annotate(leads=Sum(leads)).filter(leads__gte=FEWEST_LEADS)
    return tuple(found.values_list("campaign", flat=True)[:MOST_CAMPAIGNS])


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None


def _summed(rows: QuerySet[PromiseWeek]) -> list[Counted]:
    """Add up by promise, week, team and channel: as many rows as there are of those."""
    by = ("promise", "week", "team", "channel")
    sums = ("amount", "routed", "routing_seconds", "answered", "human_seconds")
    told = {f"n_{name}": Sum(name) for name in (*COUNTS, *sums)}
    return list(rows.values(*by).annotate(**told).order_by(*by))


def _tally(rows: Iterable[Counted]) -> Tally:
    listed = list(rows)
    return Tally(*(sum(row[f"n_{name}"] for row in listed) for name in COUNTS))


def _by(name: str, rows: Iterable[Counted]) -> dict[Any, list[Counted]]:  # Any: a week or a name
    """Part rows by one of their columns, in order."""
    found: dict[Any, list[Counted]] = {}  # Any: as above
    for row in sorted(rows, key=lambda one: one[name]):
        found.setdefault(row[name], []).append(row)
    return found


def _line(
    promise: str, clauses: Clauses, counted: list[Counted], shown: list[Counted],
    sizes: dict[str, int],
) -> PromiseLine:  # fmt: skip
    own = [row for row in counted if row["promise"] == promise]
    chosen = [row for row in shown if row["promise"] == promise]
    teams = [(team, _tally(rows)) for team, rows in _by("team", chosen).items()
             if sizes.get(team, 0) >= FEWEST_TOGETHER]  # fmt: skip
    return PromiseLine(
        promise=promise,
        words=wording.promise(promise),
        terms=wording.terms(promise=promise, clauses=clauses),
        promised=round(100 * getattr(clauses.promises, promise).share),
        whole=_tally(chosen),
        weeks=tuple(Week(week, _tally(rows)) for week, rows in reversed(_by("week", own).items())),
        teams=tuple(teams) if len(teams) > 1 else (),
    )


def _kinds(rows: list[Counted]) -> tuple[Kind, ...]:
    own = [row for row in rows if row["promise"] == "acceptance"]
    found = [Kind(channel, _tally(listed), sum(row["n_amount"] for row in listed))
             for channel, listed in _by("channel", own).items()]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-one.tally.kept, one.channel)))


def _delays(rows: list[Counted]) -> tuple[Delay, ...]:
    own = [row for row in rows if row["promise"] == promising.FIRST_TOUCH]

    def hours(listed: list[Counted], seconds: str, leads: str) -> float | None:
        return _hours(sum(row[seconds] for row in listed), sum(row[leads] for row in listed))

    return tuple(
        Delay(
            week, hours(listed, "n_routing_seconds", "n_routed"),
            hours(listed, "n_human_seconds", "n_answered"),
        )
        for week, listed in reversed(_by("week", own).items())
    )  # fmt: skip


def _hours(seconds: int, leads: int) -> float | None:
    return seconds / 3600 / leads if leads >= FEWEST_LEADS else None


def _open_ones(reader: Reader, campaign: str, present: datetime) -> tuple[Open, ...]:
    """List what is still to be kept, first due first: two short reads along an index."""
    rows = queries.visible(reader=reader).filter(is_gone=False, paused_at=None).defer("packet")
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


def _stopped(reader: Reader) -> tuple[tuple[Paused, ...], tuple[Disputed, ...]]:
    """List what is paused, and what is disputed, in one query.

    There are few of them, so each one's lead is looked up, and not every lead for one of them.
    """
    seen = queries.visible(reader=reader).filter(is_gone=False, pk=OuterRef("case_id"))
    nothing = Value("", output_field=CharField())
    paused = Pause.objects.filter(Exists(seen.filter(state__in=UNTOUCHED)), ends_at=None)
    disputed = Dispute.objects.filter(Exists(seen), ended_as="")
    told = ("pk", "case_id", "case__person_name", "reason")
    both = (
        paused.annotate(a=nothing, b=nothing, c=nothing)
        .values_list(*told, "until", "a", "b", "c")
        .union(
            disputed.values_list(
                *told, "due_at", "promise", "verdict_marketing", "verdict_sales"
            ), all=True,
        )
    )  # fmt: skip
    rows = sorted(both, key=lambda row: (row[4] is None, row[4] or row[0], row[0]))
    return (
        tuple(Paused(*row[1:5]) for row in rows if not row[5])[:LISTED],
        tuple(
            Disputed(
                row[0], row[1], row[2], wording.promise(row[5]), row[4], row[3], row[6], row[7], ()
            )
            for row in rows
            if row[5]
        )[:LISTED],
    )


def _with_words(
    disputes: tuple[Disputed, ...], reader: Reader, sizes: dict[str, int]
) -> tuple[Disputed, ...]:
    """Add what was said already for either team: whoever decides second reads the first."""
    asked = [one.dispute_id for one in disputes if one.verdict_marketing or one.verdict_sales]
    said = list_words(disputes=asked, reader=reader, sizes=sizes)
    return tuple(replace(one, words=said.get(one.dispute_id, ())) for one in disputes)


def _oddities(clauses: Clauses, now: datetime) -> tuple[str, ...]:
    """Try the promises on hand-overs of a week, and say what about them is odd."""
    dues = [
        (
            promising.due_at(clauses=clauses, promise=promising.FIRST_TOUCH, starts_at=moment),
            promising.due_at(clauses=clauses, promise=promising.DISPOSITION, starts_at=moment),
        )
        for moment in (now + timedelta(days=day) for day in range(7))
    ]
    found = [wording.oddity(one) for one in promises.oddities(dues=dues)]
    if unknown := completeness.unknown(fields=clauses.promises.completeness.fields):
        found.append(wording.unknown_fields(unknown))
    return tuple(found)
