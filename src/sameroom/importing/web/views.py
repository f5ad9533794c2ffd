"""The pages about imports."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sameroom import clock
from sameroom.errors import SameroomError
from sameroom.importing.web import error_file, operations, queries, uploads
from sameroom.importing.web.answered import is_same_plan
from sameroom.importing.web.forms import AnswersForm, BringForm
from sameroom.importing.web.operations import Settings
from sameroom.importing.web.overtaken import (
    NOTHING,
    decide,
    form_of,
    page_of,
    show_stale,
    tell_gone_on,
    version_of,
)
from sameroom.importing.web.queries import ImportPage
from sameroom.importing.web.uploads import Kept
from sameroom.webkit.access import needs, user_of
from sameroom.webkit.rights import Right


@needs(Right.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Show what was brought, and take more."""
    form = _read(request) if request.method == "POST" else BringForm()
    if form.is_valid():
        kept = _keep(request, form)
        if kept is not None:
            number = operations.bring(kept=kept, by=user_of(request), now=clock.now())
            return redirect("import", number)
    told = {"form": form, "page": queries.get_imports_page(), "limit": settings.UPLOAD_LIMIT}
    return render(request, "importing/imports.html", told, status=422 if form.errors else 200)


def _read(request: HttpRequest) -> BringForm:
    """Read what was sent; where the disk did not take it all, the form says only that."""
    form = BringForm(request.POST, request.FILES)
    refusal = uploads.find_refusal(request)
    if refusal is not None:
        form.errors.clear()
        form.add_error("exports", str(refusal))
    return form


def _keep(request: HttpRequest, form: BringForm) -> Kept | None:
    """Keep what was brought; None where the disk does not take it, which the form then says."""
    try:
        return uploads.keep(
            files=form.cleaned_data["exports"], paths=request.POST.getlist("paths"),
            folder=settings.ROOM / "uploads",
        )  # fmt: skip
    except uploads.NotKeptError as error:
        form.add_error("exports", str(error))
        return None


@needs(Right.RUN)
@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Show an import: its plan, how far it is, or what came in."""
    return _show(request, page_of(number))


def _show(request: HttpRequest, page: ImportPage, form: AnswersForm | None = None) -> HttpResponse:
    told = {"page": page, "form": form or form_of(page)}
    is_wrong = bool(form and form.errors)
    return render(request, "importing/import.html", told, status=422 if is_wrong else 200)


@needs(Right.RUN)
@require_safe
def progress(request: HttpRequest, number: int) -> HttpResponse:
    """Show how far an import is; a page that waits for it asks again and again."""
    told = queries.find_progress(number=number)
    if told is None:
        raise Http404
    response = render(request, "importing/_progress.html", {"progress": told})
    if not told.is_going_on:
        response["HX-Refresh"] = "true"
    return response


@needs(Right.RUN)
@require_POST
def answers(request: HttpRequest, number: int) -> HttpResponse:
    """Take answers to the questions of a plan, and work it out anew."""
    page = page_of(number)
    if not _is_as_seen(request, page):
        return show_stale(request, number)
    form = form_of(page, request.POST)
    if not form.is_valid():
        return _show(request, page, form)
    told = form.cleaned_data
    kept = Settings(told["currency"].upper(), told["zone"])
    try:
        decide(request, number, form.decisions(), kept)
    except operations.MovedOnError:
        return show_stale(request, number)
    except SameroomError as error:
        form.add_error(None, str(error))
        return _show(request, page, form)
    return redirect("import", number)


def _is_as_seen(request: HttpRequest, page: ImportPage) -> bool:
    """Tell whether a plan still is the one that was looked at, before its answers are read."""
    is_same = is_same_plan(found=page.found or NOTHING, posted=request.POST.dict())
    return page.can_be_decided and page.version == version_of(request) and is_same


@needs(Right.RUN)
@require_POST
def agreement(request: HttpRequest, number: int) -> HttpResponse:
    """Make a draft of the agreement that came with the files."""
    page_of(number)
    try:
        made = operations.draft_agreement(number=number, now=clock.now())
    except SameroomError as error:
        messages.error(request, str(error))
        return redirect("import", number)
    return redirect("agreement_version", made)


@needs(Right.RUN)
@require_POST
def run(request: HttpRequest, number: int) -> HttpResponse:
    """Run a plan as it was looked at."""
    page_of(number)
    try:
        operations.ask_run(
            number=number, version=version_of(request), by=user_of(request), now=clock.now()
        )
    except SameroomError:
        return show_stale(request, number)
    return redirect("import", number)


@needs(Right.RUN)
@require_POST
def drop(request: HttpRequest, number: int) -> HttpResponse:
    """Drop what was brought."""
    page_of(number)
    try:
        operations.drop(
            number=number, by=user_of(request), now=clock.now(),
            version=version_of(request) if "version" in request.POST else None,
        )  # fmt: skip
    except SameroomError:
        return show_stale(request, number)
    messages.success(request, _("Dropped, and its files deleted. Nothing of it was imported."))
    return redirect("imports")


@needs(Right.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Say what taking an import back would do, and do it."""
    if request.method == "POST":
        page_of(number)
        try:
            operations.ask_undo(number=number, by=user_of(request), now=clock.now())
        except SameroomError:
            return show_stale(request, number)
        return redirect("import", number)
    page = queries.find_undo_page(number=number)
    if page is None:
        return tell_gone_on(request, number)
    return render(request, "importing/undo.html", {"page": page})


@needs(Right.RUN)
@require_safe
def errors(request: HttpRequest, number: int, place: int) -> StreamingHttpResponse:
    """Give an error file, in its reader's words."""
    file = queries.find_error_file(number=number, place=place)
    if file is None:
        raise Http404
    told = content_disposition_header(as_attachment=True, filename=file.name) or "attachment"
    return StreamingHttpResponse(
        error_file.said(file=file), content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": told},
    )  # fmt: skip
