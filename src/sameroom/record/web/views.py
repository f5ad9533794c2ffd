"""The record's pages: one timeline for each company, person and deal."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sameroom.record.web import queries
from sameroom.webkit.access import needs, reader_of
from sameroom.webkit.rights import Right


@needs(Right.INSIDE)
@require_safe
def subject(request: HttpRequest, nouns: str, key: str) -> HttpResponse:
    """Show a company, a person or a deal with everything that both teams did."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 6 else 1
    page = queries.find_subject_page(
        reader=reader_of(request), noun=queries.NOUNS[nouns], key=key, number=max(number, 1)
    )
    if page is None:
        raise Http404
    return render(request, "record/subject.html", {"page": page})
