"""A plan that somebody else changed since its page was opened: told, with what was chosen kept."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sameroom import clock
from sameroom.importing.answering import FileDecision
from sameroom.importing.found import Found
from sameroom.importing.web import operations, queries
from sameroom.importing.web.answered import keep_answers, list_overtaken
from sameroom.importing.web.forms import AnswersForm
from sameroom.importing.web.models import State
from sameroom.importing.web.operations import Settings
from sameroom.importing.web.queries import ImportPage
from sameroom.webkit import already, asked, stale
from sameroom.webkit.access import user_of
from sameroom.webkit.stale import Theirs

LOOKED_AT = (State.BROUGHT, State.PLANNING)
# By what the log calls them: what somebody else may have done since a page was opened.
CHANGES = (
    "import.decided", "import.asked", "import.dropped", "import.undo_asked", "files.brought",
)  # fmt: skip
NOTHING = Found((), (), (), (), "", "", (), (), {})


def page_of(number: int) -> ImportPage:
    """Get the page of an import, or say that there is none."""
    page = queries.find_import_page(number=number)
    if page is None:
        raise Http404
    return page


def form_of(page: ImportPage, data: object = None) -> AnswersForm:
    """Ask what its plan asks."""
    initial = {"currency": page.currency, "zone": page.zone}
    return AnswersForm(data, found=page.found or NOTHING, initial=initial)


def version_of(request: HttpRequest) -> int:
    """Read which plan was looked at; -1 for none that there is."""
    told = asked.whole(request.POST.get("version", ""))
    return -1 if told is None else told


def decide(
    request: HttpRequest, number: int, decisions: list[FileDecision], kept: Settings
) -> None:
    """Decide on the plan that was looked at, and have it worked out anew."""
    operations.answer(
        number=number, version=version_of(request), decisions=decisions, settings=kept,
        by=user_of(request), now=clock.now(),
    )  # fmt: skip


def show_stale(request: HttpRequest, number: int) -> HttpResponse:
    """Tell who changed an import, and keep what was chosen on a page of its plan."""
    page = page_of(number)
    form = form_of(page)
    kept = keep_answers(found=form.found, posted=request.POST.dict())
    form.initial = {**(form.initial or {}), **kept}
    who, at = stale.find_last(acts=CHANGES, subject=number)
    gone = list_overtaken(found=form.found, posted=request.POST.dict())
    is_typed = bool(kept or gone)
    lines = [*_settings_now(page, form)] if kept else []
    lines += [(label, now_is or _("left out"), said) for label, said, now_is, _place in gone]
    theirs = Theirs(
        who, at, tuple(lines), reverse("import", args=[number]),
        is_open=page.can_be_decided or page.state in LOOKED_AT,
        said="" if page.can_be_decided else _("Now: %(state)s.") % {"state": page.words},
        is_typed=is_typed, yours=tuple(_yours(number, *one) for one in gone),
    )  # fmt: skip
    told = {"page": page, "form": form, "stale": theirs}
    return render(request, "importing/import.html", told, status=stale.STATUS)


def tell_gone_on(request: HttpRequest, number: int) -> HttpResponse:
    """Show an import as it is now to whoever comes to something that is over, and who did it."""
    words = _("Now: %(state)s.") % {"state": page_of(number).words}
    already.say(request, words, acts=CHANGES, subject=number)
    return redirect("import", number)


def _yours(
    number: int, label: str, yours: str, _now: str, place: int | None
) -> tuple[str, str, str]:
    there = reverse("import", args=[number])
    if place is not None:
        there = reverse("import_file", args=[number, place])
    return label, yours, there


def _settings_now(page: ImportPage, form: AnswersForm) -> tuple[stale.Line, ...]:
    """List what holds for all files by now where that is not what was chosen."""
    now_is = {"currency": page.currency, "zone": page.zone}
    return tuple(
        (str(form[name].label), said or "–", str(form.initial[name] or "–"))
        for name, said in now_is.items()
        if str(form.initial[name] or "") != said
    )
