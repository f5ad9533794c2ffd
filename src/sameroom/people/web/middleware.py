"""Stands before every page until whoever must have a second factor has one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sameroom import clock
from sameroom.people.web import factor

OPEN = ("account_", "mfa_")
ALSO = frozenset({"look", "health", "account", "choose_eyes"})


class FactorMiddleware:
    """Sends whoever is late with their second factor to where it is turned on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],  # Any: any view
        args: tuple[object, ...],
        kwargs: dict[str, object],
    ) -> HttpResponse | None:
        """Stop a request of somebody who is late, unless it is about their own account."""
        match = request.resolver_match
        name = (match.url_name if match else None) or ""
        is_free = name.startswith(OPEN) or name in ALSO or (match and match.namespace == "api")
        user = request.user
        if is_free or not user.is_authenticated:
            return None
        if not factor.is_overdue(user=user, now=clock.now()):
            return None
        messages.warning(request, _("Turn on a second factor first: it is asked of you here."))
        return redirect("mfa_activate_totp")
