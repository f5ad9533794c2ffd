"""What people do with their own account."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction

from sameroom.people.web.models import User
from sameroom.people.web.operations import ChangedMeanwhileError
from sameroom.webkit import audit
from sameroom.webkit.audit import Actor


def end_session(*, session_id: int, user_id: int, by: Actor, now: datetime) -> None:
    """End one of somebody's sessions at once.

    Raises:
        ChangedMeanwhileError: when there is none of theirs of this number any more.
    """
    with transaction.atomic():
        session = UserSession.objects.filter(pk=session_id, user_id=user_id).first()
        if session is None:
            raise ChangedMeanwhileError
        session.end()
        audit.record("session.ended", at=now, by=by, subject=session_id)


def rename(*, user_id: int, was: str, name: str, now: datetime) -> None:
    """Change one's own name, if it is still what one saw.

    Raises:
        ChangedMeanwhileError: when it is not.
    """
    with transaction.atomic():
        if not User.objects.filter(pk=user_id, name=was).update(name=name):
            raise ChangedMeanwhileError
        user = User.objects.get(pk=user_id)
        audit.record("person.renamed", at=now, by=user, subject=user_id)
