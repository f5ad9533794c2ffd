"""Keeps the record small after an import: see the policy in docs/decisions/store.md."""

from datetime import datetime

from sameroom.engines.store import Store, StoreBusyError


def keep_small(*, record: Store, now: datetime) -> None:
    """Join small files, and delete what no reader can need any more.

    The import stands already; where somebody else is writing by now, their import does it.
    """
    try:
        record.compact(now=now)
        record.vacuum(now=now)
    except StoreBusyError:
        return
