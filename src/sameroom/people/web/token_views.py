"""The page on which people make tokens for their programs, and take them back."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sameroom import clock
from sameroom.errors import SameroomError
from sameroom.people.web import keys, queries
from sameroom.people.web.forms import TokenForm
from sameroom.webkit import already
from sameroom.webkit.access import needs, user_of
from sameroom.webkit.rights import Right

MADE = "made-token"


@needs(Right.INSIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """List one's own tokens, and make one; it is shown once."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _make(request, form):
        return redirect("tokens")
    told = {
        "form": form,
        "tokens": queries.list_tokens(user_id=user_of(request).pk or 0, now=clock.now()),
        "made": request.session.pop(MADE, None),
    }
    return render(request, "people/tokens.html", told, status=422 if form.errors else 200)


def _make(request: HttpRequest, form: TokenForm) -> bool:
    now, told = clock.now(), form.cleaned_data
    try:
        token = keys.make(
            user=queries.get_user(user_id=user_of(request).pk or 0), name=told["name"],
            wanted=told["scopes"], expires_at=now + timedelta(days=int(told["days"])), now=now,
        )  # fmt: skip
    except SameroomError as error:
        form.add_error(None, str(error))
        return False
    request.session[MADE] = {"name": told["name"], "token": token}
    return True


@needs(Right.INSIDE)
@require_POST
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """Take one of one's own tokens back."""
    user = queries.get_user(user_id=user_of(request).pk or 0)
    try:
        keys.revoke(token_id=token_id, user=user, now=clock.now())
    except keys.TokenGoneError as error:
        if not queries.is_own_token(token_id=token_id, user_id=user.pk):
            raise Http404 from error
        already.say(request, _("The token is taken back already."), acts=("token.revoked",),
                    subject=token_id)  # fmt: skip
    else:
        messages.success(request, _("The token is taken back; it ended at once."))
    return redirect("tokens")
