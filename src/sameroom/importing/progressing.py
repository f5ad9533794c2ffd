"""Tells how far an import is, from the phrases it says on its way."""

from collections.abc import Mapping
from dataclasses import dataclass

PHASES = {"reading": (0, 35), "converting": (35, 60), "writing": (60, 90), "resolving": (90, 100)}


@dataclass(frozen=True, slots=True)
class Far:
    """How far an import is.

    Args:
        what: what is being done, such as `reading crm/leads.csv`.
        rows: rows of the files that this phase is done with.
        of: rows of all files; 0 where that is not known yet.
        percent: of the whole import.
    """

    what: str
    rows: int
    of: int
    percent: int


def how_far(*, what: str, done: int, of: int, rows: Mapping[str, int]) -> Far:
    """Work out how far an import is.

    Args:
        what, done, of: as an import tells its progress.
        rows: how many rows each file has, in the order in which they are read.
    """
    phase, _, about = what.partition(" ")
    total = sum(rows.values())
    if phase not in PHASES:  # "read", "converted": between two phases
        first = {"read": "converting", "converted": "writing"}.get(phase, "reading")
        return Far(what, 0, total, PHASES[first][0])
    begins, ends = PHASES[phase]
    share = min(done / of, 1.0) if of else 0.0
    counted = _before(about, rows) if about in rows else int(total * share)
    is_last = phase == "resolving"
    percent = begins if is_last else begins + int((ends - begins) * share)
    return Far(what, total if is_last else counted, total, percent)


def _before(file: str, rows: Mapping[str, int]) -> int:
    names = list(rows)
    return sum(rows[name] for name in names[: names.index(file)])
