"""Whether messages reach anybody."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sameroom.notice.web.models import Outgoing, State
from sameroom.webkit.finding import Finding

OF_LATE = timedelta(days=7)


def list_findings(*, now: datetime) -> Iterator[Finding]:
    """Tell of messages that were given up within a week."""
    count = Outgoing.objects.filter(state=State.GIVEN_UP, ended_at__gte=now - OF_LATE).count()
    if count:
        yield Finding(
            "messages.given-up", "warning", f"Given up within seven days: {count} messages.",
            "the outbox", "The page Delivery says why of each; have them sent again there.",
        )  # fmt: skip
