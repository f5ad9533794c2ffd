"""Notes when somebody was last here: every few minutes, for each note is a write."""

import logging
from collections.abc import Callable
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse

from sameroom import clock
from sameroom.webkit.full import is_full

log = logging.getLogger(__name__)
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
            _note(request, now)
        return self.get_response(request)


def _note(request: HttpRequest, now: int) -> None:
    """Note the visit; where the disk is full, pages can be read all the same."""
    try:
        with transaction.atomic():
            UserSession.objects.create_from_request(request)
    except DatabaseError as error:
        if not is_full(error):
            raise
        log.warning("the disk is full: a visit could not be noted")
        return
    request.session[KEPT] = now
