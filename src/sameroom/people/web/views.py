"""The pages about people."""

from allauth.account.utils import perform_login
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sameroom import clock
from sameroom.people.web import factor, operations, own, posting, queries, resetting
from sameroom.people.web.forms import (
    FactorForm,
    FoundForm,
    InviteForm,
    LeaveForm,
    LocaleForm,
    PasswordForm,
    PersonForm,
)
from sameroom.people.web.models import User
from sameroom.people.web.person_views import take_reset_link
from sameroom.people.web.posting import room_of
from sameroom.webkit import already, stale
from sameroom.webkit.access import needs, reader_of, user_of
from sameroom.webkit.rights import Right

LINK = "invitation-link"


@needs(Right.OPEN)
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest, token: str) -> HttpResponse:
    """Make the company and its first administrator."""
    if not queries.is_door_open(token=token):
        return _set_up_already(request, token)
    form = FoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            user_id = operations.found(
                token=token, company=told["company"], first=form.newcomer(), team=told["team"],
                now=clock.now(),
            )  # fmt: skip
        except operations.LinkSpentError:  # somebody set it up at the same instant
            return _set_up_already(request, token)
        return _come_in(request, user_id, "set_up_work")
    return render(request, "people/set_up.html", {"form": form}, status=_status(form))


def _set_up_already(request: HttpRequest, token: str) -> HttpResponse:
    """Let whoever holds the link by which the company was set up sign in; others find nothing."""
    if not queries.is_door_used(token=token):
        raise Http404
    messages.info(request, _("The company is set up already. Sign in."))
    return redirect("first_page")


@needs(Right.OPEN)
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Come in by an invitation."""
    invited = queries.find_invitation(token=token, now=clock.now())
    if invited is None:
        return _spent_link(request, token)
    form = PasswordForm(request.POST or None, initial={"name": invited.name})
    form.email = invited.email
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            user_id = operations.join(
                token=token, name=told["name"], password=told["password"], now=clock.now(),
                time_zone=told["time_zone"],
            )  # fmt: skip
        except operations.LinkSpentError:
            return _spent_link(request, token)
        return _come_in(request, user_id, "first_page")
    told = {"form": form, "invited": invited, "company": queries.find_company()}
    return render(request, "people/invitation.html", told, status=_status(form))


def _spent_link(request: HttpRequest, token: str) -> HttpResponse:
    """Tell whoever holds a link that lets nobody in any more why; a guess finds nothing."""
    spent = queries.find_spent(token=token)
    if spent is None:
        raise Http404
    return render(request, "people/invitation_spent.html", {"spent": spent}, status=410)


def _come_in(request: HttpRequest, user_id: int, place: str) -> HttpResponse:
    """Sign somebody in; whatever session there was before is left behind."""
    request.session.flush()
    user = User.objects.get(pk=user_id)
    response: HttpResponse = perform_login(request, user, redirect_url=reverse(place))
    return response


@needs(Right.INSIDE)
@require_http_methods(["GET", "HEAD"])
def people(request: HttpRequest) -> HttpResponse:
    """Show who works here; administrators invite from here."""
    is_admin = reader_of(request).is_admin
    page = queries.get_people_page(with_waiting=is_admin, now=clock.now())
    told = {"page": page, "link": request.session.pop(LINK, None) if is_admin else None}
    return render(request, "people/people.html", told)


@needs(Right.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody, and show the link once."""
    asked = {name: request.GET[name] for name in ("team", "role") if name in request.GET}
    form = InviteForm(request.POST if request.method == "POST" else None, initial=asked)
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/invite.html", {"form": form}, status=_status(form))
    try:
        token = operations.invite(
            who=form.newcomer(), place=form.place(), by=user_of(request), now=clock.now(),
            instead=form.cleaned_data["instead"] or 0, room=room_of(request),
        )  # fmt: skip
    except operations.InvitedAlreadyError as error:
        return _invited_already(request, error)
    return _show_link(request, token)


def _invited_already(request: HttpRequest, error: operations.InvitedAlreadyError) -> HttpResponse:
    """Tell who invited the same address meanwhile and as what, and offer to invite anew."""
    data = request.POST.copy()
    data["instead"] = str(error.invitation_id)
    form = InviteForm(data, initial=error.told)
    who, at = stale.find_last(
        acts=("invitation.sent", "invitation.resent"), subject=error.invitation_id
    )
    said = _("This address is invited already. If you make another link, that one stops working.")
    lines = stale.list_lines(form=form)
    theirs = stale.Theirs(who, at, lines, reverse("people"), said=said)
    told = {"form": form, "stale": theirs}
    return render(request, "people/invite.html", told, status=stale.STATUS)


def _show_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the link of an invitation once, and say whether it was mailed too."""
    invited = queries.find_invitation(token=token, now=clock.now())
    request.session[LINK] = {
        "name": invited.name if invited else "",
        "url": f"{room_of(request)}{reverse('invitation', args=[token])}",
        "mailed": invited.email if invited and posting.sends_mail() else "",
    }
    return redirect("people")


@needs(Right.ADMIN)
@require_POST
def resend(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Make the link of an invitation anew, and show it once."""
    try:
        token = operations.resend(
            invitation_id=invitation_id, by=user_of(request), now=clock.now(), room=room_of(request)
        )
    except operations.LinkSpentError:
        return _spent(request, invitation_id)
    return _show_link(request, token)


def _spent(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Tell what became of an invitation that nobody waits for any more."""
    spent = queries.find_spent(invitation_id=invitation_id)
    if spent is None:
        raise Http404
    if spent.used_at:
        words = _("%(name)s has come in by this invitation already.") % {"name": spent.name}
        messages.info(request, words)
    else:
        words = _("The invitation of %(name)s is withdrawn already.") % {"name": spent.name}
        already.say(request, words, acts=("invitation.withdrawn",), subject=invitation_id)
    return redirect("people")


@needs(Right.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Say of whom a second factor is asked."""
    form = FactorForm(request.POST or None, initial=factor.standing())
    told = {"form": form, "days": factor.GRACE.days}
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/second_factor.html", told, status=_status(form))
    try:
        factor.ask_of_all(
            is_asked=form.cleaned_data["of"] == "all", by=user_of(request), now=clock.now(),
            seen=form.seen_mark(),
        )  # fmt: skip
    except stale.ChangedSinceError:
        told["stale"] = stale.tell(
            form=form, acts=("second_factor.asked_of_all",), subject="",
            take=reverse("second_factor"),
        )  # fmt: skip
        return render(request, "people/second_factor.html", told, status=stale.STATUS)
    messages.success(request, _("It is kept, and holds from now on."))
    return redirect("second_factor")


@needs(Right.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, user_id: int) -> HttpResponse:
    """Let somebody go, and say who takes over."""
    who = queries.find_user(user_id=user_id)
    if who is None or not (who.is_active or request.method == "POST"):
        raise Http404
    refused = ""
    form = LeaveForm(request.POST if request.method == "POST" else None, leaver=who)
    if request.method == "POST" and form.is_valid():
        taker = form.cleaned_data["taker"]
        try:
            operations.leave(
                user_id=user_id, taker_id=taker.pk if taker else None, by=user_of(request),
                now=clock.now(), instead=form.cleaned_data["instead"],
            )  # fmt: skip
        except operations.ChangedMeanwhileError:
            return _left_already(request, user_id)
        except operations.LastAdministratorError as error:
            refused = str(error)
        else:
            told = _("%(name)s is out, of every session and token.") % {"name": who.name}
            messages.success(request, told)
            return redirect("people")
    shown = {"form": form, "who": who, "refused": refused}
    return render(request, "people/leave.html", shown, status=422 if refused else _status(form))


def _left_already(request: HttpRequest, user_id: int) -> HttpResponse:
    """Tell who let somebody go meanwhile and who takes over, and offer whom one had chosen."""
    who = queries.get_user(user_id=user_id)
    data = request.POST.copy()
    data["instead"] = "" if who.is_active else "on"
    form = LeaveForm(data, leaver=who)
    by, at = stale.find_last(acts=("person.left", "person.changed"), subject=user_id)
    nobody = form.fields["taker"].empty_label  # type: ignore[attr-defined]  # it has one
    taker = str(who.taken_over_by or nobody)
    chosen = str(form.cleaned_data["taker"] or nobody) if form.is_valid() else ""
    lines = ((str(form["taker"].label), taker, chosen),)
    theirs = stale.Theirs(by, at, lines, reverse("people"), said="" if who.is_active else
                          _("%(name)s has left already.") % {"name": who.name})  # fmt: skip
    told = {"form": form, "who": who, "stale": theirs}
    return render(request, "people/leave.html", told, status=stale.STATUS)


@needs(Right.ADMIN)
@require_POST
def withdraw(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Take an invitation back."""
    try:
        operations.withdraw(invitation_id=invitation_id, by=user_of(request), now=clock.now())
    except operations.LinkSpentError:
        return _spent(request, invitation_id)
    messages.success(request, _("The invitation is withdrawn; its link no longer works."))
    return redirect("people")


@needs(Right.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, user_id: int) -> HttpResponse:
    """Change what somebody is here."""
    who = queries.find_user(user_id=user_id)
    if who is None:
        raise Http404
    form = PersonForm(request.POST or None, initial=operations.standing(who))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            operations.change(
                user_id=user_id, place=form.place(), member_id=told["member_id"],
                is_active=told["is_active"], by=user_of(request), now=clock.now(),
                seen=form.seen_mark(),
            )  # fmt: skip
        except stale.ChangedSinceError:
            return _changed_since(request, user_id)
        except operations.LastAdministratorError as error:
            form.add_error(form.taken_away(), str(error))
        else:
            said = _("%(name)s is changed. It holds from their next click on.")
            messages.success(request, said % {"name": who.name})
            return redirect("people")
    told = {
        "form": form, "who": who, "link": take_reset_link(request, user_id),
        "has_password": resetting.may_have_one(who),
        "access": queries.get_access(user_id=user_id, now=clock.now()),
    }  # fmt: skip
    return render(request, "people/person.html", told, status=_status(form))


def _changed_since(request: HttpRequest, user_id: int) -> HttpResponse:
    who = queries.get_user(user_id=user_id)
    form = PersonForm(request.POST, initial=operations.standing(who))
    theirs = stale.tell(
        form=form, acts=("person.changed", "person.left"), subject=user_id,
        take=reverse("person", args=[user_id]),
    )  # fmt: skip
    told = {"form": form, "who": who, "stale": theirs}
    return render(request, "people/person.html", told, status=stale.STATUS)


@needs(Right.SELF)
@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """End one of one's own sessions."""
    user = user_of(request)
    try:
        own.end_session(session_id=session_id, user_id=user.pk or 0, by=user, now=clock.now())
    except operations.ChangedMeanwhileError as error:
        last = stale.find_last_act(acts=("session.ended",), subject=session_id)
        if last is None or last.actor_id != user.pk:
            raise Http404 from error
        already.say(request, _("That session is ended already."), acts=("session.ended",),
                    subject=session_id)  # fmt: skip
    else:
        messages.success(request, _("That session is ended."))
    return redirect("usersessions_list")


@needs(Right.SELF)
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show somebody their own account, and in which language and time zone they read."""
    user = user_of(request)
    now_is = {name: getattr(user, name) for name in LocaleForm.base_fields}
    form = LocaleForm(request.POST or None, initial=now_is)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        operations.choose_locale(user_id=user.pk or 0, by=user, now=clock.now(), **told)
        with override(told["language"] or None):
            messages.success(request, _("Kept."))
        return redirect("account")
    return render(request, "people/account.html", {"form": form}, status=_status(form))


def _status(form: forms.Form) -> int:
    """Say by the status too that something has to be put right."""
    return 422 if form.errors else 200
