"""What an import does about who is who: takes in decisions, resolves, lists what is open."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Run, Snapshot
from sameroom.importing.error_files import safe

if TYPE_CHECKING:
    from sameroom.record.decisions import Decision
    from sameroom.record.identity import Resolved

MATCHES = "matches.csv"
REVIEW = "matches_to_review.csv"
NOTE = "link"
IN_DOUBT = "matches_in_doubt"
MOST_KEPT = 1_000  # pairs in doubt that a run remembers: more than a person decides in a month


@dataclass(frozen=True, slots=True)
class Matching:
    """How references are to be matched.

    Args:
        decisions: a file of people's decisions; None for none.
        link: whether probable matches are looked for; None to do as the last import did.
        error: the share of the probable matches that may be false.
    """

    decisions: Path | None = None
    link: bool | None = None
    error: float | None = None


def fresh_decisions(*, matching: Matching, snapshot: Snapshot) -> "Sequence[Decision]":
    """Read the decisions that the record does not hold yet.

    Raises:
        MatchesError: when the file cannot be followed.
    """
    if matching.decisions is None:
        return ()
    from sameroom.record import decisions  # slow to load, and most imports have none

    engine = EmbeddedEngine(snapshot=snapshot)
    try:
        known = set(decisions.stored(ask=engine.ask))
    finally:
        engine.close()
    return [one for one in decisions.read(path=matching.decisions) if one not in known]


def take_in(*, run: Run, decided: "Sequence[Decision]") -> int:
    """Write decisions as facts, so that they hold in every later import; tells how many."""
    if decided:
        from sameroom.record.decisions import as_facts

        run.append("match_decision", as_facts(decisions=decided))
    return len(decided)


def settled(*, matching: Matching, snapshot: Snapshot) -> tuple[bool, float]:
    """Settle whether to link, and by what error: as asked, else as the last import did."""
    notes = [run.notes[NOTE] for run in snapshot.runs() if NOTE in run.notes and not run.is_undone]
    last = notes[-1] if notes else {"link": False, "error": 0.01}
    link = last["link"] if matching.link is None else matching.link
    return bool(link), float(last["error"] if matching.error is None else matching.error)


def resolve(*, run: Run, link: bool, error: float) -> "Resolved":
    """Resolve references anew, over all that the run makes visible, and keep how it was done.

    Raises:
        LinkageNotInstalledError: when probable matches are wanted and splink is not installed.
    """
    from sameroom.record import identity  # slow to load, and a plan never needs it

    with run.snapshot() as snapshot:
        was_linked, _ = settled(matching=Matching(), snapshot=snapshot)
    engine = EmbeddedEngine(snapshot=run.snapshot())
    try:
        found = identity.resolve_all(ask=engine.ask, link=link, error=error)
    finally:
        engine.close()
    run.replace(noun="identity", rows=found.rows)
    if link or was_linked:
        run.note(NOTE, {"link": link, "error": error})
        run.note(IN_DOUBT, _in_doubt(found))
    return found


def _in_doubt(found: "Resolved") -> list[list[str | float]]:
    """List the pairs in doubt by their ids alone, the likeliest first: no word of a person."""
    rows = found.review.sort_by([("probability", "descending")]).slice(0, MOST_KEPT).to_pylist()
    return [
        [row["noun"], f"{row['left origin']}:{row['left id']}",
         f"{row['right origin']}:{row['right id']}", row["probability"], row["evidence"]]
        for row in rows
    ]  # fmt: skip


def list_in_doubt(*, snapshot: Snapshot) -> list[tuple[str, str, str, float, str]]:
    """List the pairs that the last run which looked for probable matches left to a person.

    Returns:
        noun, left reference, right reference, probability, and what speaks for and against it.
    """
    notes = [run.notes[IN_DOUBT] for run in snapshot.runs() if IN_DOUBT in run.notes]
    rows = notes[-1] if notes else []
    return [(noun, left, right, float(sure), why) for noun, left, right, sure, why in rows]


def write_review(*, found: "Resolved | None", folder: Path) -> str:
    """Write what a person should decide, as `matches.csv`; "" when nothing is open."""
    if found is None or not found.review.num_rows:
        return ""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / REVIEW
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(found.review.column_names)
        for row in found.review.to_pylist():
            writer.writerow(
                [cell if isinstance(cell, float) else safe(cell) for cell in row.values()]
            )
    return str(target)
