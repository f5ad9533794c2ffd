"""Keeps files that were brought, in a folder of their own, under names that cannot leave it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile

STRANGE = re.compile(r"[^\w.\- ()]+")


def safe_name(name: str, *, taken: set[str]) -> str:
    """Give a name that stays in its folder, is no hidden file, and is not taken."""
    bare = STRANGE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).lstrip(". ")[-150:]
    bare = bare or "file"
    stem, dot, ending = bare.rpartition(".")
    chosen, number = bare, 2
    while chosen.lower() in taken:
        chosen = f"{stem} {number}.{ending}" if dot else f"{bare} {number}"
        number += 1
    taken.add(chosen.lower())
    return chosen


def keep(*, files: Iterable[UploadedFile[bytes]], folder: Path) -> Path:
    """Write files into a new folder under this one; gives it."""
    target = folder / uuid4().hex
    target.mkdir(parents=True, mode=0o700)
    taken: set[str] = set()
    for file in files:
        with (target / safe_name(file.name or "", taken=taken)).open("wb") as sink:
            for chunk in file.chunks():
                sink.write(chunk)
    return target
