"""Makes the link by which somebody chooses a new password, for a room that sends no mail."""

from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.urls import reverse

from sameroom.people.web.models import User
from sameroom.people.web.operations import ChangedMeanwhileError
from sameroom.webkit import audit
from sameroom.webkit.audit import Actor


def make_link(*, user_id: int, by: Actor, now: datetime) -> str:
    """Make a link by which somebody chooses a new password: once, within days.

    Returns:
        Its path, which is not kept.

    Raises:
        ChangedMeanwhileError: when they may not sign in with a password any more.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().filter(pk=user_id).first()
        if user is None or not may_have_one(user):
            raise ChangedMeanwhileError
        key = default_token_generator.make_token(user)
        audit.record("password.link_made", at=now, by=by, subject=user_id)
    place = {"uidb36": user_pk_to_url_str(user), "key": key}
    return reverse("account_reset_password_from_key", kwargs=place)


def may_have_one(user: User) -> bool:
    """Tell whether somebody signs in with a password: not who left, is invented, or has none."""
    return user.is_active and not user.is_invented and user.has_usable_password()
