"""The search page, and the part of it that the palette shows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sameroom import clock
from sameroom.webkit.access import needs, reader_of
from sameroom.webkit.limits import Pace
from sameroom.webkit.rights import Right
from sameroom.webkit.searching import find_all

PACE = Pace(most=120, seconds=60)


@needs(Right.INSIDE)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find what a reader may see; the palette asks for the hits alone."""
    reader = reader_of(request)
    question = request.GET.get("q", "").replace("\0", "").strip()[:200]
    if question and not PACE.allows(who=reader.user_id or 0, now=clock.now()):
        return render(request, "429.html", status=429)
    found = find_all(reader=reader, question=question) if question else ()
    is_part = request.headers.get("X-Part") == "hits"
    template = "room/_hits.html" if is_part else "room/search.html"
    response = render(request, template, {"found": found, "question": question})
    response["Vary"] = ", ".join(filter(None, [response.get("Vary", ""), "X-Part"]))
    return response
