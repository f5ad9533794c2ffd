"""What goes outside: put down in the transaction of its cause, by what each person chose."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from sameroom.notice import rules
from sameroom.notice.cards import How, Kind, Told
from sameroom.notice.web import jobs, post
from sameroom.notice.web.models import (
    Channel,
    Choice,
    Notice,
    Outgoing,
    State,
    Timetable,
    Way,
)
from sameroom.people.web.models import User
from sameroom.webkit import locale

KEPT_SENT, KEPT_GIVEN_UP, KEPT_TOLD = (timedelta(days=days) for days in (30, 90, 365))


def who_want_it(*, users: QuerySet[User], kind: Kind) -> list[User]:
    """List the users who did not choose to hear nothing at all of a kind."""
    deaf = Choice.objects.filter(kind=kind.name, how=How.NOT_AT_ALL).values("user_id")
    return list(users.exclude(pk__in=deaf).order_by("pk"))


def address(*, notices: list[Notice], kind: Kind, now: datetime) -> None:
    """Put down what goes outside about new notices: at once, or with the next digest."""
    users = [notice.user_id for notice in notices]
    chosen = {one.user_id: one for one in Choice.objects.filter(kind=kind.name, user__in=users)}
    channels = _own_channels(users)
    waiting = _gathering(users)
    at_once = []
    for notice in notices:
        choice = chosen.get(notice.user_id)
        how = rules.choose_how(kind=kind, chosen=How(choice.how) if choice else None)
        by_mail = choice.by_mail if choice else kind.by_mail
        by_chat = choice.by_chat if choice else kind.by_chat
        own = channels.get(notice.user_id, []) if by_chat else []
        if how is How.DIGEST:
            notice.waits_for = " ".join([Way.MAIL] * by_mail + [Way.CHAT] * by_chat)
        elif how is How.AT_ONCE:
            at_once += [(notice, None)] * by_mail + [(notice, channel) for channel in own]
    _let_wait([notice for notice in notices if notice.waits_for], now)
    for notice, channel in at_once:
        _send_soon(notice, channel, waiting, now)


def address_teams(*, teams: Iterable[str], told: Told, key: str, now: datetime) -> None:
    """Put down what a team's channels are told, once a key."""
    wanted = Channel.objects.filter(team__in=[team for team in teams if team], removed_at=None)
    due = None if told.due_at is None else told.due_at.isoformat()
    line = {"words": told.words, "why": told.why, "href": told.href, "due_at": due}
    for channel in wanted.order_by("pk"):
        Outgoing.objects.bulk_create(
            [
                Outgoing(
                    key=f"team:{channel.pk}:{key}", way=Way.CHAT, channel=channel, lines=[line],
                    made_at=now, next_at=now,
                )
            ],
            ignore_conflicts=True,
        )  # fmt: skip
        jobs.wake(at=None)


def _own_channels(users: list[int]) -> dict[int, list[Channel]]:
    found: dict[int, list[Channel]] = {}
    for channel in Channel.objects.filter(user__in=users, removed_at=None).order_by("pk"):
        found.setdefault(channel.user_id or 0, []).append(channel)
    return found


def _gathering(users: list[int]) -> dict[tuple[int, int | None], int]:
    """List the messages to these users that wait some seconds for more to say."""
    open_ones = Outgoing.objects.filter(
        user__in=users, state=State.WAITING, tries=0, is_digest=False
    )
    return {(one.user_id or 0, one.channel_id): one.pk for one in open_ones.order_by("pk")}


def _send_soon(
    notice: Notice,
    channel: Channel | None,
    waiting: dict[tuple[int, int | None], int],
    now: datetime,
) -> None:
    """Add a notice to the message that waits, or begin one."""
    slot = (notice.user_id, channel.pk if channel else None)
    if slot in waiting:
        # Touching it holds off the job that would claim it, until this transaction ends.
        still = Outgoing.objects.filter(pk=waiting[slot], state=State.WAITING, tries=0)
        if still.update(state=State.WAITING):
            still.get().notices.add(notice)
            return
    one = Outgoing.objects.create(
        key=f"once:{slot[1] or 'mail'}:{notice.pk}",
        way=Way.CHAT if channel else Way.MAIL,
        user_id=notice.user_id,
        channel=channel,
        made_at=now,
        next_at=now + rules.GATHER,
    )
    one.notices.add(notice)
    waiting[slot] = one.pk
    jobs.wake(at=now + rules.GATHER + timedelta(seconds=1))


def _let_wait(notices: list[Notice], now: datetime) -> None:
    """Leave notices for the digest, and make sure that each of their people has one coming."""
    if not notices:
        return
    Notice.objects.bulk_update(notices, ["waits_for"])
    users = User.objects.filter(pk__in={one.user_id for one in notices}).order_by("pk")
    tables = [Timetable(user=user, zone=locale.name_of_zone(user.time_zone)) for user in users]
    for one in tables:
        one.next_at = rules.next_digest_at(
            after=now, zone=one.zone, hour=one.hour, days=map(int, one.days.split())
        )
    Timetable.objects.bulk_create(tables, ignore_conflicts=True)


def sweep(*, now: datetime) -> None:
    """Forget what was sent a month ago, what was given up three months ago, what was told a year
    ago and has no deadline to come."""
    post.sweep(now=now)
    ended = Outgoing.objects.filter(state__in=[State.SENT, State.CALLED_OFF])
    ended.filter(ended_at__lt=now - KEPT_SENT).delete()
    given_up = Outgoing.objects.filter(state=State.GIVEN_UP)
    given_up.filter(ended_at__lt=now - KEPT_GIVEN_UP).delete()
    old = Notice.objects.filter(told_at__lt=now - KEPT_TOLD)
    old.exclude(due_at__gt=now, settled_at=None).delete()
