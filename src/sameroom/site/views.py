"""The pages that belong to no area: the stylesheet, and what is said where something broke."""

import logging
import sys
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.defaults import server_error

from sameroom.site import look
from sameroom.webkit.access import form_of, needs
from sameroom.webkit.full import is_full
from sameroom.webkit.rights import Right

log = logging.getLogger(__name__)


@needs(Right.OPEN)
@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def stylesheet(request: HttpRequest) -> HttpResponse:
    """Give the stylesheet; its address changes when it does."""
    return HttpResponse(look.stylesheet(), content_type="text/css; charset=utf-8")


def broken(request: HttpRequest) -> HttpResponse:
    """Say that something broke; of a disk that is full, what is to be done.

    Whatever was being done is told here, wherever it broke: while a form arrived, in its view, or
    in what stands around all views. Its transaction is undone by now.
    """
    return _full(request) if is_full(sys.exception()) else server_error(request)


def _full(request: HttpRequest) -> HttpResponse:
    told = {"back": form_of(request), "is_sent": request.method == "POST"}
    if getattr(request, "htmx", False):  # a live part is put in place where it is no error alone
        part = render(request, "_full.html", told)
        part["HX-Retarget"], part["HX-Reswap"] = "#content", "innerHTML"
        return part
    try:
        return render(request, "507.html", told, status=HTTPStatus.INSUFFICIENT_STORAGE)
    except Exception:  # whatever it may be: a page with nothing around it is better than none
        log.exception("the page that says that the disk is full could not be shown whole")
        return render(None, "_full.html", told, status=HTTPStatus.INSUFFICIENT_STORAGE)
