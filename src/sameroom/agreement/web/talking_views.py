"""Talking about a clause."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sameroom import clock
from sameroom.agreement.asking import list_clauses
from sameroom.agreement.web import clause_pages, talking
from sameroom.agreement.web.forms import CommentForm
from sameroom.agreement.web.operations import NotThatFarError
from sameroom.webkit.access import needs, user_of
from sameroom.webkit.rights import Right


@needs(Right.INSIDE)
@require_POST
def discuss(request: HttpRequest, number: int, clause: str) -> HttpResponse:
    """Open a discussion about a clause."""
    if clause not in dict(list_clauses()):
        raise Http404
    form = CommentForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say something first; at most 4,000 characters."))
        return redirect("agreement_clause", number, clause)
    try:
        talking.discuss(
            number=number, clause=clause, body=form.cleaned_data["body"], by=user_of(request),
            now=clock.now(),
        )  # fmt: skip
    except NotThatFarError as error:
        raise Http404 from error
    return redirect("agreement_clause", number, clause)


@needs(Right.INSIDE)
@require_POST
def reply(request: HttpRequest, discussion_id: int) -> HttpResponse:
    """Answer in a discussion."""
    form = CommentForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say something first; at most 4,000 characters."))
        return _back(discussion_id)
    return _act(
        request, discussion_id,
        lambda: talking.reply(
            discussion_id=discussion_id, body=form.cleaned_data["body"], by=user_of(request),
            now=clock.now(),
        ),
    )  # fmt: skip


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


def _act(request: HttpRequest, discussion_id: int, act: Callable[[], None]) -> HttpResponse:
    try:
        act()
    except NotThatFarError as error:
        messages.error(request, str(error))
    return _back(discussion_id)


def _back(discussion_id: int) -> HttpResponse:
    place = clause_pages.find_place(discussion_id=discussion_id)
    if place is None:
        raise Http404
    return redirect("agreement_clause", *place)
