"""Erases a person everywhere: facts and their history, database, report, uploads, error files.

It is done in parts. What a part will change is counted and written down before it changes
anything, so that one that was killed in the middle is taken up, and tells the same at the end.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.utils import OperationalError

from sameroom.caretaking.web import erasing_files, erasing_room
from sameroom.engines.store import lock
from sameroom.errors import SameroomError
from sameroom.importing import forgetting
from sameroom.importing.forgetting import Whom
from sameroom.record.timeline import key_of
from sameroom.webkit import audit, erasing
from sameroom.webkit.audit import Actor
from sameroom.webkit.erasing import Erased

Counts = Mapping[str, int]


class Book(Protocol):
    """Where it is written down how far an erasing is."""

    def count(self, part: str, counts: Counts) -> None:
        """Write down what a part changes; what was written first stands."""

    def end(self, part: str) -> None:
        """Write down that a part is done; for the database's, in its own transaction."""


@dataclass(slots=True)
class Done:
    """What was erased, by part and kind; a book for whoever waits for it."""

    by_part: dict[str, Counts] = field(default_factory=dict)

    def count(self, part: str, counts: Counts) -> None:
        """Keep what a part changes."""
        self.by_part.setdefault(part, counts)

    def end(self, part: str) -> None:
        """Nothing is kept of that."""

    def total(self, *kinds: str) -> int:
        """Add up what begins with one of these: "facts", "room", "files"."""
        told = joined(self.by_part)
        return sum(n for kind, n in told.items() if kind.partition(".")[0] in kinds)


def refuse_ours(*, store: Path, whom: Whom) -> None:
    """Refuse to erase one of us.

    Raises:
        SameroomError: when an address is of a colleague.
    """
    users = get_user_model()._base_manager.filter(email__in=whom.addresses)
    if forgetting.is_member(store=store, addresses=whom.addresses) or users.exists():
        raise SameroomError(
            f"{', '.join(sorted(whom.addresses))} is one of us.",
            where="sameroom erase",
            remedy="What colleagues did is the company's. Take away their account on the page "
            "People; their name is told to nobody but themselves and their lead.",
        )


def count(*, store: Path, whom: Whom) -> dict[str, int]:
    """Count what `erase` would change, by kind, from what it changes it by; nothing is changed."""
    told = _told(whom)
    return joined({
        "room": _under("room", erasing_room.count(found=erasing_room.search(whom=told))),
        "files": _under("files", erasing_files.count(
            found=erasing_files.search(store=store, whom=told)
        )),
        "facts": _under("facts", forgetting.count(store=store, whom=whom)),
    })  # fmt: skip


def count_in_log(*, whom: Whom) -> int:
    """Count entries of the log that name somebody; they stay."""
    return erasing_room.count_in_log(whom=_told(whom))


def erase(*, store: Path, whom: Whom, now: datetime, by: Actor | None = None) -> Done:
    """Erase somebody in one go; doing it again does no harm.

    Args:
        store: the record.
        whom: as they were found.
        now: the present instant.
        by: who asked for it; the log keeps that, and not who was erased.

    Raises:
        StoreBusyError: when an import runs.
        SameroomError: when somebody reads the record; all else is done by then.
    """
    done = Done()
    do_parts(store=store, whom=whom, now=now, book=done)
    audit.record("person.erased", at=now, by=by)
    return done


def do_parts(
    *, store: Path, whom: Whom, now: datetime, book: Book, after: int = 0
) -> None:  # fmt: skip
    """Do the parts of an erasing, one after the other.

    First what people see, then what it is made from; then what was made meanwhile from what was.

    Args:
        store: the record.
        whom: as they were found; they need not be found any more.
        now: the present instant.
        book: where it is written down how far it is.
        after: how many parts are done already.

    Raises:
        StoreBusyError: when an import runs.
        SameroomError: when somebody reads the record; what is done stays done.
    """
    forgetting.remember(store=store, whom=whom, now=now)
    for name, part in list(PARTS.items())[after:]:
        part(_Work(name, store, whom, _told(whom), now, book))


def joined(by_part: Mapping[str, Counts]) -> dict[str, int]:
    """Add up what parts changed, by kind."""
    told: Counter[str] = Counter()
    for counts in by_part.values():
        told.update(counts)
    return {kind: number for kind, number in sorted(told.items()) if number}


@dataclass(frozen=True, slots=True)
class _Work:
    part: str
    store: Path
    whom: Whom
    told: Erased
    now: datetime
    book: Book


def _do_room(work: _Work) -> None:
    found = erasing_room.search(whom=work.told)
    with transaction.atomic():
        counts = erasing_room.clear(whom=work.told, found=found)
        work.book.count(work.part, _under("room", counts))
        work.book.end(work.part)


def _do_files(work: _Work) -> None:
    with lock.writing(path=work.store, doing="erase", now=work.now):  # an import may read them
        found = erasing_files.search(store=work.store, whom=work.told)
        work.book.count(work.part, _under("files", erasing_files.count(found=found)))
        erasing_files.delete(found=found)
    work.book.end(work.part)


def _do_facts(work: _Work) -> None:
    counts = forgetting.count(store=work.store, whom=work.whom)
    work.book.count(work.part, _under("facts", counts))
    forgetting.rewrite(store=work.store, whom=work.whom, now=work.now)
    work.book.end(work.part)


def _do_history(work: _Work) -> None:
    forgetting.drop_history(store=work.store, now=work.now)
    work.book.end(work.part)


def _do_rest(work: _Work) -> None:
    """Clear what those wrote meanwhile who still read the facts of before; now nobody does."""
    found = erasing_room.search(whom=work.told)
    left = erasing_files.search(store=work.store, whom=work.told)
    with transaction.atomic():
        counts = erasing_room.clear(whom=work.told, found=found)
        more = _under("files", erasing_files.count(found=left))
        work.book.count(work.part, {**_under("room", counts), **more})
    with lock.writing(path=work.store, doing="erase", now=work.now):
        erasing_files.delete(found=left)
    tidy()
    work.book.end(work.part)


PARTS: Mapping[str, Callable[[_Work], None]] = {
    "room": _do_room, "files": _do_files, "facts": _do_facts, "history": _do_history,
    "rest": _do_rest,
}  # fmt: skip


def tidy() -> None:
    """Let nothing of what was deleted or overwritten stay in the database's own files.

    Raises:
        SameroomError: when somebody uses the database just then.
    """
    if connection.in_atomic_block:
        return
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("pragma secure_delete = on")
                cursor.execute("vacuum")
                cursor.execute("pragma wal_checkpoint(truncate)")
                if (cursor.fetchone() or (0,))[0]:
                    raise _in_use()
            else:
                cursor.execute("analyze")  # it keeps samples of columns: these anew, too
                cursor.execute("vacuum full")
    except OperationalError as error:
        raise _in_use() from error


def _in_use() -> SameroomError:
    return SameroomError(
        "Somebody uses the database, so what was overwritten in it cannot go yet.",
        where="the room's database",
        remedy="Do this again in a few minutes; what is done already stays done.",
        temporary=True,
    )


def _under(head: str, counts: Counts) -> dict[str, int]:
    return {f"{head}.{kind}": number for kind, number in counts.items()}


def _told(whom: Whom) -> Erased:
    digits = {"".join(filter(str.isdigit, phone)) for phone in whom.phones}
    refs = {*whom.refs, *whom.entities, *(f"email:{one}" for one in whom.addresses)}
    return Erased(
        words=erasing.all_words(whom.addresses, whom.names, whom.phones, digits),
        refs=tuple(sorted(refs)),
        keys=tuple(sorted(key_of(noun="person", subject_id=one) for one in refs)),
    )
