"""The page on which somebody says how they are told, and the calendar of their deadlines."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sameroom import clock
from sameroom.notice import feed
from sameroom.notice.web import choice_queries, choosing
from sameroom.notice.web.choosing import ChatRefusedError
from sameroom.notice.web.forms import ChatForm, ChoicesForm
from sameroom.notice.web.letters import full
from sameroom.webkit import already
from sameroom.webkit.access import needs, user_of
from sameroom.webkit.rights import Right

LINK = "calendar-link"


@needs(Right.INSIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """Show and keep how somebody is told."""
    if request.method != "POST":
        return _page(request)
    choices = choice_queries.get_choices(user_id=_number(request))
    form = ChoicesForm(choices, request.POST)
    if not form.is_valid():
        return _page(request, form=form)
    choosing.choose(
        user_id=_number(request), chosen=form.chosen(), hours=form.hours(), now=clock.now()
    )
    messages.success(request, _("Kept. It holds for what comes from now on."))
    return redirect("notices")


@needs(Right.INSIDE)
@require_POST
def add_chat(request: HttpRequest) -> HttpResponse:
    """Add a chat of one's own."""
    form = ChatForm(request.POST)
    if form.is_valid():
        try:
            choosing.add_chat(by=user_of(request), now=clock.now(), **form.cleaned_data)
        except ChatRefusedError as error:
            form.add_error("address", error.text())
        else:
            messages.success(request, _("Added. Send a word there to see whether it arrives."))
            return redirect("notices")
    return _page(request, chat_form=form)


@needs(Right.INSIDE)
@require_POST
def remove_chat(request: HttpRequest, channel_id: int) -> HttpResponse:
    """Take a chat of one's own away."""
    if not choosing.remove_chat(channel_id=channel_id, by=user_of(request), now=clock.now()):
        return _gone(request, channel_id)
    messages.success(request, _("Taken away; its address is forgotten."))
    return redirect("notices")


@needs(Right.INSIDE)
@require_POST
def try_chat(request: HttpRequest, channel_id: int) -> HttpResponse:
    """Send a word to a chat of one's own."""
    if not choosing.try_chat(channel_id=channel_id, by=user_of(request), now=clock.now()):
        return _gone(request, channel_id)
    messages.success(
        request, _("A word is on its way. Load this page again to see what came of it.")
    )
    return redirect("notices")


def _gone(request: HttpRequest, channel_id: int) -> HttpResponse:
    """Tell that a chat of one's own is taken away."""
    if not choice_queries.was_removed(channel_id=channel_id, user_id=_number(request)):
        raise Http404
    words = _("This chat is taken away already.")
    already.say(request, words, acts=("chat.removed",), subject=channel_id)
    return redirect("notices")


@needs(Right.INSIDE)
@require_POST
def make_calendar(request: HttpRequest) -> HttpResponse:
    """Make the calendar's address anew, and show it once."""
    token = choosing.make_feed(user_id=_number(request), by=user_of(request), now=clock.now())
    request.session[LINK] = full(reverse("calendar", args=[token]))
    return redirect(f"{reverse('notices')}#calendar")


@needs(Right.INSIDE)
@require_POST
def end_calendar(request: HttpRequest) -> HttpResponse:
    """Take the calendar's address away."""
    choosing.end_feed(user_id=_number(request), by=user_of(request), now=clock.now())
    messages.success(request, _("The calendar's address no longer works."))
    return redirect("notices")


@needs(Right.OPEN)
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Give the deadlines of whoever holds the address."""
    found = choice_queries.find_deadlines(token=token, now=clock.now())
    if found is None:
        raise Http404
    now = clock.now()
    choosing.note_asked(user_id=found.user_id, now=now)
    room = urlsplit(full("/")).hostname or "localhost"
    text = feed.write(deadlines=found.deadlines, name=found.name, room=room, now=now)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="sameroom.ics"'
    response["Cache-Control"] = "private, max-age=300"
    return response


def _page(
    request: HttpRequest, *, form: ChoicesForm | None = None, chat_form: ChatForm | None = None
) -> HttpResponse:
    choices = choice_queries.get_choices(user_id=_number(request))
    told = {
        "choices": choices,
        "form": form or ChoicesForm(choices),
        "chat_form": chat_form or ChatForm(),
        "link": request.session.pop(LINK, None),
    }
    return render(request, "notice/choices.html", told, status=422 if form or chat_form else 200)


def _number(request: HttpRequest) -> int:
    return user_of(request).pk or 0
