"""The page that belongs to no area: the stylesheet."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from sameroom.site import look
from sameroom.webkit.access import needs
from sameroom.webkit.rights import Right


@needs(Right.OPEN)
@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def stylesheet(request: HttpRequest) -> HttpResponse:
    """Give the stylesheet; its address changes when it does."""
    return HttpResponse(look.stylesheet(), content_type="text/css; charset=utf-8")
