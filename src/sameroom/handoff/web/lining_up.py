"""How the lists of the queue are counted, and how accepted leads stand in theirs."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from sameroom.handoff.web.models import Case
from sameroom.people.web.models import User
from sameroom.webkit.rights import Reader

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


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


def count(*, reader: Reader, rows: Mapping[str, QuerySet[Case]]) -> dict[str, int]:
    """Count several kinds of leads in one query, which begins at the reader's own row."""
    counts = [
        Coalesce(Subquery(
            some.order_by().values(one=Value(1)).annotate(n=Count("pk")).values("n")
        ), 0)
        for some in rows.values()
    ]  # fmt: skip
    told = User.objects.filter(pk=reader.user_id or 0).values_list(*counts).get()
    return dict(zip(rows, told, strict=True))
