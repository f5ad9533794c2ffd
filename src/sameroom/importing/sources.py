"""Finds the files of a folder that may hold rows: loose, packed, nested; never outside of it."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sameroom.errors import SameroomError
from sameroom.importing.archives import DAMAGED, TooMuch, unpack_gzip, unpack_zip
from sameroom.importing.limits import Budget, Limits


class Form(StrEnum):
    """How rows lie in a file."""

    DELIMITED = "delimited text"
    WORKBOOK = "workbook"
    JSON = "JSON"
    PARQUET = "Parquet"
    XES = "event log"
    NOTHING = "nothing to read"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read.

    Args:
        path: its place in the folder, such as `crm/leads.csv` or `all.zip!leads.csv`.
        file: where its bytes lie, unpacked.
        form: how rows lie in it.
        remark: what a person should know: why it is passed over, what was done to it.
        members: the files that were joined into it; see `alike.py`.
        begins: the line at which the rows of each of them begin.
    """

    path: str
    file: Path
    form: Form
    remark: str = ""
    members: "tuple[Source, ...]" = ()
    begins: tuple[int, ...] = ()


TEXT_ENDINGS = {".csv", ".tsv", ".tab", ".txt", ".psv", ".dsv", ".dat", ""}
JSON_ENDINGS = {".json", ".jsonl", ".ndjson"}
OTHER_ENDINGS = {".md", ".toml", ".yaml", ".yml", ".html", ".htm", ".pdf", ".rst", ".log", ".sql"}
PACKED_ENDINGS = {".xlsx", ".xlsm", ".zip", ".gz", ".parquet"}
OWN_NAMES = {
    "mapping.toml", "rates.csv", "agreement.yaml", "truth.json", "matches.csv",
    "matches_to_review.csv",
}  # fmt: skip
LOOKED_AT = 65_536


def find(*, folder: Path, scratch: Path, limits: Limits | None = None) -> list[Source]:
    """List the files of a folder (or the one file given) in the order of their names.

    Args:
        folder: a folder, or a single file.
        scratch: where packed files are unpacked to; kept until the import has ended.
        limits: what is too much.

    Raises:
        SameroomError: when a folder cannot be read.
    """
    root = folder if folder.is_dir() else folder.parent
    limits = limits or Limits()
    found: list[Source] = []
    for file in _walk(folder, root):
        name = str(file.relative_to(root))
        found.extend(_look(name, file, root.resolve(), scratch, limits))
    return found


def _walk(folder: Path, root: Path) -> Iterator[Path]:
    if folder.is_file():
        yield folder
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise SameroomError(
            "The folder cannot be read.",
            where=str(folder),
            remedy="Check who may read it, then try again.",
        ) from error
    for entry in entries:
        if entry.name.startswith((".", "~$")) or entry.name == "__MACOSX":
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry, root)
        else:
            yield entry


def _look(path: str, file: Path, root: Path, scratch: Path, limits: Limits) -> list[Source]:
    """See what a file of the folder is; unpack it if need be."""
    try:
        inside = file.resolve(strict=True)
        if not inside.is_relative_to(root):
            return [_nothing(path, file, "a link that leads out of the folder: not followed")]
        if not inside.is_file():
            return [_nothing(path, file, "a link to a folder, or no ordinary file: not followed")]
        if Path(path).name in OWN_NAMES:
            return [_nothing(path, file, "read as a setting, not as an export")]
        budget = Budget(limits.allow(inside.stat().st_size))
        return _open(path, inside, scratch, limits, budget, depth=0)
    except FileNotFoundError:
        return [_nothing(path, file, "a link that leads nowhere")]
    except OSError as error:
        return [_nothing(path, file, f"cannot be read: {error.strerror or error}")]
    except RuntimeError:
        return [_nothing(path, file, "a link that leads in a circle")]


def _open(
    path: str, file: Path, scratch: Path, limits: Limits, budget: Budget, depth: int
) -> list[Source]:
    with file.open("rb") as stream:
        head = stream.read(LOOKED_AT)
    try:
        if head.startswith(b"\x1f\x8b"):
            inner = unpack_gzip(file=file, scratch=scratch, limits=limits, budget=budget)
            return _deeper(path.removesuffix(".gz"), inner, scratch, limits, budget, depth)
        if head.startswith(b"PK") and zipfile.is_zipfile(file):
            return _zip(path, file, scratch, limits, budget, depth)
    except TooMuch as error:
        return [_nothing(path, file, str(error))]
    except DAMAGED as error:
        return [_nothing(path, file, f"packed, and damaged: {error}")]
    form, remark = recognise(path, head)
    return [Source(path, file, form, remark)]


def _deeper(
    path: str, file: Path, scratch: Path, limits: Limits, budget: Budget, depth: int
) -> list[Source]:
    if depth >= limits.depth:
        return [_nothing(path, file, "packed within packed files too deep to follow")]
    return _open(path, file, scratch, limits, budget, depth + 1)


def _zip(
    path: str, file: Path, scratch: Path, limits: Limits, budget: Budget, depth: int
) -> list[Source]:
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
    if "xl/workbook.xml" in names or "[Content_Types].xml" in names:
        return [Source(path, file, Form.WORKBOOK)]
    found: list[Source] = []
    for member in unpack_zip(file=file, scratch=scratch, limits=limits, budget=budget):
        inner = f"{path}!{member.name}"
        if member.file is None:
            found.append(_nothing(inner, file, member.remark))
        else:
            found.extend(_deeper(inner, member.file, scratch, limits, budget, depth))
    return found


def recognise(path: str, head: bytes) -> tuple[Form, str]:
    """Tell by its first bytes, then by its name, how rows lie in a file, and why not if not."""
    ending = Path(path.rsplit("!", 1)[-1]).suffix.lower()
    if not head.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        return Form.NOTHING, "empty"
    if head.startswith(b"PAR1"):
        return Form.PARQUET, ""
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0")):
        return Form.NOTHING, _binary_remark(head)
    if ending in PACKED_ENDINGS:
        return Form.NOTHING, f"a damaged {ending} file: fetch or export it anew"
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if ending == ".xes" or (text.startswith(b"<") and b"<log" in head):
        return Form.XES, ""
    if ending in JSON_ENDINGS or (ending not in TEXT_ENDINGS and text.startswith((b"{", b"["))):
        return Form.JSON, ""
    if ending in OTHER_ENDINGS or text.startswith((b"<?xml", b"<!DOCTYPE", b"<html")):
        return Form.NOTHING, "not an export that holds rows"
    if ending in TEXT_ENDINGS:
        return (Form.JSON, "") if text.startswith((b'{"', b'[{"')) else (Form.DELIMITED, "")
    return Form.NOTHING, f"files that end in {ending} are not read"


def _binary_remark(head: bytes) -> str:
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "an old .xls workbook: save it as .xlsx or .csv and import again"
    return "a picture or document, which holds no rows"


def _nothing(path: str, file: Path, remark: str) -> Source:
    return Source(path, file, Form.NOTHING, remark)
