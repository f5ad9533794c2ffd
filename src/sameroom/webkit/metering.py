"""Counts and times every request, and writes it into the log by the name of its view."""

import logging
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

from sameroom.webkit import logs

METHODS = {"GET", "HEAD", "POST"}
REQUESTS = Counter(
    "sameroom_requests", "Requests answered, by view and status.", ("view", "method", "status")
)
SECONDS = Histogram(
    "sameroom_request_seconds",
    "How long an answer took, by view.",
    ("view",),
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
log = logging.getLogger(logs.REQUESTS)


class MeteringMiddleware:
    """The outermost: what it sees is what whoever asked has waited for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and count it."""
        about = logs.About(id=secrets.token_hex(8))
        token = logs.CURRENT.set(about)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = about.id
            _count(request, response.status_code, time.perf_counter() - began)
            return response
        finally:
            logs.CURRENT.reset(token)


def _count(request: HttpRequest, status: int, seconds: float) -> None:
    view = logs.name_of(request)
    method = request.method if request.method in METHODS else "other"
    REQUESTS.labels(view, method, str(status)).inc()
    SECONDS.labels(view).observe(seconds)
    told = {
        "view": view, "method": method, "status": status, "ms": round(seconds * 1000),
        "user": logs.user_of(request),
    }  # fmt: skip
    log.info("answered", extra=told)
