"""What watchers are told of reading the record anew."""

from collections.abc import Iterator
from datetime import datetime

from sameroom.room.web.models import Refresh, State
from sameroom.webkit.gauges import Gauge


def list_gauges(*, now: datetime) -> Iterator[Gauge]:
    """Tell how old is what pages show; nothing before the first time."""
    done = Refresh.objects.filter(state=State.DONE).exclude(finished_at=None)
    finished_at = done.order_by("-finished_at").values_list("finished_at", flat=True).first()
    if finished_at is not None:
        age = (now - finished_at).total_seconds()
        yield Gauge("refresh_age_seconds", "Since the record was last read anew.", age)
