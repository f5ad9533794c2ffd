"""The record's `agreement.yaml`: what it says beside what was put in force here."""

import os
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.conf import settings

from sameroom import agreement
from sameroom.agreement import AgreementWrongError

LARGEST = 1_000_000  # bytes, as the reader has it


class Standing(StrEnum):
    """How the file stands to what was put in force here."""

    NONE = "none"  # there is no file, and there need be none
    BROUGHT = "brought"  # somebody brought it; nothing was put in force here yet
    SAME = "same"
    CHANGED = "changed"  # by hand, beside the room
    GONE = "gone"  # by hand, too
    COMING = "coming"  # it will be written in a moment


@dataclass(frozen=True, slots=True)
class OnDisk:
    """The file as it is.

    Args:
        text: what it says; "" where there is none or it is no text.
        problems: why it cannot be read; then no reading can be told.
    """

    standing: Standing
    text: str = ""
    problems: tuple[str, ...] = ()
    version: str = ""


def path() -> Path:
    """Tell where the file is."""
    return Path(settings.STORE) / "agreement.yaml"


def read_bytes() -> bytes | None:
    """Read the file, or as much of it as an agreement may have; None where there is none."""
    try:
        with path().open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        return None


def look(*, wanted: str | None, is_written: bool) -> OnDisk:
    """Look at the file.

    Args:
        wanted: what it ought to say; None where nothing was put in force here.
        is_written: whether that was written already.
    """
    found = read_bytes()
    if found is None:
        gone = Standing.GONE if is_written else Standing.COMING
        return OnDisk(Standing.NONE if wanted is None else gone)
    if wanted is None:
        standing = Standing.BROUGHT
    elif found == wanted.encode("utf-8"):
        standing = Standing.SAME
    else:
        standing = Standing.CHANGED if is_written else Standing.COMING
    return _read(standing, found)


def _read(standing: Standing, found: bytes) -> OnDisk:
    try:
        text = found.decode("utf-8-sig")
    except UnicodeDecodeError:
        return OnDisk(standing, "", ("It is not UTF-8 text.",))
    try:
        return OnDisk(standing, text, version=agreement.parse(text=text).version)
    except AgreementWrongError as error:
        return OnDisk(standing, text, tuple(one.text() for one in error.problems))


def write(*, text: str, aside: str) -> str:
    """Write the file in one step; what stood there and is not the same is kept aside.

    Args:
        aside: the name under which, in the folder `agreements` of the room.

    Returns:
        The name under which the former file was kept; "" where there was no need.
    """
    target, wanted = path(), text.encode("utf-8")
    found = read_bytes()
    if found == wanted:
        return ""
    kept = ""
    if found is not None:
        folder = Path(settings.ROOM) / "agreements"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / aside).write_bytes(target.read_bytes())
        kept = aside
    replace(text=text)
    return kept


def replace(*, text: str) -> None:
    """Write the file in one step."""
    target = path()
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".agreement-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
