"""What the pages about erasing show: who is found, what would go, how far it is, what went."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from sameroom.caretaking.web import erasing_words, sealed_whom
from sameroom.caretaking.web.erasing_all import PARTS, joined
from sameroom.caretaking.web.erasing_words import Told
from sameroom.caretaking.web.models import BackedUp, Erasing, State
from sameroom.importing.forgetting import Whom
from sameroom.record.web import api as record
from sameroom.webkit.rights import Reader

LISTED = 50
MOST = 20  # people that are shown to choose from
GOING_ON = (State.LOOKING, State.WAITING, State.RUNNING)


@dataclass(frozen=True, slots=True)
class Line:
    """An erasing as the page lists it, which names nobody."""

    number: int
    state: str
    words: str
    asked_at: datetime
    asked_by: str
    ended_at: datetime | None
    facts: int
    rows: int
    files: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """Whom a question may mean; `address` where it is one, which need not be known."""

    question: str
    people: tuple[record.PersonFound, ...]
    has_more: bool
    address: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an erasing that is going on."""

    words: str
    is_done: bool
    is_now: bool


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that holds whoever was in the record when it was made."""

    file: str
    made_at: datetime
    kept_until: date | None


@dataclass(frozen=True, slots=True)
class ErasingPage:
    """A request to erase somebody.

    Args:
        names, addresses, phones: as long as they are kept, and for whoever may see them.
        is_hidden: the reader may not see the page of somebody who is meant.
        to_type: what is typed to confirm.
        counts: what would go, or went, by kind.
        is_confirmed: the erasing was asked for, not only the looking up.
    """

    number: int
    state: str
    words: str
    mark: str
    asked_at: datetime
    asked_by: str
    ended_at: datetime | None
    names: tuple[str, ...]
    addresses: tuple[str, ...]
    phones: tuple[str, ...]
    is_hidden: bool
    is_several: bool
    to_type: str
    counts: tuple[Told, ...]
    in_log: int
    known_as: str
    failure: str
    is_confirmed: bool
    can_try: bool  # who is meant is still known
    is_going_on: bool
    parts: tuple[Part, ...]
    backups: tuple[Backup, ...]
    more_backups: int


def list_lines() -> tuple[Line, ...]:
    """List what was asked for, the latest first."""
    rows = Erasing.objects.select_related("asked_by").order_by("-pk")[:LISTED]
    return tuple(
        Line(
            int(one.pk), one.state, one.get_state_display(), one.asked_at,
            _who_asked(one), one.ended_at, one.facts, one.rows, one.files,
        )
        for one in rows
    )  # fmt: skip


def list_candidates(*, reader: Reader, question: str, address: str) -> Candidates:
    """List whom a question may mean of those that a reader sees.

    Args:
        question: words of a name, an address or a company.
        address: the question, if it is a mail address; else "".
    """
    found = record.find_persons(reader=reader, question=question, most=MOST + 1)
    if address:  # the words of an address begin other addresses too
        found = tuple(one for one in found if one.address.lower() == address.lower())
    return Candidates(question, found[:MOST], len(found) > MOST, address)


def find_page(*, number: int, reader: Reader | None) -> ErasingPage | None:
    """Find a request by its number, for a reader, or for whoever has the record itself."""
    one = Erasing.objects.select_related("asked_by").filter(pk=number).first()
    if one is None:
        return None
    sought = sealed_whom.open_(one.sealed) if one.sealed else None
    whom = (sought.whom if sought else None) or Whom()
    is_hidden = bool(whom.refs) and reader is not None and not _sees_all(reader, whom)
    shown = Whom() if is_hidden else whom
    backups = _backups(one)
    return ErasingPage(
        number=number,
        state=one.state,
        words=str(one.get_state_display()),
        mark=one.mark,
        asked_at=one.confirmed_at or one.asked_at,
        asked_by=_who_asked(one),
        ended_at=one.ended_at,
        names=tuple(sorted(shown.names)),
        addresses=tuple(sorted(shown.addresses)),
        phones=tuple(sorted(shown.phones)),
        is_hidden=is_hidden,
        is_several=len({name.casefold() for name in whom.names}) > 1,
        to_type=_to_type(one, is_hidden=is_hidden),
        counts=_counts(one),
        in_log=one.in_log,
        known_as=one.known_as,
        failure=one.failure,
        is_confirmed=one.confirmed_at is not None,
        can_try=bool(one.sealed),
        is_going_on=one.state in GOING_ON,
        parts=_parts(one),
        backups=backups[:MOST],
        more_backups=max(len(backups) - MOST, 0),
    )


def _who_asked(one: Erasing) -> str:
    return one.asked_by.name if one.asked_by else _("somebody on the command line")


def _sees_all(reader: Reader, whom: Whom) -> bool:
    keys = {record.key_of(noun="person", subject_id=one) for one in whom.refs | whom.entities}
    there, seen = record.list_seen(reader=reader, keys=tuple(sorted(keys)))
    return there <= seen


def _to_type(one: Erasing, *, is_hidden: bool) -> str:
    if one.state != State.FOUND:
        return ""
    sought = sealed_whom.open_(one.sealed)
    if is_hidden:  # nothing but what they typed themselves
        return next(iter(sought.addresses), str(one.pk))
    return sealed_whom.to_type(whom=sought.whom or Whom(), sought=sought, number=int(one.pk))


def _counts(one: Erasing) -> tuple[Told, ...]:
    told: Mapping[str, int] = joined(one.told) if one.state == State.DONE else one.expected
    if not told and one.state == State.DONE:  # of an earlier version
        told = {"facts.else": one.facts, "room.else": one.rows, "files.else": one.files}
    return erasing_words.say(told)


def _parts(one: Erasing) -> tuple[Part, ...]:
    is_on = one.state in (State.WAITING, State.RUNNING, State.FAILED) and one.confirmed_at
    if not is_on:
        return ()
    return tuple(
        Part(str(erasing_words.PARTS[name]), place < one.part, place == one.part)
        for place, name in enumerate(PARTS)
    )


def _backups(one: Erasing) -> tuple[Backup, ...]:
    """List the backups that were made before they went."""
    rows = BackedUp.objects.order_by("-made_at", "-pk")
    if one.ended_at:
        rows = rows.filter(made_at__lt=one.ended_at)
    return tuple(Backup(row.file, row.made_at, row.kept_until) for row in rows[: MOST * 10])
