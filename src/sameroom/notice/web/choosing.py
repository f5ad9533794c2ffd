"""Everything by which people say how they want to be told: choices, chats, the calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sameroom.errors import SameroomError
from sameroom.notice import chat, rules
from sameroom.notice.cards import How
from sameroom.notice.web import jobs, sealing
from sameroom.notice.web.models import Channel, Choice, Feed, Outgoing, State, Timetable, Way
from sameroom.people.web import tokens
from sameroom.webkit import audit
from sameroom.webkit.audit import Actor

MOST_CHATS = 5
A_WHILE = timedelta(hours=1)


class ChatRefusedError(SameroomError):
    """A chat that cannot be added."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """How somebody wants to be told of a kind."""

    kind: str
    how: How
    by_mail: bool
    by_chat: bool


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody wants their digest; days count from Monday, which is 0."""

    zone: str
    hour: int
    days: tuple[int, ...]


def choose(*, user_id: int, chosen: Iterable[Chosen], hours: Hours, now: datetime) -> None:
    """Keep how and when somebody wants to be told; it holds for what comes from now on."""
    days = " ".join(map(str, sorted(set(hours.days))))
    next_at = rules.next_digest_at(after=now, zone=hours.zone, hour=hours.hour, days=hours.days)
    with transaction.atomic():
        Timetable.objects.update_or_create(
            user_id=user_id,
            defaults={"zone": hours.zone, "hour": hours.hour, "days": days, "next_at": next_at,
                      "is_chosen": True},
        )  # fmt: skip
        for one in chosen:
            Choice.objects.update_or_create(
                user_id=user_id,
                kind=one.kind,
                defaults={"how": one.how, "by_mail": one.by_mail, "by_chat": one.by_chat},
            )


def add_chat(*, address: str, name: str, by: Actor, now: datetime, team: str = "") -> int:
    """Add a chat: somebody's own, or with a team given that team's. Gives its number.

    Raises:
        ChatRefusedError: when the address is no webhook of a chat that we send to, or there are
            too many.
    """
    try:
        service, address = chat.read_address(address)
    except chat.AddressError as error:
        raise ChatRefusedError(
            _("This is no webhook address of a chat that Sameroom sends to."),
            remedy=_("It begins with https:// and is what the chat gives when you add an incoming "
                     "webhook: %(services)s.")
            % {"services": ", ".join(one.words for one in chat.SERVICES)},
        ) from error  # fmt: skip
    owner = Q(user=None, team=team) if team else Q(user=by.pk or 0)
    with transaction.atomic():
        there = Channel.objects.filter(owner, removed_at=None)
        if there.count() >= MOST_CHATS:
            raise ChatRefusedError(
                _("There are %(n)d chats already.") % {"n": MOST_CHATS},
                remedy=_("Take one away first."),
            )
        one = Channel.objects.create(
            user_id=None if team else by.pk, team=team, name=name, service=service.name,
            sealed=sealing.seal(address), made_at=now,
        )  # fmt: skip
        details: dict[str, str | int | bool] = {"service": service.name, "team": team}
        audit.record("chat.added", at=now, by=by, subject=one.pk, details=details)
    return int(one.pk)


def remove_chat(*, channel_id: int, by: Actor, now: datetime, of_teams: bool = False) -> bool:
    """Take a chat away and forget its address; false when there is no such one.

    Args:
        of_teams: whether it is a team's; else only somebody's own is found.
    """
    with transaction.atomic():
        own = _own(channel_id, by, of_teams)
        if not own.update(removed_at=now, sealed=""):
            return False
        audit.record("chat.removed", at=now, by=by, subject=channel_id)
    return True


def try_chat(*, channel_id: int, by: Actor, now: datetime, of_teams: bool = False) -> bool:
    """Send a word to a chat, to see whether it arrives; false when there is no such one."""
    with transaction.atomic():
        if not _own(channel_id, by, of_teams).exists():
            return False
        line = {"words": _("Sameroom can write here."), "why": "", "href": "/notices"}
        Outgoing.objects.create(
            key=f"try:{channel_id}:{uuid4().hex}", way=Way.CHAT, channel_id=channel_id,
            lines=[line], made_at=now, next_at=now,
        )  # fmt: skip
        jobs.wake(at=None)
    return True


def make_feed(*, user_id: int, by: Actor, now: datetime) -> str:
    """Make somebody's calendar address anew; the one before stops working. Gives its token."""
    token = tokens.draw()
    with transaction.atomic():
        Feed.objects.update_or_create(
            user_id=user_id,
            defaults={"token_hash": tokens.hash_of(token), "made_at": now, "asked_at": None},
        )
        audit.record("calendar.made", at=now, by=by)
    return token


def end_feed(*, user_id: int, by: Actor, now: datetime) -> None:
    """Take somebody's calendar address away."""
    with transaction.atomic():
        if Feed.objects.filter(user_id=user_id).delete()[0]:
            audit.record("calendar.ended", at=now, by=by)


def note_asked(*, user_id: int, now: datetime) -> None:
    """Remember, about once an hour, that a calendar program asked."""
    own = Feed.objects.filter(user_id=user_id)
    own.exclude(asked_at__gt=now - A_WHILE).update(asked_at=now)


def send_again(*, number: int | None, by: Actor, now: datetime) -> int:
    """Have what was given up, or waits for its next try, sent now; tells how many.

    Args:
        number: of one message; None for all that were given up.
    """
    there = Outgoing.objects.filter(state=State.GIVEN_UP, subject="")
    if number is not None:
        states = [State.GIVEN_UP, State.WAITING]
        there = Outgoing.objects.filter(pk=number, state__in=states, subject="")
    with transaction.atomic():
        count = there.update(state=State.WAITING, next_at=now, tries=0, ended_at=None)
        if count:
            audit.record("delivery.again", at=now, by=by, subject=number or "all")
            jobs.wake(at=None)
    return count


def _own(channel_id: int, by: Actor, of_teams: bool) -> QuerySet[Channel]:
    there = Channel.objects.filter(pk=channel_id, removed_at=None)
    return there.exclude(team="") if of_teams else there.filter(user_id=by.pk or 0)
