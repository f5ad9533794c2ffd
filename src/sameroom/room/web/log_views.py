"""The pages of the audit log."""

import csv
from collections.abc import Iterator
from io import StringIO

from django import forms
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from sameroom import clock
from sameroom.importing.error_files import safe
from sameroom.people.web.models import User
from sameroom.room.web import log, log_operations
from sameroom.webkit import asked
from sameroom.webkit.access import needs, user_of
from sameroom.webkit.rights import Right


class LogForm(forms.Form):
    """Which acts somebody wants to see."""

    who = forms.ModelChoiceField(
        label=_("By"), queryset=User.objects.order_by("name", "pk"), required=False,
        empty_label=_("Anybody"),
    )  # fmt: skip
    what = forms.ChoiceField(label=_("What"), required=False)
    since = forms.DateField(
        label=pgettext_lazy("day", "From"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip
    until = forms.DateField(
        label=pgettext_lazy("day", "To"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip

    def __init__(self, *args: object, **told: object) -> None:
        super().__init__(*args, **told)  # type: ignore[arg-type]  # as the library takes them
        kinds = [("", _("Anything")), *log.list_kinds()]
        self.fields["what"].choices = kinds  # type: ignore[attr-defined]  # it has some

    def wanted(self) -> log.Wanted:
        """Give what it says."""
        told = self.cleaned_data
        who = told["who"].pk if told["who"] else None
        return log.Wanted(who, told["what"], told["since"], told["until"])


@needs(Right.ADMIN)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the audit log, the latest first."""
    form = LogForm(request.GET)
    wanted = form.wanted() if form.is_valid() else log.Wanted()
    others = request.GET.copy()
    others.pop("page", None)
    told = {
        "form": form,
        "page": log.get_log_page(number=asked.page(request), wanted=wanted),
        "others": others.urlencode(),
        "chosen": [(name, others[name]) for name in form.fields if others.get(name)],
    }
    return render(request, "room/log.html", told, status=422 if form.errors else 200)


@needs(Right.ADMIN)
@require_POST
def export(request: HttpRequest) -> StreamingHttpResponse | HttpResponse:
    """Give the log as a file; that it was taken is in it from then on."""
    form = LogForm(request.POST)
    if not form.is_valid():
        told = {"form": form, "page": log.LogPage((), None, None)}
        return render(request, "room/log.html", told, status=422)
    chosen = ", ".join(f"{name}: {said}" for name, said in form.cleaned_data.items() if said)
    log_operations.note_export(wanted=chosen, by=user_of(request), now=clock.now())
    response = StreamingHttpResponse(_rows(form.wanted()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="log.csv"'
    return response


def _rows(wanted: log.Wanted) -> Iterator[str]:
    yield "\ufeff" + _row(log.HEADS)
    for one in log.iterate(wanted=wanted):
        at = one.at.strftime("%Y-%m-%d %H:%M:%S")
        yield _row((at, one.actor_id or "", one.who, one.action, one.subject, one.details))


def _row(cells: tuple[object, ...]) -> str:
    text = StringIO()
    csv.writer(text).writerow([safe(str(cell)) for cell in cells])
    return text.getvalue()
