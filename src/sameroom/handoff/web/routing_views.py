"""The pages about who gets which lead, and who is away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sameroom import clock
from sameroom.handoff.web import absences, overtaken, routing_operations, routing_queries, ways
from sameroom.handoff.web.absences import OverlapsError
from sameroom.handoff.web.models import Case
from sameroom.handoff.web.routing_forms import AwayForm, GiveForm
from sameroom.handoff.web.routing_operations import Gift
from sameroom.people.web.models import User
from sameroom.webkit import asked
from sameroom.webkit.access import needs, reader_of, user_of
from sameroom.webkit.rights import Right

MOST_AT_ONCE = 200


@needs(Right.INSIDE)
@require_safe
def routing(request: HttpRequest) -> HttpResponse:
    """Show the rules in force and what came of them last."""
    page = routing_queries.get_routing_page(reader=reader_of(request), now=clock.now())
    return render(request, "handoff/routing.html", {"page": page})


@needs(Right.INSIDE)
@require_safe
def nobody(request: HttpRequest) -> HttpResponse:
    """Show the leads that nobody has."""
    page = routing_queries.get_nobody_page(reader=reader_of(request), now=clock.now())
    return render(request, "handoff/nobody.html", {"page": page})


@needs(Right.INSIDE)
@require_POST
def give(request: HttpRequest) -> HttpResponse:
    """Give one lead or several to somebody; what will be done is shown first."""
    reader = reader_of(request)
    if not routing_queries.may_call(reader=reader):
        raise Http404
    ticked = (asked.whole(one) for one in request.POST.getlist("cases"))
    ids = [one for one in ticked if one is not None][:MOST_AT_ONCE]
    cases = routing_queries.list_givable(reader=reader, ids=ids)
    owner = _only_owner(cases)
    takers = ways.list_takers(now=clock.now(), without=owner)
    is_sure = "sure" in request.POST
    form = GiveForm(request.POST if is_sure else None, takers=takers)
    if is_sure and owner and request.POST.get("to") == owner:
        return _given_already(request, cases)
    if not cases or not is_sure or not form.is_valid():
        gifts = [(case, request.POST.get(f"was_{case.pk}", case.owner_id)) for case in cases]
        told = {"form": form, "gifts": gifts, "back": _back(request)}
        wrong = not cases or is_sure
        return render(request, "handoff/give.html", told, status=422 if wrong else 200)
    return _given(request, form, cases)


def _given_already(request: HttpRequest, cases: list[Case]) -> HttpResponse:
    """Tell that whoever is to have these leads has them, and who gave them."""
    words = ngettext("%(who)s has it already.", "%(who)s has them already.", len(cases))
    words = overtaken.already_so(
        reader=reader_of(request), what=words % {"who": cases[0].owner_name},
        acts=("lead.given", "lead.reassigned"), subject=cases[0].pk,
    )  # fmt: skip
    messages.info(request, words)
    return redirect(_back(request))


def _only_owner(cases: list[Case]) -> str:
    """Tell whose leads these are, where they are all one's: to that one they are not given."""
    found = {case.owner_id for case in cases if case.holder == "person"}
    return found.pop() if len(found) == 1 else ""


def _given(request: HttpRequest, form: GiveForm, cases: list[Case]) -> HttpResponse:
    to = ways.find_taker(member_id=form.cleaned_data["to"])
    if to is None:  # they left while the page was open
        form.add_error("to", _("They take no leads any more. Choose somebody else."))
        told = {"form": form, "gifts": [(case, case.owner_id) for case in cases]}
        return render(request, "handoff/give.html", told, status=422)
    gifts = [Gift(case.pk, request.POST.get(f"was_{case.pk}", case.owner_id)) for case in cases]
    done = routing_operations.give_several(
        gifts=gifts, to=to, reason=form.cleaned_data["reason"].strip(), by=_user(request),
        now=clock.now(),
    )  # fmt: skip
    if done:
        words = ngettext("%(n)s lead is %(who)s's now. They were told.",
                         "%(n)s leads are %(who)s's now. They were told.", done)  # fmt: skip
        messages.success(request, words % {"n": done, "who": to.name})
    if left := len(gifts) - done:
        words = ngettext("%(n)s had another owner or was decided meanwhile, and is as it was.",
                         "%(n)s had another owner or were decided meanwhile, and are as they were.",
                         left)  # fmt: skip
        messages.warning(request, words % {"n": left})
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    """Tell to which page one comes back."""
    return "nobody" if request.POST.get("back") == "nobody" else "queue"


@needs(Right.INSIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def away(request: HttpRequest) -> HttpResponse:
    """Show who is away, and say when somebody is."""
    now, reader = clock.now(), reader_of(request)
    page = absences.get_away_page(reader=reader, now=now)
    people = [(one.member_id, _called(one, reader.member_id)) for one in page.people]
    posted = request.POST if request.method == "POST" else None
    if posted is not None and not people:
        raise Http404
    form = AwayForm(posted, people=people, today=page.today)
    if posted is not None and form.is_valid() and _said(request, form):
        return redirect("away")
    told = {"form": form, "page": page}
    return render(request, "handoff/away.html", told, status=422 if form.errors else 200)


def _called(one: absences.Colleague, own_id: str) -> str:
    return _("Myself") if one.member_id == own_id else one.name


def _said(request: HttpRequest, form: AwayForm) -> bool:
    said = form.cleaned_data
    try:
        absences.say_away(
            member_id=said["who"], first=said["starts_on"], last=said["ends_on"],
            by=_user(request), now=clock.now(),
        )  # fmt: skip
    except OverlapsError as error:
        days = {"first": date_format(error.first), "last": date_format(error.last)}
        words = _("Said already: away from %(first)s to %(last)s. Take that back first.")
        if who := overtaken.who_did(reader=reader_of(request), by=error.by):
            words = _(
                "%(who)s said already: away from %(first)s to %(last)s. Take that back first."
            )
        form.add_error("starts_on", words % {**days, "who": who})
        return False
    messages.success(request, _("Noted. Leads go to others on these days."))
    return True


@needs(Right.INSIDE)
@require_POST
def back(request: HttpRequest, absence_id: int) -> HttpResponse:
    """Take an absence back."""
    if absences.find_absence(reader=reader_of(request), absence_id=absence_id) is None:
        raise Http404
    if absences.take_back(absence_id=absence_id, by=_user(request), now=clock.now()):
        messages.success(request, _("Taken back. Leads come again on these days."))
    else:
        words = overtaken.already_so(
            reader=reader_of(request), what=_("That is taken back already."),
            acts=("absence.taken_back",), subject=absence_id,
        )  # fmt: skip
        messages.info(request, words)
    return redirect("away")


def _user(request: HttpRequest) -> User:
    user = user_of(request)
    assert isinstance(user, User)
    return user
