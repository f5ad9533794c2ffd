"""The pages of the hand-over."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sameroom import clock
from sameroom.errors import SameroomError
from sameroom.handoff import moves
from sameroom.handoff.moves import Move, State
from sameroom.handoff.web import (
    back_queries,
    bulk,
    handed,
    operations,
    overtaken,
    queries,
    settling,
    wording,
)
from sameroom.handoff.web.forms import BulkForm, HandForm, MoveForm
from sameroom.handoff.web.models import Case
from sameroom.people.web.models import User
from sameroom.record.web import api as record
from sameroom.webkit import asked
from sameroom.webkit.access import needs, reader_of, user_of
from sameroom.webkit.rights import Right
from sameroom.webkit.stale import STATUS, ChangedSinceError, Theirs


@needs(Right.INSIDE)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show the queue and the packet on top of it."""
    return _desk(request, case_id=asked.whole(request.GET.get("case", "")))


@needs(Right.INSIDE)
@require_safe
def lead(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show one lead, wherever it is between the teams."""
    return _desk(request, case_id=case_id, must_be=True)


def _desk(
    request: HttpRequest, *, case_id: int | None, form: MoveForm | None = None, said: str = "",
    status: int = 200, must_be: bool = False,
) -> HttpResponse:  # fmt: skip
    """Answer with the desk: the whole page, or its live part where that is asked for.

    Args:
        must_be: there is no such page unless the reader sees that lead.
    """
    show = request.POST.get("show") or request.GET.get("show", "")
    page = queries.get_queue_page(
        reader=reader_of(request), show=show, case_id=case_id, now=clock.now()
    )
    if must_be and page.packet is None:
        raise Http404
    told = {
        "page": page, "form": form, "said": said, "reasons": wording.listed_reasons(),
        "typed": overtaken.typed_in(form=form, href="") if form and status == STATUS else (),
    }  # fmt: skip
    name = "handoff/_desk.html" if getattr(request, "htmx", False) else "handoff/queue.html"
    return render(request, name, told, status=status)


@needs(Right.INSIDE)
@require_POST
def move(request: HttpRequest, case_id: int) -> HttpResponse:
    """Do something with a lead, and show the next one."""
    form = MoveForm(request.POST)
    if overtaken.was_given_away(reader=reader_of(request), case_id=case_id):
        form.check(today=queries.day_of(clock.now()))  # so that what was typed is shown
        words = _("This lead was given to somebody else meanwhile. Nothing of yours was written.")
        return _desk(request, case_id=case_id, form=form, said=words, status=STATUS)
    _case_or_404(request, case_id)
    if not form.check(today=queries.day_of(clock.now())):
        return _wrong(request, case_id, form)
    told = form.cleaned_data
    chosen = Move(told["move"])
    if chosen in moves.OF_LEADS or not moves.may_do(reader=reader_of(request), move=chosen):
        raise Http404
    try:
        operations.move(
            case_id=case_id, move=chosen, read_as=State(told["read_as"]), told=form.told(),
            by=_user(request), now=clock.now(),
        )  # fmt: skip
    except operations.MovedOnError as error:
        if "from_back" in request.POST:
            return _overtaken(request, case_id, form, error)
        return _desk(request, case_id=case_id, form=form, said=str(error), status=STATUS)
    return _onward(request)


def _overtaken(
    request: HttpRequest, case_id: int, form: MoveForm, error: SameroomError
) -> HttpResponse:
    """Tell on the way back what became of a lead meanwhile; what was typed stays."""
    theirs = overtaken.of_case(
        reader=reader_of(request), case_id=case_id, form=form, said=str(error)
    )
    return _back(request, wrong=form, case_id=case_id, theirs=theirs, status=STATUS)


def _wrong(request: HttpRequest, case_id: int, form: MoveForm) -> HttpResponse:
    """Say at its field what is wrong; what was typed stays."""
    if "from_back" in request.POST:
        return _back(request, wrong=form, case_id=case_id, status=422)
    return _desk(request, case_id=case_id, form=form, status=422)


def _onward(request: HttpRequest) -> HttpResponse:
    """Go on to the next lead, or back to the list that somebody works on."""
    if "from_back" in request.POST:
        messages.success(request, _("Done. The other team sees it."))
        return redirect("sent_back")
    next_id = asked.whole(request.POST.get("next", ""))
    if getattr(request, "htmx", False):
        return _desk(request, case_id=next_id)
    show = request.POST.get("show", "")
    show = show if show in queries.SHOWS else ""
    return redirect(f"{reverse('queue')}?show={show}" + (f"&case={next_id}" if next_id else ""))


@needs(Right.INSIDE)
@require_POST
def undo(request: HttpRequest, case_id: int) -> HttpResponse:
    """Take one's last decision back."""
    _case_or_404(request, case_id)
    is_from_back = "from_back" in request.POST
    try:
        operations.undo(case_id=case_id, by=_user(request), now=clock.now())
    except operations.TooLateError as error:
        said = overtaken.of_undo(reader=reader_of(request), case_id=case_id, said=str(error))
        if not is_from_back:
            return _desk(request, case_id=case_id, said=said, status=409)
        messages.warning(request, said)
    else:
        if is_from_back:
            messages.success(request, _("Taken back."))
    if is_from_back:
        return redirect("sent_back")
    if getattr(request, "htmx", False):
        return _desk(request, case_id=case_id)
    return redirect(f"{reverse('queue')}?case={case_id}")


@needs(Right.INSIDE)
@require_POST
def opened(request: HttpRequest, case_id: int) -> HttpResponse:
    """Note that the packet was opened."""
    _case_or_404(request, case_id)
    operations.open_case(case_id=case_id, by=_user(request), now=clock.now())
    return HttpResponse(status=204)


@needs(Right.INSIDE)
@require_POST
def several(request: HttpRequest) -> HttpResponse:
    """Turn several waiting leads down as duplicates; what will be done is shown first."""
    reader, by = reader_of(request), _user(request)
    if not moves.may_do(reader=reader, move=Move.REJECT):
        raise Http404
    ticked = (asked.whole(one) for one in request.POST.getlist("cases"))
    ids = [one for one in ticked if one is not None][: operations.MOST_AT_ONCE]
    cases = queries.list_cases(reader=reader, ids=ids)
    data = request.POST.copy()
    data.setlist("cases", [str(case.pk) for case in cases])  # the others are decided, or unseen
    form = BulkForm(data, ids=[case.pk for case in cases])
    is_right = form.is_valid()
    if not is_right or "sure" not in request.POST:
        told = {"cases": cases if is_right else []}
        return render(request, "handoff/several.html", told, status=200 if is_right else 422)
    case_ids = [case.pk for case in cases]
    done = len(bulk.reject_duplicates(case_ids=case_ids, by=by, now=clock.now()))
    left = len(ids) - done
    words = ngettext("%(n)s lead is done.", "%(n)s leads are done.", done) % {"n": done}
    if left:
        words += " " + _("%(n)s had been decided by somebody else meanwhile.") % {"n": left}
    messages.success(request, words)
    return redirect("queue")


@needs(Right.INSIDE)
@require_safe
def sent_back(request: HttpRequest) -> HttpResponse:
    """Show what is on the way back, and who is to act."""
    return _back(request)


def _back(
    request: HttpRequest, *, wrong: MoveForm | None = None, case_id: int = 0, status: int = 200,
    theirs: Theirs | None = None,
) -> HttpResponse:  # fmt: skip
    page = back_queries.get_back_page(reader=reader_of(request), now=clock.now())
    told = {"page": page, "wrong": wrong, "wrong_id": case_id, "stale": theirs}
    return render(request, "handoff/sent_back.html", told, status=status)


@needs(Right.INSIDE)
@require_POST
def verdict(request: HttpRequest, case_id: int) -> HttpResponse:
    """Say, as the lead of a team, how a contested rejection is to end."""
    reader = reader_of(request)
    _case_or_404(request, case_id)
    form = MoveForm(request.POST)
    if request.POST.get("move") not in moves.OF_LEADS:
        raise Http404
    if not settling.speaks_for(reader=reader):
        raise Http404
    if not form.check(today=queries.day_of(clock.now())):
        return _back(request, wrong=form, case_id=case_id, status=422)
    try:
        ended = operations.say_verdict(
            case_id=case_id, verdict=Move(form.cleaned_data["move"]), note=form.told().note,
            by=_user(request), now=clock.now(), seen=request.POST.get("seen"),
        )  # fmt: skip
    except (operations.MovedOnError, settling.NoWordError, ChangedSinceError) as error:
        return _overtaken(request, case_id, form, error)
    words = (
        _("Settled.") if ended else _("Noted. It ends once the other team's lead says the same.")
    )
    messages.success(request, words)
    return redirect("sent_back")


@needs(Right.INSIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, key: str) -> HttpResponse:
    """Hand somebody over to sales."""
    reader = reader_of(request)
    who = record.find_person(reader=reader, key=key)
    if who is None or reader.team != moves.MARKETING:
        raise Http404
    form = HandForm(request.POST if request.method == "POST" else None)
    present = queries.today_of(clock.now())
    held = handed.tell_holder(reader=reader, person_key=key, present=present)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            case_id = operations.hand_over(
                hand=operations.Hand(
                    person_key=key, person_name=who, campaign=told["campaign"],
                    promise=told["promise"], why=told["why"],
                ),
                by=_user(request), now=clock.now(),
            )  # fmt: skip
        except operations.MovedOnError as error:
            theirs = overtaken.of_hand_over(reader=reader, case_id=error.case_id)
            told = {"form": form, "who": who, "key": key, "held": held, "stale": theirs}
            return render(request, "handoff/hand_over.html", told, status=STATUS)
        messages.success(request, _("Handed over. Sales sees it now."))
        return redirect("lead", case_id)
    told = {"form": form, "who": who, "key": key, "held": held}
    return render(request, "handoff/hand_over.html", told, status=422 if form.errors else 200)


def _case_or_404(request: HttpRequest, case_id: int) -> Case:
    case = queries.find_case(reader=reader_of(request), case_id=case_id)
    if case is None:
        raise Http404
    return case


def _user(request: HttpRequest) -> User:
    user = user_of(request)
    assert isinstance(user, User)
    return user
