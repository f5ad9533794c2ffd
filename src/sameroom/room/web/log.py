"""The audit log as administrators read it: filtered, page by page, or whole as a file."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sameroom.people.web.models import User
from sameroom.room.web import log_words
from sameroom.webkit import words
from sameroom.webkit.models import AuditEntry

PAGE = 50
CHUNK = 2_000
OF_PEOPLE = re.compile(
    r"(person|password|second_factor|locale|eyes|signer)\.|token\.all_revoked"
)  # the acts of which somebody here is the subject, by their number
ERASED = "person.erased"  # its number is the erasing's
HEADS = ("when (UTC)", "number of who", "who", "what", "of what", "more")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which acts: by whom (a number), of which kind, from and to which day."""

    who: int | None = None
    what: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class LogLine:
    """One act of the audit log; `whom` names somebody whose number its subject is."""

    at: datetime
    actor_id: int | None
    who: str
    action: str
    subject: str
    whom: str
    details: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of the audit log; `after` and `before` are the numbers of the pages beside it."""

    lines: tuple[LogLine, ...]
    before: int | None
    after: int | None


def get_log_page(*, number: int, wanted: Wanted) -> LogPage:
    """Get a page of the audit log, the latest first."""
    first = PAGE * (number - 1)
    got = list(_rows(wanted).order_by("-at", "-pk")[first : first + PAGE + 1])
    return LogPage(
        lines=_lines(got[:PAGE]),
        before=number - 1 if number > 1 else None,
        after=number + 1 if len(got) > PAGE else None,
    )


def list_kinds() -> tuple[tuple[str, str], ...]:
    """List the kinds of acts that there are, with what they are called."""
    found = AuditEntry.objects.order_by("action").values_list("action", flat=True).distinct()
    return tuple((action, words.act(action)) for action in found[:200])


def iterate(*, wanted: Wanted) -> Iterator[LogLine]:
    """Go through the log, the earliest first, a chunk at a time."""
    last = 0
    while chunk := list(_rows(wanted).filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield from _lines(chunk, detail=_as_it_stands)
        last = chunk[-1].pk


def _rows(wanted: Wanted) -> QuerySet[AuditEntry]:
    rows = AuditEntry.objects.all()
    if wanted.who is not None:
        rows = rows.filter(actor_id=wanted.who)
    if wanted.what:
        rows = rows.filter(action=wanted.what)
    if wanted.since is not None:
        rows = rows.filter(at__gte=_midnight(wanted.since))
    if wanted.until is not None:
        rows = rows.filter(at__lt=_midnight(wanted.until) + timedelta(days=1))
    return rows


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _lines(
    rows: list[AuditEntry], detail: Callable[[str, object], str] = log_words.detail
) -> tuple[LogLine, ...]:
    subjects = {one.pk: number for one in rows if (number := _whom(one)) is not None}
    actors = {one.actor_id for one in rows if one.actor_id is not None}
    names = dict(
        User.objects.filter(pk__in=actors.union(subjects.values())).values_list("pk", "name")
    )
    return tuple(
        LogLine(
            at=one.at,
            actor_id=one.actor_id,
            who=_who(one.actor_id, names),
            action=words.act(one.action),
            subject=one.subject,
            whom=names.get(subjects.get(one.pk, 0), ""),
            details=", ".join(detail(name, said) for name, said in one.details.items()),
        )
        for one in rows
    )


def _whom(one: AuditEntry) -> int | None:
    """Tell the number of whom somebody did something to; None where it was no person here."""
    is_person = OF_PEOPLE.match(one.action) and one.action != ERASED and one.subject.isdecimal()
    return int(one.subject) if is_person else None


def _as_it_stands(name: str, said: object) -> str:
    return f"{name}: {said}"


def _who(actor_id: int | None, names: dict[int, str]) -> str:
    if actor_id is None:
        return "Sameroom"
    return names.get(actor_id, _("Somebody no longer here"))
