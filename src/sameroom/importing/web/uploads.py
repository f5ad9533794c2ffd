"""Keeps files that were brought, in a folder of their own that no name can lead out of."""

import errno
import logging
import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, TypeVar  # Any: what the library gives
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest
from django.utils.translation import gettext as _

from sameroom.errors import SameroomError

log = logging.getLogger(__name__)
STRANGE = re.compile(r"[^\w.\- ()]+")
LONGEST = 150  # letters of a name
DEEPEST = 6  # folders within folders
FULL = {errno.ENOSPC, errno.EDQUOT}
PAGE = "imports"  # whose form says what the disk does not take
Given = ParamSpec("Given")
Got = TypeVar("Got")


class NotKeptError(SameroomError):
    """The disk did not take what was brought."""

    def __init__(self, *, is_full: bool) -> None:
        super().__init__(
            _("The disk of the room is full, so nothing of it was kept.")
            if is_full
            else _("The room could not write it to its disk, so nothing of it was kept."),
            remedy=_("Tell whoever looks after the room, and bring it again afterwards."),
        )


class Handler(TemporaryFileUploadHandler):
    """Puts files aside while they arrive; what the disk does not take, the page's form says."""

    request: HttpRequest

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        self._try(super().new_file, *args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Write a piece of it."""
        return self._try(super().receive_data_chunk, raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        """End a file; what was not written yet is now."""
        return self._try(super().file_complete, file_size)

    def _try(self, does: Callable[Given, Got], *args: Given.args, **kwargs: Given.kwargs) -> Got:
        try:
            return does(*args, **kwargs)
        except OSError as error:
            with suppress(OSError):  # the library closes it too, which must not fail again
                if hasattr(self, "file"):
                    self.file.close()
            match = self.request.resolver_match
            if match is None or match.url_name != PAGE:
                raise
            log.exception("what was sent could not be put aside while it arrived")
            self.request.META[PAGE] = NotKeptError(is_full=error.errno in FULL)
            # The rest is read all the same: a browser hears nothing before it has sent all.
            raise StopUpload(connection_reset=False) from error


def find_refusal(request: HttpRequest) -> NotKeptError | None:
    """Find what the disk did not take of a request while it arrived."""
    found = request.META.get(PAGE)
    return found if isinstance(found, NotKeptError) else None


@dataclass(frozen=True, slots=True)
class Kept:
    """Where files are kept, and what to call them together."""

    folder: Path
    title: str
    count: int
    size: int


def safe_path(path: str, *, taken: set[str]) -> Path:
    """Give a path that stays in its folder, has no hidden part, and is not taken."""
    parts = [_safe(part) for part in path.replace("\\", "/").split("/") if part.strip(". ")]
    *folders, name = parts or ["file"]
    home = Path(*folders[:DEEPEST])
    stem, dot, ending = name.rpartition(".")
    chosen, number = home / name, 2
    while str(chosen).lower() in taken:
        chosen = home / (f"{stem} {number}.{ending}" if dot else f"{name} {number}")
        number += 1
    taken.add(str(chosen).lower())
    return chosen


def _safe(part: str) -> str:
    return STRANGE.sub("_", part).lstrip(". ")[-LONGEST:].rstrip(". ") or "file"


def keep(*, files: Sequence[UploadedFile[bytes]], paths: Sequence[str] = (), folder: Path) -> Kept:
    """Write files into a new folder under this one.

    Args:
        files: what was brought.
        paths: where each of them lay in the folder that was brought; their names, if not told.
        folder: where the new folder is made.

    Raises:
        NotKeptError: when the disk does not take them; then nothing of them is kept.
    """
    target = folder / uuid4().hex
    taken: set[str] = set()
    told = paths if len(paths) == len(files) else [file.name or "" for file in files]
    kept = [safe_path(path, taken=taken) for path in told]
    try:
        target.mkdir(parents=True, mode=0o700)
        size = sum(_write(file, target / path) for file, path in zip(files, kept, strict=True))
    except OSError as error:
        log.exception("what was brought could not be kept in %s", target)
        shutil.rmtree(target, ignore_errors=True)
        raise NotKeptError(is_full=error.errno in FULL) from error
    return Kept(target, _title(kept), len(kept), size)


def _write(file: UploadedFile[bytes], target: Path) -> int:
    # A file may be called as a folder is: then its folder gets another name.
    home = target.parent
    while home.is_file():
        home = home.with_name(f"{home.name} folder")
    home.mkdir(parents=True, exist_ok=True)
    place = home / target.name
    if place.is_dir():
        place = place.with_name(f"{place.name} file")
    size = 0
    with place.open("xb") as sink:
        for chunk in file.chunks():
            size += sink.write(chunk)
    return size


def _title(paths: Iterable[Path]) -> str:
    names = sorted(str(path) for path in paths)
    tops = {name.split("/")[0] for name in names if "/" in name}
    if len(tops) == 1 and all("/" in name for name in names):
        return tops.pop()[:200]
    return ", ".join(names[:3])[:180] + (f" +{len(names) - 3}" if len(names) > 3 else "")
