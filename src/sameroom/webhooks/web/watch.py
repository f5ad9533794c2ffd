"""What webhooks look after each minute."""

from datetime import datetime

from sameroom.webhooks.web import operations


def look_after(*, now: datetime) -> None:
    """Switch off what nobody keeps any more."""
    operations.switch_off_left(now=now)
