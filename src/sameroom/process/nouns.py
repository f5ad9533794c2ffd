"""Which kind of case stands for the whole: deals, where enough of them have steps; else leads."""

from collections.abc import Iterable, Mapping
from typing import Any

from sameroom.measure import Part

FEWEST = 30  # cases, before anything is told of them
BRING_STEPS = (
    "The stage history of deals and leads, and the log of calls, mails and meetings, from your CRM."
)

Row = Mapping[str, Any]  # Any: a cell is whatever SQL gave


def main_noun(*, rows: Iterable[Row], cases: str = "cases") -> str:
    """Tell which noun the figures about the whole are about.

    Args:
        rows: of any measure of this area, with a column `noun`.
        cases: the column that counts cases.
    """
    counted: dict[str, int] = {}
    for row in rows:
        counted[row["noun"]] = counted.get(row["noun"], 0) + int(row[cases])
    if counted.get("deal", 0) >= FEWEST or "lead" not in counted:
        return "deal"
    return "lead"


def part_of(*, noun: str, main: str, rest: Part = ()) -> Part:
    """Give the part a reading is about; the main noun needs no mention."""
    return rest if noun == main else (("process", f"{noun}s"), *rest)


def days(seconds: float) -> float:
    """Turn seconds into days."""
    return seconds / 86_400
