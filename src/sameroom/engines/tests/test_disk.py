"""What libraries raise when there is no room becomes one line with a remedy; the rest stays."""

import errno
from pathlib import Path

import duckdb
import pytest
from deltalake.exceptions import DeltaError

from sameroom.engines.disk import DiskError, MemoryShortError, told_plainly


@pytest.mark.parametrize(
    ("raised", "kind", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), DiskError, "The disk is full"),
        (OSError(errno.EFBIG, "File too large"), DiskError, "The disk is full"),
        (duckdb.IOException("Could not write: No space left on device"), DiskError, "is full"),
        (DeltaError("Generic error: No space left on device (os error 28)"), DiskError, "is full"),
        (PermissionError(errno.EACCES, "Permission denied"), DiskError, "may be written here"),
        (OSError(errno.EROFS, "Read-only file system"), DiskError, "may be written here"),
        (duckdb.OutOfMemoryException("failed to allocate"), MemoryShortError, "in parts"),
    ],
)
def test_it_says_what_to_do(raised: Exception, kind: type[Exception], said: str) -> None:
    with pytest.raises(kind, match=said), told_plainly(where=Path("record")):
        raise raised


def test_what_is_no_matter_of_room_stays_what_it_is() -> None:
    with pytest.raises(FileNotFoundError), told_plainly(where=Path("record")):
        raise FileNotFoundError(errno.ENOENT, "No such file")
    with pytest.raises(duckdb.BinderException), told_plainly(where=Path("record")):
        duckdb.sql("select nothing_of_that_name")


def test_the_engine_running_out_of_memory_is_told() -> None:
    with pytest.raises(MemoryShortError), told_plainly(where=Path("record")):
        fill_memory()


def fill_memory() -> None:
    with duckdb.connect() as connection:
        connection.execute("set memory_limit = '5MB'")
        for number in range(500):
            connection.execute(f"create table t{number} as select 'a' as a, 'b' as b, 'c' as c")
