"""What one is told, for programs: one's own inbox, and marking it as read."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema

from sameroom import clock
from sameroom.notice.web import operations, queries
from sameroom.people.web.bearer import asks, caller_of
from sameroom.webkit.rest.paging import After, Limit, cut, read_cursor
from sameroom.webkit.rest.problems import answers, not_there
from sameroom.webkit.rights import Right

ROUTER = Router(tags=["notices"])
READ = asks(Right.INSIDE, scope="read:notices")
WRITE = asks(Right.INSIDE, scope="write:notices")


class NoticeOut(Schema):
    """One thing that the caller is told; `href` is the page where it is looked at."""

    id: int
    kind: str
    words: str
    why: str
    href: str
    told_at: datetime
    due_at: datetime | None
    is_read: bool
    is_settled: bool


class NoticesOut(Schema):
    """A page of an inbox, the latest first."""

    items: list[NoticeOut]
    next: str | None


class UnreadOut(Schema):
    """How much is unread; a hundred stands for any more."""

    unread: int


@ROUTER.get("/me/notices", auth=READ, response=answers(NoticesOut))
def list_notices(
    request: HttpRequest,
    limit: Limit,
    after: After,
    unread: Annotated[bool, Query(False, description="Only what is neither read nor settled.")],
) -> NoticesOut:
    """List what the caller is told, the latest first."""
    place = read_cursor(cursor=after, like=(int,))
    rows = queries.list_told(
        user_id=caller_of(request).user.pk, only_unread=unread,
        before=place[0] if place else None, limit=limit + 1,
    )  # fmt: skip
    page, cursor = cut(rows=rows, limit=limit, place=lambda one: (one.id,))
    return NoticesOut(items=[NoticeOut.model_validate(one) for one in page], next=cursor)


@ROUTER.post("/me/notices/{int:number}/read", auth=WRITE, response=answers(UnreadOut))
def read_notice(
    request: HttpRequest,
    number: Annotated[int, Path(ge=1, lt=2**62, description="As the list gives it.")],
) -> UnreadOut:
    """Mark one thing as read; done again, it changes nothing."""
    own = caller_of(request).user.pk
    if not operations.mark_read(notice_id=number, user_id=own, now=clock.now()):
        raise not_there()
    return UnreadOut(unread=queries.count_unread(user_id=own))


@ROUTER.post("/me/notices/read", auth=WRITE, response=answers(UnreadOut))
def read_notices(
    request: HttpRequest,
    up_to: Annotated[
        int, Query(ge=1, lt=2**62, description="The newest that was seen: what came since stays.")
    ],
) -> UnreadOut:
    """Mark as read everything up to a notice; done again, it changes nothing."""
    own = caller_of(request).user.pk
    operations.mark_all_read(user_id=own, up_to=up_to, now=clock.now())
    return UnreadOut(unread=queries.count_unread(user_id=own))
