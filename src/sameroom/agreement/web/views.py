"""The pages about the agreement."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sameroom import clock
from sameroom.agreement import asking
from sameroom.agreement.web import (
    bringing,
    clause_pages,
    comparing,
    editing,
    holidays,
    operations,
    proposing,
    queries,
)
from sameroom.agreement.web.forms import FileForm, NameForm, ReasonForm
from sameroom.agreement.web.queries import VersionPage
from sameroom.errors import SameroomError
from sameroom.webkit import already, asked, stale
from sameroom.webkit.access import needs, reader_of, user_of
from sameroom.webkit.rights import Right

YAML = "application/yaml; charset=utf-8"
# By the last act that the log has of a version: what is so already for whoever comes second.
ALREADY = {
    "agreement.proposed": gettext_lazy("It is proposed already."),
    "agreement.taken_back": gettext_lazy("It is a draft again already."),
    "agreement.signed": gettext_lazy("It is signed already."),
    "agreement.in_force": gettext_lazy("It is in force already."),
    "agreement.withdrawn": gettext_lazy("It is withdrawn already."),
    "agreement.superseded": gettext_lazy("Another version is in force in its place already."),
}


@needs(Right.INSIDE)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what is in force, what is worked on, and what the file says."""
    told = {"page": queries.get_agreement_page(), "form": FileForm()}
    return render(request, "agreement/home.html", told)


@needs(Right.INSIDE)
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a draft: from the file beside the record, from one brought along, or from nothing."""
    by, now = user_of(request), clock.now()
    if "file" in request.FILES or request.POST.get("from") == "upload":
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            told = {"page": queries.get_agreement_page(), "form": form}
            return render(request, "agreement/home.html", told, status=422)
        made = bringing.bring(text=form.cleaned_data["file"], name=form.name, by=by, now=now)
        if made.wanted and made.wanted != made.label:
            messages.warning(request, _renamed(made))
        return redirect("agreement_version", made.number)
    if request.POST.get("from") == "file":
        try:
            return redirect("agreement_version", operations.begin_from_file(by=by, now=now))
        except operations.NotThatFarError as error:
            messages.error(request, str(error))
            return redirect("agreement")
    return redirect("agreement_version", operations.begin_draft(text="", by=by, now=now))


def _renamed(made: bringing.Arrived) -> str:
    told = {"wanted": made.wanted, "label": made.label}
    return _(
        "Another version is called “%(wanted)s”, so this one is “%(label)s”. Name it as you like."
    ) % told  # fmt: skip


@needs(Right.INSIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: HttpRequest, number: int) -> HttpResponse:
    """Show a version; by posting, say what a draft is called and from when it holds."""
    page = queries.find_version_page(number=number, reader=reader_of(request))
    if page is None:
        raise Http404
    form = _name_form(page, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _look_at_name(form, page)
    if request.method == "POST" and form.is_valid():
        return _rename(request, number, form)
    told = {"page": page, "form": form, "reason_form": ReasonForm()}
    return render(request, "agreement/version.html", told, status=422 if form.errors else 200)


def _name_form(page: VersionPage, data: QueryDict | None = None) -> NameForm:
    given = operations.naming(label=page.line.label, holds_from=page.holds_from)
    return NameForm(data, initial=given)


def _look_at_name(form: NameForm, page: VersionPage) -> None:
    """Refuse a name that another version has, and a first day that is over."""
    label, day = form.cleaned_data["label"], form.cleaned_data["holds_from"]
    if label != page.line.label and queries.is_called(label=label):
        words = _("Another version is called so. Choose a name that tells them apart.")
        form.add_error("label", words)
    was = page.holds_from.date() if page.holds_from else None
    if day and day != was and day < clock.now().date():
        words = _("This day is over. Leave it empty: it then holds as soon as both have signed.")
        form.add_error("holds_from", words)


def _rename(request: HttpRequest, number: int, form: NameForm) -> HttpResponse:
    said = ""
    try:
        operations.rename(
            number=number, label=form.cleaned_data["label"], holds_from=form.holds_from_instant(),
            by=user_of(request), now=clock.now(), seen=form.seen_mark(),
        )  # fmt: skip
    except operations.NotThatFarError as error:
        said = str(error)
    except stale.ChangedSinceError:
        pass
    else:
        messages.success(request, _("Kept."))
        return redirect("agreement_version", number)
    page = queries.find_version_page(number=number, reader=reader_of(request))
    if page is None:
        raise Http404
    form = _name_form(page, request.POST)
    theirs = stale.tell(
        form=form, acts=clause_pages.NO_DRAFT if said else ("agreement.renamed",), subject=number,
        take=reverse("agreement_version", args=[number]),
    )  # fmt: skip
    theirs = replace(theirs, is_open=page.may_edit, said=said)
    told = {"page": page, "form": form, "reason_form": ReasonForm(), "stale": theirs}
    return render(request, "agreement/version.html", told, status=stale.STATUS)


def _act(request: HttpRequest, number: int, done: str, act: Callable[[], object]) -> HttpResponse:
    """Do something to a version, and say that it was done, or what is so already, or why not."""
    try:
        act()
    except operations.NotThatFarError as error:
        last = stale.find_last_act(acts=tuple(ALREADY), subject=number)
        words = str(ALREADY[last.action]) if last else str(error)
        already.say(request, words, acts=tuple(ALREADY), subject=number)
    except SameroomError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("agreement_version", number)


@needs(Right.INSIDE)
@require_safe
def download(request: HttpRequest, number: int) -> HttpResponse:
    """Give a version as its file."""
    text = queries.find_text(number=number)
    if text is None:
        raise Http404
    return _as_file(text)


@needs(Right.INSIDE)
@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """Give the file that the readings follow."""
    return _as_file(queries.look_at_file().text)


def _as_file(text: str) -> HttpResponse:
    response = HttpResponse(text, content_type=YAML)
    response["Content-Disposition"] = 'attachment; filename="agreement.yaml"'
    return response


@needs(Right.INSIDE)
@require_POST
def draft_from(request: HttpRequest, number: int) -> HttpResponse:
    """Begin a draft from a version."""
    try:
        made = operations.begin_from(number=number, by=user_of(request), now=clock.now())
    except operations.NotThatFarError as error:
        raise Http404 from error
    return redirect("agreement_version", made)


@needs(Right.INSIDE)
@require_POST
def propose(request: HttpRequest, number: int) -> HttpResponse:
    """Propose a draft to both teams."""
    return _act(
        request, number, _("It is proposed. One of each team can sign it now."),
        lambda: operations.propose(number=number, by=user_of(request), now=clock.now()),
    )  # fmt: skip


@needs(Right.INSIDE)
@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Make a proposed version a draft again."""
    return _act(
        request, number, _("It is a draft again."),
        lambda: operations.take_back(number=number, by=user_of(request), now=clock.now()),
    )  # fmt: skip


@needs(Right.INSIDE)
@require_POST
def sign(request: HttpRequest, number: int) -> HttpResponse:
    """Sign a version for one's team."""
    return _act(
        request, number, _("You have signed it."),
        lambda: operations.sign(
            number=number, reader=reader_of(request), by=user_of(request), now=clock.now()
        ),
    )  # fmt: skip


@needs(Right.INSIDE)
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw a version, with the reason."""
    page = queries.find_version_page(number=number, reader=reader_of(request))
    if page is None or not (page.may_withdraw or page.line.ended_at):
        raise Http404
    form = ReasonForm(request.POST)
    told = {"page": page, "form": _name_form(page), "reason_form": form}
    if page.may_withdraw and not form.is_valid():
        return render(request, "agreement/version.html", told, status=422)
    reason = str(form.data.get("reason", "")).strip()[:2000]
    try:
        operations.withdraw(number=number, reason=reason, by=user_of(request), now=clock.now())
    except operations.NotThatFarError as error:
        page = queries.find_version_page(number=number, reader=reader_of(request)) or page
        told |= {"page": page, "stale": _ended(page, reason, str(error))}
        return render(request, "agreement/version.html", told, status=stale.STATUS)
    messages.success(request, _("It is withdrawn."))
    return redirect("agreement_version", number)


def _ended(page: VersionPage, reason: str, said: str) -> stale.Theirs:
    """Tell who ended a version, and why; the reason that came too late is told beside it."""
    ends = ("agreement.withdrawn", "agreement.superseded")
    who, at = stale.find_last(acts=ends, subject=page.line.number)
    take, label = reverse("agreement_version", args=[page.line.number]), _("Why")
    return stale.Theirs(
        who, at, ((label, page.end_reason or "–", ""),), take, is_open=False, said=said,
        yours=((label, reason, take),),
    )  # fmt: skip


@needs(Right.INSIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def clause(request: HttpRequest, number: int, clause: str) -> HttpResponse:
    """Show a clause; by posting, change it in a draft."""
    page = clause_pages.find_clause_page(number=number, clause=clause)
    if page is None:
        raise Http404
    if request.method == "POST":
        return _fill_in(request, page) if "fill" in request.POST else _save(request, page)
    return _show_clause(request, page)


def _show_clause(
    request: HttpRequest, page: clause_pages.ClausePage, *, status: int = 200, **told: object
) -> HttpResponse:
    return render(request, "agreement/clause.html", {"page": page, **told}, status=status)


def _fill_in(request: HttpRequest, page: clause_pages.ClausePage) -> HttpResponse:
    """Write the public holidays of a place beside the days that are typed; nothing is kept yet."""
    sent = {name: str(said) for name, said in request.POST.items()}
    typed_in, name = _with_chosen(sent, page), sent["fill"]
    if not page.may_edit or page.revision != (asked.whole(sent.get("seen", "")) or 0):
        return _show_stale(request, page, typed_in)
    is_filled = typed_in.get(name) is not None and bool(_chosen(sent, name, page))
    errors = {} if is_filled else {name: [_("Choose a country or a region first.")]}
    again = clause_pages.find_clause_page(
        number=page.number, clause=page.key, typed_in=typed_in, errors=errors
    )
    return _show_clause(
        request, again or page, reason=typed_in.get("reason", ""), is_filled=is_filled,
        status=200 if is_filled else 422,
    )  # fmt: skip


def _with_chosen(typed_in: dict[str, str], page: clause_pages.ClausePage) -> dict[str, str]:
    """Write the public holidays of each place that was chosen beside the days typed there."""
    told = dict(typed_in)
    for name in asking.names_of(page.form, widget="days"):
        if days := _chosen(typed_in, name, page):
            told[name] = holidays.with_days(typed=typed_in.get(name, ""), days=days)
    return told


def _chosen(typed_in: dict[str, str], name: str, page: clause_pages.ClausePage) -> tuple[date, ...]:
    if name not in asking.names_of(page.form, widget="days"):
        return ()
    years = holidays.years_around(clock.now().year)
    return holidays.list_holidays(place=typed_in.get(f"of-{name}", ""), years=years)


def _show_stale(
    request: HttpRequest, page: clause_pages.ClausePage, typed_in: dict[str, str], *, said: str = ""
) -> HttpResponse:
    """Tell who changed the clause since it was opened, beside what was typed."""
    again = clause_pages.find_clause_page(
        number=page.number, clause=page.key, typed_in=typed_in, errors={}
    )
    if again is None:
        raise Http404
    reason = typed_in.get("reason", "")
    theirs = clause_pages.theirs(page=again, reason=reason, said=said)
    return _show_clause(request, again, reason=reason, stale=theirs, status=stale.STATUS)


def _save(request: HttpRequest, page: clause_pages.ClausePage) -> HttpResponse:
    number, clause = page.number, page.key
    typed_in = _with_chosen({name: str(said) for name, said in request.POST.items()}, page)
    try:
        editing.save_clause(
            number=number, clause=clause, typed_in=typed_in, by=user_of(request), now=clock.now(),
            seen=asked.whole(typed_in.get("seen", "")) or 0,
            reason=typed_in.get("reason", "")[:4000].strip(),
        )  # fmt: skip
    except editing.ClauseWrongError as error:
        again = clause_pages.find_clause_page(
            number=number, clause=clause, typed_in=typed_in, errors=error.errors
        )
        return _show_clause(request, again or page, reason=typed_in.get("reason", ""), status=422)
    except editing.ClauseStaleError:
        return _show_stale(request, page, typed_in)
    except operations.NotThatFarError as error:
        return _show_stale(request, page, typed_in, said=str(error))
    messages.success(request, _("Kept."))
    return redirect("agreement_clause", number, clause)


@needs(Right.INSIDE)
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Show what two versions say differently."""
    page = comparing.get_compare_page(
        before=asked.whole(request.GET.get("before", "")),
        after=asked.whole(request.GET.get("after", "")),
    )
    return render(request, "agreement/compare.html", {"page": page})


@needs(Right.INSIDE)
@require_POST
def propose_from(request: HttpRequest, measure: str) -> HttpResponse:
    """Make a draft with one clause as a measure proposes it."""
    try:
        number, clause = proposing.propose_from(
            measure=measure, by=user_of(request), now=clock.now()
        )
    except proposing.NothingProposedError as error:
        raise Http404 from error
    except editing.ClauseWrongError as error:  # it contradicts another promise: say which
        said = [str(error), *(one for all_said in error.errors.values() for one in all_said)]
        messages.error(request, " ".join(said))
        return redirect("agreement")
    except SameroomError as error:
        messages.error(request, str(error))
        return redirect("agreement")
    return redirect("agreement_clause", number, clause)


@needs(Right.INSIDE)
@require_POST
def put_back(request: HttpRequest) -> HttpResponse:
    """Write the file anew as both teams signed it; for whoever looks after the data or signs."""
    if not queries.may_put_back(reader=reader_of(request)):
        raise Http404
    try:
        operations.put_back(by=user_of(request), now=clock.now())
    except operations.NotThatFarError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The file says again what was signed."))
    return redirect("agreement")


@needs(Right.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def signers(request: HttpRequest) -> HttpResponse:
    """Show who may sign for each team, and name others."""
    user_id = asked.whole(request.POST.get("user", ""))
    if request.method == "POST" and user_id is not None:
        if user_id not in {one.user_id for one in queries.list_signers()}:
            raise Http404
        operations.name_signer(
            user_id=user_id, may_sign="name" in request.POST,
            by=user_of(request), now=clock.now(),
        )  # fmt: skip
        return redirect("agreement_signers")
    return render(request, "agreement/signers.html", {"people": queries.list_signers()})
