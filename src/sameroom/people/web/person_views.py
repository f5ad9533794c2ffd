"""What administrators do for one person: make a link for a new password, end what is open."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sameroom import clock
from sameroom.people.web import keys, operations, own, queries, resetting
from sameroom.people.web.posting import room_of
from sameroom.webkit import already
from sameroom.webkit.access import needs, user_of
from sameroom.webkit.rights import Right

RESET = "reset-link"


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


@needs(Right.ADMIN)
@require_POST
def end_token(request: HttpRequest, user_id: int, token_id: int) -> HttpResponse:
    """Take a token of somebody's back."""
    who = queries.find_user(user_id=user_id)
    if who is None or not queries.is_own_token(token_id=token_id, user_id=user_id):
        raise Http404
    try:
        keys.revoke(token_id=token_id, user=who, now=clock.now(), by=user_of(request))
    except keys.TokenGoneError:
        words = _("The token is taken back already.")
        already.say(request, words, acts=("token.revoked",), subject=token_id)
    else:
        messages.success(request, _("The token is taken back; it ended at once."))
    return redirect("person", user_id=user_id)


@needs(Right.ADMIN)
@require_POST
def end_session(request: HttpRequest, user_id: int, session_id: int) -> HttpResponse:
    """End a session of somebody's."""
    if queries.find_user(user_id=user_id) is None:
        raise Http404
    try:
        own.end_session(
            session_id=session_id, user_id=user_id, by=user_of(request), now=clock.now()
        )
    except operations.ChangedMeanwhileError as error:
        if not queries.was_ended(session_id=session_id):
            raise Http404 from error
        words = _("That session is ended already.")
        already.say(request, words, acts=("session.ended",), subject=session_id)
    else:
        messages.success(request, _("That session is ended."))
    return redirect("person", user_id=user_id)


def take_reset_link(request: HttpRequest, user_id: int) -> str:
    """Give the link that was made for somebody, once; "" where there is none."""
    made = request.session.get(RESET)
    if made is None or made["user_id"] != user_id:
        return ""
    del request.session[RESET]
    return str(made["url"])
