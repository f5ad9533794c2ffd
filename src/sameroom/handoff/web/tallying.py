"""Counts, when the record is read anew, how both teams' promises stand: pages only add up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sameroom.handoff import completeness, promises
from sameroom.handoff.packets import Asking
from sameroom.handoff.promises import Standing
from sameroom.handoff.web import promising
from sameroom.handoff.web.models import PromiseWeek
from sameroom.record.web import api as record
from sameroom.room.web.api import Clauses
from sameroom.webkit import bulk

WEEKS = 13
Row = Mapping[str, Any]  # Any: a cell
Key = tuple[date | None, str, str, str, str]  # week, promise, team, campaign, channel
COUNTED = f"""
select c.case_id, c.handed_over_at, c.team, c.campaign, c.channel, c.decision, c.due_at,
    c.first_touch_at, c.is_touched, c.is_clocked, c.is_paused, c.is_excused, k.decided_at,
    k.is_decided, k.due_at as decide_by, k.is_paused as decision_is_paused,
    k.is_excused as decision_is_excused,
    r.routing_seconds, r.human_seconds, u.is_pursued, u.has_elapsed, u.has_answered,
    u.has_ended, d.amount, p.*
from handoff_case as c
cross join audit_window as w
inner join decision_clock as k on k.case_id = c.case_id
left join lead_routing as r on r.case_id = c.case_id
left join lead_pursuit as u on u.case_id = c.case_id
left join deal_case as d on d.deal_id = c.deal_id
left join ({completeness.CARRIED}) as p on p.carried_by = c.case_id
where c.handed_over_at >= w.ends_at - interval {WEEKS * 7} day
order by c.case_id
"""


@dataclass
class Sum:
    """What is added up for one week, promise, team, campaign and channel."""

    counts: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    amount: float = 0.0


@dataclass(frozen=True, slots=True)
class Light:
    """In whose light the rows are judged: what was agreed, and when."""

    clauses: Clauses
    now: datetime


def tally(*, engine: Asking, generation: int, clauses: Clauses, now: datetime) -> None:
    """Count the promises about the leads of the last weeks, for the pages of a generation.

    Args:
        now: the end of what the record tells.
    """
    sums = count(rows=engine.ask(COUNTED).to_pylist(), light=Light(clauses, now))
    shown = record.shown_generation()
    bulk.delete(PromiseWeek.objects.exclude(generation__in={shown} - {generation}))
    bulk.create(_written(generation, key, one) for key, one in sorted(sums.items(), key=_order))


def count(*, rows: Iterable[Row], light: Light) -> dict[Key, Sum]:
    """Add up how the promises about some leads stand."""
    sums: defaultdict[Key, Sum] = defaultdict(Sum)
    zone = ZoneInfo(light.clauses.company.time_zone)
    first = week_of(moment=light.now, zone=zone) - timedelta(weeks=WEEKS - 1)
    for row in rows:
        week = week_of(moment=row["handed_over_at"], zone=zone)
        if week < first:  # the rest of its leads were not asked for
            continue
        for promise, standing in _standings(row, light):
            team = row["team"] or "sales" if promise in SALES else "marketing"
            one = sums[week, promise, team, (row["campaign"] or "")[:200],
                       (row["channel"] or "")[:100]]  # fmt: skip
            one.counts[standing] += 1
            if promise == "acceptance" and standing is Standing.KEPT:
                one.amount += float(row["amount"] or 0)
            if promise == promising.FIRST_TOUCH:
                _add_delays(one, row)
    return sums


SALES = (promising.FIRST_TOUCH, promising.DISPOSITION, "persistence")


def week_of(*, moment: datetime, zone: ZoneInfo) -> date:
    """Give the Monday of the week in which something happened, where the company is."""
    day = moment.astimezone(zone).date()
    return day - timedelta(days=day.weekday())


def _standings(row: Row, light: Light) -> list[tuple[str, Standing]]:
    found = [
        (promising.FIRST_TOUCH, _first_touch(row, light)),
        (promising.DISPOSITION, _decision(row, light)),
        ("acceptance", _acceptance(row)),
        ("completeness", _completeness(row, light)),
    ]
    pursued = _persistence(row)
    return [*found, ("persistence", pursued)] if pursued is not None else found


def _first_touch(row: Row, light: Light) -> Standing:
    if not row["is_clocked"] and not row["is_touched"]:
        return Standing.UNTOLD
    return promises.standing(
        due_at=row["due_at"], kept_at=row["first_touch_at"], is_kept=bool(row["is_touched"]),
        is_paused=bool(row["is_paused"]), is_excused=bool(row["is_excused"]), now=light.now,
    )  # fmt: skip


def _decision(row: Row, light: Light) -> Standing:
    return promises.standing(
        due_at=row["decide_by"], kept_at=row["decided_at"], is_kept=bool(row["is_decided"]),
        is_paused=bool(row["decision_is_paused"]), is_excused=bool(row["decision_is_excused"]),
        now=light.now,
    )  # fmt: skip


def _acceptance(row: Row) -> Standing:
    return {"accepted": Standing.KEPT, "rejected": Standing.MISSED,
            "recycled": Standing.PAUSED}.get(row["decision"] or "", Standing.OPEN)  # fmt: skip


def _completeness(row: Row, light: Light) -> Standing:
    fields = light.clauses.promises.completeness.fields
    told = completeness.is_complete(carried=row, fields=fields)
    if told is None:
        return Standing.UNTOLD
    return Standing.KEPT if told else Standing.MISSED


def _persistence(row: Row) -> Standing | None:
    """Tell how often enough a silent lead was tried; None for one that the promise is not about."""
    if row["has_elapsed"] is None or row["has_answered"] or row["has_ended"]:
        return None
    if not row["has_elapsed"]:
        return Standing.OPEN
    return Standing.KEPT if row["is_pursued"] else Standing.MISSED


def _add_delays(one: Sum, row: Row) -> None:
    if row["routing_seconds"] is not None:
        one.counts["routed"] += 1
        one.counts["routing_seconds"] += int(row["routing_seconds"])
    if row["human_seconds"] is not None and row["first_touch_at"] is not None:
        one.counts["answered"] += 1
        one.counts["human_seconds"] += int(row["human_seconds"])


def _written(generation: int, key: Key, one: Sum) -> PromiseWeek:
    week, promise, team, campaign, channel = key
    return PromiseWeek(generation=generation, week=week, promise=promise, team=team,
                       campaign=campaign, channel=channel, amount=one.amount,
                       **{str(name): n for name, n in one.counts.items()})  # fmt: skip


def _order(item: tuple[Key, Sum]) -> tuple[str, ...]:
    return tuple(str(part) for part in item[0])
