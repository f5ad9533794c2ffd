"""The page on which an administrator has a person erased."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sameroom import clock
from sameroom.caretaking.web import asking_to_erase as asking
from sameroom.caretaking.web.forms import AddressForm, ConfirmForm
from sameroom.errors import SameroomError
from sameroom.webkit.access import needs, user_of
from sameroom.webkit.rights import Right


@needs(Right.ADMIN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Look somebody up, show what would be erased, take the confirmation; no URL names them."""
    form = AddressForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _show(request, form, None, None)
    try:
        seen = asking.preview(store=settings.STORE, address=form.cleaned_data["address"])
    except SameroomError as error:
        form.add_error("address", str(error))
        return _show(request, form, None, None)
    if "mark" not in request.POST:
        return _show(request, form, seen, _blank(seen))
    confirm = ConfirmForm(request.POST, several=seen.several)
    if not confirm.is_valid():
        return _show(request, form, seen, confirm)
    try:
        asking.ask(
            seen=seen, mark=confirm.cleaned_data["mark"], is_shared=seen.several,
            by=user_of(request), now=clock.now(),
        )  # fmt: skip
    except asking.ChangedMeanwhileError as error:
        messages.error(request, str(error))
        return _show(request, form, seen, _blank(seen), status=409)
    messages.success(request, _("They are being erased. This page says when it is done."))
    return redirect("erase")


def _blank(seen: asking.Preview) -> ConfirmForm:
    return ConfirmForm(
        initial={"address": seen.address, "mark": seen.mark}, several=seen.several
    )  # fmt: skip


def _show(
    request: HttpRequest, form: AddressForm, seen: asking.Preview | None,
    confirm: ConfirmForm | None, *, status: int = 200,
) -> HttpResponse:  # fmt: skip
    told = {"form": form, "seen": seen, "confirm": confirm, "lines": asking.list_lines()}
    is_wrong = bool(form.errors or (confirm and confirm.errors))
    return render(request, "caretaking/erase.html", told, status=422 if is_wrong else status)
