"""What the page of both teams' promises is made of."""

from dataclasses import dataclass
from datetime import date, datetime

from sameroom.handoff.web.ruled import Word
from sameroom.handoff.web.settling import Settlers


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a promise was kept, missed, and is still open."""

    kept: int = 0
    missed: int = 0
    open: int = 0
    paused: int = 0
    excused: int = 0
    untold: int = 0

    @property
    def judged(self) -> int:
        """Count those that are over and counted."""
        return self.kept + self.missed

    @property
    def share(self) -> int | None:
        """Give the per cent kept of those that are over; None where none is."""
        return round(100 * self.kept / self.judged) if self.judged else None


@dataclass(frozen=True, slots=True)
class Week:
    """A promise in one week."""

    week: date
    tally: Tally


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise: what was agreed, how it stands as a whole, by week and by team."""

    promise: str
    words: str
    terms: str
    promised: int
    whole: Tally
    weeks: tuple[Week, ...]
    teams: tuple[tuple[str, Tally], ...]

    @property
    def is_met(self) -> bool | None:
        """Tell whether the share promised is reached; None where nothing is over yet."""
        return None if self.whole.share is None else self.whole.share >= self.promised


@dataclass(frozen=True, slots=True)
class Open:
    """A lead about which a promise is still to be kept."""

    case_id: int
    who: str
    company: str
    promise: str
    due_at: datetime
    urgency: str


@dataclass(frozen=True, slots=True)
class Paused:
    """A lead whose clock stands still."""

    case_id: int
    who: str
    reason: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Disputed:
    """A missed promise that waits for the leads' word."""

    dispute_id: int
    case_id: int
    who: str
    promise: str
    due_at: datetime
    reason: str
    verdict_marketing: str
    verdict_sales: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """What came of the leads of a channel."""

    channel: str
    tally: Tally
    amount: float


@dataclass(frozen=True, slots=True)
class Delay:
    """How long leads of a week waited on average, in working hours; None: too few to tell."""

    week: date
    routing_hours: float | None
    human_hours: float | None


@dataclass(frozen=True, slots=True)
class PromisesPage:
    """Marketing's promises beside sales'."""

    marketing: tuple[PromiseLine, ...]
    sales: tuple[PromiseLine, ...]
    kinds: tuple[Kind, ...]
    currency: str
    delays: tuple[Delay, ...]
    open_ones: tuple[Open, ...]
    paused: tuple[Paused, ...]
    disputes: tuple[Disputed, ...]
    may_rule: bool
    settlers: Settlers | None  # None where nothing is disputed
    oddities: tuple[str, ...]
    weeks: tuple[date, ...]
    week: date | None
    campaigns: tuple[str, ...]
    campaign: str
    is_counted: bool
