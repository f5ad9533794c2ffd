"""Cuts the leads of a period up by segment, campaign, team and time, in every combination."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

from sameroom.handoff.cuts.leads import ReadLead, Record, Row
from sameroom.webkit.rights import FEWEST_TOGETHER

SEGMENTS, CAMPAIGNS, TEAMS, MONTHS = 8, 20, 5, 6
FEWEST_LEADS = 5  # a smaller part is not shown apart
RECENT, RECENTLY = "recent", timedelta(days=28)


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """A part of the leads; "" is every one.

    Args:
        period: "" for the whole, "recent" for its last four weeks, or a month, "2026-05".
    """

    segment: str = ""
    campaign: str = ""
    team: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """By what the leads can be cut: the largest of each, so that their number does not grow."""

    segments: tuple[str, ...]
    campaigns: tuple[str, ...]
    teams: tuple[str, ...]
    months: tuple[str, ...]


def list_choices(*, record: Record) -> Choices:
    """List the largest segments and campaigns, the teams that may be named, the last months."""
    rows = [lead.row for lead in record.leads]
    owners: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["team"] and row["owner_id"]:
            owners[row["team"]].add(row["owner_id"])
    months = sorted({row["month_name"] for row in rows if row["month_name"]})
    return Choices(
        segments=_largest(rows, "segment", SEGMENTS),
        campaigns=_largest(rows, "campaign", CAMPAIGNS),
        teams=tuple(sorted(t for t, ids in owners.items() if len(ids) >= FEWEST_TOGETHER))[:TEAMS],
        months=tuple(months[-MONTHS:]),
    )


def _largest(rows: Sequence[Row], name: str, most: int) -> tuple[str, ...]:
    counted = Counter(row[name] for row in rows if row[name])
    ordered = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    return tuple(sorted(told for told, n in ordered[:most] if n >= FEWEST_LEADS))


def cut_up(*, record: Record, choices: Choices) -> Iterator[tuple[Cut, tuple[ReadLead, ...]]]:
    """Give every combination that holds five leads or more, and its leads; the whole always."""
    found: dict[Cut, list[ReadLead]] = defaultdict(list)
    for lead in record.leads:
        for cut in _cuts_of(lead, record, choices):
            found[cut].append(lead)
    found.setdefault(Cut(), [])
    for cut, leads in sorted(found.items()):
        if len(leads) >= FEWEST_LEADS or cut == Cut():
            yield cut, tuple(leads)


def _cuts_of(lead: ReadLead, record: Record, choices: Choices) -> Iterator[Cut]:
    row = lead.row
    ways = (
        _way(row["segment"], choices.segments),
        _way(row["campaign"], choices.campaigns),
        _way(row["team"], choices.teams),
        (*_way(row["month_name"], choices.months), *([RECENT] if is_recent(lead, record) else [])),
    )
    return (Cut(*one) for one in product(*ways))


def _way(told: str | None, offered: tuple[str, ...]) -> tuple[str, ...]:
    return ("", told) if told and told in offered else ("",)


def is_recent(lead: ReadLead, record: Record) -> bool:
    """Tell whether a lead was handed over in the last four weeks of the record."""
    at = lead.row["handed_over_at"]
    return at is not None and at >= record.ends_at - RECENTLY
