"""What the pages about people show."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q
from django.utils.translation import gettext as _

from sameroom.facts.member import TEAMS
from sameroom.people.web import tokens
from sameroom.people.web.linking import unlinked
from sameroom.people.web.models import ApiToken, Company, Door, Invitation, User
from sameroom.webkit import stale


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works here."""

    user_id: int
    name: str
    email: str
    team: str
    role: str
    sees: str
    is_admin: bool
    is_active: bool
    is_unlinked: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """An invitation that nobody has used yet."""

    invitation_id: int
    name: str
    email: str
    team: str
    expires_at: datetime
    has_expired: bool


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Everybody by team, and, for administrators, whom they wait for."""

    colleagues: tuple[Colleague, ...]
    waiting: tuple[Waiting, ...]


def get_people_page(*, with_waiting: bool, now: datetime) -> PeoplePage:
    """List everybody, and the open invitations where they are wanted."""
    waits = Q(unlinked(), is_active=True, is_invented=False) if with_waiting else Q(pk__in=[])
    users = User.objects.annotate(waits=ExpressionWrapper(waits, BooleanField()))
    open_ones = Invitation.objects.filter(used_at=None, withdrawn_at=None)
    waiting = open_ones.order_by("sent_at", "pk") if with_waiting else Invitation.objects.none()
    return PeoplePage(
        colleagues=tuple(
            _colleague(user, user.waits) for user in users.order_by("team", "name", "pk")
        ),
        waiting=tuple(
            Waiting(one.pk, one.name, one.email, one.team, one.expires_at, one.expires_at <= now)
            for one in waiting
        ),
    )


def _colleague(user: User, is_unlinked: bool) -> Colleague:
    return Colleague(
        user_id=user.pk,
        name=user.name,
        email=user.email,
        team=user.get_team_display() if user.team else _("No team"),
        role=user.get_role_display(),
        sees=user.get_sees_display(),
        is_admin=user.is_admin,
        is_active=user.is_active,
        is_unlinked=is_unlinked,
    )


def find_user(*, user_id: int) -> User | None:
    """Find somebody."""
    return User.objects.filter(pk=user_id).first()


def find_invitation(*, token: str, now: datetime) -> Invitation | None:
    """Find the invitation of a link that still works."""
    return Invitation.objects.filter(
        token_hash=tokens.hash_of(token), used_at=None, withdrawn_at=None, expires_at__gt=now
    ).first()


def find_spent(*, token: str = "", invitation_id: int = 0) -> Invitation | None:
    """Find an invitation that lets nobody in any more, by its link or its number."""
    named = Q(token_hash=tokens.hash_of(token)) if token else Q(pk=invitation_id)
    return Invitation.objects.filter(named).first()


def is_own_token(*, token_id: int, user_id: int) -> bool:
    """Tell whether a token is somebody's, whether it works or not."""
    return ApiToken.objects.filter(pk=token_id, user_id=user_id).exists()


def is_door_used(*, token: str) -> bool:
    """Tell whether the company was set up by a link."""
    return Door.objects.filter(token_hash=tokens.hash_of(token)).exclude(used_at=None).exists()


def is_door_open(*, token: str) -> bool:
    """Tell whether a link to the set-up still works."""
    if Company.objects.exists():
        return False
    return Door.objects.filter(token_hash=tokens.hash_of(token), used_at=None).exists()


def find_company() -> Company | None:
    """Find whose room it is; None before the set-up."""
    return Company.objects.first()


def get_user(*, user_id: int) -> User:
    """Get somebody who is known to be there."""
    return User.objects.get(pk=user_id)


def list_users(*, after: int, team: str, limit: int) -> list[User]:
    """List people by their number, from the one behind `after` on."""
    users = User.objects.filter(pk__gt=after)
    return list((users.filter(team=team) if team else users).order_by("pk")[:limit])


def count_teams() -> list[tuple[str, int]]:
    """Count who may sign in, by team; a team of nobody is there too."""
    rows = User.objects.filter(is_active=True).exclude(team="")
    counts = dict(rows.values_list("team").annotate(Count("pk")).order_by("team"))
    return [(team, counts.get(team, 0)) for team in TEAMS]


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A token of one's own; what it says is not kept anywhere."""

    token_id: int
    name: str
    scopes: tuple[str, ...]
    made_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    has_expired: bool


def list_tokens(*, user_id: int, now: datetime) -> tuple[TokenLine, ...]:
    """List the tokens of somebody that are not taken back, the latest first."""
    rows = ApiToken.objects.filter(user_id=user_id, revoked_at=None).order_by("-pk")[:100]
    return tuple(
        TokenLine(
            one.pk, one.name, tuple(one.scopes), one.made_at, one.expires_at, one.last_used_at,
            one.expires_at <= now,
        )
        for one in rows
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SessionLine:
    """Where somebody is signed in."""

    session_id: int
    began_at: datetime
    seen_at: datetime
    browser: str


@dataclass(frozen=True, slots=True)
class Access:
    """By what somebody comes in now: their tokens and sessions, the latest first."""

    tokens: tuple[TokenLine, ...]
    sessions: tuple[SessionLine, ...]


def get_access(*, user_id: int, now: datetime) -> Access:
    """Give by what somebody comes in now."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    rows = UserSession.objects.filter(Exists(alive), user_id=user_id).order_by("-pk")[:100]
    return Access(
        tokens=list_tokens(user_id=user_id, now=now),
        sessions=tuple(
            SessionLine(one.pk, one.created_at, one.last_seen_at, one.user_agent[:120])
            for one in rows
        ),
    )


def was_ended(*, session_id: int) -> bool:
    """Tell whether somebody ended a session."""
    return stale.find_last_act(acts=("session.ended",), subject=session_id) is not None


def find_taker(*, user_id: int) -> int | None:
    """Find who took over from somebody who left, however often it was handed on."""
    seen = {user_id}
    while True:
        user = User.objects.filter(pk=user_id).first()
        taker = user.taken_over_by_id if user and not user.is_active else None
        if taker is None or taker in seen:
            return user_id if user and user.is_active and len(seen) > 1 else None
        seen.add(taker)
        user_id = taker
