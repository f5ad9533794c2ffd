"""Where facts are kept: one Delta table a noun, and a run visible by one last commit."""

from sameroom.engines.store.lock import StoreBusyError
from sameroom.engines.store.runs import RunRecord
from sameroom.engines.store.snapshot import Snapshot
from sameroom.engines.store.store import NoSuchRunError, NoSuchStoreError, Store
from sameroom.engines.store.writing import Run

__all__ = [
    "NoSuchRunError",
    "NoSuchStoreError",
    "Run",
    "RunRecord",
    "Snapshot",
    "Store",
    "StoreBusyError",
]
