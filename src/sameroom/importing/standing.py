"""Finds what was done already, so that work taken up again after a kill does nothing twice."""

from pathlib import Path

from sameroom.engines.store import NoSuchStoreError, Store
from sameroom.engines.store.runs import RunRecord


def find_import(*, folder: Path, store: Path) -> RunRecord | None:
    """Find the standing import of a folder, or None."""
    found = [
        run
        for run in _runs(store)
        if run.kind == "import" and not run.is_undone and run.notes.get("folder") == str(folder)
    ]
    return found[-1] if found else None


def find_undo(*, run: str, store: Path) -> str:
    """Find the run that took an import back; "" where none did."""
    return next((found.id for found in _runs(store) if found.undoes == run), "")


def _runs(store: Path) -> list[RunRecord]:
    try:
        with Store.open(path=store).snapshot() as snapshot:
            return snapshot.runs()
    except NoSuchStoreError:
        return []
