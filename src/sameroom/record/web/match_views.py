"""The pages of matches: decide on a pair, see what was said, take it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sameroom import clock
from sameroom.record.web import match_queries, matching
from sameroom.record.web.models import Word
from sameroom.webkit import already, asked
from sameroom.webkit.access import needs, user_of
from sameroom.webkit.rights import Right


@needs(Right.RUN)
@require_safe
def matches(request: HttpRequest) -> HttpResponse:
    """Show the next pair to decide on."""
    return _show(request, kind=request.GET.get("kind", ""))


@needs(Right.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def match(request: HttpRequest, key: str) -> HttpResponse:
    """Show a pair, and take what somebody says of it."""
    pair = match_queries.find_pair(key=key)
    if pair is None:
        return _settled(request, key)
    if request.method != "POST":
        return _show(request, key=key)
    kind, word = request.POST.get("kind", ""), request.POST.get("word", "")
    if word not in Word.values:
        return _show(request, key=key, status=422)
    try:
        matching.say(pair=pair, word=Word(word), by=user_of(request), now=clock.now())
    except matching.SaidAlreadyError:
        return _show(request, key=key, kind=kind, status=409)
    if _is_live(request):
        return _show(request, kind=kind)
    return redirect(f"/matches?kind={kind}" if kind in match_queries.KINDS else "matches")


def _settled(request: HttpRequest, key: str) -> HttpResponse:
    """Tell what became of a pair that is shown no more, and go on to those that are.

    Either somebody decided on it and the record follows, or the record was read anew since and the
    two are no longer worth a look: joined by now, far apart, or gone from the exports.
    """
    if match_queries.was_said(key=key):
        words = _("This pair is decided already, and the record follows.")
        already.say(request, words, acts=("match.decided",), subject=key)
    elif request.method == "POST":
        messages.info(request, _("%s Your answer was not taken.") % _gone())
    else:
        messages.info(request, _gone())
    if _is_live(request):  # or the sentence would wait for another page
        return HttpResponse(headers={"HX-Redirect": reverse("matches")})
    return redirect("matches")


def _gone() -> str:
    return _(
        "This pair is not here any more: the record was read anew, and the two are no longer worth "
        "a look, or one of them is gone. Go on with the next one."
    )


@needs(Right.RUN)
@require_safe
def said(request: HttpRequest) -> HttpResponse:
    """Show what was said of pairs."""
    page = match_queries.get_said_page(number=asked.page(request))
    return render(request, "record/said.html", {"page": page})


@needs(Right.RUN)
@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take back what was said of a pair."""
    is_gone = False
    try:
        matching.take_back(number=number, by=user_of(request), now=clock.now())
    except matching.NothingStandsError:
        is_gone = True
    if _is_live(request):
        return _show(request, kind=request.POST.get("kind", ""))
    if is_gone:
        words = _("That is taken back already.")
        already.say(request, words, acts=("match.taken_back",), subject=number)
    else:
        messages.success(request, _("Taken back. What stood before stands again."))
    return redirect("matches" if request.POST.get("to") == "matches" else "matches_said")


def _is_live(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _show(
    request: HttpRequest, *, kind: str = "", key: str = "", status: int = 200
) -> HttpResponse:
    page = match_queries.get_match_page(user_id=user_of(request).pk or 0, kind=kind, key=key)
    told = {"page": page, "is_late": status == 409, "is_wrong": status == 422}
    if _is_live(request):  # a live part is put in place whatever it says
        return render(request, "record/_match.html", told)
    return render(request, "record/matches.html", told, status=status)
