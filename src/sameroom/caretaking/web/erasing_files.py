"""Which files name a person, or cannot be searched for them; and their deletion."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from sameroom.report import languages
from sameroom.webkit.erasing import Erased

PLAIN = {".csv", ".tsv", ".txt", ".json", ".jsonl", ".yaml", ".yml", ".toml", ".html", ".md"}
# Where files lie that hold what was brought, by what they are counted as.
FOLDERS = {"uploads": ("room/uploads",), "errors": ("errors", "room/imports")}
REPORT = "room/report"  # written anew
# What a report consists of beside its pages. It may lie in a folder with anything in it, the record
# included.
REPORT_FILES = ("readings.json", "readings.parquet")
EVIDENCE = "evidence/*.csv"


def search(*, store: Path, whom: Erased) -> dict[str, list[Path]]:
    """List the files that go, by kind: those that name somebody or cannot be searched."""
    found = {
        kind: [
            file
            for folder in folders
            for file in _files(store / folder)
            if file.suffix.lower() not in PLAIN or _names(file, whom.pattern)
        ]
        for kind, folders in FOLDERS.items()
    }
    return {**found, "report": [*_files(store / REPORT), *_elsewhere(store, whom)]}


def _elsewhere(store: Path, whom: Erased) -> Iterator[Path]:
    """List the files of a report that is written outside the record, as SAMEROOM_REPORT says."""
    report = Path(settings.REPORT)
    if store.resolve() == Path(settings.STORE).resolve() and not report.is_relative_to(store):
        names = (*languages.list_files(), *REPORT_FILES)
        for file in (*(report / name for name in names), *sorted(report.glob(EVIDENCE))):
            is_plain = file.suffix.lower() in PLAIN
            if file.is_file() and (not is_plain or _names(file, whom.pattern)):
                yield file


def count(*, found: dict[str, list[Path]]) -> dict[str, int]:
    """Count them; kinds without any are left out."""
    return {kind: len(files) for kind, files in found.items() if files}


def delete(*, found: dict[str, list[Path]]) -> None:
    """Delete files; one that is gone already is no fault."""
    for file in (file for files in found.values() for file in files):
        file.unlink(missing_ok=True)


def _names(file: Path, pattern: "re.Pattern[str]") -> bool:
    held = file.read_bytes()
    return bool(pattern.search(file.name)) or any(
        pattern.search(held.decode(encoding, "replace"))
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    )


def _files(folder: Path) -> Iterator[Path]:
    if folder.exists():
        yield from (file for file in sorted(folder.rglob("*")) if file.is_file())
