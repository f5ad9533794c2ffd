"""Keeps a restore from happening under an open room, and over something that would be lost."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sameroom.errors import SameroomError

OPEN = "room/open.lock"
DATABASE = "room/database-kind"  # which kind of database the room was last opened on


def not_empty(store: Path | None) -> SameroomError:
    """Say that something stands there already."""
    return SameroomError(
        "Something is there already." if store else "The database holds a room already.",
        where=str(store or "DATABASE_URL"),
        remedy="Restore elsewhere, or say --replace to let it go.",
    )


def note_database(*, store: Path, vendor: str) -> None:
    """Remember beside the record which kind of database the room is opened on."""
    (store / DATABASE).write_text(vendor, encoding="utf-8")


def refuse_other_database(*, store: Path, vendor: str) -> None:
    """Refuse to work on another kind of database than the room was last opened on.

    A backup or an erasing that was started without the room's variables would otherwise look into
    an empty database, and say that all went well.

    Raises:
        SameroomError: when it is another.
    """
    noted = store / DATABASE
    before = noted.read_text("utf-8").strip() if noted.is_file() else vendor
    if before == vendor:
        return
    on_server = before != "sqlite"
    raise SameroomError(
        "The room's database is PostgreSQL, and DATABASE_URL does not name it here."
        if on_server
        else "The room's database is the embedded one, and DATABASE_URL names another.",
        where="DATABASE_URL",
        remedy="Give the command the variables that the room is started with, such as those of "
        "/etc/sameroom.env. If the room has moved, open it once: sameroom up.",
    )


@contextmanager
def alone(*, store: Path) -> Iterator[None]:
    """Hold a record as nobody else does.

    Raises:
        SameroomError: when the room is open.
    """
    with _held(store, fcntl.LOCK_EX) as is_free:
        if not is_free:
            raise SameroomError(
                "The room is open.",
                where=str(store),
                remedy="Close it first (Ctrl-C, or: systemctl stop sameroom). Nothing was changed.",
                temporary=True,
            )
        yield


@contextmanager
def opened(*, store: Path) -> Iterator[None]:
    """Say, as long as the block runs, that the room is open; several processes may."""
    with _held(store, fcntl.LOCK_SH) as is_free:
        if not is_free:
            raise SameroomError(
                "A backup is being restored.",
                where=str(store),
                remedy="Wait until that is done, then try again.",
                temporary=True,
            )
        yield


@contextmanager
def _held(store: Path, how: int) -> Iterator[bool]:
    if not (store / "room").is_dir():
        yield True
        return
    handle = os.open(store / OPEN, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, how | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(handle)
