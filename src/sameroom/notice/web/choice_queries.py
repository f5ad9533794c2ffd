"""What the pages of choices and of delivery show, and what a calendar is given."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from sameroom.notice import chat
from sameroom.notice.cards import How
from sameroom.notice.feed import Deadline
from sameroom.notice.web import post
from sameroom.notice.web.choosing import Chosen, Hours
from sameroom.notice.web.declared import kinds
from sameroom.notice.web.letters import full
from sameroom.notice.web.models import Channel, Choice, Feed, Notice, Outgoing, State, Timetable
from sameroom.people.web import tokens
from sameroom.people.web.models import TEAM_CHOICES

PAST, AHEAD, MOST = timedelta(days=30), timedelta(days=400), 500
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat that messages go to; its address is never shown."""

    channel_id: int
    name: str
    service: str
    team: str
    worked_at: datetime | None
    failure: str


@dataclass(frozen=True, slots=True)
class Choices:
    """How somebody is told now."""

    chosen: tuple[Chosen, ...]
    hours: Hours
    is_chosen: bool
    next_at: datetime | None
    chats: tuple[Chat, ...]
    feed_made_at: datetime | None
    feed_asked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Message:
    """Something in the outbox, without what it says."""

    number: int
    way: str
    to: str
    things: int
    made_at: datetime
    next_at: datetime | None
    tries: int
    state: str
    failure: str


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """What goes outside: what waits, what failed, what was given up, and the teams' chats."""

    waiting: int
    given_up: int
    sent: int
    messages: tuple[Message, ...]
    chats: tuple[Chat, ...]


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Somebody's calendar."""

    user_id: int
    name: str
    deadlines: tuple[Deadline, ...]


def get_choices(*, user_id: int) -> Choices:
    """Give how somebody is told of each kind, by their choice or without one."""
    there = {one.kind: one for one in Choice.objects.filter(user_id=user_id)}
    table = Timetable.objects.filter(user_id=user_id).first() or Timetable()
    feed = Feed.objects.filter(user_id=user_id).first()
    chosen = []
    for kind in kinds().values():
        one = there.get(kind.name)
        chosen.append(
            Chosen(kind.name, How(one.how), one.by_mail, one.by_chat)
            if one
            else Chosen(kind.name, kind.default, kind.by_mail, kind.by_chat)
        )
    return Choices(
        chosen=tuple(chosen),
        hours=Hours(table.zone, table.hour, tuple(map(int, table.days.split()))),
        is_chosen=table.is_chosen,
        next_at=table.next_at,
        chats=_chats(Q(user_id=user_id)),
        feed_made_at=feed.made_at if feed else None,
        feed_asked_at=feed.asked_at if feed else None,
    )


def get_delivery_page() -> DeliveryPage:
    """Give what an administrator needs to see of the outbox."""
    own = Outgoing.objects.filter(subject="")  # what other parts send stands on their pages
    counts = dict(own.values_list("state").annotate(n=Count("pk")))
    open_ones = own.filter(state__in=[State.WAITING, State.SENDING, State.GIVEN_UP]).select_related(
        "user", "channel"
    )
    found = open_ones.annotate(n=Count("notices")).order_by("state", "-made_at", "-pk")[:SHOWN]
    return DeliveryPage(
        waiting=counts.get(State.WAITING, 0) + counts.get(State.SENDING, 0),
        given_up=counts.get(State.GIVEN_UP, 0),
        sent=counts.get(State.SENT, 0),
        messages=tuple(_message(one, one.n) for one in found),
        chats=_chats(~Q(team="")),
    )


def was_removed(*, channel_id: int, user_id: int | None) -> bool:
    """Tell whether a chat is taken away.

    Args:
        user_id: whose it was; None for a team's.
    """
    whose = Q(user=None) if user_id is None else Q(user_id=user_id)
    return Channel.objects.filter(whose, pk=channel_id).exclude(removed_at=None).exists()


def was_sent(*, number: int) -> bool:
    """Tell whether there is such a message, which waits no more."""
    over = [State.SENDING, State.SENT, State.CALLED_OFF]
    return Outgoing.objects.filter(pk=number, subject="", state__in=over).exists()


def find_deadlines(*, token: str, now: datetime) -> Deadlines | None:
    """Find the deadlines that a calendar's address leads to; None when it leads nowhere."""
    feed = Feed.objects.select_related("user").filter(token_hash=tokens.hash_of(token)).first()
    if feed is None or not feed.user.as_reader().team:
        return None
    own = Notice.objects.filter(
        user_id=feed.user_id, settled_at=None, due_at__gte=now - PAST, due_at__lt=now + AHEAD
    )
    return Deadlines(
        user_id=feed.user_id,
        name=_("Sameroom: %(name)s") % {"name": feed.user.name},
        deadlines=tuple(
            Deadline(one.pk, one.words, one.why, full(one.href), one.due_at, one.moves)
            for one in own.order_by("due_at", "pk")[:MOST]
            if one.due_at
        ),
    )


def _chats(whose: Q) -> tuple[Chat, ...]:
    there = Channel.objects.filter(whose, removed_at=None).order_by("team", "name", "pk")
    return tuple(
        Chat(
            one.pk, one.name, chat.words_of(service=one.service),
            str(dict(TEAM_CHOICES).get(one.team, "")), one.worked_at, one.failure,
        )
        for one in there
    )  # fmt: skip


def _message(one: Outgoing, notices: int) -> Message:
    is_letter = post.is_one(one)  # whom it is for is sealed in it
    address = one.user.email if one.user else _("One person, with a link") if is_letter else ""
    return Message(
        number=one.pk,
        way=one.get_way_display(),
        to=one.channel.name if one.channel else address,
        things=notices or len(one.lines) or int(is_letter),
        made_at=one.made_at,
        next_at=one.next_at,
        tries=one.tries,
        state=one.state,
        failure=one.failure,
    )
