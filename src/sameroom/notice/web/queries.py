"""What the inbox shows."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, IntegerField, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from sameroom.notice.web import links
from sameroom.notice.web.declared import acts
from sameroom.notice.web.models import Notice

A_PAGE = 30
MOST_COUNTED = 100  # what is more than that is shown as "99+"
UNREAD = Q(read_at=None, settled_at=None)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in an inbox."""

    notice_id: int
    words: str
    why: str
    href: str
    told_at: datetime
    due_at: datetime | None
    is_late: bool
    is_read: bool
    is_settled: bool
    button: str
    act_href: str


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Somebody's inbox, newest first."""

    lines: tuple[Line, ...]
    newest: int
    only_unread: bool
    before: int | None
    after: int | None


def count_unread(*, user_id: int) -> int:
    """Count what somebody has not read; a hundred stands for any more."""
    own = Notice.objects.filter(UNREAD, user_id=user_id)
    return len(own.values_list("pk")[:MOST_COUNTED])


def unread_of(*, user_id: int) -> Coalesce:
    """Count what somebody has not read within another question, which saves one of its own."""
    own = Notice.objects.filter(UNREAD, user_id=user_id).order_by().values("user_id")
    counted = own.annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def get_inbox_page(*, user_id: int, only_unread: bool, page: int, now: datetime) -> InboxPage:
    """Give one page of somebody's inbox."""
    own = Notice.objects.filter(user_id=user_id).select_related("link", "user")
    wanted = (own.filter(UNREAD) if only_unread else own).order_by("-told_at", "-pk")
    first = (page - 1) * A_PAGE
    found = list(wanted[first : first + A_PAGE + 1])
    return InboxPage(
        lines=tuple(_line(one, now) for one in found[:A_PAGE]),
        newest=max((one.pk for one in found), default=0),
        only_unread=only_unread,
        before=page - 1 if page > 1 else None,
        after=page + 1 if len(found) > A_PAGE else None,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that somebody is told, as programs are given it."""

    id: int
    kind: str
    words: str
    why: str
    href: str
    told_at: datetime
    due_at: datetime | None
    is_read: bool
    is_settled: bool


def list_told(*, user_id: int, only_unread: bool, before: int | None, limit: int) -> list[Told]:
    """List what somebody is told by its number, the latest first.

    Args:
        before: only what has a smaller number.
    """
    own = Notice.objects.filter(user_id=user_id)
    own = own if before is None else own.filter(pk__lt=before)
    rows = own.filter(UNREAD) if only_unread else own
    return [
        Told(one.pk, one.kind, one.words, one.why, one.href, one.told_at, one.due_at,
             one.read_at is not None, one.settled_at is not None)
        for one in rows.order_by("-pk")[:limit]
    ]  # fmt: skip


def _line(one: Notice, now: datetime) -> Line:
    link = getattr(one, "link", None)
    is_open = link is not None and link.used_at is None and link.expires_at > now
    act = acts().get(link.act) if link and is_open and one.settled_at is None else None
    return Line(
        notice_id=one.pk,
        words=one.words,
        why=one.why,
        href=one.href,
        told_at=min(one.told_at, one.at or one.told_at),
        due_at=one.due_at,
        is_late=bool(one.due_at and one.due_at < (one.at or now) and one.settled_at is None),
        is_read=one.read_at is not None or one.settled_at is not None,
        is_settled=one.settled_at is not None,
        button=_(act.button) if act else "",
        act_href=links.path_of(link=link) if link and act else "",
    )
