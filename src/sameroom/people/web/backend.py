"""Who is let in by a password: nobody whom an invented company brought along."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from sameroom.people.web.models import User


class Backend(AuthenticationBackend):  # type: ignore[misc]  # it has no types
    """Lets people in by their password, as the library does."""

    def authenticate(
        self, request: HttpRequest | None, **told: Any
    ) -> User | None:  # Any: no types
        """Tell who it is; an invented person is nobody, whatever password was set for them."""
        user: User | None = super().authenticate(request, **told)
        return None if user is not None and user.is_invented else user
