"""Talking about a clause."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from sameroom import clock
from sameroom.agreement.asking import list_clauses
from sameroom.agreement.web import clause_pages, talking
from sameroom.agreement.web.forms import CommentForm
from sameroom.agreement.web.operations import NotThatFarError
from sameroom.webkit import already
from sameroom.webkit.access import needs, user_of
from sameroom.webkit.rights import Right
from sameroom.webkit.stale import STATUS, Theirs, find_last, find_last_act

# By the last act that the log has of a discussion: what is so already for whoever comes second.
ALREADY = {
    "discussion.settled": gettext_lazy("It is settled already."),
    "discussion.reopened": gettext_lazy("It is open again already."),
}


@needs(Right.INSIDE)
@require_POST
def discuss(request: HttpRequest, number: int, clause: str) -> HttpResponse:
    """Open a discussion about a clause."""
    if clause not in dict(list_clauses()):
        raise Http404
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _wrong(request, (number, clause), about=0)
    try:
        talking.discuss(
            number=number, clause=clause, body=form.cleaned_data["body"], by=user_of(request),
            now=clock.now(),
        )  # fmt: skip
    except NotThatFarError as error:
        who, at = find_last(acts=clause_pages.ENDED, subject=number)
        return _unsaid(request, (number, clause), Late(who, at, str(error)))
    return redirect("agreement_clause", number, clause)


@needs(Right.INSIDE)
@require_POST
def reply(request: HttpRequest, discussion_id: int) -> HttpResponse:
    """Answer in a discussion."""
    form = CommentForm(request.POST)
    if not form.is_valid():
        place = clause_pages.find_place(discussion_id=discussion_id)
        if place is None:
            raise Http404
        return _wrong(request, place, about=discussion_id)
    try:
        talking.reply(
            discussion_id=discussion_id, body=form.cleaned_data["body"], by=user_of(request),
            now=clock.now(),
        )  # fmt: skip
    except NotThatFarError as error:
        place = clause_pages.find_place(discussion_id=discussion_id)
        if place is None:
            raise Http404 from error
        who, at = find_last(acts=("discussion.settled",), subject=discussion_id)
        said = _("It is settled. Open it again to say more.") if who else str(error)
        return _unsaid(request, place, Late(who, at, said))
    return _back(discussion_id)


def _wrong(request: HttpRequest, place: tuple[int, str], *, about: int) -> HttpResponse:
    """Say beside its field why something is not said, and keep what was typed.

    Args:
        about: the discussion that was to be answered; 0 for a new one.
    """
    page = clause_pages.find_clause_page(number=place[0], clause=place[1])
    if page is None:
        raise Http404
    words = _("Say something first; at most 4,000 characters.")
    unsaid = {"about": about, "body": request.POST.get("body", ""), "error": words}
    told = {"page": page, "unsaid": unsaid}
    return render(request, "agreement/clause.html", told, status=422)


@needs(Right.INSIDE)
@require_POST
def settle(request: HttpRequest, discussion_id: int) -> HttpResponse:
    """Say that a discussion is settled."""
    return _act(
        request, discussion_id,
        lambda: talking.settle(
            discussion_id=discussion_id, by=user_of(request), now=clock.now()
        ),
    )  # fmt: skip


@needs(Right.INSIDE)
@require_POST
def reopen(request: HttpRequest, discussion_id: int) -> HttpResponse:
    """Open a settled discussion again."""
    return _act(
        request, discussion_id,
        lambda: talking.reopen(
            discussion_id=discussion_id, by=user_of(request), now=clock.now()
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Late:
    """Who ended what somebody was about to say something in, when, and what is so by now."""

    who: str
    at: datetime | None
    said: str


def _unsaid(request: HttpRequest, place: tuple[int, str], late: Late) -> HttpResponse:
    """Tell who ended it, and keep what was typed."""
    page = clause_pages.find_clause_page(number=place[0], clause=place[1])
    if page is None:
        raise Http404
    take = reverse("agreement_clause", args=place)
    typed = ((_("What you said"), request.POST.get("body", "")[:4000], take),)
    theirs = Theirs(late.who, late.at, (), take, is_open=False, said=late.said, yours=typed)
    told = {"page": page, "late": theirs}
    return render(request, "agreement/clause.html", told, status=STATUS)


def _act(request: HttpRequest, discussion_id: int, act: Callable[[], None]) -> HttpResponse:
    try:
        act()
    except NotThatFarError as error:
        last = find_last_act(acts=tuple(ALREADY), subject=discussion_id)
        words = str(ALREADY[last.action]) if last else str(error)
        already.say(request, words, acts=tuple(ALREADY), subject=discussion_id)
    return _back(discussion_id)


def _back(discussion_id: int) -> HttpResponse:
    place = clause_pages.find_place(discussion_id=discussion_id)
    if place is None:
        raise Http404
    return redirect("agreement_clause", *place)
