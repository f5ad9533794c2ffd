"""A suggested opening line, by plain rules from the last thing the buyer did; never more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

DID = {
    "download": "downloaded",
    "form": "filled in our form",
    "event": "came to",
    "badge_scan": "stopped by at",
    "email_click": "followed our link about",
    "click": "looked at",
    "visit": "looked at",
}
UNNAMED = {
    "download": "downloaded something of ours",
    "form": "filled in our form",
    "event": "came to our event",
    "badge_scan": "stopped by at our stand",
    "email_click": "followed a link in our mail",
    "click": "clicked our advertisement",
    "visit": "visited our site",
}
BY_WEIGHT = tuple(DID)  # what says more of an interest comes first


@dataclass(frozen=True, slots=True)
class Seen:
    """Something the buyer did with what marketing showed."""

    happened_at: datetime
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class Opening:
    """A line to begin with, and what it rests on; both empty where there is nothing to go by."""

    line: str = ""
    rests_on: str = ""


def suggest(*, first_name: str, seen: Sequence[Seen], promise: str) -> Opening:
    """Suggest how to begin: by the weightiest thing the buyer did within their last month of acts.

    Args:
        first_name: of the buyer; "" where it is not known.
        seen: what they did, in any order.
        promise: what the campaign promised them; "" where that is not known.
    """
    known = [one for one in seen if one.kind in DID]
    if not known:
        return Opening()
    last = max(one.happened_at for one in known)
    recent = [one for one in known if (last - one.happened_at).days <= 30]
    best = min(recent, key=lambda one: (BY_WEIGHT.index(one.kind), -one.happened_at.timestamp()))
    what = f"{DID[best.kind]} “{best.about}”" if best.about else UNNAMED[best.kind]
    if best.kind == "form" and best.about:
        what = f"filled in our form about “{best.about}”"
    day = f"{best.happened_at.day} {best.happened_at:%B}"
    hello = f"Hello {first_name}, you" if first_name else "Hello, you"
    asks = f"What made you look into “{promise}”?" if promise else "What were you looking for?"
    rests_on = f"their act of {day}: {what}"
    rests_on += f"; what the campaign promised: “{promise}”" if promise else ""
    return Opening(f"{hello} {what} on {day}. {asks}", rests_on)
