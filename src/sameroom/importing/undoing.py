"""Takes an import back, so that what stood before stands again."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sameroom.engines.disk import told_plainly
from sameroom.engines.store import NoSuchRunError, Store
from sameroom.errors import nearest
from sameroom.importing.writing import resolve


@dataclass(frozen=True, slots=True)
class Leaning:
    """An import that counted on rows which an earlier one had written.

    Args:
        run: its id.
        folder: what was imported.
        rows: how many of its rows were on record already.
    """

    run: str
    folder: str
    rows: int


def undo(*, run: str, store: Path, now: datetime) -> str:
    """Take back exactly the rows of a run, and resolve who is who anew.

    Returns:
        The id of the run that took it back.

    Raises:
        NoSuchRunError: when there is no such run, or it is undone already, or it wrote nothing.
        NoSuchStore: when there is no record.
        DiskError: when the disk is full, or the record may not be written to.
    """
    with told_plainly(where=store):
        record = Store.open(path=store)
        _check(record, run)
        return _undo(record, run, now)


def _undo(record: Store, run: str, now: datetime) -> str:
    with record.write(kind="undo", now=now) as undone:
        undone.remove(run_id=run)
        resolve(undone)
    return undone.id


def list_leaning(*, run: str, store: Path) -> list[Leaning]:
    """List the standing imports after a run that found rows of theirs on record already.

    A row is written once. Taking back the run that wrote it takes it from those imports too, until
    their folder is imported again.
    """
    with Store.open(path=store).snapshot() as snapshot:
        later = [found for found in snapshot.runs() if found.id > run]
    return [
        Leaning(found.id, str(found.notes.get("folder", "")), int(found.notes["already_held"]))
        for found in later
        if found.kind == "import" and not found.is_undone and found.notes.get("already_held")
    ]


def _check(record: Store, run: str) -> None:
    with record.snapshot() as snapshot:
        runs = snapshot.runs()
    can = [found.id for found in runs if found.kind == "import" and not found.is_undone]
    if run in can:
        return
    known = any(found.id == run for found in runs)
    said = "cannot be undone, or is undone already" if known else "does not exist"
    choice = ", ".join(can) or "none"
    raise NoSuchRunError(
        f'Import "{run}" {said}.',
        where=str(record.path),
        remedy=f"{nearest(run, can)} Imports that can be undone: {choice}.".strip(),
    )
