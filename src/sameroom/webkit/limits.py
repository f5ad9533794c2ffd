"""Refuses what is too large before a byte of it is read."""

from collections.abc import Callable

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
