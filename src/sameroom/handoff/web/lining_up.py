"""How the lists of the queue are counted, and how accepted leads stand in theirs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Count, F, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from sameroom.handoff import moves
from sameroom.handoff.web.models import Case
from sameroom.people.web.models import User
from sameroom.webkit.rights import Reader

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
BY_PROMISE = (F("due_at").asc(nulls_last=True), "handed_over_at", "pk")


def fresh_parts(
    *, waiting: QuerySet[Case], present: datetime
) -> tuple[QuerySet[Case], QuerySet[Case]]:
    """Give those that somebody still waits for, in two parts: with a time, and without.

    Each by itself finds its way along the index; as one, all that were left lying would be read.
    """
    since = present - moves.LYING_AFTER  # twin of `moves.is_lying`
    return waiting.filter(handed_over_at__gte=since), waiting.filter(handed_over_at=None)


def in_turn_waiting(*, rows: Iterable[Any]) -> list[Any]:  # Any: as below
    """Order waiting leads by their promise, and those that are back by the end of their day."""
    return sorted(rows, key=_stands_at)


def _stands_at(row: Any) -> tuple[datetime, datetime, int]:  # Any: as below
    never = datetime.max.replace(tzinfo=UTC)
    due_at = row.due_at
    if row.state == moves.State.RETURNED:
        due_at = datetime.combine(row.return_on or date.max, time.max, tzinfo=UTC)
    return due_at or never, row.handed_over_at or never, row.pk


def in_turn_taken(
    *, rows: Iterable[Any], reader: Reader, most: int
) -> list[Any]:  # Any: their columns, as `queries.LINE` has them
    """Order accepted leads by the contact owed, then the newest; leave out what is too many."""

    def is_own(row: Any) -> bool:  # Any: as above
        return bool(row.owner_id) and row.due_at is not None and row.owner_id == reader.member_id

    ordered = sorted(rows, key=_stands_taken)
    kept = {row.pk for row in sorted(ordered, key=is_own, reverse=True)[:most]}
    return [row for row in ordered if row.pk in kept]


def _stands_taken(row: Any) -> tuple[datetime, float, int]:  # Any: as above
    if row.due_at is not None:
        return row.due_at, 0, row.pk
    handed = row.handed_over_at or LONG_AGO
    return datetime.max.replace(tzinfo=UTC), -handed.timestamp(), -row.pk


def few(*, rows: QuerySet[Case], most: int) -> QuerySet[Case]:
    """Take no more rows than are counted on."""
    return Case.objects.filter(pk__in=rows.values("pk")[:most])


def count(*, reader: Reader, rows: Mapping[str, Sequence[QuerySet[Case]]]) -> dict[str, int]:
    """Count several kinds of leads in one query, which begins at the reader's own row.

    Args:
        rows: the leads of each kind, in parts of which none shares a lead with another.
    """
    named = [(name, part) for name, parts in rows.items() for part in parts]
    counts = [
        Coalesce(Subquery(
            part.order_by().values(one=Value(1)).annotate(n=Count("pk")).values("n")
        ), 0)
        for _, part in named
    ]  # fmt: skip
    told = User.objects.filter(pk=reader.user_id or 0).values_list(*counts).get()
    found = dict.fromkeys(rows, 0)
    for (name, _), n in zip(named, told, strict=True):
        found[name] += n
    return found
