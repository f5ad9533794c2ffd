"""Telling people something, and taking it back: what every part of the room calls."""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import translation

from sameroom.notice import rules
from sameroom.notice.cards import Kind, Offer, Sentence, Told
from sameroom.notice.web import outbox
from sameroom.notice.web.declared import acts, kinds
from sameroom.notice.web.models import Link, Notice, Outgoing, State
from sameroom.people.web.languages import room_language
from sameroom.people.web.models import User
from sameroom.webkit.locale import name_of_language


def tell(
    *,
    to: Iterable[int],
    kind: str,
    words: Sentence,
    why: Sentence,
    href: str,
    key: str,
    now: datetime,
    at: datetime | None = None,
    due_at: datetime | None = None,
    act: Offer | None = None,
    teams: Iterable[str] = (),
) -> None:
    """Tell people something, in the caller's transaction, by the ways each of them chose.

    Who was told the same key before is not told again; nor is somebody who has left or belongs to
    no team. What goes outside is sent later, by a job: nothing here waits for it.

    Args:
        to: the numbers of users.
        kind: the name of a declared kind.
        words: what, as a sentence. Name nobody whom one of those told may not know by name. Said by
            a function, it is in the language that each of those told has chosen; in that of whoever
            acts for those who chose none.
        why: what asks for it, said likewise; "" when the words say it.
        href: a path of ours where it is looked at.
        key: says which thing it is, such as "handoff:17:waiting"; at most 200 characters.
        now: when it is told, by which it is sent outside and its link expires.
        at: what time it is in the room, where that is another: the clock of an invented company
            stands.
        due_at: until when it is to be done: the deadline stands in their calendars until `settle`.
        act: what they may do by a one-time link in the mail.
        teams: teams whose chat channel is told too; everybody there reads it.

    Raises:
        ValueError: when the kind or act is not declared, or the address is not one of ours.
    """
    declared = _check(kind=kind, href=href, key=key, act=act)
    with transaction.atomic():
        fresh = _write(
            to=set(to), kind=kind, key=key, now=now, at=at,
            say=lambda: Told(_say(words)[:300], _say(why)[:300], href, due_at),
        )  # fmt: skip
        if act is not None:
            expires_at = rules.link_expires_at(now=now, due_at=due_at)
            Link.objects.bulk_create(
                Link(notice=one, act=act.act, subject=act.subject, expires_at=expires_at)
                for one in fresh
            )
        outbox.address(notices=fresh, kind=declared, now=now)
        if teams:
            told = Told(_say(words)[:300], _say(why)[:300], href, due_at)
            outbox.address_teams(teams=teams, told=told, key=key, now=now)


def _say(said: Sentence) -> str:
    return said if isinstance(said, str) else said()


def settle(*, key: str, now: datetime, to: Iterable[int] | None = None) -> None:
    """Say that there is nothing to do any more about what was told by a key.

    It leaves the calendars, the count of what is unread, and every message not yet sent; its
    one-time link says so. In the inbox it stays.

    Args:
        to: for whom; None for all.
    """
    told = Notice.objects.filter(key=key, settled_at=None)
    if to is not None:
        told = told.filter(user_id__in=set(to))
    told.update(settled_at=now, waits_for="")


def settle_all(*, starts: str, now: datetime) -> None:
    """Say that there is nothing to do any more about anything whose key starts so.

    Args:
        starts: such as "handoff:17:"; its last colon keeps 17 apart from 170.

    Raises:
        ValueError: when it does not end with a colon.
    """
    _starting(starts).filter(settled_at=None).update(settled_at=now)


def reopen_all(*, starts: str, settled_at: datetime) -> None:
    """Ask again what was settled at an instant by something that is undone now.

    It stands in calendars, in the count of what is unread and in the digest again.

    Args:
        starts: as for `settle_all`.

    Raises:
        ValueError: when it does not end with a colon.
    """
    _starting(starts).filter(settled_at=settled_at).update(settled_at=None)


def _starting(starts: str) -> "QuerySet[Notice]":
    if not starts.endswith(":"):
        raise ValueError(f'"{starts}" does not end with a colon, and would settle other things')
    return Notice.objects.filter(key__startswith=starts)


def call_off_waiting(*, now: datetime) -> int:
    """Call off all that waits to go outside: what an invented company was told stays inside."""
    waiting = Outgoing.objects.filter(state=State.WAITING)
    return waiting.update(state=State.CALLED_OFF, ended_at=now)


def postpone(*, key: str, due_at: datetime | None) -> None:
    """Move the deadline of what was told by a key; calendars follow when they next ask."""
    standing = Notice.objects.filter(key=key, settled_at=None)
    standing.exclude(due_at=due_at).update(due_at=due_at, moves=F("moves") + 1)


def list_deadlines(*, starts: str) -> list[tuple[str, datetime]]:
    """List the deadlines that people were told and that still stand, each by its key.

    Args:
        starts: how the keys start, such as "handoff:".

    Raises:
        ValueError: when it does not end with a colon.
    """
    standing = _starting(starts).filter(settled_at=None, due_at__isnull=False)
    rows = standing.order_by("key", "due_at").values_list("key", "due_at").distinct()
    return [(key, due_at) for key, due_at in rows if due_at is not None]


def mark_read(*, notice_id: int, user_id: int, now: datetime) -> bool:
    """Mark one thing of somebody's inbox as read; false when there is no such one of theirs."""
    own = Notice.objects.filter(pk=notice_id, user_id=user_id)
    own.filter(read_at=None).update(read_at=now)
    return own.exists()


def mark_all_read(*, user_id: int, up_to: int, now: datetime) -> None:
    """Mark as read what stood in somebody's inbox when they looked.

    Args:
        up_to: number of the newest that they saw, so that what came meanwhile stays unread.
    """
    seen = Notice.objects.filter(user_id=user_id, pk__lte=up_to, read_at=None)
    seen.update(read_at=now)


def _check(*, kind: str, href: str, key: str, act: Offer | None) -> Kind:
    declared = kinds().get(kind)
    if declared is None:
        raise ValueError(f'"{kind}" is no kind that a notices.py declares: {sorted(kinds())}')
    if act is not None and act.act not in acts():
        raise ValueError(f'"{act.act}" is no act that an acts.py declares: {sorted(acts())}')
    if not rules.is_own_path(href):
        raise ValueError(f'"{href}" is no path of ours, such as "/handoff/17"')
    if not 0 < len(key) <= 200:
        raise ValueError(f'a key has 1 to 200 characters, "{key[:40]}" has {len(key)}')
    return declared


def _write(
    *, to: set[int], kind: str, key: str, say: Callable[[], Told], now: datetime,
    at: datetime | None,
) -> list[Notice]:  # fmt: skip
    """Write the rows of whoever has none yet; a row that somebody else wrote meanwhile stays."""
    before = Notice.objects.filter(key=key, user_id__in=to).values("user_id")
    here = User.objects.filter(pk__in=to, is_active=True).exclude(team="").exclude(pk__in=before)
    mark, rows = uuid4().hex, []
    otherwise = room_language() or translation.get_language()
    for user in outbox.who_want_it(users=here, kind=kinds()[kind]):
        with translation.override(name_of_language(user.language) or otherwise):
            told = say()
        rows.append(
            Notice(
                user=user, kind=kind, key=key, words=told.words, why=told.why, href=told.href,
                told_at=now, at=at, due_at=told.due_at, mark=mark,
            )
        )  # fmt: skip
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return list(Notice.objects.filter(mark=mark, key=key).order_by("pk"))
