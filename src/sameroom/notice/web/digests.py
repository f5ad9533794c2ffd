"""Makes the digests that are due: one message about all that could wait."""

from datetime import datetime

from django.db import transaction

from sameroom.notice import rules
from sameroom.notice.web import jobs
from sameroom.notice.web.models import Channel, Notice, Outgoing, Timetable, Way

AT_A_TIME = 200  # people in one look; the next look goes on


def compose_due(*, now: datetime) -> int:
    """Make the digest of everybody for whom it is time; tells how many messages were made.

    Whoever has nothing to read gets none.
    """
    due = Timetable.objects.filter(next_at__lte=now).order_by("next_at", "pk")[:AT_A_TIME]
    made = sum(_compose(one, now) for one in due)
    if made:
        jobs.wake(at=None)
    return made


def _compose(table: Timetable, now: datetime) -> int:
    next_at = rules.next_digest_at(
        after=now, zone=table.zone, hour=table.hour, days=map(int, table.days.split())
    )
    with transaction.atomic():
        # Whoever moves the hand of the clock writes the digest; nobody else does.
        mine = Timetable.objects.filter(pk=table.pk, next_at=table.next_at)
        if not mine.update(next_at=next_at):
            return 0
        waiting = Notice.objects.filter(user_id=table.pk).exclude(waits_for="")
        fresh = list(waiting.filter(read_at=None, settled_at=None).order_by("told_at", "pk"))
        waiting.update(waits_for="")
        return _put_down(table, fresh, now)


def _put_down(table: Timetable, notices: list[Notice], now: datetime) -> int:
    by_way = {way: [one for one in notices if way in one.waits_for.split()] for way in Way.values}
    made = 0
    if by_way[Way.MAIL]:
        made += _make(table, None, by_way[Way.MAIL], now)
    if by_way[Way.CHAT]:
        for channel in Channel.objects.filter(user_id=table.pk, removed_at=None).order_by("pk"):
            made += _make(table, channel, by_way[Way.CHAT], now)
    return made


def _make(table: Timetable, channel: Channel | None, notices: list[Notice], now: datetime) -> int:
    one = Outgoing.objects.create(
        key=f"digest:{table.pk}:{table.next_at.isoformat()}:{channel.pk if channel else 'mail'}",
        way=Way.CHAT if channel else Way.MAIL,
        user_id=table.pk,
        channel=channel,
        is_digest=True,
        made_at=now,
        next_at=now,
    )
    one.notices.set(notices)
    return 1
