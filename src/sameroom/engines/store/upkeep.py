"""Housekeeping: rows of runs that never became visible, small files, files nobody needs."""

import shutil
from pathlib import Path

import pyarrow as pa
from deltalake import DeltaTable

from sameroom.engines.store import runs
from sameroom.engines.store.runs import RunRecord
from sameroom.engines.store.snapshot import Snapshot, table_folder

KEEP_HOURS = 24 * 7
SMALL_BYTES = 32 * 1024 * 1024
SMALL_FILES = 8
TARGET_BYTES = 256 * 1024 * 1024
SWEPT = "swept-"


def sweep(*, path: Path, last: RunRecord | None) -> None:
    """Take back what an unfinished run left: every table returns to its last visible version."""
    facts = path / "facts"
    if not facts.exists():
        return
    for folder in sorted(facts.iterdir()):
        if folder.name.startswith(SWEPT):
            shutil.rmtree(folder)
        elif last is None or folder.name not in last.versions:
            _throw_away(folder)
        else:
            _return_to(folder, last.versions[folder.name])


def _throw_away(folder: Path) -> None:
    # Renamed first: a kill amid the deletion must not leave half a table under the noun's name.
    away = folder.with_name(SWEPT + folder.name)
    folder.rename(away)
    shutil.rmtree(away)


def _return_to(folder: Path, version: int) -> None:
    table = DeltaTable(folder)
    if table.version() == version:
        return
    if sorted(table.file_uris()) != sorted(DeltaTable(folder, version=version).file_uris()):
        table.restore(version)


def worth_compacting(snapshot: Snapshot) -> list[str]:
    """List the nouns that lie in many small files."""
    return [noun for noun in snapshot.nouns() if _small(snapshot.files(noun)) >= SMALL_FILES]


def _small(files: list[str]) -> int:
    return sum(Path(file).stat().st_size < SMALL_BYTES for file in files)


def compact(*, path: Path, noun: str) -> None:
    """Join a noun's small files."""
    table = DeltaTable(table_folder(path, noun))
    table.optimize.compact(target_size=TARGET_BYTES, max_concurrent_tasks=1)
    table.create_checkpoint()


def vacuum(*, path: Path, runs: list[RunRecord], keep_hours: int) -> int:
    """Delete the files of each table that its visible version has left long enough ago."""
    versions = runs[-1].versions if runs else {}
    return sum(
        len(_vacuum(table_folder(path, noun), [version], keep_hours))
        for noun, version in versions.items()
    ) + _vacuum_runs(path, keep_hours)


def _vacuum_runs(path: Path, keep_hours: int) -> int:
    folder = runs.folder(path)
    if not DeltaTable.is_deltatable(str(folder)):
        return 0
    table = DeltaTable(folder)
    if len(table.file_uris()) >= SMALL_FILES:
        table.optimize.compact()
        table.create_checkpoint()
    return len(_vacuum(folder, None, keep_hours))


def _vacuum(folder: Path, versions: list[int] | None, keep_hours: int) -> list[str]:
    return DeltaTable(folder).vacuum(
        retention_hours=keep_hours,
        dry_run=False,
        enforce_retention_duration=False,
        full=True,
        keep_versions=versions,
    )


def missing_columns(table: DeltaTable, wanted: pa.Schema) -> list[pa.Field]:
    """List the columns that a table lacks."""
    has = set(pa.schema(table.schema().to_arrow()).names)
    return [field for field in wanted if field.name not in has]
