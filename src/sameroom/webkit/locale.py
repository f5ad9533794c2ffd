"""In which language and time zone a reader is answered: as they chose, else by the browser."""

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.module_loading import import_string


class ReaderLocaleMiddleware:
    """Answers somebody who has chosen in their language, and tells times in their zone.

    Django's own middleware stands before it: it goes by the browser and says so by `Vary`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; what was set does not outlast the request."""
        user = request.user
        if user.is_authenticated and (chosen := name_of_language(user.language)):
            translation.activate(chosen)
            request.LANGUAGE_CODE = translation.get_language()
        with timezone.override(name_of_zone(user.time_zone if user.is_authenticated else "")):
            return self.get_response(request)


def zone(name: str) -> ZoneInfo | None:
    """Find a time zone; None for none or one that is gone."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def name_of_language(chosen: str) -> str:
    """Give the language that somebody chose; "" where they chose none that the room speaks."""
    return chosen if chosen in dict(settings.LANGUAGES) else ""


def name_of_zone(name: str) -> str:
    """Give the name of a time zone that is there: the one named, or the company's."""
    return name if zone(name) else import_string(settings.ZONE_OF_THE_COMPANY)()
