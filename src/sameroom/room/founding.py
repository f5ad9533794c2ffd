"""The first agreement: what the set-up asks, as `agreement.yaml`; the rest keeps its default."""

import json
from collections.abc import Iterable
from datetime import date, time

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


def first_agreement(
    *,
    name: str,
    currency: str,
    zone: str,
    days: Iterable[str],
    opens: time,
    closes: time,
    holidays: Iterable[date],
) -> str:
    """Write the first agreement.

    Args:
        name: the company's.
        currency: ISO 4217.
        zone: of its calendars.
        days: on which it works, by their English names.
        opens, closes: of each of them.
        holidays: on which it does not.
    """
    worked = set(days)
    span = f'["{opens:%H:%M}-{closes:%H:%M}"]'
    lines = [f"    {day}: {span if day in worked else '[]'}" for day in DAYS]
    return TEXT.format(
        name=json.dumps(name, ensure_ascii=False),
        currency=currency,
        zone=json.dumps(zone),
        days="\n".join(lines),
        holidays=", ".join(day.isoformat() for day in sorted(set(holidays))),
    )
