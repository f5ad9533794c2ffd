"""Makes a backup: one file over database, facts, uploads and agreement, while the room is open."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from django.db import OperationalError, transaction

from sameroom import __version__
from sameroom.caretaking import archive, sealing, store_files
from sameroom.caretaking.archive import Manifest, Writer
from sameroom.caretaking.web import rows
from sameroom.caretaking.web.models import BackedUp
from sameroom.errors import SameroomError
from sameroom.webkit import audit


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup holds: bytes of the file, files in it, rows of the database and of facts.

    Args:
        is_noted: the room knows of it, and tells whoever erases a person that it still holds them.
    """

    size: int
    files: int
    rows: int
    facts: int
    is_noted: bool


def back_up(
    *, store: Path, file: Path, now: datetime, key: str = "", passphrase: str = "",
    keep_days: int | None = None,
) -> Made:  # fmt: skip
    """Write a backup; the file is there when it is whole, and not before.

    Args:
        store: the record.
        file: where to; one that is there is not overwritten.
        now: the present instant.
        key: the room's key, if it is to be taken along.
        passphrase: closes the key.
        keep_days: for how long the file is to be kept; None: until somebody deletes it.

    Raises:
        SameroomError: when the file is there, lies in the record, or cannot be written.
    """
    _refuse(store, file)
    sealed = sealing.seal(key=key, passphrase=passphrase) if key else b""
    with _beside(file) as target:
        writer = archive.start(file=target)
        with rows.one_moment():
            # The database first: an import that the facts hold and it does not know of is done
            # again and changes nothing; the other way round one would be missing.
            tables = _write_rows(writer)
            migrations = rows.list_migrations()
        with store_files.pinned(path=store) as pinned:
            for name in (*pinned.files, *store_files.list_besides(path=store)):
                writer.add_file(name=name, path=store / name)
        if sealed:
            writer.add(name=sealing.NAME, pieces=[sealed])
        writer.finish(
            Manifest(
                archive.FORM, now.isoformat(), __version__, pinned.version, migrations, tables,
                pinned.counts, writer.entries,
            )
        )  # fmt: skip
    return Made(
        file.stat().st_size, len(writer.entries), sum(told["rows"] for told in tables.values()),
        sum(pinned.counts.values()), _remember(file, now, keep_days),
    )  # fmt: skip


def _remember(file: Path, now: datetime, keep_days: int | None) -> bool:
    """Keep where it is, for whoever is erased later is still in it.

    A backup is whole without that: where others write all the time, it is told and no failure.
    """
    until = (now + timedelta(days=keep_days)).date() if keep_days is not None else None
    try:
        with transaction.atomic():
            BackedUp.objects.create(file=str(file)[:1000], made_at=now, kept_until=until)
            audit.record("backup.made", at=now)
    except OperationalError:
        return False
    return True


def _write_rows(writer: Writer) -> dict[str, dict[str, Any]]:  # Any: as in the manifest
    tables: dict[str, dict[str, Any]] = {}
    for model in rows.list_models():
        counted: list[int] = []
        lines = rows.lines_of(model, count=counted.append)
        label = model._meta.label_lower
        writer.add(name=f"rows/{label}.jsonl", pieces=lines)
        tables[label] = {"columns": rows.columns_of(model), "rows": counted[0]}
    return tables


def _refuse(store: Path, file: Path) -> None:
    if file.exists():
        raise SameroomError(
            "There is such a file already.",
            where=str(file),
            remedy="Give another name; a backup never overwrites one.",
        )
    if file.resolve().is_relative_to(store.resolve()):
        raise SameroomError(
            "A backup beside what it backs up is lost with it.",
            where=str(file),
            remedy="Write it to another folder, best on another disk.",
        )


@contextmanager
def _beside(file: Path) -> Iterator[IO[bytes]]:
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    try:
        handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise SameroomError(
            f"Nothing can be written there ({error.strerror}).",
            where=str(file),
            remedy="Give a folder that exists and that you may write to.",
        ) from error
    try:
        with os.fdopen(handle, "w+b") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
