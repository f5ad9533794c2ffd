"""The administrator's page of what goes outside."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from sameroom import clock
from sameroom.notice.web import choice_queries, choosing
from sameroom.notice.web.choosing import ChatRefusedError
from sameroom.notice.web.forms import TeamChatForm
from sameroom.webkit import already
from sameroom.webkit.access import needs, user_of
from sameroom.webkit.rights import Right


@needs(Right.ADMIN)
@require_safe
def delivery(request: HttpRequest) -> HttpResponse:
    """Show what waits, what failed and what was given up."""
    return _page(request)


@needs(Right.ADMIN)
@require_POST
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Have one message sent now."""
    if choosing.send_again(number=number, by=user_of(request), now=clock.now()):
        messages.success(request, _("It is sent again."))
    elif choice_queries.was_sent(number=number):
        messages.info(request, _("It has arrived or was called off meanwhile; nothing is sent."))
    else:
        raise Http404
    return redirect("delivery")


@needs(Right.ADMIN)
@require_POST
def all_again(request: HttpRequest) -> HttpResponse:
    """Have everything sent that was given up."""
    count = choosing.send_again(number=None, by=user_of(request), now=clock.now())
    said = ngettext("%(n)d message is sent again.", "%(n)d messages are sent again.", count)
    messages.success(request, said % {"n": count})
    return redirect("delivery")


@needs(Right.ADMIN)
@require_POST
def add_team_chat(request: HttpRequest) -> HttpResponse:
    """Add a team's chat."""
    form = TeamChatForm(request.POST)
    if form.is_valid():
        try:
            choosing.add_chat(by=user_of(request), now=clock.now(), **form.cleaned_data)
        except ChatRefusedError as error:
            form.add_error("address", error.text())
        else:
            messages.success(request, _("Added. Send a word there to see whether it arrives."))
            return redirect("delivery")
    return _page(request, form=form)


@needs(Right.ADMIN)
@require_POST
def remove_team_chat(request: HttpRequest, channel_id: int) -> HttpResponse:
    """Take a team's chat away."""
    if not choosing.remove_chat(
        channel_id=channel_id, by=user_of(request), now=clock.now(), of_teams=True
    ):
        return _gone(request, channel_id)
    messages.success(request, _("Taken away; its address is forgotten."))
    return redirect("delivery")


@needs(Right.ADMIN)
@require_POST
def try_team_chat(request: HttpRequest, channel_id: int) -> HttpResponse:
    """Send a word to a team's chat."""
    if not choosing.try_chat(
        channel_id=channel_id, by=user_of(request), now=clock.now(), of_teams=True
    ):
        return _gone(request, channel_id)
    messages.success(
        request, _("A word is on its way. Load this page again to see what came of it.")
    )
    return redirect("delivery")


def _gone(request: HttpRequest, channel_id: int) -> HttpResponse:
    """Tell who took a team's chat away."""
    if not choice_queries.was_removed(channel_id=channel_id, user_id=None):
        raise Http404
    words = _("This chat is taken away already.")
    already.say(request, words, acts=("chat.removed",), subject=channel_id)
    return redirect("delivery")


def _page(request: HttpRequest, *, form: TeamChatForm | None = None) -> HttpResponse:
    told = {"page": choice_queries.get_delivery_page(), "form": form or TeamChatForm()}
    return render(request, "notice/delivery.html", told, status=422 if form else 200)
