"""What of pauses and disputes the record has not been told yet."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from sameroom.handoff.promises import Ruling
from sameroom.handoff.web import clock_facts
from sameroom.handoff.web.facts import Row
from sameroom.handoff.web.models import Dispute, Pause

UNTOLD = Q(is_start_told=False) | Q(is_end_told=False, ends_at__isnull=False)


def is_anything_to_tell() -> bool:
    """Tell whether there is something of clocks that the record does not have."""
    return Pause.objects.filter(UNTOLD).exists() or _excuses().exists()


@dataclass(frozen=True, slots=True)
class ClockRows:
    """What is to be appended, and what it is made of.

    A row that was appended and not marked, because the process was killed in between, gets the
    same id again: the record keeps one row of it.
    """

    rows: list[Row]
    started: tuple[int, ...]
    ended: tuple[int, ...]
    excused: tuple[int, ...]

    @classmethod
    def read(cls, *, present: datetime | None, seen_at: datetime, most: int) -> "ClockRows":
        """Read what is to be appended."""
        pauses = list(Pause.objects.filter(UNTOLD).select_related("case").order_by("pk")[:most])
        excuses = list(_excuses().select_related("case").order_by("pk")[:most])
        # In an invented company the day stands still: what is done belongs to its last instant.
        last = present - timedelta(seconds=1) if present else seen_at
        rows = clock_facts.rows_of(
            stopped=[
                clock_facts.Stopped(
                    one.pk, one.case.lead_id, one.member_id, min(one.starts_at, last),
                    min(one.ends_at, last) if one.ends_at else None,
                )
                for one in pauses
            ],
            excused=[
                clock_facts.Excused(one.pk, one.case.lead_id, one.promise,
                                    min(one.raised_at, last))
                for one in excuses
            ],
            seen_at=seen_at,
        )  # fmt: skip
        ended = tuple(one.pk for one in pauses if one.ends_at)
        return cls(rows, tuple(one.pk for one in pauses), ended, tuple(one.pk for one in excuses))

    def mark(self) -> None:
        """Remember that the record has them."""
        Pause.objects.filter(pk__in=self.started).update(is_start_told=True)
        Pause.objects.filter(pk__in=self.ended).update(is_end_told=True)
        Dispute.objects.filter(pk__in=self.excused).update(is_told=True)


def _excuses() -> QuerySet[Dispute]:
    return Dispute.objects.filter(ended_as=Ruling.EXCUSE, is_told=False)
