"""The inbox."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from sameroom import clock
from sameroom.notice.web import operations, queries
from sameroom.webkit import asked
from sameroom.webkit.access import needs, user_of
from sameroom.webkit.rights import Right


@needs(Right.INSIDE)
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Show somebody what they were told."""
    page = queries.get_inbox_page(
        user_id=_number(request),
        only_unread=request.GET.get("show") == "unread",
        page=asked.page(request),
        now=clock.now(),
    )
    return render(request, "notice/inbox.html", {"page": page})


@needs(Right.INSIDE)
@require_POST
def read(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Mark one thing as read."""
    if not operations.mark_read(notice_id=notice_id, user_id=_number(request), now=clock.now()):
        raise Http404
    return redirect(_back(request))


@needs(Right.INSIDE)
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read that stood there when the page was opened."""
    newest = asked.whole(request.POST.get("newest", "")) or 0
    operations.mark_all_read(user_id=_number(request), up_to=newest, now=clock.now())
    return redirect("inbox")


def _number(request: HttpRequest) -> int:
    return user_of(request).pk or 0


def _back(request: HttpRequest) -> str:
    return "/inbox?show=unread" if request.POST.get("show") == "unread" else "/inbox"
