"""The record's pages: one timeline for each company, person and deal."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sameroom.record.web import queries
from sameroom.record.web.turning import Turn
from sameroom.webkit import asked
from sameroom.webkit.access import needs, reader_of
from sameroom.webkit.rights import Right


@needs(Right.INSIDE)
@require_safe
def subject(request: HttpRequest, nouns: str, key: str) -> HttpResponse:
    """Show a company, a person or a deal with everything that both teams did."""
    told = request.GET
    to = Turn(asked.page(request), told.get("before", "")[:500], told.get("after", "")[:500])
    page = queries.find_subject_page(
        reader=reader_of(request), noun=queries.NOUNS[nouns], key=key, to=to
    )
    if page is None:
        raise Http404
    return render(request, "record/subject.html", {"page": page})
