"""The room's pages."""

from pathlib import Path

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from sameroom import clock
from sameroom.importing.web.forms import BringForm
from sameroom.people.web.models import User
from sameroom.people.web.queries import find_company, find_user
from sameroom.report import languages
from sameroom.room.web import (
    api,
    eyes,
    log_operations,
    operations,
    quality_queries,
    queries,
    setting_up,
    taking,
)
from sameroom.room.web.forms import WorkForm
from sameroom.webkit import asked, stale
from sameroom.webkit.access import needs, reader_of, user_of
from sameroom.webkit.rights import Right, has

LENT_BY = eyes.LENT_BY
REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"


@needs(Right.SELF)
@require_safe
def first_page(request: HttpRequest) -> HttpResponse:
    """Show where the teams are apart, what it costs, and what to do.

    Whoever has no team is shown their own account, which says what they wait for.
    """
    reader = reader_of(request)
    if not has(right=Right.INSIDE, reader=reader):
        return redirect("account")
    page = queries.get_first_page(reader=reader, now=clock.now())
    return render(request, "room/first_page.html", {"page": page})


@needs(Right.INSIDE)
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """Show how the refresh does; a page that waits for it asks again and again."""
    told = {"progress": queries.get_progress()}
    response = render(request, "room/_progress.html", told)
    if not told["progress"].is_going_on:
        response["HX-Refresh"] = "true"
    return response


@needs(Right.INSIDE)
@require_safe
def reading(request: HttpRequest, measure: str) -> HttpResponse:
    """Show a reading: its answer, its pictures, how it is worked out, and its rows."""
    page = queries.find_measure_page(measure=measure, reader=reader_of(request))
    if page is None:
        raise Http404
    return render(request, "room/reading.html", {"page": page})


@needs(Right.INSIDE)
@require_safe
def rows(request: HttpRequest, measure: str, place: int) -> HttpResponse:
    """Show the rows behind a reading."""
    page = queries.find_rows_page(
        reader=reader_of(request), measure=measure, place=place, number=asked.page(request),
        line=request.GET.get("of", "")[:60],
    )  # fmt: skip
    if page is None:
        raise Http404
    return render(request, "room/rows.html", {"page": page})


@needs(Right.INSIDE)
@require_GET
def rows_file(request: HttpRequest, measure: str, place: int) -> HttpResponse:
    """Give the rows that a reader may see as CSV, and note in the log who took how many."""
    file = queries.find_rows_file(
        reader=reader_of(request), measure=measure, place=place,
        line=request.GET.get("of", "")[:60],
    )  # fmt: skip
    if file is None:
        raise Http404
    taking.note(file=file, by=user_of(request), now=clock.now())
    response = HttpResponse(taking.to_csv(file=file), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{taking.file_name(file=file)}"'
    return response


@needs(Right.RUN)
@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """Show what is wrong with the data, how it moved, and what to mend."""
    return render(request, "room/quality.html", {"page": quality_queries.get_quality_page()})


def _why_none() -> dict[str, bool]:
    """Tell whether a report is on its way, or there is nothing yet to write one of."""
    return {"is_read": api.is_read(), "is_going_on": queries.get_progress().is_going_on}


@needs(Right.WHOLE)
@require_safe
def report(request: HttpRequest, path: str = languages.FIRST) -> HttpResponseBase:
    """Give the report of the last refresh, and the files beside it; or say that it is to come.

    It is given in the reader's language, where the last refresh wrote it in that.
    """
    home = Path(settings.REPORT).resolve()
    file = (home / path).resolve()
    is_ours = file.is_relative_to(home) and file.suffix in {".html", ".csv", ".json", ".parquet"}
    if is_ours and path == languages.FIRST and not file.is_file():
        return render(request, "room/report_to_come.html", _why_none(), status=404)
    if not is_ours or not file.is_file() or "record" in file.relative_to(home).parts:
        raise Http404
    own = None
    if path == languages.FIRST:
        own = languages.find_file(folder=home, language=get_language() or "")
    try:
        opened = (own or file).open("rb")
    except FileNotFoundError as error:  # it is just being written anew
        raise Http404 from error
    if file.suffix != ".html":
        log_operations.note_download(name=path, by=user_of(request), now=clock.now())
    response = FileResponse(opened, as_attachment=file.suffix != ".html")
    response["Content-Security-Policy"] = REPORT_POLICY
    return response


@needs(Right.RUN)
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Show what the record holds and when it was read."""
    return render(request, "room/data.html", {"page": queries.get_data_page()})


@needs(Right.RUN)
@require_POST
def refresh(request: HttpRequest) -> HttpResponse:
    """Ask for the record to be read anew."""
    operations.ask_refresh(cause="by hand", now=clock.now(), by=user_of(request))
    messages.success(request, _("The record is being read anew. What is shown stays until then."))
    return redirect("data")


@needs(Right.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def set_up_work(request: HttpRequest) -> HttpResponse:
    """Ask when the teams work, and in which currency they count."""
    stands = setting_up.get_set_up()
    form = WorkForm(request.POST or None, initial=stands.initial) if stands.is_open else None
    told: dict[str, object] = {"form": form}
    if form is None:
        status = stale.STATUS if request.method == "POST" else 200
        return render(request, "room/set_up_work.html", told, status=status)
    if request.method == "POST":
        told["filled"] = form.fill_in(year=clock.now().year)
    if "fill" in request.POST:
        form.show_unchecked(is_filled=bool(told["filled"]))
    if "fill" in request.POST or request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "room/set_up_work.html", told, status=status)
    try:
        setting_up.write_agreement(
            asked=form.asked(), seen=form.seen_mark(), by=user_of(request), now=clock.now()
        )
    except stale.ChangedSinceError:
        told["stale"] = stale.tell(
            form=form, acts=("agreement.begun",), subject="", take=reverse("set_up_work")
        )
        return render(request, "room/set_up_work.html", told, status=stale.STATUS)
    except setting_up.GoneOnError:
        return render(request, "room/set_up_work.html", {"form": None}, status=stale.STATUS)
    return redirect("set_up_data")


@needs(Right.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def set_up_data(request: HttpRequest) -> HttpResponse:
    """Ask for the first exports, or for the invented company."""
    if request.method == "POST" and "demo" in request.POST:
        try:
            operations.ask_demo(now=clock.now(), by=user_of(request))
        except operations.NotEmptyError as error:
            messages.error(request, str(error))
        return redirect("first_page")
    told = {
        "form": BringForm(), "is_fresh": operations.is_fresh(), "limit": settings.UPLOAD_LIMIT
    }  # fmt: skip
    return render(request, "room/set_up_data.html", told)


@needs(Right.OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def choose_eyes(request: HttpRequest, token: str) -> HttpResponse:
    """Let whoever has the link see the invented company as one of its people."""
    if not eyes.is_key(token=token):
        raise Http404
    return _choose(request)


@needs(Right.INSIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def other_eyes(request: HttpRequest) -> HttpResponse:
    """See the invented company as somebody else; in any other there is nothing here."""
    user = user_of(request)
    if not isinstance(user, User) or not eyes.may_borrow(
        user=user, lent_by=request.session.get(LENT_BY), company=find_company()
    ):
        raise Http404
    return _choose(request)


def _choose(request: HttpRequest) -> HttpResponse:
    lender = _lender(request)
    if request.method == "POST":
        wanted = asked.whole(request.POST.get("as", "")) or 0
        user = lender if "back" in request.POST else find_user(user_id=wanted)
        if user is None or not (user == lender or eyes.is_one_of_the_cast(user=user)):
            raise Http404
        if lender and user != lender:
            eyes.note_borrowed(user=user, by=lender, now=clock.now())
        request.session.flush()
        response: HttpResponse = perform_login(request, user, redirect_url="/")
        if lender and user != lender:
            request.session[LENT_BY] = lender.pk
        return response
    told = {"cast": eyes.list_cast(), "lender": lender if lender != request.user else None}
    return render(request, "room/eyes.html", told)


def _lender(request: HttpRequest) -> User | None:
    """Find which administrator lends eyes: whoever asks, or who lent those that they wear."""
    own = request.user.pk if request.user.is_authenticated else None
    return eyes.find_lender(lent_by=own) or eyes.find_lender(lent_by=request.session.get(LENT_BY))
