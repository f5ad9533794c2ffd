"""Who writes and who reads: two locks that the system gives back when their holder dies."""

import fcntl
import json
import os
import socket
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sameroom.errors import SameroomError


class StoreBusyError(SameroomError):
    """Somebody else is writing to the store."""


@contextmanager
def writing(*, path: Path, doing: str, now: datetime) -> Iterator[None]:
    """Hold the store's only writing lock, and say who holds it.

    Raises:
        StoreBusyError: when another process, or another part of this one, holds it.
    """
    handle = os.open(path / "write.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _take(handle, path)
        holder = {"doing": doing, "process": os.getpid(), "machine": socket.gethostname()}
        _write(handle, json.dumps({**holder, "since": now.isoformat()}))
        yield
        _write(handle, "")
    finally:
        os.close(handle)


def _take(handle: int, path: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise StoreBusyError(
            f"The record is being written to{_holder(handle)}.",
            where=str(path),
            remedy="Wait until that is done, then try again. "
            "If that process is gone, the lock is already free.",
            temporary=True,
        ) from error


def _holder(handle: int) -> str:
    try:
        told = json.loads(os.pread(handle, 4096, 0).decode("utf-8"))
        return (
            f" ({told['doing']}, process {told['process']} on {told['machine']}, "
            f"since {told['since']})"
        )
    except (ValueError, KeyError):
        return ""


def _write(handle: int, text: str) -> None:
    os.ftruncate(handle, 0)
    os.pwrite(handle, text.encode("utf-8"), 0)


class Reading:
    """A reader's mark: as long as it stands, no file that a reader may need is taken away."""

    def __init__(self, *, path: Path) -> None:
        handle = os.open(path / "read.lock", os.O_RDWR | os.O_CREAT, 0o644)
        fcntl.flock(handle, fcntl.LOCK_SH)
        self._close = weakref.finalize(self, os.close, handle)

    def close(self) -> None:
        """Take the mark away."""
        self._close()


@contextmanager
def nobody_reads(*, path: Path) -> Iterator[bool]:
    """Tell whether nobody reads, and keep readers waiting while it matters."""
    handle = os.open(path / "read.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        alone = True
    except BlockingIOError:
        alone = False
    try:
        yield alone
    finally:
        os.close(handle)
