"""What the agreement looks after each minute."""

from datetime import datetime

from sameroom.agreement.web import operations


def look_after(*, now: datetime) -> None:
    """Put in force what both teams signed and whose instant has come; write what waits."""
    operations.take_effect(now=now)
