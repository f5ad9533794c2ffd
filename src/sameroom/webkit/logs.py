"""What the log says: lines for people or JSON for programs, and never an address with a secret."""

import logging
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

REQUESTS = "sameroom.request"


@dataclass(frozen=True, slots=True)
class About:
    """The request in hand.

    Args:
        id: drawn for it; the answer carries it too, in `X-Request-ID`.
    """

    id: str


CURRENT: ContextVar[About | None] = ContextVar("request in hand", default=None)


class Safe(logging.Filter):
    """Puts the view's name where an address would stand, and the request's id beside it.

    Addresses may carry what lets somebody in: set-up, invitation, one-time link, calendar, eyes.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Mend a line; none is held back."""
        request = record.__dict__.pop("request", None)
        if isinstance(request, HttpRequest):
            record.args = _without_addresses(record.args, name_of(request))
        about = CURRENT.get()
        if about is not None:
            record.request_id = about.id
        return True


def name_of(request: HttpRequest) -> str:
    """Name the view that a request came to; `none` where there is none."""
    match = request.resolver_match
    return (match.url_name if match else None) or "none"


def user_of(request: HttpRequest) -> int | None:
    """Give the number of whoever is signed in, if that was asked for anyway."""
    user = getattr(request, "_cached_user", None)  # where Django keeps it once it was asked for
    return getattr(user, "pk", None)


def configuration(*, form: str) -> dict[str, Any]:  # Any: as logging.config.dictConfig takes it
    """Say how is logged.

    Args:
        form: `json` for a JSON object a line, with one for each request; anything else for plain
            lines, of what went wrong only.
    """
    is_json = form == "json"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"safe": {"()": "sameroom.webkit.logs.Safe"}},
        "formatters": {
            "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "format": "{asctime}{levelname}{name}{message}",
                "style": "{",
                "rename_fields": {"asctime": "at", "levelname": "level", "name": "logger"},
            },
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "json" if is_json else "line",
                "filters": ["safe"],
            }
        },
        "loggers": {
            "django.request": {"level": "ERROR"},
            REQUESTS: {"level": "INFO" if is_json else "WARNING"},
            # The chat library may say the webhooks that it calls.
            "apprise": {"level": "CRITICAL"},
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
    }


def _without_addresses(args: Any, name: str) -> Any:  # Any: whatever a line was given
    if isinstance(args, tuple):
        return tuple(name if isinstance(one, str) and "/" in one else one for one in args)
    return args
