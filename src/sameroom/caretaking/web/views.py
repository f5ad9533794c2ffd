"""Whether the room lives, whether it is ready, and its figures for whoever watches over it."""

import os
import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from sameroom import __version__, clock
from sameroom.caretaking import findings
from sameroom.caretaking.web import looking, metrics
from sameroom.webkit.access import needs
from sameroom.webkit.rights import Right

TOKEN = "SAMEROOM_METRICS_TOKEN"  # noqa: S105 - the name of a variable
LOOPBACK = {"127.0.0.1", "::1"}
OF_PROXIES = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")


@needs(Right.OPEN)
@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Tell that this process answers; it asks nobody else."""
    return JsonResponse({"well": True, "version": __version__})


@needs(Right.OPEN)
@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Tell whether database and record can be used, or 503 with the ids of what is wrong."""
    found = [*looking.check_database(), *findings.check_store(store=settings.STORE)]
    wrong = [one.id for one in found if one.severity == "error"]
    return JsonResponse({"ready": not wrong, "wrong": wrong}, status=503 if wrong else 200)


@needs(Right.OPEN)
@require_safe
@never_cache
def show_metrics(request: HttpRequest) -> HttpResponse:
    """Give the figures to whoever has the token; without one set, to this machine itself."""
    if not _may_read(request):
        raise Http404
    return HttpResponse(metrics.write(now=clock.now()), content_type=CONTENT_TYPE_LATEST)


def _may_read(request: HttpRequest) -> bool:
    if token := os.environ.get(TOKEN):
        given = request.headers.get("Authorization", "")
        return secrets.compare_digest(given.encode(), f"Bearer {token}".encode())
    # What a proxy on this machine passes on comes from elsewhere.
    is_passed_on = any(name in request.headers for name in OF_PROXIES)
    return request.META.get("REMOTE_ADDR") in LOOPBACK and not is_passed_on
