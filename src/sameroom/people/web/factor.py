"""Who must have a second factor, and from when on."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction

from sameroom.people.web.models import Company, User
from sameroom.webkit import audit, stale
from sameroom.webkit.audit import Actor

GRACE = timedelta(days=7)  # to turn it on, after one is asked for it


def ask(*, user_id: int, now: datetime) -> None:
    """Ask somebody for a second factor where they administer or it is asked of all."""
    user = User.objects.filter(pk=user_id)
    if not Company.objects.filter(asks_factor_of_all=True).exists():
        user.filter(is_admin=False).update(factor_due_at=None)
        user = user.filter(is_admin=True)
    user.filter(factor_due_at=None).update(factor_due_at=now + GRACE)


def standing() -> dict[str, object]:
    """Tell of whom a second factor is asked, as the page asks it."""
    is_all = Company.objects.filter(asks_factor_of_all=True).exists()
    return {"of": "all" if is_all else "admins"}


def ask_of_all(*, is_asked: bool, by: Actor, now: datetime, seen: str = "") -> None:
    """Ask everybody for a second factor, or nobody but administrators.

    Args:
        seen: the mark of how it stood when the page was opened.

    Raises:
        ChangedSinceError: when somebody else changed it since.
    """
    with transaction.atomic():
        list(Company.objects.select_for_update().values_list("pk"))
        stale.check(seen=seen, values=standing())
        if not Company.objects.exclude(asks_factor_of_all=is_asked).update(
            asks_factor_of_all=is_asked
        ):
            return
        if is_asked:
            User.objects.filter(factor_due_at=None).update(factor_due_at=now + GRACE)
        else:
            User.objects.filter(is_admin=False).update(factor_due_at=None)
        audit.record("second_factor.asked_of_all", at=now, by=by, details={"is_asked": is_asked})


def is_overdue(*, user: User, now: datetime) -> bool:
    """Tell whether somebody must turn theirs on before anything else.

    Whoever has no password signs in elsewhere, and is asked there.
    """
    if user.factor_due_at is None or now < user.factor_due_at or not user.has_usable_password():
        return False
    theirs = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP)
    return not theirs.exists()
