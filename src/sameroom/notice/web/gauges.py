"""What watchers are told of what goes outside."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count

from sameroom.notice.web.models import Outgoing, State
from sameroom.webkit.gauges import Gauge

TOLD = (State.WAITING, State.SENDING, State.GIVEN_UP)


def list_gauges(*, now: datetime) -> Iterator[Gauge]:
    """Tell how many messages wait, are being sent, and were given up."""
    rows = Outgoing.objects.filter(state__in=TOLD).order_by().values_list("state")
    counted = dict(rows.annotate(n=Count("pk")))
    for state in TOLD:
        yield Gauge(
            "outbox_messages", "Messages to the outside, by state.", counted.get(state, 0),
            {"state": state.value},
        )  # fmt: skip
