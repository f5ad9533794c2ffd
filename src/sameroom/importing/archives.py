"""Unpacks gzip and zip files into a scratch folder, within limits, under names of our own."""

import gzip
import itertools
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sameroom.importing.limits import MEGABYTE, Budget, Limits

TOO_MUCH = (
    "unpacks to far more than its size allows: unpack it yourself, look at it, and import the file"
)
# What the unpackers end in where bytes inside are broken; names that are no text among it.
DAMAGED = (
    gzip.BadGzipFile,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,  # what zipfile raises for a way of packing that it does not know
    UnicodeDecodeError,
)
_numbers = itertools.count()


class TooMuch(Exception):  # noqa: N818  (it is a finding, told to the reader of the plan)
    """A packed file would unpack to more than is allowed."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip: where it was unpacked to, or why it was not."""

    name: str
    file: Path | None
    remark: str = ""


class Readable(Protocol):
    """A stream of unpacked bytes."""

    def read(self, size: int, /) -> bytes:
        """Give the next bytes."""


def fresh(scratch: Path) -> Path:
    """Name a new file in the scratch folder; names in archives are never used as paths."""
    scratch.mkdir(parents=True, exist_ok=True)
    return scratch / f"unpacked-{next(_numbers)}"


def unpack_gzip(*, file: Path, scratch: Path, limits: Limits, budget: Budget) -> Path:
    """Unpack a gzip file.

    Raises:
        TooMuch: when it holds more than the limits allow.
    """
    target = fresh(scratch)
    with gzip.open(file, "rb") as packed:
        _copy(packed, target, limits.allow(file.stat().st_size), budget)
    return target


def unpack_zip(*, file: Path, scratch: Path, limits: Limits, budget: Budget) -> Iterator[Member]:
    """Unpack the files of a zip one after another.

    Raises:
        TooMuch: when it holds more files than the limits allow.
    """
    with zipfile.ZipFile(file) as archive:
        members = [item for item in archive.infolist() if _is_file(item)]
        if len(members) > limits.members:
            raise TooMuch(f"a zip of {len(members):,} files; {limits.members:,} are allowed")
        for item in members:
            yield _unpack_member(archive, item, scratch, limits, budget)


def _unpack_member(
    archive: zipfile.ZipFile, item: zipfile.ZipInfo, scratch: Path, limits: Limits, budget: Budget
) -> Member:
    name = item.filename.replace("\\", "/")
    if _is_link(item):
        return Member(name, None, "a link inside a zip: not followed")
    if item.flag_bits & 0x1:
        return Member(name, None, "locked with a password: unpack it yourself, import the file")
    allowed = limits.allow(item.compress_size)
    # A zip gives no more of a file than it declares, so what declares too much is not begun.
    if item.file_size > min(allowed, budget.left):
        return Member(name, None, TOO_MUCH)
    target = fresh(scratch)
    try:
        with archive.open(item) as packed:
            _copy(packed, target, allowed, budget)
    except DAMAGED as error:  # the other files of the zip may be whole
        return Member(name, None, f"packed, and damaged: {error}")
    return Member(name, target)


def _is_file(item: zipfile.ZipInfo) -> bool:
    parts = item.filename.replace("\\", "/").split("/")
    hidden = any(part.startswith("._") or part == "__MACOSX" for part in parts)
    return not (item.filename.endswith("/") or hidden)


def _is_link(item: zipfile.ZipInfo) -> bool:
    return (item.external_attr >> 16) & 0o170000 == 0o120000


def _copy(packed: Readable, target: Path, allowed: int, budget: Budget) -> None:
    written, allowed = 0, min(allowed, budget.left)
    with target.open("wb") as stream:
        while chunk := packed.read(4 * MEGABYTE):
            written += len(chunk)
            if written > allowed:
                stream.close()
                target.unlink()
                raise TooMuch(TOO_MUCH)
            stream.write(chunk)
    budget.left -= written
