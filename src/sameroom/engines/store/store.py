"""The store as a whole: open it, write a run, read it, take a run back, keep it tidy."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sameroom.engines.store import lock, runs, upgrade, upkeep
from sameroom.engines.store.runs import RunRecord
from sameroom.engines.store.snapshot import Snapshot
from sameroom.engines.store.writing import Run
from sameroom.errors import SameroomError, nearest


class NoSuchStoreError(SameroomError):
    """There is no record at the place that was named."""


class NoSuchRunError(SameroomError):
    """There is no run of that name that could be undone."""


class Store:
    """The record on disk: a folder with one Delta table a noun and one of runs.

    Open it by `Store.open`.
    """

    def __init__(self, *, path: Path) -> None:
        self.path = path

    @classmethod
    def open(cls, *, path: Path, create: bool = False) -> "Store":
        """Open a store, and bring an older one to today's columns.

        Raises:
            NoSuchStoreError: when there is none and `create` is not set.
            SameroomError: when it was written by a later version of Sameroom.
        """
        if not upgrade.is_store(path):
            if not create:
                raise NoSuchStoreError(
                    "There is no record here.",
                    where=str(path),
                    remedy="Import a folder of exports first: sameroom import FOLDER.",
                )
            upgrade.make(path)
        upgrade.bring_up(path)
        return cls(path=path)

    @contextmanager
    def write(self, *, kind: str, now: datetime) -> Iterator[Run]:
        """Write a run: it is visible when the block ends well, and leaves nothing when it does not.

        Raises:
            StoreBusyError: when somebody else is writing.
        """
        with lock.writing(path=self.path, doing=kind, now=now):
            before = runs.read(self.path)
            upkeep.sweep(path=self.path, last=before[-1] if before else None)
            run = Run(path=self.path, before=before, kind=kind, now=now)
            yield run
            run.commit()

    def snapshot(self) -> Snapshot:
        """Pin the record as it is now."""
        return Snapshot(path=self.path)

    def undo(self, *, run_id: str, now: datetime) -> str:
        """Take back exactly the rows of a run, so that what stood before stands again.

        Returns:
            The id of the run that took it back.

        Raises:
            NoSuchRunError: when there is no such run, or it is undone already, or it wrote nothing.
        """
        _undoable(runs.read(self.path), run_id)
        with self.write(kind="undo", now=now) as run:
            run.remove(run_id=run_id)
        return run.id

    def compact(self, *, now: datetime) -> list[str]:
        """Join small files into large ones, noun by noun; tells which nouns were changed.

        See docs/decisions/store.md for when a noun is worth it.
        """
        with self.snapshot() as snapshot:
            worth = upkeep.worth_compacting(snapshot)
        if not worth:
            return []
        with self.write(kind="compact", now=now) as run:
            for noun in worth:
                upkeep.compact(path=self.path, noun=noun)
                run.pin(noun)
        return worth

    def vacuum(self, *, now: datetime, keep_hours: int = upkeep.KEEP_HOURS) -> int:
        """Delete files that no reader can need any more; tells how many.

        Args:
            now: the present instant.
            keep_hours: how long a file stays after the record has left it. While anybody reads,
                it is at least a week.
        """
        with lock.writing(path=self.path, doing="vacuum", now=now):
            visible = runs.read(self.path)
            upkeep.sweep(path=self.path, last=visible[-1] if visible else None)
            with lock.nobody_reads(path=self.path) as alone:
                hours = keep_hours if alone else max(keep_hours, upkeep.KEEP_HOURS)
                return upkeep.vacuum(path=self.path, runs=visible, keep_hours=hours)


def _undoable(visible: list[RunRecord], run_id: str) -> None:
    can = [run.id for run in visible if run.row_counts and not run.is_undone and not run.undoes]
    if run_id in can:
        return
    fate = "is undone already" if any(run.id == run_id for run in visible) else "does not exist"
    runs_told = ", ".join(can) or "none"
    raise NoSuchRunError(
        f'Run "{run_id}" {fate}, so it cannot be undone.',
        remedy=f"{nearest(run_id, can)} Runs that can be undone: {runs_told}.".strip(),
    )
