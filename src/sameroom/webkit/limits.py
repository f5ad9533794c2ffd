"""Refuses what is too large before a byte of it is read."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class UploadLimitMiddleware:
    """Stands before everything that would read a request's body.

    A body without a stated length is not read at all, so there is nothing to limit.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, unless there is too much."""
        stated = request.META.get("CONTENT_LENGTH") or "0"
        if stated.isdigit() and int(stated) <= settings.UPLOAD_LIMIT:
            return self.get_response(request)
        told = {"limit": settings.UPLOAD_LIMIT}
        return render(request, "413.html", told, status=413)


class Pace:
    """Holds how often somebody may ask in a while; kept by each process for itself, in memory."""

    def __init__(self, *, most: int, seconds: int) -> None:
        """Allow so many in so many seconds."""
        self._most, self._seconds = most, seconds
        self._counts: dict[tuple[int, int], int] = {}

    def allows(self, *, who: int, now: datetime) -> bool:
        """Count one more, and tell whether it is still within the pace."""
        span = int(now.timestamp()) // self._seconds
        if len(self._counts) > 10_000:
            self._counts = {key: count for key, count in self._counts.items() if key[1] == span}
        count = self._counts.get((who, span), 0) + 1
        self._counts[who, span] = count
        return count <= self._most
