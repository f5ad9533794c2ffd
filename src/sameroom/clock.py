"""The one place where the time of day comes from; rules and measures are given it."""

from datetime import UTC, datetime


def now() -> datetime:
    """Tell the present instant in UTC. Only commands, views and jobs call this."""
    return datetime.now(tz=UTC)


def parse_instant(text: str) -> datetime:
    """Read an ISO 8601 instant; one without an offset is taken as UTC.

    Raises:
        ValueError: when the text is not ISO 8601.
    """
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
