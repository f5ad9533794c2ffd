"""The file of a backup: a zip with a manifest, written whole or not at all, read with suspicion."""

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from sameroom.errors import SameroomError

FORM = 1
MANIFEST = "manifest.json"
MOST_MANIFEST = 64_000_000  # bytes
PIECE = 1 << 20
PACKED = (".jsonl", ".json", ".csv", ".yaml", ".txt", ".html", ".toml")


class BadBackupError(SameroomError):
    """A file that is no backup, or one that was damaged or tampered with."""

    def __init__(self, what: str, *, where: Path) -> None:
        super().__init__(
            what, where=str(where), remedy="Use another backup. Nothing here was changed."
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in the backup.

    Args:
        name: where it belongs, from the record's folder on, or `rows/…` of the database.
        size: bytes.
        sha256: of its bytes.
    """

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    Args:
        form: the version of this layout.
        made_at: when, ISO 8601.
        version: of Sameroom.
        store_version: of the record's schema.
        migrations: those the database had taken, as [app, name].
        tables: columns and number of rows of each table of the database, by its label.
        facts: number of rows of each noun.
        entries: its files.
    """

    form: int
    made_at: str
    version: str
    store_version: int
    migrations: list[list[str]]
    tables: dict[str, dict[str, Any]]  # Any: {"columns": [...], "rows": n}
    facts: dict[str, int]
    entries: list[Entry] = field(default_factory=list)


class Writer:
    """Writes a backup, one file after the other."""

    def __init__(self, *, zipped: zipfile.ZipFile) -> None:
        self._zip = zipped
        self.entries: list[Entry] = []

    def add(self, *, name: str, pieces: Iterable[bytes]) -> None:
        """Add a file of these pieces."""
        how = zipfile.ZIP_DEFLATED if name.endswith(PACKED) else zipfile.ZIP_STORED
        told = zipfile.ZipInfo(name)
        told.compress_type = how
        digest, size = hashlib.sha256(), 0
        with self._zip.open(told, "w", force_zip64=True) as target:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                target.write(piece)
        self.entries.append(Entry(name, size, digest.hexdigest()))

    def add_file(self, *, name: str, path: Path) -> None:
        """Add a file from the disk; one that went away meanwhile is left out."""
        try:
            file = path.open("rb")
        except FileNotFoundError:
            return
        with file:
            self.add(name=name, pieces=iter(lambda: file.read(PIECE), b""))

    def finish(self, manifest: Manifest) -> None:
        """Add what the backup says of itself, and end it."""
        self._zip.writestr(MANIFEST, json.dumps(asdict(manifest)), zipfile.ZIP_DEFLATED)
        self._zip.close()


class Backup:
    """A backup that is read. Nothing in it is believed before it was looked at."""

    def __init__(self, *, path: Path, zipped: zipfile.ZipFile) -> None:
        self.path = path
        self._zip = zipped
        self.manifest = self._read_manifest()
        self._entries = {entry.name: entry for entry in self.manifest.entries}
        self._look()

    def names(self, *, under: str = "") -> list[str]:
        """List the files whose name begins so."""
        return sorted(name for name in self._entries if name.startswith(under))

    def verify(self) -> None:
        """Read every byte.

        Raises:
            BadBackupError: when a file is not what the manifest says.
        """
        for name in self._entries:
            for _ in self.pieces(name):
                pass

    def pieces(self, name: str) -> Iterator[bytes]:
        """Give the bytes of a file, and complain at its end if they were not the right ones.

        Raises:
            BadBackupError: when they are not what the manifest says.
        """
        entry, digest, size = self._entries[name], hashlib.sha256(), 0
        try:
            with self._zip.open(name) as source:
                while piece := source.read(PIECE):
                    size += len(piece)
                    if size > entry.size:
                        raise BadBackupError(f"{name} is larger than stated.", where=self.path)
                    digest.update(piece)
                    yield piece
        except (zipfile.BadZipFile, OSError, EOFError, ValueError) as error:
            raise BadBackupError(f"{name} is damaged ({error}).", where=self.path) from error
        if size != entry.size or digest.hexdigest() != entry.sha256:
            raise BadBackupError(f"{name} is not what was backed up.", where=self.path)

    def lines(self, name: str) -> Iterator[bytes]:
        """Give the lines of a file."""
        rest = b""
        for piece in self.pieces(name):
            *whole, rest = (rest + piece).split(b"\n")
            yield from whole
        if rest:
            yield rest

    def extract(self, *, name: str, folder: Path) -> None:
        """Write a file to its place below a folder."""
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            for piece in self.pieces(name):
                file.write(piece)

    def _read_manifest(self) -> Manifest:
        try:
            info = self._zip.getinfo(MANIFEST)
            if info.file_size > MOST_MANIFEST:
                raise BadBackupError("Its manifest is too large.", where=self.path)
            with self._zip.open(MANIFEST) as source:
                told = json.loads(source.read(MOST_MANIFEST))
            if told["form"] > FORM:
                raise SameroomError(
                    f"This backup was made by a later Sameroom ({told['version']}).",
                    where=str(self.path),
                    remedy="Install that version, then restore. Nothing here was changed.",
                )
            entries = [Entry(**entry) for entry in told.pop("entries")]
            return Manifest(**told, entries=entries)
        except (KeyError, TypeError, ValueError, zipfile.BadZipFile, OSError, EOFError) as error:
            raise BadBackupError("This is no backup of Sameroom.", where=self.path) from error

    def _look(self) -> None:
        held = [info.filename for info in self._zip.infolist() if info.filename != MANIFEST]
        if sorted(held) != sorted(entry.name for entry in self.manifest.entries):
            raise BadBackupError("It holds other files than it states.", where=self.path)
        for info in self._zip.infolist():
            if info.filename != MANIFEST:
                self._look_at(info)

    def _look_at(self, info: zipfile.ZipInfo) -> None:
        if not is_safe(info.filename):
            raise BadBackupError(
                f"It would write outside its place ({info.filename!r}).", where=self.path
            )
        if (info.external_attr >> 16) & 0o170000 == 0o120000:
            raise BadBackupError(f"It holds a link ({info.filename!r}).", where=self.path)
        entry = self._entries[info.filename]
        if type(entry.size) is not int or entry.size < 0 or info.file_size != entry.size:
            raise BadBackupError(f"{info.filename} is not of the stated size.", where=self.path)


def is_safe(name: str) -> bool:
    """Tell whether a name stays below the folder it is put into."""
    path = PurePosixPath(name)
    plain = "\\" not in name and "\0" not in name and ":" not in name.partition("/")[0]
    return (
        bool(name)
        and plain
        and str(path) == name
        and not path.is_absolute()
        and (".." not in path.parts)
    )


def open_backup(*, path: Path) -> Backup:
    """Open a backup; it is closed when nobody holds it any more.

    Raises:
        BadBackupError: when it is none, or not whole.
        SameroomError: when there is no such file, or a later version wrote it.
    """
    try:
        return Backup(path=path, zipped=zipfile.ZipFile(path))
    except FileNotFoundError as error:
        raise SameroomError(
            "There is no such file.", where=str(path), remedy="Give the file of a backup."
        ) from error
    # zipfile raises NotImplementedError for a way of packing that it does not know.
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:  # as said
        raise BadBackupError("This is no backup, or not a whole one.", where=path) from error


def room_for(*, folder: Path, needed: int) -> None:
    """Refuse to begin what the disk cannot hold.

    Raises:
        SameroomError: when there is too little space.
    """
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise SameroomError(
            f"There are {free:,} bytes free, {needed:,} are needed.",
            where=str(folder),
            remedy="Make space, or restore elsewhere. Nothing here was changed.",
        )


def start(*, file: IO[bytes]) -> Writer:
    """Begin a backup."""
    return Writer(zipped=zipfile.ZipFile(file, "w", allowZip64=True))
