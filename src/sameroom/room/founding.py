"""The first agreement: what the set-up asks, as `agreement.yaml`; the rest keeps its default."""

import json
from dataclasses import dataclass
from datetime import date, time

from sameroom import agreement

TEXT = """\
# Begun when the room was set up. Every other clause keeps its default until you agree on it.
company:
  name: {name}
  currency: {currency}
  time_zone: {zone}

calendars:
  office:
{days}
    holidays: [{holidays}]
"""
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the set-up asks.

    Args:
        currency: ISO 4217.
        zone: of the company's calendars.
        days: on which it works, by their English names.
        opens, closes: of each of them.
        holidays: on which it does not.
    """

    currency: str
    zone: str
    days: tuple[str, ...]
    opens: time
    closes: time
    holidays: tuple[date, ...] = ()


def first_agreement(*, name: str, asked: Asked) -> str:
    """Write the first agreement of a company of this name."""
    worked = set(asked.days)
    span = f'["{asked.opens:%H:%M}-{asked.closes:%H:%M}"]'
    lines = [f"    {day}: {span if day in worked else '[]'}" for day in DAYS]
    return TEXT.format(
        name=json.dumps(name, ensure_ascii=False),
        currency=asked.currency,
        zone=json.dumps(asked.zone),
        days="\n".join(lines),
        holidays=", ".join(day.isoformat() for day in sorted(set(asked.holidays))),
    )


def find_asked(*, text: str) -> Asked | None:
    """Find what the set-up was told in what it wrote; None where the text says anything else."""
    try:
        clauses = agreement.parse(text=text).clauses
    except agreement.AgreementWrongError:
        return None
    office = clauses.calendars.get("office")
    if office is None:
        return None
    spans = {day: getattr(office, day) for day in DAYS}
    days = tuple(day for day in DAYS if spans[day])
    if not days:
        return None
    opens, closes = spans[days[0]][0]
    asked = Asked(
        currency=clauses.company.currency,
        zone=clauses.company.time_zone,
        days=days,
        opens=opens,
        closes=closes,
        holidays=tuple(sorted(office.holidays)),
    )
    return asked if first_agreement(name=clauses.company.name, asked=asked) == text else None
