"""The administrator's pages of webhooks."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from sameroom import clock
from sameroom.errors import SameroomError
from sameroom.webhooks.web import operations, queries
from sameroom.webhooks.web.forms import HookForm
from sameroom.webhooks.web.queries import HookPage
from sameroom.webkit import already, asked, stale
from sameroom.webkit.access import needs, user_of
from sameroom.webkit.rights import Right

SECRET = "webhook-secret"  # noqa: S105 - the name under which it is shown once


@needs(Right.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def webhooks(request: HttpRequest) -> HttpResponse:
    """List the webhooks, and add one."""
    form = HookForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            number, secret = operations.add(
                name=told["name"], address=told["address"], wanted=told["events"],
                by=user_of(request), now=clock.now(),
            )  # fmt: skip
        except SameroomError as error:
            form.add_error(None, error.text())
        else:
            request.session[SECRET] = {"hook": number, "secret": secret}
            return redirect("webhook", number)
    page = {"hooks": queries.list_hooks(now=clock.now()), "form": form}
    return render(request, "webhooks/webhooks.html", page, status=422 if form.errors else 200)


@needs(Right.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def webhook(request: HttpRequest, hook_id: int) -> HttpResponse:
    """Show a webhook and what was sent to it; by posting, change it."""
    before = asked.whole(request.GET.get("before", ""))
    page = queries.find_hook_page(hook_id=hook_id, before=before, now=clock.now())
    if page is None:
        return _gone(request, hook_id)
    form = _form(page, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _change(request, hook_id, form)
    shown = request.session.pop(SECRET, None) or {}
    secret = shown.get("secret", "") if shown.get("hook") == hook_id else ""
    told = {"page": page, "form": form, "secret": secret}
    return render(request, "webhooks/webhook.html", told, status=422 if form.errors else 200)


def _form(page: HookPage, data: QueryDict | None) -> HookForm:
    one = page.line
    given = {"name": one.name, "address": one.address, "events": list(one.events)}
    return HookForm(data, initial=given)


def _change(request: HttpRequest, hook_id: int, form: HookForm) -> HttpResponse:
    told = form.cleaned_data
    try:
        operations.change(
            hook_id=hook_id, name=told["name"], address=told["address"], wanted=told["events"],
            by=user_of(request), now=clock.now(), seen=form.seen_mark(),
        )  # fmt: skip
    except stale.ChangedSinceError:
        page = queries.find_hook_page(hook_id=hook_id, before=None, now=clock.now())
        if page is None:
            return _gone(request, hook_id)
        form = _form(page, request.POST)
        theirs = stale.tell(
            form=form, acts=("webhook.changed",), subject=hook_id,
            take=reverse("webhook", args=[hook_id]),
        )  # fmt: skip
        shown = {"page": page, "form": form, "secret": "", "stale": theirs}
        return render(request, "webhooks/webhook.html", shown, status=stale.STATUS)
    messages.success(request, _("Changed. What waits goes to the new address."))
    return redirect("webhook", hook_id)


def _gone(request: HttpRequest, hook_id: int) -> HttpResponse:
    """Tell who took a webhook away; what was typed stands in the form for another."""
    if not queries.was_removed(hook_id=hook_id):
        raise Http404
    words = _("This webhook is taken away already.")
    already.say(request, words, acts=("webhook.removed",), subject=hook_id)
    if "address" not in request.POST:
        return redirect("webhooks")
    page = {"hooks": queries.list_hooks(now=clock.now()), "form": HookForm(request.POST)}
    return render(request, "webhooks/webhooks.html", page, status=stale.STATUS)


@needs(Right.ADMIN)
@require_POST
def try_it(request: HttpRequest, hook_id: int) -> HttpResponse:
    """Send a trial."""
    if queries.find_hook(hook_id=hook_id, now=clock.now()) is None:
        return _gone(request, hook_id)
    if not operations.try_it(hook_id=hook_id, now=clock.now()):
        words = _("It is off, so no trial is sent.")
        already.say(request, words, acts=("webhook.switched_off",), subject=hook_id)
        return redirect("webhook", hook_id)
    messages.success(request, _("A trial is on its way. Load this page again to see how it went."))
    return redirect("webhook", hook_id)


@needs(Right.ADMIN)
@require_POST
def renew(request: HttpRequest, hook_id: int) -> HttpResponse:
    """Draw a new secret."""
    secret = operations.renew_secret(hook_id=hook_id, by=user_of(request), now=clock.now())
    if secret is None:
        return _gone(request, hook_id)
    request.session[SECRET] = {"hook": hook_id, "secret": secret}
    return redirect("webhook", hook_id)


@needs(Right.ADMIN)
@require_POST
def switch(request: HttpRequest, hook_id: int) -> HttpResponse:
    """Switch it on or off."""
    by, now = user_of(request), clock.now()
    acts, so = ("webhook.switched_off",), _("It is off already.")
    if request.POST.get("to") == "on":
        acts, so = ("webhook.switched_on",), _("It is on already.")
        done, words = (
            operations.switch_on(hook_id=hook_id, by=by, now=now),
            _("It is on: what happens from now is sent."),
        )
    else:
        done = operations.switch_off(
            hook_id=hook_id, because=_("Switched off by hand."), by=by, now=now
        )
        words = _("It is off: nothing more is sent, and what waited is called off.")
    if not done and queries.find_hook(hook_id=hook_id, now=clock.now()) is None:
        return _gone(request, hook_id)
    if done:
        messages.success(request, words)
    else:
        already.say(request, so, acts=acts, subject=hook_id)
    return redirect("webhook", hook_id)


@needs(Right.ADMIN)
@require_POST
def remove(request: HttpRequest, hook_id: int) -> HttpResponse:
    """Take it away."""
    if not operations.remove(hook_id=hook_id, by=user_of(request), now=clock.now()):
        return _gone(request, hook_id)
    messages.success(request, _("Taken away; its address and its secret are forgotten."))
    return redirect("webhooks")


@needs(Right.ADMIN)
@require_POST
def again(request: HttpRequest, hook_id: int) -> HttpResponse:
    """Send one message again, or all that were given up."""
    if queries.find_hook(hook_id=hook_id, now=clock.now()) is None:
        return _gone(request, hook_id)
    count = operations.send_again(
        hook_id=hook_id, number=asked.whole(request.POST.get("number", "")), by=user_of(request),
        now=clock.now(),
    )  # fmt: skip
    if count:
        said = ngettext("%(n)d message is sent again.", "%(n)d messages are sent again.", count)
        messages.success(request, said % {"n": count})
    else:
        messages.warning(request, _("Nothing is sent: it is off, or there is nothing to send."))
    return redirect("webhook", hook_id)
