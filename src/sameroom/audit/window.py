"""The period an audit reads when nobody names one: what the record itself covers."""

from datetime import UTC, date, datetime, time, timedelta

from sameroom.audit.document import Engine
from sameroom.measure import Window

# Where the record says that something happened: these set the period that is read by default.
HAPPENED = (
    ("touch", "occurred_at", ""),
    ("activity", "occurred_at", ""),
    ("asset_use", "occurred_at", ""),
    ("lead", "created_at", ""),
    ("lead", "handed_over_at", ""),
    ("deal", "created_at", ""),
    ("deal", "closed_at", "outcome in ('won', 'lost')"),
    ("stage_change", "changed_at", ""),
    ("ticket", "opened_at", ""),
    ("spend", "spent_on", ""),
)


# Clocks that were never set, and seconds taken for milliseconds, end up in 1970.
EARLIEST = "1990-01-01"


def find_window(*, engine: Engine, now: datetime) -> Window:
    """Find the period that the record covers: from its first event to the day after its last.

    Events later than `now` or earlier than 1990 are left out: they are plans, typing errors or
    clocks that were never set. A record without any date is read as the year before `now`.
    """
    known = _spans(engine, now)
    if not known:
        return Window(starts_at=now - timedelta(days=365), ends_at=now)
    last = max(last for _, last in known).date() + timedelta(days=1)
    return Window(
        starts_at=min(first for first, _ in known),
        ends_at=min(now, datetime.combine(last, time(), tzinfo=UTC)),
    )


def has_dates(*, engine: Engine, now: datetime) -> bool:
    """Tell whether anything on record says when it happened."""
    return bool(_spans(engine, now))


def _spans(engine: Engine, now: datetime) -> list[tuple[datetime, datetime]]:
    spans = [_span(engine, noun, column, condition, now) for noun, column, condition in HAPPENED]
    return [span for span in spans if span is not None]


def _span(
    engine: Engine, noun: str, column: str, condition: str, now: datetime
) -> tuple[datetime, datetime] | None:
    limit = f"{column} >= cast('{EARLIEST}' as timestamp)"
    limit += f" and {column} <= cast('{now:%Y-%m-%d %H:%M:%S}' as timestamp)"
    where = f"{limit} and {condition}" if condition else limit
    row = engine.ask(
        f"select min({column}) as first_at, max({column}) as last_at from {noun} where {where}"
    ).to_pylist()[0]
    if row["first_at"] is None:
        return None
    return _as_instant(row["first_at"]), _as_instant(row["last_at"])


def _as_instant(moment: datetime | date) -> datetime:
    if isinstance(moment, datetime):
        return moment.astimezone(UTC)
    return datetime.combine(moment, time(), tzinfo=UTC)
