"""The pages of clocks: pausing them, disputing what was missed, both teams' promises."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sameroom import clock
from sameroom.errors import SameroomError
from sameroom.handoff import promises
from sameroom.handoff.promises import Ruling, Standing
from sameroom.handoff.web import (
    disputing,
    overtaken,
    pausing,
    promise_queries,
    promising,
    queries,
    settling,
    wording,
)
from sameroom.handoff.web.clock_forms import DisputeForm, PauseForm, RulingForm
from sameroom.handoff.web.models import Case
from sameroom.people.web.models import User
from sameroom.room.web import api as room
from sameroom.webkit.access import needs, reader_of, user_of
from sameroom.webkit.rights import Right
from sameroom.webkit.stale import STATUS, Theirs


@needs(Right.INSIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: HttpRequest, case_id: int) -> HttpResponse:
    """Stop the clocks of a lead."""
    case = _own_case_or_404(request, case_id)
    form = PauseForm(request.POST if request.method == "POST" else None)
    zone = room.get_agreed().clauses.company.time_zone
    now = clock.now()
    if request.method == "POST" and form.check(now=queries.today_of(now), zone=zone):
        try:
            pausing.pause(case_id=case_id, reason=form.cleaned_data["reason"].strip(),
                          until=form.ends_at(zone=zone), by=_user(request), now=now,
                          instead=form.cleaned_data["instead"])  # fmt: skip
        except SameroomError as error:
            return _paused_already(request, case, form, str(error))
        messages.success(request, _("Paused. No promise falls due meanwhile."))
        return redirect("lead", case_id)
    told = {"form": form, "case": case}
    return render(request, "handoff/pause.html", told, status=422 if form.errors else 200)


def _paused_already(
    request: HttpRequest, case: Case, form: PauseForm, said: str
) -> HttpResponse:  # fmt: skip
    theirs, pause_id = overtaken.of_pause(
        reader=reader_of(request), case_id=case.pk, form=form, said=said
    )
    data = request.POST.copy()
    data["instead"] = str(pause_id or "")
    told = {"form": PauseForm(data), "case": case, "stale": theirs}
    return render(request, "handoff/pause.html", told, status=STATUS)


@needs(Right.INSIDE)
@require_POST
def resume(request: HttpRequest, case_id: int) -> HttpResponse:
    """Let the clocks of a lead run again."""
    _own_case_or_404(request, case_id)
    try:
        pausing.resume(case_id=case_id, by=_user(request), now=clock.now())
    except SameroomError as error:
        words = overtaken.already_so(
            reader=reader_of(request), what=str(error), acts=("lead.resumed",), subject=case_id
        )
        messages.info(request, words)
        return redirect("lead", case_id)
    messages.success(request, _("The clock runs again."))
    return redirect("lead", case_id)


@needs(Right.INSIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def dispute(request: HttpRequest, case_id: int, promise: str) -> HttpResponse:
    """Say why a missed promise should not count."""
    case = _own_case_or_404(request, case_id)
    if promise not in promising.PROMISES:
        raise Http404
    stand = promising.standings(case=case, now=queries.today_of(clock.now()))[promise]
    form = DisputeForm(request.POST if request.method == "POST" else None)
    told = {"form": form, "case": case, "words": wording.promise(promise), "due_at": stand.due_at,
            "is_missed": stand.standing is Standing.MISSED}  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            disputing.dispute(case_id=case_id, promise=promise, by=_user(request),
                              reason=form.cleaned_data["reason"], now=clock.now())  # fmt: skip
        except SameroomError as error:
            told["stale"] = overtaken.of_dispute(
                reader=reader_of(request), case_id=case_id, promise=promise, said=str(error)
            )
            return render(request, "handoff/dispute.html", told, status=STATUS)
        messages.success(request, _("Disputed. The leads of both teams are told."))
        return redirect("lead", case_id)
    return render(request, "handoff/dispute.html", told, status=422 if form.errors else 200)


@needs(Right.INSIDE)
@require_POST
def rule(request: HttpRequest, dispute_id: int) -> HttpResponse:
    """Say, as the lead of a team or for one without, how a dispute is to end."""
    reader = reader_of(request)
    seen = promise_queries.find_dispute(reader=reader, dispute_id=dispute_id)
    if seen is None or not settling.speaks_for(reader=reader):
        raise Http404
    form = RulingForm(request.POST)
    if not form.is_valid():
        return _promises(request, wrong=form, wrong_id=dispute_id, status=422)
    try:
        ended = disputing.rule(
            dispute_id=dispute_id, ruling=Ruling(form.cleaned_data["ruling"]),
            note=form.cleaned_data["note"], by=_user(request), now=clock.now(),
            seen=request.POST.get("seen"),
        )  # fmt: skip
    except SameroomError as error:
        theirs = overtaken.of_ruling(
            reader=reader, dispute_id=dispute_id, form=form, said=str(error)
        )
        return _promises(request, wrong=form, wrong_id=dispute_id, status=STATUS, theirs=theirs)
    messages.success(
        request,
        _("Settled.") if ended else _("Noted. It ends once the other team's lead says the same."),
    )
    return redirect("promises")


@needs(Right.INSIDE)
@require_safe
def show_promises(request: HttpRequest) -> HttpResponse:
    """Show what both teams promised each other, and what became of it."""
    return _promises(request)


def _promises(
    request: HttpRequest, *, wrong: RulingForm | None = None, wrong_id: int = 0, status: int = 200,
    theirs: Theirs | None = None,
) -> HttpResponse:  # fmt: skip
    page = promise_queries.get_promises_page(
        reader=reader_of(request), week=request.GET.get("week", ""),
        campaign=request.GET.get("campaign", ""), now=clock.now(),
    )  # fmt: skip
    told = {"page": page, "wrong": wrong, "wrong_id": wrong_id, "stale": theirs}
    return render(request, "handoff/promises.html", told, status=status)


def _own_case_or_404(request: HttpRequest, case_id: int) -> Case:
    """Get a lead whose clocks are this reader's to stop."""
    reader = reader_of(request)
    case = queries.find_case(reader=reader, case_id=case_id)
    if case is None or not promises.may_stop_clock(reader=reader, owner_id=case.owner_id):
        raise Http404
    return case


def _user(request: HttpRequest) -> User:
    user = user_of(request)
    assert isinstance(user, User)
    return user
