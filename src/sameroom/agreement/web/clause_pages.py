"""The page of one clause: its form or what it says, why, and what is said about it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sameroom import agreement
from sameroom.agreement import asking, roles, writing
from sameroom.agreement.web import holidays
from sameroom.agreement.web.models import Discussion, State, Version
from sameroom.agreement.web.queries import Said, agreed_of, problems_of, said_of, title_of
from sameroom.webkit.stale import Theirs, find_last

# By these a version is a draft no more.
ENDED = ("agreement.withdrawn", "agreement.superseded", "agreement.signed")
NO_DRAFT = ("agreement.proposed", "agreement.signed", "agreement.withdrawn")


@dataclass(frozen=True, slots=True)
class CommentLine:
    """One thing said."""

    by: str
    team: str
    at: datetime
    body: str


@dataclass(frozen=True, slots=True)
class Talk:
    """A discussion."""

    discussion_id: int
    comments: tuple[CommentLine, ...]
    resolved_by: str
    resolved_at: datetime | None


@dataclass(frozen=True, slots=True)
class ClausePage:
    """A clause of a version: its form or what it says, why, and what is said about it."""

    number: int
    label: str
    state: str
    key: str
    title: str
    about: str
    may_edit: bool
    may_talk: bool
    form: asking.Group
    said: tuple[Said, ...]
    revision: int
    reason: str
    evidence: dict[str, str]
    changed_by: str
    changed_at: datetime | None
    talks: tuple[Talk, ...]
    flags: tuple[roles.Flag, ...]
    errors: tuple[str, ...] = ()
    before: str | None = None  # the clauses beside it
    after: str | None = None
    places: tuple[tuple[str, object], ...] = ()  # whose public holidays can be written in


def find_clause_page(
    *, number: int, clause: str, typed_in: dict[str, str] | None = None,
    errors: dict[str, list[str]] | None = None,
) -> ClausePage | None:  # fmt: skip
    """Find the page of a clause.

    Args:
        typed_in: what somebody typed that was not saved, to be shown again.
        errors: why it was not, by the name of the field.
    """
    cards = dict(asking.list_clauses())
    one = Version.objects.filter(number=number).first()
    if one is None or clause not in cards:
        return None
    try:
        stated = writing.raw_clause(text=one.text, clause=clause)
    except agreement.AgreementWrongError:
        stated = None
    agreed = agreed_of(one.text)
    work = one.clauses.filter(clause=clause).select_related("changed_by").first()
    names = list(cards)
    place = names.index(clause)
    if typed_in is None and one.state == State.DRAFT:
        errors = _errors_of(one.text, clause)
    form = asking.ask(clause=clause, stated=stated, typed_in=typed_in, errors=errors)
    return ClausePage(
        number=number,
        label=one.label,
        state=one.state,
        key=clause,
        title=title_of(clause),
        about=cards[clause].about,
        may_edit=one.state == State.DRAFT,
        may_talk=one.state in {State.DRAFT, State.PROPOSED},
        form=form,
        said=tuple(said_of(agreed, clause)),
        revision=work.revision if work else 0,
        reason=work.reason if work else "",
        evidence=work.evidence if work else {},
        changed_by=work.changed_by.name if work and work.changed_by else "",
        changed_at=work.changed_at if work else None,
        talks=_talks(one, clause),
        flags=roles.list_flags(steps=agreed.clauses.roles) if clause == "roles" else (),
        errors=_left_over(form, errors or {}),
        places=_places(form),
        before=names[place - 1] if place else None,
        after=names[place + 1] if place + 1 < len(names) else None,
    )


def _places(form: asking.Group) -> tuple[tuple[str, object], ...]:
    asks_for_days = asking.names_of(form, widget="days")
    return tuple(holidays.list_holiday_places()) if asks_for_days else ()


def theirs(*, page: ClausePage, reason: str = "", said: str = "") -> Theirs:
    """Tell who changed a clause since somebody opened it, how it stands, and how theirs differs.

    Args:
        page: with what they typed.
        reason: why they were about to change it.
    """
    who, at = page.changed_by, page.changed_at
    if not page.may_edit:
        who, at = find_last(acts=NO_DRAFT, subject=page.number)
    now_is = find_clause_page(number=page.number, clause=page.key)
    stands = asking.in_words(now_is.form) if now_is else {}
    lines = [
        (capfirst(label), stands.get(name, ("", ""))[1] or "–", words or "–")
        for name, (label, words) in asking.in_words(page.form).items()
        if words != stands.get(name, ("", ""))[1]
    ]
    if page.reason or reason:
        lines.append((_("Why"), page.reason or "–", reason or "–"))
    return Theirs(
        who, at, tuple(lines),
        reverse("agreement_clause", args=[page.number, page.key]), is_open=page.may_edit, said=said,
    )  # fmt: skip


def _errors_of(text: str, clause: str) -> dict[str, list[str]]:
    """Tell what a brought text says wrongly in a clause, by the name of the field."""
    errors: dict[str, list[str]] = {}
    for one in problems_of(text):
        if one.key.partition(".")[0] == clause:
            errors.setdefault(one.key, []).append(one.text())
    return errors


def _left_over(form: asking.Group, errors: dict[str, list[str]]) -> tuple[str, ...]:
    """List what no field of the form tells."""
    names = set(asking.names_of(form))
    return tuple(text for name, texts in errors.items() if name not in names for text in texts)


def _talks(one: Version, clause: str) -> tuple[Talk, ...]:
    found = (
        Discussion.objects.filter(version=one, clause=clause)
        .select_related("resolved_by")
        .prefetch_related("comments__by")
        .order_by("resolved_at", "pk")
    )
    return tuple(
        Talk(
            discussion_id=talk.pk,
            comments=tuple(
                CommentLine(
                    said.by.name if said.by else "", said.by.team if said.by else "", said.at,
                    said.body,
                )
                for said in sorted(talk.comments.all(), key=lambda said: said.pk)
            ),
            resolved_by=talk.resolved_by.name if talk.resolved_by else "",
            resolved_at=talk.resolved_at,
        )
        for talk in found
    )  # fmt: skip


def find_place(*, discussion_id: int) -> tuple[int, str] | None:
    """Find the version and the clause that a discussion is about."""
    found = Discussion.objects.filter(pk=discussion_id).values_list("version__number", "clause")
    return found.first()
