"""A promise that is in fact kept: the hours within which as many leads are done as was agreed."""

from collections.abc import Iterable
from dataclasses import replace
from math import ceil
from typing import Protocol

from sameroom.measure import Proposed, Reading, Told

FIGURE = "agreed_share_hours"
SHORTEST = 0.25  # hours; promises are made in quarters of an hour


class Promise(Protocol):
    """One promise of the agreement."""

    @property
    def within_hours(self) -> float:
        """The working hours promised."""


class Promises(Protocol):
    """Both promises, as the agreement says them now: see `sameroom.agreement.clauses`."""

    @property
    def first_touch(self) -> Promise:
        """The first contact."""

    @property
    def disposition(self) -> Promise:
        """The decision."""


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


def fit(proposed: Proposed, promised: Promises) -> Proposed:
    """Move the other promise along where it could not stand: no decision before a first contact."""
    hours = {
        name: proposed.value.get(name, {}).get("within_hours", getattr(promised, name).within_hours)
        for name in ("first_touch", "disposition")
    }
    if hours["first_touch"] <= hours["disposition"]:
        return proposed
    other = "disposition" if "first_touch" in proposed.value else "first_touch"
    was = hours[other]
    taken = hours["first_touch"] if other == "disposition" else hours["disposition"]
    if other == "disposition":
        moved = (
            f"The decision cannot be due before the first contact, so its promise moves along: "
            f"from {was:g} to {taken:g} working hours."
        )
    else:
        moved = (
            f"The first contact cannot be due after the decision, so its promise moves along: "
            f"from {was:g} to {taken:g} working hours."
        )
    value = {**proposed.value, other: {"within_hours": taken}}
    return replace(proposed, value=value, reason=f"{proposed.reason} {moved}")


def _kept(told: Iterable[Told]) -> tuple[float, float, int] | None:
    """Find the hours, in full quarters; the share that was agreed; and of how many leads."""
    whole = {one.figure: one for one in told if isinstance(one, Reading) and not one.part}
    hours, share = whole.get(FIGURE), whole.get("promised_share")
    if hours is None or share is None:
        return None
    return max(SHORTEST, ceil(round(hours.value * 4, 6)) / 4), share.value, hours.count
