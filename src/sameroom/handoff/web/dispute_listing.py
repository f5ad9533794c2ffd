"""Disputes of missed promises as a reader may see them, for programs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from sameroom.handoff.web import queries, settling
from sameroom.handoff.web.models import Dispute
from sameroom.handoff.web.naming import name_user
from sameroom.handoff.web.ruled import Word, list_words
from sameroom.record.web import api as record
from sameroom.webkit.rights import Reader


@dataclass(frozen=True, slots=True)
class Told:
    """A dispute; of colleagues their teams stand where the reader may not know names."""

    id: int
    case: int
    promise: str
    due_at: datetime
    reason: str
    by: str
    raised_at: datetime
    verdict_marketing: str
    verdict_sales: str
    ended_as: str
    ended_at: datetime | None
    note: str
    rulings: tuple[Word, ...]
    may_rule: bool


def list_disputes(
    *, reader: Reader, only_open: bool, case_id: int | None, before: int | None, limit: int
) -> list[Told]:
    """List the disputes about leads that a reader sees, the latest first.

    Args:
        before: the number of the last one of the page before.
    """
    rows = _visible(reader)
    rows = rows.filter(ended_as="") if only_open else rows
    rows = rows if case_id is None else rows.filter(case_id=case_id)
    rows = rows if before is None else rows.filter(pk__lt=before)
    sizes, may_rule = record.get_team_sizes(), bool(settling.speaks_for(reader=reader))
    listed = list(rows.order_by("-pk")[:limit])
    said = list_words(disputes=[one.pk for one in listed], reader=reader, sizes=sizes)
    return [_told(one, reader, sizes, said.get(one.pk, ()), may_rule) for one in listed]


def find_told(*, reader: Reader, dispute_id: int) -> Told | None:
    """Find one dispute about a lead that a reader sees."""
    one = _visible(reader).filter(pk=dispute_id).first()
    if one is None:
        return None
    may_rule, sizes = bool(settling.speaks_for(reader=reader)), record.get_team_sizes()
    said = list_words(disputes=[one.pk], reader=reader, sizes=sizes)
    return _told(one, reader, sizes, said.get(one.pk, ()), may_rule)


def _visible(reader: Reader) -> QuerySet[Dispute]:
    seen = queries.visible(reader=reader)
    return Dispute.objects.filter(case__in=seen).select_related("by")


def _told(
    one: Dispute, reader: Reader, sizes: Mapping[str, int], said: tuple[Word, ...], may_rule: bool
) -> Told:
    return Told(
        id=one.pk, case=one.case_id, promise=one.promise, due_at=one.due_at, reason=one.reason,
        by=name_user(one.by, reader, sizes), raised_at=one.raised_at,
        verdict_marketing=one.verdict_marketing, verdict_sales=one.verdict_sales,
        ended_as=one.ended_as, ended_at=one.ended_at, note=one.note, rulings=said,
        may_rule=may_rule and not one.ended_as,
    )  # fmt: skip
