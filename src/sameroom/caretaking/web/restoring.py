"""Restores a backup: built whole beside what stands, and put in its place in one step."""

import shutil
import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from sameroom.caretaking import archive, sealing, store_files, swapping
from sameroom.caretaking.archive import Backup
from sameroom.caretaking.web import rows
from sameroom.engines.store import Store
from sameroom.errors import SameroomError
from sameroom.importing import forgetting

KEY = "room/secret-key"
KEPT_KEYS = (KEY, "room/secret-keys-before")


def is_empty(*, store: Path) -> bool:
    """Tell whether a restore would lose nothing there."""
    return not store.exists() or not any(store.iterdir())


def unpack(
    *, backup: Backup, into: Path, key_from: Path | None, passphrase: str, with_key: bool
) -> None:
    """Write the files of a backup into a new folder.

    Args:
        backup: looked at already.
        into: an empty folder.
        key_from: the record whose key is kept, where the backup brings none.
        passphrase: opens the key in the backup.
        with_key: whether that key is wanted, if there is one.

    Raises:
        BadBackupError: when a file is damaged.
        SameroomError: when the disk is too small or the passphrase is another.
    """
    archive.room_for(folder=into, needed=2 * sum(e.size for e in backup.manifest.entries))
    (into / "room").mkdir(mode=0o700)
    for name in backup.names():
        if not name.startswith("rows/") and name != sealing.NAME:
            backup.extract(name=name, folder=into)
    (into / "facts").mkdir(exist_ok=True)
    if with_key and backup.names(under=sealing.NAME):
        sealed = b"".join(backup.pieces(sealing.NAME))
        _write_key(into, sealing.unseal(sealed=sealed, passphrase=passphrase))
    elif key_from is not None:
        for name in KEPT_KEYS:
            if (key_from / name).is_file():
                shutil.copy2(key_from / name, into / name)


def put_back(*, backup: Backup, made: Path, place: Path | None, now: datetime) -> None:
    """Fill the database, look at the facts, and put all in its place; or nothing of it.

    Django must be set up on the folder `made`.

    Args:
        backup: looked at already.
        made: the folder that its files were unpacked into.
        place: where the record belongs; None to try the restore only.
        now: the present instant.

    Raises:
        SameroomError: when anything is not as it was backed up.
    """
    told = backup.manifest
    rows.refuse_later(migrations=told.migrations, where=str(backup.path))
    with _whole_or_not():
        if connection.vendor == "postgresql":
            rows.clear()
        rows.load(
            migrations=told.migrations,
            tables=told.tables,
            lines=lambda label: _lines(backup, label),
        )
        _look_at_facts(made, told.facts)
        is_cleaned = _erase_again(made, place, now)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("pragma wal_checkpoint(truncate)")
            connection.close()
        if place is not None:
            swapping.put_in_place(made=made, place=place)
    if is_cleaned and place is not None and connection.vendor == "postgresql":
        _let_go()


def _erase_again(made: Path, place: Path | None, now: datetime) -> bool:
    """Keep out whom the record that is replaced, or the one restored, was told to forget.

    Returns:
        Whether there is somebody to keep out.
    """
    if place is not None:
        forgetting.join_lists(store=made, other=place)
    whom = forgetting.come_back(store=made)
    if whom.is_known:
        from sameroom.caretaking.web import erasing_all  # it has models: Django must be set up

        erasing_all.erase(store=made, whom=whom, now=now)
    return whom.is_known


def _let_go() -> None:
    """Have a server let go of what was in the backup: within the transaction it could not."""
    from sameroom.caretaking.web import erasing_all

    erasing_all.tidy()


def is_database_empty() -> bool:
    """Tell whether the database holds nobody's room."""
    from django.contrib.auth import get_user_model

    there = connection.introspection.table_names()
    users = get_user_model()
    return users._meta.db_table not in there or not users._base_manager.exists()


def _whole_or_not() -> AbstractContextManager[object]:
    # An embedded database is a file in the folder; only a server's needs a transaction of its own.
    return transaction.atomic() if connection.vendor == "postgresql" else nullcontext()


def _lines(backup: Backup, label: str) -> Iterable[bytes]:
    return backup.lines(f"rows/{label}.jsonl")


def _look_at_facts(made: Path, counts: dict[str, int]) -> None:
    Store.open(path=made)
    with store_files.pinned(path=made) as pinned:
        if pinned.counts != counts:
            raise SameroomError(
                f"The facts hold {sum(pinned.counts.values())} rows, "
                f"{sum(counts.values())} were backed up.",
                where="sameroom restore",
                remedy="Use another backup. Nothing here was changed.",
            )


def _write_key(into: Path, key: str) -> None:
    path = into / KEY
    path.touch(mode=0o600)
    path.write_text(key, "utf-8")


def command() -> list[str]:
    """Give the words that start a `sameroom` of our own, for trying a restore in a clean one."""
    return [sys.executable, "-c", "from sameroom.cli.main import main; main()"]
