"""The page of one file of a plan."""

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sameroom.errors import SameroomError
from sameroom.importing.web import operations, queries
from sameroom.importing.web.file_forms import FileForm, LeftForm
from sameroom.importing.web.models import State
from sameroom.importing.web.operations import Settings
from sameroom.importing.web.overtaken import (
    CHANGES,
    decide,
    page_of,
    show_stale,
    tell_gone_on,
    version_of,
)
from sameroom.importing.web.queries import FilePage
from sameroom.webkit import stale
from sameroom.webkit.access import needs
from sameroom.webkit.rights import Right
from sameroom.webkit.stale import Theirs


@needs(Right.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def file(request: HttpRequest, number: int, place: int) -> HttpResponse:
    """Show everything about one file of a plan, and take what is said about it."""
    if request.method == "POST":
        return _take_file(request, number, place)
    found = queries.find_file_page(number=number, place=place)
    if found is None or found.state != State.PLANNED:
        if page_of(number).state == State.PLANNED:
            raise Http404
        return tell_gone_on(request, number)
    return _show_file(request, found, _file_form(found))


def _file_form(found: FilePage, data: QueryDict | None = None) -> FileForm | LeftForm:
    if found.file:
        return FileForm(data, file=found.file, zone=found.zone)
    assert found.left is not None
    return LeftForm(data, left=found.left)


def _show_file(
    request: HttpRequest, found: FilePage, form: FileForm | LeftForm, theirs: Theirs | None = None
) -> HttpResponse:
    told = {"page": found, "form": form, "stale": theirs}
    status = stale.STATUS if theirs else 422 if form.errors else 200
    return render(request, "importing/file.html", told, status=status)


def _take_file(request: HttpRequest, number: int, place: int) -> HttpResponse:
    key = request.POST.get("file", "")
    found = queries.find_file_page(number=number, place=place, key=key)
    if found is None:
        return show_stale(request, number)
    form = _file_form(found, request.POST)
    if found.state != State.PLANNED or found.version != version_of(request):
        return _stale_file(request, found, form)
    if not form.is_valid():
        return _show_file(request, found, form)
    page = page_of(number)
    try:
        decide(request, number, [form.decision()], Settings(page.currency, page.zone))
    except operations.MovedOnError:
        now_is = queries.find_file_page(number=number, place=place, key=found.key)
        return _stale_file(request, now_is or found, form)
    except SameroomError as error:
        form.add_error(None, str(error))
        return _show_file(request, found, form)
    return redirect("import", number)


def _stale_file(request: HttpRequest, found: FilePage, form: FileForm | LeftForm) -> HttpResponse:
    """Tell who changed the plan, and keep everything that was chosen about the file."""
    said = ""
    if not found.is_open:
        said = _("This import has gone on, so its plan cannot be changed any more.")
    elif found.state != State.PLANNED:
        said = _("The files are being looked at anew just now. Send yours again in a moment.")
    who, at = stale.find_last(acts=CHANGES, subject=found.number)
    take = reverse("import", args=[found.number])
    if found.state == State.PLANNED:
        take = reverse("import_file", args=[found.number, found.place])
    lines = stale.list_lines(form=form)
    yours: tuple[tuple[str, str, str], ...] = ()
    if isinstance(form, LeftForm):
        lines = ((str(form["kind"].label), _("nothing: leave the whole file out"), ""),)
        yours = tuple((*one, f"#{form['kind'].id_for_label}") for one in form.columns())
    theirs = Theirs(who, at, lines, take, found.is_open, said, yours=yours)
    return _show_file(request, found, form, theirs)
