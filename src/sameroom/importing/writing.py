"""Writes what the record lacks as one run, and resolves who is who."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from sameroom.engines.store import Run, Snapshot, Store
from sameroom.importing import identities
from sameroom.importing.combining import Gathered
from sameroom.importing.identities import (
    Matching,
    fresh_decisions,
    settled,
    take_in,
    write_review,
)
from sameroom.importing.plans import Outcome, Plan
from sameroom.importing.preparing import Prepared, compare
from sameroom.importing.sql_text import name, quoted

if TYPE_CHECKING:
    from sameroom.record.identity import Resolved

KIND = "import"
AS_BEFORE = Matching()


def write(
    *,
    prepared: Prepared,
    plan: Plan,
    store: Store,
    compared_with: str,
    matching: Matching,
    reviews: Path,
) -> Outcome:
    """Write the rows that the record lacks; no run is made when it lacks none.

    Args:
        prepared: what is to be written.
        plan: what was found, kept with the run.
        store: the record.
        compared_with: the last run of the snapshot that `prepared` was compared with.
        matching: how references are to be matched.
        reviews: the folder for the list of matches that a person should decide.
    """
    with store.snapshot() as snapshot:
        decided = fresh_decisions(matching=matching, snapshot=snapshot)
        before = settled(matching=AS_BEFORE, snapshot=snapshot)
        wanted = settled(matching=matching, snapshot=snapshot)
    is_new = any(gathered.to_write for gathered in prepared.gathered)
    if not is_new and not decided and before == wanted:
        return Outcome(plan, "")
    now = prepared.wishes.now
    with store.write(kind=KIND, now=now) as run:
        gathered = _fresh(prepared, store, compared_with)
        written = _append_all(run, prepared, gathered)
        run.note("folder", plan.folder)
        run.note("already_held", sum(found.same for found in gathered))
        run.note("currency", plan.currency)
        run.note("files", {file.mapping.path: file.taken for file in plan.files})
        run.note("columns", _columns(prepared))
        let_go(prepared)
        if count := take_in(run=run, decided=decided):
            written["match_decision"] = count
        found = resolve(run, matching)
        review = write_review(found=found, folder=reviews)
    return Outcome(
        plan,
        run.id,
        written,
        matched=found.rows.num_rows,
        probable=pc.sum(pc.equal(found.rows["rule"], "probable match")).as_py() or 0,
        review_file=review,
        remarks=found.remarks,
    )


def _columns(prepared: Prepared) -> dict[str, list[str]]:
    """Tell, for each column of the facts, which columns of which files fill it."""
    told: dict[str, list[str]] = {}
    for sheet in prepared.sheets:
        for cell in sheet.cells:
            told.setdefault(cell.target, []).append(
                f"{sheet.mapping.path}: {sheet.header(cell.place)}"
            )
    return told


def last_run(snapshot: Snapshot | None) -> str:
    """Tell the last visible run; "" for an empty record."""
    runs = snapshot.runs() if snapshot else []
    return runs[-1].id if runs else ""


def _fresh(prepared: Prepared, store: Store, compared_with: str) -> list[Gathered]:
    """Compare anew where somebody else wrote while we read."""
    with store.snapshot() as snapshot:
        if last_run(snapshot) == compared_with:
            return prepared.gathered
        return compare(
            prepared.connection,
            sheets=prepared.sheets,
            currency=prepared.currency,
            snapshot=snapshot,
        )


def _append_all(run: Run, prepared: Prepared, gathered: list[Gathered]) -> dict[str, int]:
    progress, written = prepared.wishes.progress, {}
    for number, found in enumerate(gathered):
        progress(f"writing {found.noun}", number, len(gathered))
        if found.to_write:
            written[found.noun] = run.append_from(
                found.noun,
                connection=prepared.connection,
                relation=f"({_rows(prepared, found)})",
                is_fresh=found.is_fresh,
            )
    progress("resolving who is who", len(gathered), len(gathered))
    return written


def let_go(prepared: Prepared) -> None:
    """Free what is written, so that resolving has the memory."""
    for sheet in prepared.sheets:
        prepared.connection.execute(f"drop view if exists {sheet.table}")
        prepared.connection.execute(f"drop table if exists {sheet.base}")
    for found in prepared.gathered:
        prepared.connection.execute(f"drop table if exists once_{found.noun}")
        prepared.connection.execute(f"drop table if exists current_{found.noun}")


def _rows(prepared: Prepared, found: Gathered) -> str:
    """Write the SQL of new and changed rows; what does not say when it was seen is seen now."""
    seen = f"coalesce(seen_at, timestamptz {quoted(prepared.wishes.now.isoformat())}) as seen_at"
    sql = f"select * exclude (state, seen_at), {seen} from {name(found.table)}"
    return sql + (" where state <> 'same'" if found.same else "")


def resolve(run: Run, matching: Matching = AS_BEFORE) -> "Resolved":
    """Resolve references to accounts and people anew, over all that the run makes visible."""
    with run.snapshot() as snapshot:
        link, error = settled(matching=matching, snapshot=snapshot)
    return identities.resolve(run=run, link=link, error=error)


def error_folder(*, store: Path, now: datetime) -> Path:
    """Tell where the error files of an import go."""
    return store / "errors" / f"{now:%Y-%m-%dT%H-%M-%S}"
