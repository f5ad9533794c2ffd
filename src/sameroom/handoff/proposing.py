"""A promise that is in fact kept: the hours within which as many leads are done as was agreed."""

from collections.abc import Iterable
from math import ceil

from sameroom.measure import Proposed, Reading, Told

FIGURE = "agreed_share_hours"
SHORTEST = 0.25  # hours; promises are made in quarters of an hour


def first_touch(told: Iterable[Told]) -> Proposed | None:
    """Make the promise of the first contact as it is kept today; None where that is not known."""
    kept = _kept(told)
    if kept is None:
        return None
    hours, share, count = kept
    reason = (
        f"Of {count:,} leads, the agreed {share * 100:.0f} of 100 are in fact followed up within "
        f"{hours:g} working hours."
    )
    return Proposed(value={"first_touch": {"within_hours": hours}}, reason=reason)


def disposition(told: Iterable[Told]) -> Proposed | None:
    """Make the promise of the decision as it is kept today; None where that is not known."""
    kept = _kept(told)
    if kept is None:
        return None
    hours, share, count = kept
    reason = (
        f"Of {count:,} leads, the agreed {share * 100:.0f} of 100 are in fact decided within "
        f"{hours:g} working hours."
    )
    return Proposed(value={"disposition": {"within_hours": hours}}, reason=reason)


def _kept(told: Iterable[Told]) -> tuple[float, float, int] | None:
    """Find the hours, in full quarters; the share that was agreed; and of how many leads."""
    whole = {one.figure: one for one in told if isinstance(one, Reading) and not one.part}
    hours, share = whole.get(FIGURE), whole.get("promised_share")
    if hours is None or share is None:
        return None
    return max(SHORTEST, ceil(round(hours.value * 4, 6)) / 4), share.value, hours.count
