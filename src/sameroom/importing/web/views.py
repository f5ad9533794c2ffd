"""The pages about imports."""

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sameroom import clock
from sameroom.errors import SameroomError
from sameroom.importing.answering import FileDecision
from sameroom.importing.found import Found
from sameroom.importing.web import operations, queries, uploads
from sameroom.importing.web.forms import AnswersForm, BringForm, FileForm, LeftForm, keep_answers
from sameroom.importing.web.operations import Settings
from sameroom.importing.web.queries import FilePage, ImportPage
from sameroom.webkit import asked
from sameroom.webkit.access import needs, user_of
from sameroom.webkit.rights import Right

NOTHING = Found((), (), (), (), "", "", (), (), {})


@needs(Right.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Show what was brought, and take more."""
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    if form.is_valid():
        kept = uploads.keep(
            files=form.cleaned_data["exports"], paths=request.POST.getlist("paths"),
            folder=settings.ROOM / "uploads",
        )  # fmt: skip
        number = operations.bring(kept=kept, by=user_of(request), now=clock.now())
        return redirect("import", number)
    told = {"form": form, "page": queries.get_imports_page(), "limit": settings.UPLOAD_LIMIT}
    return render(request, "importing/imports.html", told, status=422 if form.errors else 200)


@needs(Right.RUN)
@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Show an import: its plan, how far it is, or what came in."""
    return _show(request, _page(number))


def _page(number: int) -> ImportPage:
    page = queries.find_import_page(number=number)
    if page is None:
        raise Http404
    return page


def _form(page: ImportPage, data: object = None) -> AnswersForm:
    initial = {"currency": page.currency, "zone": page.zone}
    return AnswersForm(data, found=page.found or NOTHING, initial=initial)


def _show(request: HttpRequest, page: ImportPage, form: AnswersForm | None = None) -> HttpResponse:
    told = {"page": page, "form": form or _form(page)}
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
    page = _page(number)
    form = _form(page, request.POST)
    if not form.is_valid():
        return _show(request, page, form)
    told = form.cleaned_data
    return _decide(
        request, page, form.decisions(),
        Settings(told["currency"].upper(), told["zone"]),
    )  # fmt: skip


@needs(Right.RUN)
@require_POST
def agreement(request: HttpRequest, number: int) -> HttpResponse:
    """Make a draft of the agreement that came with the files."""
    _page(number)
    try:
        made = operations.draft_agreement(number=number, now=clock.now())
    except SameroomError as error:
        messages.error(request, str(error))
        return redirect("import", number)
    return redirect("agreement_version", made)


@needs(Right.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def file(request: HttpRequest, number: int, place: int) -> HttpResponse:
    """Show everything about one file of a plan, and take what is said about it."""
    found = queries.find_file_page(number=number, place=place)
    if found is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = FileForm(data, file=found.file) if found.file else LeftForm(data)
    if request.method == "POST" and form.is_valid():
        page = _page(number)
        kept = Settings(page.currency, page.zone)
        return _decide(request, page, [_decision(found, form)], kept)
    told = {"page": found, "form": form}
    return render(request, "importing/file.html", told, status=422 if form.errors else 200)


def _decision(found: FilePage, form: FileForm | LeftForm) -> FileDecision:
    if isinstance(form, FileForm):
        return form.decision()
    assert found.left is not None
    fills = tuple(form.cleaned_data["kind"].split("+"))
    return FileDecision(found.left.path, found.left.name, fills=fills)


def _decide(
    request: HttpRequest, page: ImportPage, decisions: list[FileDecision], kept: Settings
) -> HttpResponse:
    try:
        operations.answer(
            number=page.number, version=_version(request), decisions=decisions, settings=kept,
            by=user_of(request), now=clock.now(),
        )  # fmt: skip
    except SameroomError as error:
        return _stale(request, page.number, error)
    return redirect("import", page.number)


def _version(request: HttpRequest) -> int:
    told = asked.whole(request.POST.get("version", ""))
    return -1 if told is None else told


def _stale(request: HttpRequest, number: int, error: SameroomError) -> HttpResponse:
    page = _page(number)
    who = _("%(name)s was the last to change it.") % {"name": page.changed_by}
    said = [str(error), who] if page.changed_by else [str(error)]
    messages.error(request, " ".join(said))
    form = _form(page)
    kept = keep_answers(found=form.found, posted=request.POST.dict())
    form.initial = {**(form.initial or {}), **kept}
    if kept.keys() - {"currency", "zone"}:
        messages.info(request, _("What you had chosen is kept below; send it again if it holds."))
    response = _show(request, page, form)
    response.status_code = 422
    return response


@needs(Right.RUN)
@require_POST
def run(request: HttpRequest, number: int) -> HttpResponse:
    """Run a plan as it was looked at."""
    _page(number)
    try:
        operations.ask_run(
            number=number, version=_version(request), by=user_of(request), now=clock.now()
        )
    except SameroomError as error:
        return _stale(request, number, error)
    return redirect("import", number)


@needs(Right.RUN)
@require_POST
def drop(request: HttpRequest, number: int) -> HttpResponse:
    """Drop what was brought."""
    _page(number)
    try:
        operations.drop(number=number, by=user_of(request), now=clock.now())
    except SameroomError as error:
        return _stale(request, number, error)
    messages.success(request, _("Dropped, and its files deleted. Nothing of it was imported."))
    return redirect("imports")


@needs(Right.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Say what taking an import back would do, and do it."""
    if request.method == "POST":
        _page(number)
        try:
            operations.ask_undo(number=number, by=user_of(request), now=clock.now())
        except SameroomError as error:
            return _stale(request, number, error)
        return redirect("import", number)
    page = queries.find_undo_page(number=number)
    if page is None:
        raise Http404
    return render(request, "importing/undo.html", {"page": page})


@needs(Right.RUN)
@require_safe
def errors(request: HttpRequest, number: int, place: int) -> FileResponse:
    """Give an error file."""
    file = queries.find_error_file(number=number, place=place)
    if file is None:
        raise Http404
    return FileResponse(file.open("rb"), as_attachment=True, filename=file.name)
