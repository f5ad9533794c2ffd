"""What a browser is told about every page: run nothing and load nothing that is not ours."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

POLICY = "; ".join((
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
))  # fmt: skip
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def policy() -> str:
    """Give the policy; a form may lead on to who signs people in, where there is such a one."""
    if not settings.OIDC_ISSUER:
        return POLICY
    at = urlsplit(settings.OIDC_ISSUER)
    return POLICY.replace("form-action 'self'", f"form-action 'self' {at.scheme}://{at.netloc}")


class HeadersMiddleware:
    """Adds the headers; a view that sets its own policy keeps it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say what may run."""
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", policy())
        response.setdefault("Permissions-Policy", PERMISSIONS)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response
