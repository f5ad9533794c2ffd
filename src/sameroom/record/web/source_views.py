"""What a company or a person is made of, and what puts two side by side."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from sameroom.record.web import comparing, source_queries
from sameroom.record.web.queries import NOUNS
from sameroom.webkit.access import needs, reader_of
from sameroom.webkit.rights import Right, has


@needs(Right.INSIDE)
@require_safe
def sources(request: HttpRequest, nouns: str, key: str) -> HttpResponse:
    """Show the rows that a company or a person is made of, and whoever may be the same."""
    question = request.GET.get("q", "").replace("\0", "").strip()[:200]
    return _show(request, nouns, key, question=question)


@needs(Right.RUN)
@require_POST
def compare(request: HttpRequest, nouns: str, key: str) -> HttpResponse:
    """Put a row beside the one it was joined to, or two subjects, to say whether they are one."""
    reader, noun = reader_of(request), NOUNS[nouns]
    ref, other = request.POST.get("row", ""), request.POST.get("other", "")
    try:
        if ref:
            pair = comparing.compare_row(reader=reader, noun=noun, key=key, ref=ref)
        else:
            pair = comparing.compare_with(reader=reader, noun=noun, key=key, other=other)
    except comparing.ComparingError as error:
        return _show(request, nouns, key, wrong=str(comparing.WHY_NOT[type(error)]), status=409)
    return redirect("match", pair.key)


def _show(
    request: HttpRequest, nouns: str, key: str, *, question: str = "", wrong: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    reader = reader_of(request)
    page = source_queries.find_source_page(
        reader=reader, noun=NOUNS[nouns], key=key, question=question
    )
    if page is None:
        raise Http404
    told = {"page": page, "wrong": wrong, "may_match": has(right=Right.RUN, reader=reader)}
    return render(request, "record/sources.html", told, status=status)
