"""Keeps, at each refresh, what the measures tell of every part of the leads, and one row a lead."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from sameroom.handoff import cuts
from sameroom.handoff.cuts import Choices, Cut, Drawn, ReadLead, Record
from sameroom.handoff.cuts.leads import Asking
from sameroom.handoff.web.part_models import CountedLead, Part
from sameroom.measure import Reading, Told
from sameroom.record.web.api import key_of, list_erased, name_of, shown_generation
from sameroom.webkit import bulk


def write_parts(
    *, engine: Asking, generation: int, tell: Callable[[], None] = lambda: None
) -> None:
    """Write the parts of a generation, and delete those that are shown no more.

    A part stands for at most 9 segments, 21 campaigns, 6 teams and 8 periods, so that their number
    has a bound; a page reads one of them.
    """
    record = cuts.read_leads(engine=engine)
    choices = cuts.list_choices(record=record)
    for model in (Part, CountedLead):
        bulk.delete(model._default_manager.filter(generation=generation))
        bulk.delete(model._default_manager.filter(generation__lt=shown_generation()))
    bulk.create(_parts(record, choices, generation, tell))
    gone = list_erased()
    bulk.create(_lead(one, record, generation, gone) for one in record.leads)
    Part.objects.filter(
        generation=generation, segment="", campaign="", team="", period=""
    ).update(head={**asdict(choices), "promised_hours": record.promised_hours,
                   "decision_hours": record.decision_hours,
                   "starts_at": record.starts_at.isoformat(),
                   "ends_at": record.ends_at.isoformat()})  # fmt: skip


def _parts(
    record: Record, choices: Choices, generation: int, tell: Callable[[], None]
) -> Iterator[Part]:
    for cut, leads in cuts.cut_up(record=record, choices=choices):
        tell()
        yield _part(cut, leads, record, generation)


def _part(cut: Cut, leads: tuple[ReadLead, ...], record: Record, generation: int) -> Part:
    told = [to_json(name, one) for name, one in cuts.tell(leads=leads, record=record)]
    return Part(
        generation=generation, segment=cut.segment[:200], campaign=cut.campaign[:200],
        team=cut.team[:20], period=cut.period, leads=len(leads), told=told,
        drawn=_drawn(cuts.draw(leads=leads, record=record)),
    )  # fmt: skip


def to_json(measure: str, told: Told) -> dict[str, Any]:  # Any: what JSON can hold
    """Write what was told as JSON; `reading_queries` reads it."""
    row: dict[str, Any] = {"measure": measure, "figure": told.figure, "unit": str(told.unit),
                           "part": [list(pair) for pair in told.part]}  # fmt: skip
    if isinstance(told, Reading):
        row |= {"value": told.value, "count": told.count, "words": told.words}
        if told.interval is not None:
            row |= {"low": _finite(told.interval.low), "high": _finite(told.interval.high)}
    else:
        row |= {"have": told.have, "need": told.need, "missing": told.missing, "bring": told.bring}
    return row


def _finite(number: float) -> float:
    """Keep an end without bound as a number that JSON and every database hold."""
    return min(max(number, -1e12), 1e12)


def _drawn(drawn: Drawn) -> dict[str, Any]:  # Any: what JSON can hold
    return {
        "curve": [list(spot) for spot in drawn.curve],
        "decided": [list(spot) for spot in drawn.decided],
        "ages": list(drawn.ages),
        "weeks": [_week(week) for week in drawn.weeks],
        "by_campaign": [
            [name, [_week(week) for week in weeks]] for name, weeks in drawn.by_campaign
        ],
    }


def _week(week: cuts.Week) -> list[Any]:  # Any: what JSON can hold
    return [week.starts_on.isoformat(), dict(week.families)]


def _lead(one: ReadLead, record: Record, generation: int, gone: frozenset[str]) -> CountedLead:
    row, lists = one.row, one.lists
    key = key_of(noun="person", subject_id=row["person_id"])
    name = name_of(key=key, name=row["person_name"] or row["email"] or "", gone=gone)
    return CountedLead(
        generation=generation,
        key=row["case_id"],
        person_key=key,
        person_name=(name or row["lead_id"] or "")[:200],
        account_name=(row["account_name"] or "")[:200],
        segment=(row["segment"] or "")[:200],
        campaign=(row["campaign"] or "")[:200],
        team=row["team"] or "",
        owner_id=row["owner_id"] or "",
        owner_name=(row["owner"] or "")[:200],
        month=row["month_name"] or "",
        is_recent=cuts.is_recent(one, record),
        handed_over_at=row["handed_over_at"],
        first_touch_at=row["first_touch_at"],
        waited_seconds=row["waited_seconds"],
        decision=row["decision"] or "",
        reason=(row["reason"] or "")[:300],
        family=row["reason_family"] or "",
        response=row["response"] or "",
        is_rejected="rejected" in lists,
        is_undecided="undecided" in lists,
        is_late="late" in lists,
        is_untouched="untouched" in lists,
        is_given_up="given-up" in lists,
        is_recycled="recycled" in lists,
        is_answered="answered" in lists,
        is_unrouted="unrouted" in lists,
        is_clocked="clocked" in lists,
        decided_at=row["decision_at"],
        decided_seconds=row["decided_seconds"],
        is_decided_late="decided-late" in lists,
        is_overdue="overdue" in lists,
        is_decision_clocked="decisions" in lists,
    )
