"""The pages on which an administrator has a person erased; no address of a page names them."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sameroom import clock
from sameroom.caretaking.web import asking_to_erase as asking
from sameroom.caretaking.web import erasing_queries as queries
from sameroom.caretaking.web.erasing_queries import Candidates, ErasingPage
from sameroom.caretaking.web.forms import ChoiceForm, ConfirmForm, SearchForm, address_in
from sameroom.caretaking.web.models import State
from sameroom.webkit import already
from sameroom.webkit.access import needs, reader_of, user_of
from sameroom.webkit.rights import Right

CHANGES = ("erasing.asked", "erasing.left", "erasing.asked_again")


@needs(Right.ADMIN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Look for somebody, and show whom that may mean."""
    form = SearchForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _list(request, form)
    found = _candidates(request, form.cleaned_data["question"])
    if not found.people and not found.address:
        form.add_error(
            "question",
            _("The record knows nobody like that. Try fewer letters, or a mail address of theirs."),
        )
        return _list(request, form)
    return _list(request, form, found)


@needs(Right.ADMIN)
@never_cache
@require_POST
def look_up(request: HttpRequest) -> HttpResponse:
    """Have those who were chosen looked up, and counted what of them there is."""
    search = SearchForm(request.POST)
    if not search.is_valid():
        return _list(request, search)
    found = _candidates(request, search.cleaned_data["question"])
    form = ChoiceForm(
        request.POST, keys=tuple(one.key for one in found.people), address=found.address
    )  # fmt: skip
    if not form.is_valid():
        return _list(request, search, found, form)
    told = form.cleaned_data
    number = asking.look_up(
        addresses=[told["address"]] if told["address"] else [], keys=told["keys"],
        by=user_of(request), now=clock.now(),
    )  # fmt: skip
    return redirect("erasing", number)


@needs(Right.ADMIN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erasing(request: HttpRequest, number: int) -> HttpResponse:
    """Show what would go, how far it is, or what went; take the confirmation."""
    page = _page(request, number)
    if request.method != "POST" or page.state != State.FOUND:
        if request.method == "POST":
            already.say(request, str(asking.MovedOnError()), acts=CHANGES, subject=number)
        return _show(request, page, status=409 if request.method == "POST" else 200)
    form = ConfirmForm(request.POST, several=page.is_several, to_type=page.to_type)
    if not form.is_valid():
        return _show(request, page, form, status=422)
    return _act(request, number, lambda: asking.confirm(
        number=number, mark=form.cleaned_data["mark"], is_shared=page.is_several,
        by=user_of(request), now=clock.now(),
    ))  # fmt: skip


@needs(Right.ADMIN)
@never_cache
@require_safe
def progress(request: HttpRequest, number: int) -> HttpResponse:
    """Show how far an erasing is; a page that waits for it asks again and again."""
    page = _page(request, number)
    response = render(request, "caretaking/_erasing_progress.html", {"page": page})
    if not page.is_going_on:
        response["HX-Refresh"] = "true"
    return response


@needs(Right.ADMIN)
@require_POST
def leave(request: HttpRequest, number: int) -> HttpResponse:
    """Leave somebody alone who was looked up."""
    _page(request, number)
    return _act(
        request, number,
        lambda: asking.leave(number=number, by=user_of(request), now=clock.now()),
        then="erase",
    )  # fmt: skip


@needs(Right.ADMIN)
@require_POST
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Take up again what failed."""
    _page(request, number)
    return _act(
        request, number,
        lambda: asking.ask_again(number=number, by=user_of(request), now=clock.now()),
    )  # fmt: skip


def _act(
    request: HttpRequest, number: int, do: Callable[[], None], *, then: str = ""
) -> HttpResponse:  # fmt: skip
    try:
        do()
    except asking.MovedOnError as error:
        already.say(request, str(error), acts=CHANGES, subject=number)
        return _show(request, _page(request, number), status=409)
    return redirect(then) if then else redirect("erasing", number)


def _candidates(request: HttpRequest, question: str) -> Candidates:
    return queries.list_candidates(
        reader=reader_of(request), question=question, address=address_in(question)
    )  # fmt: skip


def _page(request: HttpRequest, number: int) -> ErasingPage:
    page = queries.find_page(number=number, reader=reader_of(request))
    if page is None:
        raise Http404
    return page


def _list(
    request: HttpRequest, form: SearchForm, found: Candidates | None = None,
    choice: ChoiceForm | None = None,
) -> HttpResponse:  # fmt: skip
    told = {"form": form, "found": found, "choice": choice, "lines": queries.list_lines()}
    is_wrong = bool(form.errors or (choice and choice.errors))
    return render(request, "caretaking/erase.html", told, status=422 if is_wrong else 200)


def _show(
    request: HttpRequest, page: ErasingPage, form: ConfirmForm | None = None, *, status: int = 200
) -> HttpResponse:  # fmt: skip
    if form is None and page.state == State.FOUND:
        form = ConfirmForm(
            initial={"mark": page.mark}, several=page.is_several, to_type=page.to_type
        )  # fmt: skip
    told = {"page": page, "form": form}
    return render(request, "caretaking/erasing.html", told, status=status)
