"""How the area's measures tell a share of the leads in a slice, or why they cannot."""

from collections.abc import Mapping
from typing import Any

from sameroom.measure import Context, Part, Reading, Told, TooLittle, Unit
from sameroom.stats.intervals import wilson

FEWEST = 30
FEW = "There are too few leads to tell a share of them from chance."
BRING_LEADS = "The leads from your CRM, with their status or its history."
BRING_ACTS = (
    "The calls, mails and meetings of your CRM, each with its lead or contact and its time."
)
BRING_DATES = "The day each lead was created or handed over, from your CRM."
Slice = Mapping[str, Any]  # Any: a cell is whatever SQL gave


def part_of(row: Slice) -> Part:
    """Name the slice a row is about; the whole has none."""
    return ((row["slice"], row["name"]),) if row["slice"] else ()


def share(
    *, figure: str, hits: int, of: int, part: Part = (), words: str = "", missing: str = FEW,
    bring: str = BRING_LEADS,
) -> Told:  # fmt: skip
    """Tell a share with its interval, or that the cases are too few."""
    if of < FEWEST:
        return TooLittle(figure, Unit.SHARE, of, FEWEST, missing, bring, part)
    sure = wilson(successes=hits, trials=of)
    return Reading(figure, hits / of, Unit.SHARE, of, sure, part, words)


def promised(*, key: str, context: Context, count: int, default: float) -> Reading:
    """Tell the share that was promised: known, so without an interval."""
    value = float(context.terms.get(key, default))
    return Reading("promised_share", value, Unit.SHARE, count)
