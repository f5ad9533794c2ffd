"""Signing in by the company's own provider: who is let in, and as whom."""

from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sameroom import clock
from sameroom.people.web import arriving
from sameroom.people.web.models import User
from sameroom.webkit import audit


class Adapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # it has no types
    """Lets in whoever is invited or here already, and nobody by what they say of themselves."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # Any: no types
        """Tell that the door is shut: who comes in is decided before."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:  # Any: no types
        """Decide who it is, before anybody is signed in."""
        if sociallogin.state.get("process") != "login":
            _refuse(request, "not a sign-in")
        if sociallogin.is_existing:
            if not sociallogin.user.is_active:
                _refuse(request, "shut out")
            return
        claims = arriving.read_claims(sociallogin.account.extra_data)
        try:
            user_id = arriving.arrive(
                claims=claims, domains=tuple(settings.OIDC_DOMAINS), now=clock.now()
            )
        except arriving.NotExpectedError as error:
            _refuse(request, error.what)
        sociallogin.connect(request, User.objects.get(pk=user_id))

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, *rest: Any, **told: Any
    ) -> None:  # Any: no types
        """Send somebody back to sign in, and note why."""
        _refuse(request, f"the provider's answer: {error or 'not as expected'}")

    def send_notification_mail(self, *args: Any, **told: Any) -> None:  # Any: no types
        """Send none: who links accounts is the administrator's decision, not the person's."""


def _refuse(request: HttpRequest, why: str) -> NoReturn:
    audit.record("person.sign_in_failed", at=clock.now(), subject="single sign-on",
                 details={"why": why[:200]})  # fmt: skip
    messages.error(
        request,
        _("You could not be signed in. Ask whoever administers the room for an invitation."),
    )
    raise ImmediateHttpResponse(redirect("account_login"))
