"""How the area's measures tell a quantile of waits of which some are still running."""

from math import isfinite

from sameroom.handoff.shares import BRING_ACTS, FEWEST
from sameroom.measure import Part, Reading, Told, TooLittle, Unit
from sameroom.stats.survival import Curve


def quantile(
    *, figure: str, curve: Curve, at_share: float, ended: int, part: Part = (), missing: str,
    running_words: str = "have not been followed up at all", bring: str = BRING_ACTS,
    words: str = "",
) -> Told:  # fmt: skip
    """Tell a quantile in hours; where too many still wait for it to be known, say so.

    Args:
        figure, part, words: what is told.
        curve: the waits, in hours.
        at_share: the quantile, such as 0.5.
        ended: how many waits have ended.
        missing, bring: what is missing where there are too few waits, and what would supply it.
        running_words: what is true of the leads that still wait.
    """
    if curve.cases < FEWEST:
        return TooLittle(figure, Unit.HOURS, curve.cases, FEWEST, missing, bring, part)
    value, sure = curve.quantile(share=at_share), curve.quantile_band(share=at_share)
    if not (isfinite(value) and isfinite(sure.high)):
        left = f"{1 - at_share:.0%}".replace("%", " %")
        still = f"About {left} of the leads or more {running_words}."
        return TooLittle(figure, Unit.HOURS, ended, curve.cases, still, bring, part)
    return Reading(figure, value, Unit.HOURS, curve.cases, sure, part, words)
