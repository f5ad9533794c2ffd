"""Erases a person everywhere: facts and their history, database, report, uploads, error files."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from sameroom.discover import of_web_halves
from sameroom.errors import SameroomError
from sameroom.importing import forgetting
from sameroom.importing.forgetting import Whom
from sameroom.record.timeline import key_of
from sameroom.webkit import audit, erasing
from sameroom.webkit.audit import Actor
from sameroom.webkit.erasing import Erased

PLAIN = {".csv", ".tsv", ".txt", ".json", ".jsonl", ".yaml", ".yml", ".toml", ".html", ".md"}
KEPT_APART = {"webkit.auditentry"}  # append-only, and never told of anybody outside


@dataclass(frozen=True, slots=True)
class Done:
    """What was erased: tables of facts, rows of the database, files that were deleted."""

    facts: int
    rows: int
    files: int


def look_up(*, store: Path, address: str, shared: bool) -> Whom:
    """Find whom an address means.

    Raises:
        SameroomError: when it is of one of us, or of several people and that was not meant.
    """
    whom = forgetting.find(store=store, address=address)
    if forgetting.is_member(store=store, addresses=whom.addresses) or _is_user(whom):
        raise SameroomError(
            f"{address} is one of us.",
            where="sameroom erase",
            remedy="What colleagues did is the company's. Take away their account on the page "
            "People; their name is told to nobody but themselves and their lead.",
        )
    names = {name.casefold() for name in whom.names}
    if len(names) > 1 and not shared:
        raise SameroomError(
            f"{address} leads to {len(names)} names: {', '.join(sorted(whom.names))}.",
            where="sameroom erase",
            remedy="If they are one person, or all of them are to go, say --shared. If not, "
            "split the match first (docs/guide/matches.md).",
        )
    return whom


def erase(*, store: Path, whom: Whom, now: datetime, by: Actor | None = None) -> Done:
    """Erase somebody; doing it again does no harm.

    Args:
        store: the record.
        whom: as `look_up` found them.
        now: the present instant.
        by: who asked for it; the log keeps that, and not who was erased.

    Raises:
        StoreBusyError: when an import runs.
        SameroomError: when somebody reads the record; all else is done by then.
    """
    forgetting.remember(store=store, whom=whom)
    told = _told(whom)
    with transaction.atomic():
        rows = sum(half.erase(whom=told) for half in of_web_halves("erasing"))
        rows += sum(_sweep(model, told) for model in apps.get_models())
        audit.record("person.erased", at=now, by=by)
    files = _erase_files(store, told)
    tidy()
    return Done(forgetting.erase(store=store, whom=whom, now=now), rows, files)


def tidy() -> None:
    """Let nothing of what was deleted or overwritten stay in the database's own files."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("pragma secure_delete = on")
            cursor.execute("vacuum")
            cursor.execute("pragma wal_checkpoint(truncate)")
        else:
            cursor.execute("vacuum full")


def _told(whom: Whom) -> Erased:
    digits = {"".join(filter(str.isdigit, phone)) for phone in whom.phones}
    refs = {*whom.refs, *whom.entities, *(f"email:{one}" for one in whom.addresses)}
    return Erased(
        words=erasing.all_words(whom.addresses, whom.names, whom.phones, digits),
        refs=tuple(sorted(refs)),
        keys=tuple(sorted(key_of(noun="person", subject_id=one) for one in refs)),
    )


def _is_user(whom: Whom) -> bool:
    from django.contrib.auth import get_user_model

    return bool(get_user_model()._base_manager.filter(email__in=whom.addresses).exists())


def _sweep(model: type[models.Model], whom: Erased) -> int:
    """Take the words out of every text of a table, whoever wrote it."""
    fields = [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
    ]
    if not fields or not model._meta.managed or model._meta.label_lower in KEPT_APART:
        return 0
    number = 0
    names = [field.attname for field in fields]
    for row in model._base_manager.values_list("pk", *names).iterator(chunk_size=2_000):
        changed = _changed(dict(zip(names, row[1:], strict=True)), whom)
        if changed:
            number += model._base_manager.filter(pk=row[0]).update(**changed)
    return number


def _changed(cells: dict[str, Any], whom: Erased) -> dict[str, Any]:  # Any: what a column holds
    told = {name: erasing.within(cell, whom=whom) for name, cell in cells.items()}
    return {name: cell for name, cell in told.items() if cell != cells[name]}


def _erase_files(store: Path, whom: Erased) -> int:
    """Delete files that name them, or that cannot be searched; the report is made anew."""
    number = 0
    pattern = whom.pattern()
    for folder in (store / "room" / "uploads", store / "errors"):
        for file in _files(folder):
            if file.suffix.lower() not in PLAIN or _names(file, pattern):
                file.unlink()
                number += 1
    report = store / "room" / "report"
    number += sum(1 for _ in _files(report))
    shutil.rmtree(report, ignore_errors=True)
    return number


def _names(file: Path, pattern: Any) -> bool:  # Any: a compiled pattern
    held = file.read_bytes()
    return any(
        pattern.search(held.decode(encoding, "replace"))
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    )


def _files(folder: Path) -> Iterator[Path]:
    if folder.exists():
        yield from (file for file in sorted(folder.rglob("*")) if file.is_file())
