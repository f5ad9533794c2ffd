"""The pages that belong to no area: the stylesheet and whether all is well."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from sameroom import __version__
from sameroom.site import look
from sameroom.webkit.access import needs
from sameroom.webkit.rights import Right


@needs(Right.OPEN)
@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def stylesheet(request: HttpRequest) -> HttpResponse:
    """Give the stylesheet; its address changes when it does."""
    return HttpResponse(look.stylesheet(), content_type="text/css; charset=utf-8")


@needs(Right.OPEN)
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Tell whether this process and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return JsonResponse({"well": True, "version": __version__})
