"""What is known of a part of the leads: one row a page, however large the record is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from sameroom.handoff.web.part_models import Part
from sameroom.measure import Interval, Reading, Told, TooLittle, Unit
from sameroom.record.web import api as record
from sameroom.room.web import api as room

LIMIT = 200
COSTED = ("speed_to_lead", "never_touched", "acceptance", "persistence", "recycling",
          "rejection_reasons")  # fmt: skip
DRAWN_BY = {"month", "family", "attempts", "response", "hours"}
Families = Mapping[str, int]
Spot = tuple[float, float, float, float]  # hours, share still waiting, low, high


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which leads are asked for; "" is all of them."""

    segment: str = ""
    campaign: str = ""
    team: str = ""
    period: str = ""

    @property
    def is_all(self) -> bool:
        """Tell whether every lead is meant."""
        return self == Chosen()

    @property
    def query(self) -> str:
        """Write it as an address has it."""
        named = {"segment": self.segment, "campaign": self.campaign, "team": self.team,
                 "period": self.period}  # fmt: skip
        return urlencode({name: told for name, told in named.items() if told})


def read_chosen(told: Mapping[str, Any]) -> Chosen:  # Any: a request's own words
    """Read which leads are asked for out of an address; what no lead can have finds none."""
    names = ("segment", "campaign", "team", "period")
    return Chosen(*(str(told.get(name, ""))[:LIMIT].replace("\x00", "") for name in names))


@dataclass(frozen=True, slots=True)
class Offered:
    """By what the leads can be cut, and how the whole was read."""

    segments: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    promised_hours: float = 0.0
    decision_hours: float = 0.0
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the measures told of the leads asked for.

    Args:
        told: by measure.
        losses: what the findings cost, for all leads; by measure.
        curve, decided: the leads that still wait for an answer, and those for a decision.
        leads: how many leads there are; None where fewer than five, which are not shown apart.
    """

    chosen: Chosen
    offered: Offered
    leads: int | None
    told: Mapping[str, tuple[Told, ...]] = field(default_factory=dict)
    curve: tuple[Spot, ...] = ()
    decided: tuple[Spot, ...] = ()
    ages: tuple[int, ...] = ()
    weeks: tuple[tuple[date, Families], ...] = ()
    by_campaign: tuple[tuple[str, tuple[tuple[date, Families], ...]], ...] = ()
    losses: Mapping[str, tuple[room.Loss, ...]] = field(default_factory=dict)

    def find(self, measure: str, figure: str) -> Told | None:
        """Find a figure about the whole part."""
        listed = self.told.get(measure, ())
        return next((one for one in listed if one.figure == figure and not one.part), None)

    def list_parts(self, measure: str, figure: str, by: str) -> list[tuple[str, Reading]]:
        """List a figure that could be told by one thing, such as "month"."""
        return [
            (one.part[0][1], one)
            for one in self.told.get(measure, ())
            if isinstance(one, Reading)
            and one.figure == figure
            and len(one.part) == 1
            and one.part[0][0] == by
        ]


def is_shown(one: Told) -> bool:
    """Tell whether the page shows a figure: of the whole, or by what its pictures go by."""
    return not one.part or (len(one.part) == 1 and one.part[0][0] in DRAWN_BY)


def find_known(*, chosen: Chosen) -> Known | None:
    """Find what is known of the leads asked for; None while nothing has been read."""
    parts = Part.objects.filter(generation=record.shown_generation())
    whole = parts.filter(segment="", campaign="", team="", period="")
    head = whole.values_list("head", flat=True).first()
    if head is None:
        return None
    offered = _offered(head)
    part = parts.filter(
        segment=chosen.segment, campaign=chosen.campaign, team=chosen.team, period=chosen.period
    ).first()
    if part is None:
        return Known(chosen, offered, None)
    told = _by_measure(part.told)
    if chosen.is_all and (found := room.find_shown(measure="response_conversion")):
        told["response_conversion"] = found.told
    return Known(
        chosen=chosen,
        offered=offered,
        leads=part.leads,
        told=told,
        curve=_spots(part.drawn["curve"]),
        decided=_spots(part.drawn.get("decided", [])),
        ages=tuple(part.drawn["ages"]),
        weeks=_weeks(part.drawn["weeks"]),
        by_campaign=tuple((name, _weeks(weeks)) for name, weeks in part.drawn["by_campaign"]),
        losses=room.list_losses(measures=COSTED),
    )


def _offered(head: Mapping[str, Any]) -> Offered:  # Any: what JSON holds
    return Offered(
        segments=tuple(head["segments"]),
        campaigns=tuple(head["campaigns"]),
        teams=tuple(head["teams"]),
        months=tuple(head["months"]),
        promised_hours=head["promised_hours"],
        decision_hours=head.get("decision_hours", 0.0),
        starts_at=datetime.fromisoformat(head["starts_at"]),
        ends_at=datetime.fromisoformat(head["ends_at"]),
    )


def _by_measure(rows: list[Mapping[str, Any]]) -> dict[str, tuple[Told, ...]]:  # Any: JSON
    found: dict[str, tuple[Told, ...]] = {}
    for row in rows:
        found[row["measure"]] = (*found.get(row["measure"], ()), from_json(row))
    return found


def from_json(row: Mapping[str, Any]) -> Told:  # Any: what JSON holds
    """Read what `parting.to_json` wrote."""
    part = tuple((str(name), str(said)) for name, said in row["part"])
    unit = Unit(row["unit"])
    if "missing" in row:
        return TooLittle(
            row["figure"], unit, row["have"], row["need"], row["missing"], row["bring"], part
        )
    sure = Interval(row["low"], row["high"]) if "low" in row else None
    return Reading(row["figure"], row["value"], unit, row["count"], sure, part, row["words"])


def _spots(rows: list[Any]) -> tuple[Spot, ...]:  # Any: what JSON holds
    return tuple((one[0], one[1], one[2], one[3]) for one in rows)


def _weeks(rows: list[Any]) -> tuple[tuple[date, Families], ...]:  # Any: what JSON holds
    return tuple((date.fromisoformat(day), families) for day, families in rows)
