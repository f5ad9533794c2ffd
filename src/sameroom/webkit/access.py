"""The one way to a page: every view says which right it asks, and one that says none is shut."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from sameroom.webkit import rights
from sameroom.webkit.audit import Actor
from sameroom.webkit.rights import NOBODY, Reader, Right

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
# Views of libraries say no right of their own; every other one of them stays shut.
OF_LIBRARIES = {
    "account_login": Right.OPEN,
    "account_logout": Right.SELF,
    "account_reauthenticate": Right.SELF,
    "account_change_password": Right.SELF,
    "account_set_password": Right.SELF,  # for whoever has none yet
    "account_reset_password": Right.OPEN,
    "account_reset_password_done": Right.OPEN,
    "account_reset_password_from_key": Right.OPEN,
    "account_reset_password_from_key_done": Right.OPEN,
    "mfa_index": Right.SELF,
    "mfa_authenticate": Right.OPEN,  # the second step of signing in
    "mfa_reauthenticate": Right.SELF,
    "mfa_activate_totp": Right.SELF,
    "mfa_deactivate_totp": Right.SELF,
    "mfa_view_recovery_codes": Right.SELF,
    "mfa_generate_recovery_codes": Right.SELF,
    "mfa_download_recovery_codes": Right.SELF,
    "usersessions_list": Right.SELF,
    "openid_connect_login": Right.OPEN,
    "openid_connect_callback": Right.OPEN,
    "socialaccount_login_cancelled": Right.OPEN,
}


def needs(right: Right) -> Callable[[View], View]:
    """Say which right a view asks of whoever calls it."""

    def mark(view: View) -> View:
        view.right = right  # type: ignore[attr-defined]  # a function may carry what it is given
        return view

    return mark


def find_right(*, view: Callable[..., Any], name: str | None) -> Right | None:  # Any: any view
    """Find the right that a view asks; None for one that nobody may call."""
    right: Right | None = getattr(view, "right", None)
    return right or OF_LIBRARIES.get(name or "")


def reader_of(request: HttpRequest) -> Reader:
    """Tell who is looking."""
    user = request.user
    return user.as_reader() if user.is_authenticated else NOBODY


def user_of(request: HttpRequest) -> Actor:
    """Give whoever has signed in.

    Raises:
        Http404: when nobody has.
    """
    user = request.user
    if not user.is_authenticated:
        raise Http404
    return user


class AccessMiddleware:
    """Lets a request through to its view only with the right that the view asks.

    Whoever has not signed in is sent to do so, whatever the address, so that nothing is learnt
    from the answer. Whoever has, and lacks the right, finds nothing there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and let nobody who has not signed in learn which addresses there are."""
        response = self.get_response(request)
        is_unknown = response.status_code == 404 and request.resolver_match is None
        if is_unknown and not request.user.is_authenticated:
            return to_sign_in(request)
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],  # Any: any view
        args: tuple[object, ...],
        kwargs: dict[str, object],
    ) -> HttpResponse | None:
        """Stop a request without the right before its view sees it."""
        match = request.resolver_match
        right = find_right(view=view, name=match.url_name if match else None)
        if right is not None and rights.has(right=right, reader=reader_of(request)):
            return None
        if not request.user.is_authenticated:
            return to_sign_in(request)
        raise Http404


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send somebody to sign in, and to come back to the same place."""
    place = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': _page_of(request)})}"
    if request.method == "POST" and hasattr(request, "_messages"):
        words = _("Your session has ended, so what you sent was not saved. Sign in to come back.")
        messages.warning(request, words)
    if getattr(request, "htmx", False):
        response = HttpResponse()
        response["HX-Redirect"] = place
        return response
    return redirect(place)


def _page_of(request: HttpRequest) -> str:
    """Tell to which page of ours one comes back: a live part of a page is none by itself."""
    live = getattr(request, "htmx", None)
    if live:
        return live.current_url_abs_path or form_of(request)
    return request.get_full_path() if request.method in {"GET", "HEAD"} else form_of(request)


def form_of(request: HttpRequest) -> str:
    """Tell on which page of ours a form was sent off, so that one comes back to it."""
    came = urlsplit(request.headers.get("Referer", ""))
    is_ours = came.netloc == request.get_host() and came.path.startswith("/")
    return (came.path + (f"?{came.query}" if came.query else "")) if is_ours else "/"
