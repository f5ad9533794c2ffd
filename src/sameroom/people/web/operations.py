"""Everything that changes who works here."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from sameroom.errors import SameroomError
from sameroom.people.web import factor, keys, linking, posting, tokens
from sameroom.people.web.models import Company, Door, Invitation, User
from sameroom.webkit import audit, stale
from sameroom.webkit.audit import Actor
from sameroom.webkit.rights import Role, Sees

VALID_FOR = timedelta(days=7)


class LinkSpentError(SameroomError):
    """A link that lets somebody in was used, withdrawn, is too old, or never was."""

    def __init__(self) -> None:
        super().__init__(
            _("This link does not work any more: it was used, withdrawn or is too old."),
            remedy=_("Ask for a new one."),
        )


class LastAdministratorError(SameroomError):
    """Nobody would be left to look after the people."""

    def __init__(self) -> None:
        super().__init__(
            _("There must be somebody who administers."),
            remedy=_("Make somebody else an administrator first."),
        )


class ChangedMeanwhileError(SameroomError):
    """Somebody else was faster."""

    def __init__(self) -> None:
        super().__init__(
            _("This was changed meanwhile."), remedy=_("Look at it anew and decide again.")
        )


@dataclass(frozen=True, slots=True)
class Place:
    """What somebody is to be here."""

    team: str
    role: Role = Role.MEMBER
    sees: Sees = Sees.TEAM
    is_admin: bool = False


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who comes in.

    Args:
        password: None where they choose none.
        time_zone: that their device is in; "" where it is not known.
        language: in which they set the room up; "" leaves it to their browser.
    """

    email: str
    name: str
    password: str | None = None
    time_zone: str = ""
    language: str = ""


def open_door(*, now: datetime) -> str:
    """Make the one-time link to the set-up anew; earlier ones stop working.

    Returns:
        The token, which is not kept.
    """
    token = tokens.draw()
    with transaction.atomic():
        Door.objects.filter(used_at=None).delete()
        Door.objects.create(token_hash=tokens.hash_of(token), made_at=now)
    return token


def found(*, token: str, company: str, first: Newcomer, team: str, now: datetime) -> int:
    """Make the company and its first administrator, once.

    Raises:
        LinkSpentError: when the token is not that of the open door.
    """
    with transaction.atomic():
        door = Door.objects.filter(token_hash=tokens.hash_of(token), used_at=None)
        if Company.objects.exists() or not door.update(used_at=now):
            raise LinkSpentError
        Company.objects.create(name=company, set_up_at=now)
        place = Place(team=team, role=Role.LEAD, sees=Sees.ALL, is_admin=True)
        user = _make_user(first, place, now)
        factor.ask(user_id=user.pk, now=now)
        audit.record("company.founded", at=now, by=user, subject=company)
    return int(user.pk)


class InvitedAlreadyError(SameroomError):
    """An invitation to the same address waits.

    Args:
        told: as what they are invited there.
    """

    def __init__(self, *, invitation_id: int, told: dict[str, object]) -> None:
        self.invitation_id, self.told = invitation_id, told
        super().__init__(_("This address is invited already."))


def invite(
    *, who: Newcomer, place: Place, by: Actor, now: datetime, instead: int | None = None,
    room: str = "",
) -> str:  # fmt: skip
    """Invite somebody; an earlier invitation to the same address stops working.

    Args:
        instead: the invitation that waits as whoever invites knows it, 0 for none; None replaces
            whatever waits.
        room: where the room is reached: the link goes there by mail too, where there is a mail
            server; "" mails nothing.

    Returns:
        The token of the link, which is not kept.

    Raises:
        InvitedAlreadyError: when another one waits.
    """
    token = tokens.draw()
    with transaction.atomic():
        waiting = Invitation.objects.filter(
            email=who.email.lower(), used_at=None, withdrawn_at=None
        )
        last = waiting.filter(expires_at__gt=now).order_by("-pk").first()
        if last and instead is not None and instead != last.pk:
            names = ("name", "email", "team", "role", "sees", "is_admin")
            raise InvitedAlreadyError(
                invitation_id=last.pk, told={name: getattr(last, name) for name in names}
            )
        posting.call_off(invitation_ids=list(waiting.values_list("pk", flat=True)), now=now)
        waiting.update(withdrawn_at=now)
        invitation = Invitation.objects.create(
            token_hash=tokens.hash_of(token),
            email=who.email.lower(),
            name=who.name,
            team=place.team,
            role=place.role,
            sees=place.sees,
            is_admin=place.is_admin,
            sent_at=now,
            expires_at=now + VALID_FOR,
        )
        audit.record("invitation.sent", at=now, by=by, subject=invitation.pk)
        posting.post_invitation(invitation=invitation, token=token, room=room, by=by, now=now)
    return token


def resend(*, invitation_id: int, by: Actor, now: datetime, room: str = "") -> str:
    """Make the link of an invitation anew, for another while; the one before stops working.

    Args:
        room: as of `invite`.

    Returns:
        The token of the link, which is not kept.

    Raises:
        LinkSpentError: when it was used or withdrawn.
    """
    token = tokens.draw()
    with transaction.atomic():
        waiting = Invitation.objects.filter(pk=invitation_id, used_at=None, withdrawn_at=None)
        made = {"token_hash": tokens.hash_of(token), "sent_at": now, "expires_at": now + VALID_FOR}
        if not waiting.update(**made):
            raise LinkSpentError
        audit.record("invitation.resent", at=now, by=by, subject=invitation_id)
        posting.call_off(invitation_ids=[invitation_id], now=now)
        invitation = Invitation.objects.get(pk=invitation_id)
        posting.post_invitation(invitation=invitation, token=token, room=room, by=by, now=now)
    return token


def withdraw(*, invitation_id: int, by: Actor, now: datetime) -> None:
    """Take an invitation back that nobody has used."""
    with transaction.atomic():
        open_ones = Invitation.objects.filter(pk=invitation_id, used_at=None, withdrawn_at=None)
        if not open_ones.update(withdrawn_at=now):
            raise LinkSpentError
        audit.record("invitation.withdrawn", at=now, by=by, subject=invitation_id)
        posting.call_off(invitation_ids=[invitation_id], now=now)


def join(*, token: str, name: str, password: str, now: datetime, time_zone: str = "") -> int:
    """Let somebody in by their invitation, once.

    Args:
        time_zone: that their device is in; "" where it is not known.

    Raises:
        LinkSpentError: when it was used, withdrawn or is too old.
    """
    with transaction.atomic():
        waiting = Invitation.objects.filter(
            token_hash=tokens.hash_of(token), used_at=None, withdrawn_at=None, expires_at__gt=now
        )
        invitation = waiting.first()
        if invitation is None or not waiting.update(used_at=now):
            raise LinkSpentError
        if User.objects.filter(email=invitation.email).exists():
            raise LinkSpentError
        place = Place(
            team=invitation.team,
            role=Role(invitation.role),
            sees=Sees(invitation.sees),
            is_admin=invitation.is_admin,
        )
        who = Newcomer(invitation.email, name, password, time_zone)
        return let_in(who=who, place=place, now=now)


def let_in(*, who: Newcomer, place: Place, now: datetime) -> int:
    """Make somebody who comes, in the caller's transaction."""
    user = _make_user(who, place, now)
    factor.ask(user_id=user.pk, now=now)
    audit.record("person.joined", at=now, by=user, subject=user.pk)
    linking.link(now=now, user_id=user.pk)
    return int(user.pk)


def change(
    *, user_id: int, place: Place, member_id: str, is_active: bool, by: Actor, now: datetime,
    seen: str = "",
) -> None:  # fmt: skip
    """Change what somebody is here; it holds from their next click on.

    Args:
        seen: the mark of how they stood when the page was opened.

    Raises:
        LastAdministratorError: when nobody would administer any more.
        ChangedSinceError: when somebody else changed them since.
    """
    with transaction.atomic():
        _lock_administrators()
        was = User.objects.select_for_update().get(pk=user_id)
        stale.check(seen=seen, values=standing(was))
        User.objects.filter(pk=user_id).update(
            team=place.team,
            role=place.role,
            sees=place.sees,
            is_admin=place.is_admin,
            member_id=member_id,
            is_member_set=was.is_member_set or member_id != was.member_id,
            is_active=is_active,
        )
        _keep_an_administrator()
        if is_active:
            User.objects.filter(pk=user_id).update(left_at=None, taken_over_by=None)
            factor.ask(user_id=user_id, now=now)
        else:
            _shut_out(user_id=user_id, by=by, now=now)
        audit.record(
            "person.changed",
            at=now,
            by=by,
            subject=user_id,
            details={
                "team": place.team,
                "role": str(place.role),
                "sees": str(place.sees),
                "is_admin": place.is_admin,
                "is_active": is_active,
            },
        )


def standing(user: User) -> dict[str, object]:
    """Tell what somebody is here, as the page asks it."""
    names = ("team", "role", "sees", "is_admin", "member_id", "is_active")
    return {name: getattr(user, name) for name in names}


def leave(
    *, user_id: int, taker_id: int | None, by: Actor, now: datetime, instead: bool = False
) -> None:
    """Let somebody go: out of every session and token at once. What they did stays.

    Args:
        taker_id: who takes over what is theirs; None for nobody yet.
        instead: whether they have left already, and somebody else is to take over.

    Raises:
        LastAdministratorError: when nobody would administer any more.
        ChangedMeanwhileError: when they have left already, or who takes over has.
    """
    with transaction.atomic():
        _lock_administrators()
        takers = User.objects.filter(is_active=True).exclude(pk=user_id)
        if taker_id is not None and not takers.filter(pk=taker_id).exists():
            raise ChangedMeanwhileError
        here = User.objects.filter(pk=user_id, is_active=not instead)
        left = {} if instead else {"is_active": False, "left_at": now}
        if not here.update(taken_over_by=taker_id, **left):
            raise ChangedMeanwhileError
        _keep_an_administrator()
        _shut_out(user_id=user_id, by=by, now=now)
        details: dict[str, str | int | bool] = {"taken_over_by": taker_id or "nobody yet"}
        audit.record("person.left", at=now, by=by, subject=user_id, details=details)


def _lock_administrators() -> None:
    """Let one change of rights wait for another, so that two cannot take each other's away."""
    list(User.objects.select_for_update().filter(is_admin=True).order_by("pk").values_list("pk"))


def _keep_an_administrator() -> None:
    if not User.objects.filter(is_admin=True, is_active=True).exclude(team="").exists():
        raise LastAdministratorError


def _shut_out(*, user_id: int, by: Actor, now: datetime) -> None:
    for session in UserSession.objects.filter(user_id=user_id):
        session.end()
    keys.revoke_all(user_id=user_id, by=by, now=now)


def add_person(
    *, who: Newcomer, place: Place, member_id: str, now: datetime, is_invented: bool = False
) -> int:
    """Add somebody without an invitation: the people of the demo company.

    Args:
        is_invented: whether nobody may ever sign in as them; an administrator may borrow their
            eyes.
    """
    with transaction.atomic():
        user = _make_user(who, place, now)
        User.objects.filter(pk=user.pk).update(member_id=member_id, is_invented=is_invented)
    return int(user.pk)


def choose_locale(
    *, user_id: int, language: str, time_zone: str, has_keys: bool, by: Actor, now: datetime
) -> None:
    """Keep in which language and time zone somebody reads, and whether single keys lead."""
    with transaction.atomic():
        User.objects.filter(pk=user_id).update(
            language=language, time_zone=time_zone, has_keys=has_keys
        )
        audit.record("locale.chosen", at=now, by=by, subject=user_id)


def _make_user(who: Newcomer, place: Place, now: datetime) -> User:
    user = User.objects.create_user(
        email=who.email,
        password=who.password,
        name=who.name,
        time_zone=who.time_zone,
        language=who.language,
        team=place.team,
        role=place.role,
        sees=place.sees,
        is_admin=place.is_admin,
        joined_at=now,
    )
    # The link reached them by this address, or by somebody who knows them.
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
