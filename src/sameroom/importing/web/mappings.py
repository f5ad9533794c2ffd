"""What is remembered of files of a shape: listed, and forgotten."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from sameroom import clock
from sameroom.connectors.connector import list_connectors
from sameroom.importing import wording
from sameroom.importing.remembering import Fills, Kept, read
from sameroom.importing.web import operations
from sameroom.importing.web.models import Remembered
from sameroom.importing.web.said import say, say_meaning
from sameroom.people.web.models import User
from sameroom.webkit import already, asked, stale
from sameroom.webkit.access import needs, user_of
from sameroom.webkit.rights import Right
from sameroom.webkit.stale import ChangedSinceError

LISTED = 25
HOW: dict[str, str | Promise] = {
    "dates": gettext_lazy("dates"), "zone": gettext_lazy("time zone"),
    "decimal": gettext_lazy("decimal sign"), "unit": gettext_lazy("unit"),
    "currency": gettext_lazy("currency"), "reference": gettext_lazy("names it by"),
    "origin": gettext_lazy("of the tool"), "split": gettext_lazy("several values parted by"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Becomes:
    """What a column becomes, in words."""

    words: str
    is_nothing: bool
    how: tuple[tuple[str, str], ...]
    meanings: tuple[tuple[str, str], ...]
    otherwise: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """What is remembered of files of a shape.

    Args:
        mark: which of several that were remembered one after the other it is.
        text: as a mapping file has it.
    """

    number: int
    mark: str
    path: str
    tool: str
    kind: str
    columns: tuple[tuple[str, tuple[Becomes, ...]], ...]
    words: int
    at: datetime
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class MappingsPage:
    """What is remembered, the latest first, and the pages before and after."""

    mappings: tuple[Mapping, ...]
    before: int | None
    after: int | None


@needs(Right.RUN)
@require_safe
def mappings(request: HttpRequest) -> HttpResponse:
    """Show what is remembered of files that were imported."""
    page = get_mappings_page(page=asked.page(request))
    return render(request, "importing/mappings.html", {"page": page})


@needs(Right.RUN)
@require_POST
def forget(request: HttpRequest, number: int) -> HttpResponse:
    """Forget what was said of files of a shape."""
    by, seen = user_of(request), request.POST.get("seen", "")
    try:
        operations.forget(number=number, seen=seen, by=by, now=clock.now())
    except operations.NoMappingError:
        if stale.find_last_act(acts=(operations.FORGOTTEN,), subject=number) is None:
            raise Http404 from None
        words = _("This is forgotten already.")
        already.say(request, words, acts=(operations.FORGOTTEN,), subject=number)
    except ChangedSinceError:
        told = {"page": get_mappings_page(), "changed": find_mapping(number=number)}
        return render(request, "importing/mappings.html", told, status=stale.STATUS)
    else:
        words = _("Forgotten. The next file of this shape is asked about anew.")
        messages.success(request, words)
    return redirect("import_mappings")


def get_mappings_page(*, page: int = 1) -> MappingsPage:
    """Get what is remembered, what was said last first."""
    rows = Remembered.objects.order_by("-said_at", "-pk")
    skipped = (page - 1) * LISTED
    got = list(rows[skipped : skipped + LISTED + 1])
    shown = got[:LISTED]
    ids = {one.said_by_id for one in shown if one.said_by_id}
    names = dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
    return MappingsPage(
        mappings=tuple(_mapping(one, names.get(one.said_by_id or 0, "")) for one in shown),
        before=page - 1 or None,
        after=page + 1 if len(got) > LISTED else None,
    )


def find_mapping(*, number: int) -> Mapping | None:
    """Find what is remembered under a number."""
    one = Remembered.objects.filter(pk=number).first()
    who = User.objects.filter(pk=one.said_by_id or 0).first() if one else None
    return _mapping(one, who.name if who else "") if one else None


def _mapping(one: Remembered, who: str) -> Mapping:
    kept: Kept = read(rule=one.rule)
    titles = {card.name: card.title for card in list_connectors()}
    tool = "" if kept.origin == "files" else titles.get(kept.origin, kept.origin)
    return Mapping(
        number=one.pk, mark=operations.mark_of(one), path=kept.path, tool=tool,
        kind=say(wording.say_kind(nouns=kept.nouns)) if kept.nouns else "",
        columns=tuple((name, tuple(map(_becomes, several))) for name, several in kept.columns),
        words=kept.words, at=one.said_at, who=who, text=one.rule,
    )  # fmt: skip


def _becomes(fills: Fills) -> Becomes:
    return Becomes(
        words=say(wording.say(target=fills.target)),
        is_nothing=fills.target in {"ignore", "ask"},
        how=tuple((str(HOW[name]), said) for name, said in fills.how),
        meanings=tuple((word, say_meaning(meant)) for word, meant in fills.words),
        otherwise=say_meaning(fills.otherwise) if fills.otherwise else "",
    )
