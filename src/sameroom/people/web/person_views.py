"""What administrators do for one person: a link for a forgotten password."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sameroom import clock
from sameroom.people.web import operations, queries, resetting
from sameroom.webkit.access import needs, user_of
from sameroom.webkit.rights import Right

RESET = "reset-link"


def room_of(request: HttpRequest) -> str:
    """Tell where the room is reached."""
    return settings.PUBLIC_URL.rstrip("/") or request.build_absolute_uri("/").rstrip("/")


@needs(Right.ADMIN)
@require_POST
def reset_link(request: HttpRequest, user_id: int) -> HttpResponse:
    """Make the link by which somebody chooses a new password; their page shows it once."""
    who = queries.find_user(user_id=user_id)
    if who is None:
        raise Http404
    try:
        path = resetting.make_link(user_id=user_id, by=user_of(request), now=clock.now())
    except operations.ChangedMeanwhileError:
        said = _("%(name)s does not sign in with a password here.")
        messages.info(request, said % {"name": who.name})
    else:
        request.session[RESET] = {"user_id": user_id, "url": f"{room_of(request)}{path}"}
    return redirect("person", user_id=user_id)


def take_reset_link(request: HttpRequest, user_id: int) -> str:
    """Give the link that was made for somebody, once; "" where there is none."""
    made = request.session.get(RESET)
    if made is None or made["user_id"] != user_id:
        return ""
    del request.session[RESET]
    return str(made["url"])
