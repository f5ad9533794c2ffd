"""Tokens by which programs come in: made by each person for themself, and found again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from sameroom.errors import SameroomError
from sameroom.people.web import tokens
from sameroom.people.web.models import ApiToken, User
from sameroom.webkit import audit
from sameroom.webkit.audit import Actor
from sameroom.webkit.rest.scopes import scopes

PREFIX = "sr_"  # so that those who look for leaked secrets know one when they see it
A_MINUTE = 600  # calls of one token
LONGEST = timedelta(days=366)
MOST = 50  # tokens of one person that work


class TooManyTokensError(SameroomError):
    """Somebody has so many tokens that they cannot know them all."""

    def __init__(self) -> None:
        super().__init__(
            _("You have %(most)s tokens that work.") % {"most": MOST},
            remedy=_("Take back those you do not use."),
        )


class TokenGoneError(SameroomError):
    """A token was taken back already, or never was this person's."""

    def __init__(self) -> None:
        super().__init__(_("This token is gone already."), remedy=_("Look at the list anew."))


@dataclass(frozen=True, slots=True)
class Working:
    """A token that works."""

    token_id: int
    user: User
    scopes: frozenset[str]


def make(
    *, user: User, name: str, wanted: Iterable[str], expires_at: datetime, now: datetime
) -> str:
    """Make a token for oneself.

    Returns:
        The token, which is not kept.

    Raises:
        TooManyTokensError: when one has too many.
        ValueError: for a scope that there is not, or an end that is past or too far.
    """
    known = {scope.name for scope in scopes()}
    asked = sorted(set(wanted))
    if not asked or set(asked) - known:
        raise ValueError(f"scopes are some of {sorted(known)}, not {asked}")
    if not now < expires_at <= now + LONGEST:
        raise ValueError(f"a token ends within {LONGEST.days} days, not at {expires_at}")
    token = PREFIX + tokens.draw()
    with transaction.atomic():
        mine = ApiToken.objects.filter(user_id=user.pk, revoked_at=None, expires_at__gt=now)
        if mine.count() >= MOST:
            raise TooManyTokensError
        made = ApiToken.objects.create(
            user_id=user.pk, name=name, token_hash=tokens.hash_of(token), scopes=asked,
            made_at=now, expires_at=expires_at,
        )  # fmt: skip
        details: dict[str, str | int | bool] = {"name": name, "scopes": " ".join(asked)}
        audit.record("token.made", at=now, by=user, subject=made.pk, details=details)
    return token


def revoke(*, token_id: int, user: User, now: datetime, by: Actor | None = None) -> None:
    """Take a token of somebody's back; it ends at once.

    Args:
        by: who takes it back; None for whose it is.

    Raises:
        TokenGoneError: when there is none of theirs that works.
    """
    with transaction.atomic():
        mine = ApiToken.objects.filter(pk=token_id, user_id=user.pk, revoked_at=None)
        if not mine.update(revoked_at=now):
            raise TokenGoneError
        audit.record("token.revoked", at=now, by=by or user, subject=token_id)


def revoke_all(*, user_id: int, by: Actor, now: datetime) -> None:
    """Take back every token of somebody, in the caller's transaction."""
    theirs = ApiToken.objects.filter(user_id=user_id, revoked_at=None)
    if ended := theirs.update(revoked_at=now):
        audit.record("token.all_revoked", at=now, by=by, subject=user_id, details={"ended": ended})


def find_working(*, token: str, now: datetime) -> Working | None:
    """Find a token that works, of somebody who may sign in."""
    found = (
        ApiToken.objects.select_related("user")
        .filter(
            token_hash=tokens.hash_of(token), revoked_at=None, expires_at__gt=now,
            user__is_active=True,
        )
        .first()
    )  # fmt: skip
    return Working(found.pk, found.user, frozenset(found.scopes)) if found else None


def note_use(*, token_id: int, now: datetime) -> bool:
    """Count a use of a token in its minute; False when there were too many."""
    minute = now.replace(second=0, microsecond=0)
    this = ApiToken.objects.filter(pk=token_id)
    if this.filter(used_in=minute).update(uses=F("uses") + 1, last_used_at=now):
        return this.filter(uses__lte=A_MINUTE).exists()
    this.update(used_in=minute, uses=1, last_used_at=now)
    return True
