"""Talking about a clause, in the open."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from sameroom.agreement.web import telling
from sameroom.agreement.web.models import Comment, Discussion, State, Version
from sameroom.agreement.web.operations import NotThatFarError
from sameroom.webkit import audit
from sameroom.webkit.audit import Actor

OPEN = (State.DRAFT, State.PROPOSED)


def discuss(*, number: int, clause: str, body: str, by: Actor, now: datetime) -> int:
    """Open a discussion about a clause; gives its number.

    Raises:
        NotThatFarError: when the version is no longer talked about.
    """
    with transaction.atomic():
        version = Version.objects.filter(number=number, state__in=OPEN).first()
        if version is None:
            raise NotThatFarError
        one = Discussion.objects.create(
            version=version, clause=clause, opened_by_id=by.pk, opened_at=now
        )
        said = Comment.objects.create(discussion=one, by_id=by.pk, at=now, body=body)
        telling.tell_talked(comment=said, by_id=by.pk, now=now)
        audit.record("discussion.opened", at=now, by=by, subject=number, details={"clause": clause})
    return int(one.pk)


def reply(*, discussion_id: int, body: str, by: Actor, now: datetime) -> None:
    """Answer in a discussion that is open.

    Raises:
        NotThatFarError: when it was settled, or its version is over.
    """
    with transaction.atomic():
        one = _open(discussion_id).select_for_update().first()
        if one is None:
            raise NotThatFarError
        said = Comment.objects.create(discussion=one, by_id=by.pk, at=now, body=body)
        telling.tell_talked(comment=said, by_id=by.pk, now=now)
        audit.record("discussion.answered", at=now, by=by, subject=discussion_id)


def settle(*, discussion_id: int, by: Actor, now: datetime) -> None:
    """Say that a discussion is settled.

    Raises:
        NotThatFarError: when it is already, or its version is over.
    """
    with transaction.atomic():
        one = _open(discussion_id).first()
        open_ones = Discussion.objects.filter(pk=discussion_id, resolved_at=None)
        if one is None or not open_ones.update(resolved_by_id=by.pk, resolved_at=now):
            raise NotThatFarError
        telling.settle_talk(talk=one, now=now)
        audit.record("discussion.settled", at=now, by=by, subject=discussion_id)


def reopen(*, discussion_id: int, by: Actor, now: datetime) -> None:
    """Open a settled discussion again.

    Raises:
        NotThatFarError: when it is open, or its version is over.
    """
    with transaction.atomic():
        settled = Discussion.objects.filter(
            pk=discussion_id, resolved_at__isnull=False, version__state__in=OPEN
        )
        ids = list(settled.values_list("pk", flat=True))
        if not Discussion.objects.filter(pk__in=ids).update(resolved_by=None, resolved_at=None):
            raise NotThatFarError
        audit.record("discussion.reopened", at=now, by=by, subject=discussion_id)


def _open(discussion_id: int) -> QuerySet[Discussion]:
    return Discussion.objects.filter(pk=discussion_id, resolved_at=None, version__state__in=OPEN)
