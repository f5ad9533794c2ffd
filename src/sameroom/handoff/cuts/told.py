"""Tells the area's measures for a part of the leads, and what their pictures are drawn from."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from sameroom.handoff.cuts import moments
from sameroom.handoff.cuts.leads import ReadLead, Record
from sameroom.handoff.measures import (
    acceptance,
    decision_time,
    never_touched,
    persistence,
    recycling,
    rejection_reasons,
    response_conversion,
    routing_delay,
    speed_to_lead,
)
from sameroom.measure import Context, Measure, Told, Window
from sameroom.stats.survival import Curve, kaplan_meier

# Each measure, and its twin that counts the same from leads in hand.
Counting = Callable[[Sequence[ReadLead]], moments.Moments]
MEASURED: tuple[tuple[Measure, Counting], ...] = (
    (acceptance.MEASURE, moments.acceptance),
    (decision_time.MEASURE, moments.decision_time),
    (rejection_reasons.MEASURE, moments.rejection_reasons),
    (speed_to_lead.MEASURE, moments.speed_to_lead),
    (never_touched.MEASURE, moments.never_touched),
    (persistence.MEASURE, moments.persistence),
    (recycling.MEASURE, moments.recycling),
    (routing_delay.MEASURE, moments.routing_delay),
)
STEPS = 120  # points of a curve
PAGES_OF_TIME = 26  # weeks at most on one picture
CAMPAIGNS = 6
AGES = ((7, "7"), (14, "14"), (30, "30"), (60, "60"), (None, ""))
Spot = tuple[float, float, float, float]  # hours, share still waiting, low, high


@dataclass(frozen=True, slots=True)
class Week:
    """The rejections of a week of hand-overs, by family of reasons."""

    starts_on: date
    families: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the pictures are drawn from.

    Args:
        curve: the share of leads that still wait for an answer after working hours; () where too
            few.
        decided: the same of those that still wait for a decision.
        ages: undecided leads by how many days they have waited: up to 7, 14, 30, 60, longer.
        weeks: rejections week by week.
        by_campaign: the same for each of the campaigns with most of them.
    """

    curve: tuple[Spot, ...]
    decided: tuple[Spot, ...]
    ages: tuple[int, ...]
    weeks: tuple[Week, ...]
    by_campaign: tuple[tuple[str, tuple[Week, ...]], ...]


def tell(*, leads: Sequence[ReadLead], record: Record) -> Iterator[tuple[str, Told]]:
    """Tell every measure of the area for these leads; with its name."""
    context = Context(Window(record.starts_at, record.ends_at), record.terms)
    for measure, count in MEASURED:
        counted = count(leads)
        table = moments.table(counted or [_empty()])
        for told in measure.result(moments=table, context=context):
            yield measure.name, told
    for told in response_conversion.by_response(counted=moments.response_conversion(leads)):
        yield response_conversion.MEASURE.name, told


def _empty() -> dict[str, Any]:  # Any: a count or a name
    """Stand in for no rows: a slice that no measure asks for."""
    return {"slice": "none", "name": ""}


def draw(*, leads: Sequence[ReadLead], record: Record) -> Drawn:
    """Gather what the pictures of these leads are drawn from."""
    weeks = _weeks(record)
    rejected = [
        lead for lead in leads if lead.row["decision"] == "rejected" and _is_in(lead, weeks)
    ]
    named = Counter(lead.row["campaign"] for lead in rejected if lead.row["campaign"])
    largest = sorted(named.items(), key=lambda one: (-one[1], one[0]))
    return Drawn(
        curve=_curve(moments.speed_to_lead(leads), record.promised_hours),
        decided=_curve(moments.decision_time(leads), record.decision_hours),
        ages=_ages(leads),
        weeks=_by_week(rejected, weeks),
        by_campaign=tuple(
            (name, _by_week([one for one in rejected if one.row["campaign"] == name], weeks))
            for name, n in largest[:CAMPAIGNS]
            if n >= 5
        ),
    )


def _curve(told: moments.Moments, promised_hours: float) -> tuple[Spot, ...]:
    counted = [one for one in told if one["slice"] == ""]
    if sum(one["ended"] + one["running"] for one in counted) < 30:
        return ()
    hours, ended, running = (
        np.array([float(one[name]) for one in counted]) for name in ("minutes", "ended", "running")
    )
    curve = kaplan_meier(times=hours / 60, ended=ended, running=running)
    longest = min(_end(curve, promised_hours), float(hours.max()) / 60)
    places = {longest * step / STEPS for step in range(STEPS + 1)}
    places |= {one for one in [promised_hours] if 0 < one < longest}
    return tuple(_spot(curve, after) for after in sorted(places))


def _end(curve: Curve, promised: float) -> float:
    """Find until when the curve is worth drawing: nine in ten are answered, or it stands still."""
    ninth = curve.quantile(share=0.9)
    wide = max(promised * 4, 8.0)
    return min(max(ninth * 1.15, wide), promised * 10 + 40) if np.isfinite(ninth) else wide * 2


def _spot(curve: Curve, after: float) -> Spot:
    sure = curve.band(after=after)
    return (round(after, 3), curve.share_waiting(after=after), sure.low, sure.high)


def _ages(leads: Sequence[ReadLead]) -> tuple[int, ...]:
    found = [0] * len(AGES)
    for lead in leads:
        age = lead.row["age_days"]
        if lead.row["decision"] is None and age is not None:
            found[next(i for i, (most, _) in enumerate(AGES) if most is None or age < most)] += 1
    return tuple(found)


def monday_of(day: date) -> date:
    """Find the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _weeks(record: Record) -> list[date]:
    last = monday_of((record.ends_at - timedelta(microseconds=1)).date())
    first = max(monday_of(record.starts_at.date()), last - timedelta(weeks=PAGES_OF_TIME - 1))
    return [first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1)]


def _is_in(lead: ReadLead, weeks: Sequence[date]) -> bool:
    at = lead.row["handed_over_at"]
    return at is not None and weeks[0] <= at.date() < weeks[-1] + timedelta(weeks=1)


def _by_week(rejected: Sequence[ReadLead], weeks: Sequence[date]) -> tuple[Week, ...]:
    counted: dict[date, Counter[str]] = {week: Counter() for week in weeks}
    for lead in rejected:
        counted[monday_of(lead.row["handed_over_at"].date())][lead.row["reason_family"] or ""] += 1
    return tuple(Week(week, dict(families)) for week, families in counted.items())
