"""Takes an import back, so that what stood before stands again."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sameroom.engines.disk import told_plainly
from sameroom.engines.store import NoSuchRunError, Run, Store
from sameroom.errors import nearest
from sameroom.importing.identities import Matching, settled
from sameroom.importing.writing import resolve

RULES_ONLY = (
    "Probable matches were left out, because the library splink is not installed: who is who was "
    'worked out by the rules and by your decisions. Run `pip install "sameroom[linkage]"` and '
    "import with `--link` to have them again."
)


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


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of an undo.

    Args:
        run: the id of the run that took the import back.
        remarks: what else the reader should know.
    """

    run: str
    remarks: tuple[str, ...] = ()


def undo(*, run: str, store: Path, now: datetime, link: bool | None = None) -> Undone:
    """Take back exactly the rows of a run, and resolve who is who anew.

    Args:
        run: the id of the import.
        store: the record.
        now: the present instant.
        link: whether probable matches are looked for; by default as in the imports that remain,
            or by the rules alone, with a remark, where splink is no longer installed.

    Raises:
        LinkageNotInstalledError: when `link` is true and splink is not installed.
        NoSuchRunError: when there is no such run, or it is undone already, or it wrote nothing.
        NoSuchStore: when there is no record.
        DiskError: when the disk is full, or the record may not be written to.
    """
    with told_plainly(where=store):
        record = Store.open(path=store)
        _check(record, run)
        return _undo(record, run, now, link)


def _undo(record: Store, run: str, now: datetime, link: bool | None) -> Undone:
    with record.write(kind="undo", now=now) as undone:
        undone.remove(run_id=run)
        if link is None and cannot_link(undone):
            resolve(undone, Matching(link=False))
            return Undone(undone.id, (RULES_ONLY,))
        resolve(undone, Matching(link=link))
    return Undone(undone.id)


def cannot_link(undone: Run) -> bool:
    """Tell whether probable matches would be looked for as before, but no longer can be."""
    with undone.snapshot() as snapshot:
        link, _ = settled(matching=Matching(), snapshot=snapshot)
    if not link:
        return False
    from sameroom.record import linkage  # slow to load, and most imports never need it

    try:
        linkage.require()
    except linkage.LinkageNotInstalledError:
        return True
    return False


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
    fate = "cannot be undone, or is undone already" if known else "does not exist"
    choice = ", ".join(can) or "none"
    raise NoSuchRunError(
        f'Import "{run}" {fate}.',
        where=str(record.path),
        remedy=f"{nearest(run, can)} Imports that can be undone: {choice}.".strip(),
    )
