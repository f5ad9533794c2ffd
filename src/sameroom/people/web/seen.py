"""Notes when somebody was last here: every few minutes, for each note is a write."""

from collections.abc import Callable
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse

from sameroom import clock

EVERY = timedelta(minutes=5)
KEPT = "seen_at"


class SeenMiddleware:
    """Keeps the list of where somebody is signed in, without a write on each page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Note the visit where the last note is old, then answer."""
        now = int(clock.now().timestamp())
        is_known = request.user.is_authenticated and request.session.session_key
        if is_known and now - request.session.get(KEPT, 0) >= EVERY.total_seconds():
            UserSession.objects.create_from_request(request)
            request.session[KEPT] = now
        return self.get_response(request)
