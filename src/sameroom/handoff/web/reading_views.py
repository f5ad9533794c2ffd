"""The page of the hand-over's readings, and the leads behind them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sameroom import clock
from sameroom.handoff.web import reading_page, reading_queries, reading_rows
from sameroom.room.web import api as room
from sameroom.webkit import asked
from sameroom.webkit.access import needs, reader_of, user_of
from sameroom.webkit.rights import Right


@needs(Right.INSIDE)
@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """Show how leads fare: all of them, or those of a segment, campaign, team or period."""
    page = reading_page.get_page(chosen=reading_queries.read_chosen(request.GET))
    return render(request, "handoff/readings.html", {"page": page})


@needs(Right.INSIDE)
@require_safe
def reading_list(request: HttpRequest, of: str) -> HttpResponse:
    """Show the leads behind a reading."""
    page = reading_rows.find_page(
        reader=reader_of(request), of=of, chosen=reading_queries.read_chosen(request.GET),
        number=asked.page(request),
    )  # fmt: skip
    if page is None:
        raise Http404
    return render(request, "handoff/reading_rows.html", {"page": page})


@needs(Right.INSIDE)
@require_safe
def reading_file(request: HttpRequest, of: str) -> HttpResponse:
    """Give the leads behind a reading as CSV, and note in the log who took how many."""
    found = reading_rows.find_file(
        reader=reader_of(request), of=of, chosen=reading_queries.read_chosen(request.GET)
    )
    if found is None:
        raise Http404
    columns, lines = found
    room.note_taken(what=f"leads-{of}", rows=len(lines), by=user_of(request), now=clock.now())
    response = HttpResponse(
        room.to_csv(columns=columns, lines=lines), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="leads-{of}.csv"'
    return response
