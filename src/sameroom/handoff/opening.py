"""A suggested opening line, by plain rules from the last thing the buyer did; never more."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

# What says more of an interest comes first.
BY_WEIGHT = ("download", "form", "event", "badge_scan", "email_click", "click", "visit")


@dataclass(frozen=True, slots=True)
class Seen:
    """Something the buyer did with what marketing showed."""

    happened_at: datetime
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What a line to begin with rests on; pages put it into their reader's words.

    Args:
        kind: what the buyer did; "" where there is nothing to go by.
        about: what it was about; "" where that has no name.
        on: the day, as ISO writes it.
        first_name: of the buyer; "" where it is not known.
        promise: what the campaign promised them; "" where that is not known.
    """

    kind: str = ""
    about: str = ""
    on: str = ""
    first_name: str = ""
    promise: str = ""

    def told(self) -> dict[str, str]:
        """Give it as a packet keeps it; nothing where there is nothing to go by."""
        return asdict(self) if self.kind else {}


def suggest(*, first_name: str, seen: Sequence[Seen], promise: str) -> Opening:
    """Suggest how to begin: by the weightiest thing the buyer did within their last month of acts.

    Args:
        first_name: of the buyer; "" where it is not known.
        seen: what they did, in any order.
        promise: what the campaign promised them; "" where that is not known.
    """
    known = [one for one in seen if one.kind in BY_WEIGHT]
    if not known:
        return Opening()
    last = max(one.happened_at for one in known)
    recent = [one for one in known if (last - one.happened_at).days <= 30]
    best = min(recent, key=lambda one: (BY_WEIGHT.index(one.kind), -one.happened_at.timestamp()))
    day = best.happened_at.date().isoformat()
    return Opening(best.kind, best.about, day, first_name, promise)
