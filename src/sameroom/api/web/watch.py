"""What the interface does each minute."""

from datetime import datetime

from sameroom.webkit.rest import repeats


def look_after(*, now: datetime) -> None:
    """Forget the answers of writes that nobody will send again."""
    repeats.sweep(now=now)
