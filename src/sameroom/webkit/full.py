"""Says in words that the room's disk is full, whatever was asked and wherever it broke."""

import errno
import sys
from collections.abc import Iterator
from http import HTTPStatus

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
SAID = ("disk is full", "no space left on device", "disk quota exceeded")


def is_full(error: BaseException | None) -> bool:
    """Tell whether an error, or one that led to it, says that the disk has no room left.

    Args:
        error: of a file, or of the database, which says it in words of its own.
    """
    return any(_says(one) for one in _causes(error))


def explain(request: HttpRequest) -> HttpResponse:
    """Answer what broke: by the page for a full disk, or by that for a fault of ours."""
    if is_full(sys.exception()):
        text = render_to_string("507.html")  # without what other pages ask of the database
        return HttpResponse(text, status=HTTPStatus.INSUFFICIENT_STORAGE)
    return server_error(request)


def _says(error: BaseException) -> bool:
    if isinstance(error, OSError) and error.errno in FULL:
        return True
    return isinstance(error, Error) and any(words in str(error).lower() for words in SAID)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
