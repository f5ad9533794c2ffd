"""Takes in what people decided about matches, or took back, without an import."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from sameroom.engines.disk import told_plainly
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import NoSuchStoreError, Store
from sameroom.importing.identities import Matching
from sameroom.importing.undoing import cannot_link
from sameroom.importing.writing import resolve

if TYPE_CHECKING:
    from sameroom.record.decisions import Decision


def decide(
    *,
    decisions: "Sequence[Decision]",
    withdrawn: "Sequence[Decision]" = (),
    store: Path,
    now: datetime,
) -> str:
    """Write decisions about matches, take others back, and resolve who is who anew.

    What the record holds already is not written again, and only a word that still stands is taken
    back, so that doing it twice is as doing it once.

    Args:
        decisions: what holds from now on; of a pair decided before, the later word stands.
        withdrawn: what no longer holds: the rules decide of the pair as if nothing had been said.
        store: the record.
        now: the present instant.

    Returns:
        The id of the run; "" when the record said all of it already.

    Raises:
        NoSuchStoreError: when there is no record.
        StoreBusyError: when somebody else is writing.
        DiskError: when the disk is full, or the record may not be written to.
    """
    with told_plainly(where=store):
        record = Store.open(path=store)
        known = _stored(record)
        fresh = [one for one in decisions if one not in known]
        pairs = {_pair(one) for one in fresh}
        gone = [one for one in withdrawn if one in known and _pair(one) not in pairs]
        if not fresh and not gone:
            return ""
        with record.write(kind="decide", now=now) as run:
            run.append("match_decision", _facts(fresh, gone))
            resolve(run, Matching(link=False) if cannot_link(run) else Matching())
        return run.id


def list_decided(*, store: Path) -> "tuple[Decision, ...]":
    """List the decisions about matches that the record holds; none where there is no record."""
    try:
        return tuple(_stored(Store.open(path=store)))
    except NoSuchStoreError:
        return ()


def _pair(one: "Decision") -> tuple[str, str, str]:
    return one.noun, one.left, one.right


def _stored(record: Store) -> "set[Decision]":
    from sameroom.record import decisions  # slow to load

    engine = EmbeddedEngine(snapshot=record.snapshot())
    try:
        return set(decisions.stored(ask=engine.ask))
    finally:
        engine.close()


def _facts(fresh: "Sequence[Decision]", gone: "Sequence[Decision]") -> pa.Table:
    """Lay out the words that hold, and mark those taken back as deleted."""
    from sameroom.record.decisions import as_facts

    told = as_facts(decisions=[*fresh, *gone])
    at = told.schema.get_field_index("is_deleted")
    is_gone = pa.array([False] * len(fresh) + [True] * len(gone))
    return told.set_column(at, "is_deleted", is_gone)
