"""What is not as it should be: configuration, record and disk, each finding with its remedy."""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from sameroom import agreement
from sameroom.engines.store import Store
from sameroom.errors import SameroomError

LEAST_FREE = 1_000_000_000  # bytes
KNOWN_DATABASES = ("postgres", "postgresql", "sqlite")
SHORTEST_KEY = 32


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be.

    Args:
        id: stays the same over versions, for whoever watches for it.
        severity: an error keeps the room from working, a warning will.
        what: is wrong.
        where: file or variable.
        remedy: what to do.
    """

    id: str
    severity: Literal["error", "warning"]
    what: str
    where: str
    remedy: str


def check_variables() -> Iterator[Finding]:
    """Look at the variables."""
    url = os.environ.get("SAMEROOM_URL", "")
    if url and (urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname):
        yield Finding(
            "variables.url", "error", f'"{url}" is no address.', "SAMEROOM_URL",
            "Give one such as https://room.example.com.",
        )  # fmt: skip
    limit = os.environ.get("SAMEROOM_UPLOAD_LIMIT", "")
    if limit and not limit.isdigit():
        yield Finding(
            "variables.upload-limit", "error", f'"{limit}" is no number of bytes.',
            "SAMEROOM_UPLOAD_LIMIT", "Give a whole number, such as 2000000000.",
        )  # fmt: skip
    scheme = urlsplit(os.environ.get("DATABASE_URL", "")).scheme
    if scheme and scheme not in KNOWN_DATABASES:
        yield Finding(
            "variables.database", "error", f'"{scheme}" is no database we know.', "DATABASE_URL",
            "Give postgres://user:password@host/name, or leave it out.",
        )  # fmt: skip
    key = os.environ.get("SAMEROOM_SECRET_KEY", "")
    if key and len(key) < SHORTEST_KEY:
        yield Finding(
            "variables.key", "warning", f"The key has {len(key)} letters.", "SAMEROOM_SECRET_KEY",
            f"Take at least {SHORTEST_KEY} at random, and name this one in "
            "SAMEROOM_OLD_SECRET_KEYS.",
        )  # fmt: skip


def check_record(*, store: Path, least_free: int = LEAST_FREE) -> Iterator[Finding]:
    """Look at the record, its agreement, the key beside it and the disk.

    Args:
        store: the record.
        least_free: bytes that should be free.
    """
    yield from check_store(store=store)
    yield from _check_key(store / "room" / "secret-key")
    yield from _check_agreement(store / "agreement.yaml")
    free = shutil.disk_usage(store if store.exists() else store.parent).free
    if free < least_free:
        yield Finding(
            "disk.free", "warning", f"{free:,} bytes are free.", str(store),
            "Make space: an import needs a few times the size of its files.",
        )  # fmt: skip


def check_store(*, store: Path) -> Iterator[Finding]:
    """Tell whether the record can be read, and whether its files are there."""
    try:
        with Store.open(path=store).snapshot() as snapshot:
            for noun in snapshot.nouns():
                missing = [file for file in snapshot.files(noun) if not Path(file).exists()]
                if missing:
                    yield Finding(
                        "record.files", "error", f"{len(missing)} files of {noun} are gone.",
                        str(store), "Restore a backup: sameroom restore FILE --replace.",
                    )  # fmt: skip
    except SameroomError as error:
        yield Finding("record.open", "error", error.what, error.where, error.remedy)
    except (OSError, json.JSONDecodeError, KeyError, ValueError) as error:
        yield Finding(
            "record.open", "error", f"The record cannot be read ({error}).", str(store),
            "Restore a backup: sameroom restore FILE --replace.",
        )  # fmt: skip


def _check_key(path: Path) -> Iterator[Finding]:
    if path.exists() and path.stat().st_mode & 0o077:
        yield Finding(
            "key.readable", "error", "Others may read the key.", str(path), f"chmod 600 {path}"
        )


def _check_agreement(path: Path) -> Iterator[Finding]:
    if not path.exists():
        return
    try:
        agreement.read(path=path)
    except SameroomError as error:
        yield Finding("agreement.read", "error", error.what, error.where, error.remedy)
