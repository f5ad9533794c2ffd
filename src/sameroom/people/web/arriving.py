"""Who is let in by single sign-on: decided by what the provider vouches for, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from sameroom.errors import SameroomError
from sameroom.people.web.models import Company, Invitation, User
from sameroom.people.web.operations import Newcomer, Place, let_in
from sameroom.webkit import audit
from sameroom.webkit.rights import Role, Sees


class NotExpectedError(SameroomError):
    """Somebody comes whom nobody invited, or for whom the provider does not vouch."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a provider says of somebody; `is_verified` where it vouches for the address."""

    email: str
    name: str
    is_verified: bool


def read_claims(told: Mapping[str, object]) -> Claims:
    """Read what a provider said.

    Where its two statements are about different people, it vouches for neither.
    """
    info, token = told.get("userinfo"), told.get("id_token")
    first = info if isinstance(info, Mapping) else token if isinstance(token, Mapping) else told
    if (
        isinstance(info, Mapping)
        and isinstance(token, Mapping)
        and info.get("sub") != token.get("sub")
    ):
        return Claims("", "", is_verified=False)
    email = str(first.get("email") or "").strip().lower()
    name = str(first.get("name") or "").strip()[:120] or email.partition("@")[0][:120]
    # Only the truth itself: "false" as a text, which some send, would count as true.
    return Claims(email, name, is_verified=first.get("email_verified") is True)


def arrive(*, claims: Claims, domains: tuple[str, ...], now: datetime) -> int:
    """Find who somebody is who comes for the first time, or make them.

    Args:
        domains: whoever has a verified address of these is let in without an invitation, to no
            team: until an administrator gives them one, there is nothing here for them.

    Returns:
        The number of the person.

    Raises:
        NotExpectedError: when nobody expects them.
    """
    if not claims.is_verified or not _is_address(claims.email):
        raise NotExpectedError("the provider does not vouch for the address")
    with transaction.atomic():
        user = User.objects.select_for_update().filter(email=claims.email).first()
        if user is not None:
            return _known(user, now)
        invitation = _accept(claims.email, now)
        if invitation is not None:
            place = Place(
                invitation.team, Role(invitation.role), Sees(invitation.sees), invitation.is_admin
            )
            return let_in(who=Newcomer(claims.email, invitation.name), place=place, now=now)
        domain = claims.email.rpartition("@")[2]
        if domain not in {one.strip().lower() for one in domains} or not Company.objects.exists():
            raise NotExpectedError("neither invited nor here already")
        least = Place("", Role.MEMBER, Sees.OWN)
        return let_in(who=Newcomer(claims.email, claims.name), place=least, now=now)


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True


def _known(user: User, now: datetime) -> int:
    if not user.is_active or user.is_invented:
        raise NotExpectedError("shut out")
    if SocialAccount.objects.filter(user_id=user.pk).exists():
        raise NotExpectedError("the address belongs to another account of the provider")
    audit.record("person.linked", at=now, by=user, subject=user.pk)
    return int(user.pk)


def _accept(email: str, now: datetime) -> Invitation | None:
    open_ones = Invitation.objects.filter(
        email=email, used_at=None, withdrawn_at=None, expires_at__gt=now
    )
    invitation = open_ones.first()
    return invitation if invitation and open_ones.update(used_at=now) else None
