"""The page of the hand-over's readings, and the leads behind them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sameroom import clock
from sameroom.handoff.web import overtaken, owning, reading_page, reading_queries, reading_rows
from sameroom.people.web.models import User
from sameroom.room.web import api as room
from sameroom.webkit import asked
from sameroom.webkit.access import needs, reader_of, user_of
from sameroom.webkit.rights import Right
from sameroom.webkit.stale import STATUS


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


@needs(Right.INSIDE)
@require_safe
def reasons(request: HttpRequest) -> HttpResponse:
    """Show what the reasons say about each campaign."""
    page = owning.get_reasons_page(reader=reader_of(request), now=clock.now())
    return render(request, "handoff/reasons.html", {"page": page})


@needs(Right.INSIDE)
@require_POST
def name_owner(request: HttpRequest) -> HttpResponse:
    """Name the owner of a campaign, as a lead of marketing."""
    user = user_of(request)
    if not owning.may_name(reader=reader_of(request)) or not isinstance(user, User):
        raise Http404
    try:
        owning.name_owner(
            campaign=request.POST.get("campaign", "")[:200],
            owner_id=asked.whole(request.POST.get("owner", "")) or 0,
            was=asked.whole(request.POST.get("was", "")) or 0, by=user, now=clock.now(),
        )  # fmt: skip
    except owning.NoSuchOwnerError:
        return _unnamed(request, _("Choose somebody of marketing, and a campaign of this page."))
    except owning.ChangedMeanwhileError:
        return _unnamed(request, "", status=STATUS)
    messages.success(request, _("Noted. They hear of reasons on the day they come in."))
    return redirect("reasons")


def _unnamed(request: HttpRequest, words: str, status: int = 422) -> HttpResponse:
    page = owning.get_reasons_page(reader=reader_of(request), now=clock.now())
    campaign = request.POST.get("campaign", "")[:200]
    chosen = asked.whole(request.POST.get("owner", ""))
    told = {"page": page, "wrong": words, "wrong_at": campaign, "chosen": chosen,
            "is_beside": campaign in {one.told.campaign for one in page.campaigns}}  # fmt: skip
    if status == STATUS:
        told["stale"] = overtaken.of_owner(
            reader=reader_of(request), campaign=campaign, chosen=chosen or 0
        )
    return render(request, "handoff/reasons.html", told, status=status)
