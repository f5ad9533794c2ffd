"""Writes what the record lacks as one run, and resolves who is who."""

from datetime import datetime
from pathlib import Path

from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Run, Snapshot, Store
from sameroom.importing.combining import Gathered
from sameroom.importing.plans import Outcome, Plan
from sameroom.importing.preparing import Prepared, compare
from sameroom.importing.sql_text import name, quoted

KIND = "import"


def write(*, prepared: Prepared, plan: Plan, store: Store, compared_with: str) -> Outcome:
    """Write the rows that the record lacks; no run is made when it lacks none.

    Args:
        prepared: what is to be written.
        plan: what was found, kept with the run.
        store: the record.
        compared_with: the last run of the snapshot that `prepared` was compared with.
    """
    if not any(gathered.to_write for gathered in prepared.gathered):
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
        matched = resolve(run)
    return Outcome(plan, run.id, written, matched=matched)


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


def resolve(run: Run) -> int:
    """Resolve references to accounts and people anew, over all that the run makes visible."""
    from sameroom.record import identity  # slow to load, and a plan never needs it

    engine = EmbeddedEngine(snapshot=run.snapshot())
    try:
        rows = identity.resolve(ask=engine.ask)
    finally:
        engine.close()
    run.replace(noun="identity", rows=rows)
    return int(rows.num_rows)


def error_folder(*, store: Path, now: datetime) -> Path:
    """Tell where the error files of an import go."""
    return store / "errors" / f"{now:%Y-%m-%dT%H-%M-%S}"
