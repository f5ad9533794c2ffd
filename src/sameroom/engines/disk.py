"""A full disk, one that may not be written to, and too little memory, said plainly."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from deltalake.exceptions import DeltaError

from sameroom.errors import SameroomError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}
SAID_FULL = (
    "no space left",
    "file too large",
    "quota exceeded",
    "max_temp_directory_size",
    "no usable temporary directory",
)
SAID_CLOSED = ("permission denied", "read-only file system", "operation not permitted")


class DiskError(SameroomError):
    """The disk cannot take what is to be written."""


def is_full(error: BaseException) -> bool:
    """Tell whether an error, or one that led to it, says that there is no room left."""
    return any(_says(cause, FULL, SAID_FULL) for cause in _causes(error))


def is_closed(error: BaseException) -> bool:
    """Tell whether an error, or one that led to it, says that nothing may be written."""
    return any(_says(cause, CLOSED, SAID_CLOSED) for cause in _causes(error))


class MemoryShortError(SameroomError):
    """More is to be held at once than memory allows."""


@contextmanager
def told_plainly(*, where: Path) -> Iterator[None]:
    """Turn what libraries raise when the disk is full or closed into an error with a remedy.

    Raises:
        DiskError: in their place.
        MemoryShortError: when the engine has too little memory.
    """
    try:
        yield
    except (duckdb.OutOfMemoryException, MemoryError) as error:
        raise MemoryShortError(
            "There is more to hold at once than memory allows. The record stands as it was.",
            where=str(where),
            remedy="Import the folder in parts, at most a thousand files of different headers at a "
            "time: what one part brings, the next one builds on.",
        ) from error
    except (OSError, duckdb.Error, DeltaError) as error:
        if is_full(error):
            raise DiskError(
                "The disk is full. What stood in the record before stands as it was.",
                where=str(where),
                remedy="Make room there and in the folder for temporary files (TMPDIR), "
                "then run the same again.",
                temporary=True,
            ) from error
        if is_closed(error):
            raise DiskError(
                "Nothing may be written here.",
                where=str(where),
                remedy="Choose another place, or ask whoever owns it for the right to write.",
            ) from error
        raise


def _causes(error: BaseException) -> Iterator[BaseException]:
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__ or found.__context__


def _says(error: BaseException, numbers: set[int], words: tuple[str, ...]) -> bool:
    if isinstance(error, OSError) and error.errno in numbers:
        return True
    text = str(error).lower()
    return isinstance(error, OSError | duckdb.Error | DeltaError) and any(
        word in text for word in words
    )
