"""What the two teams promise, when they work, who does what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from types import MappingProxyType

from sameroom.agreement import shape, words
from sameroom.agreement.clauses.group import Words, fixed, part
from sameroom.agreement.shape import clause

Spans = tuple[tuple[time, time], ...]
WORK_DAY: Spans = ((time(9), time(17)),)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed for a team, and when."""

    name: str = clause("who signed", shape.text(), default="")
    day: date | None = clause("the day of the signature", shape.day(), default=None)


@dataclass(frozen=True, slots=True)
class Signed:
    """The two signatures; the agreement is in force with both."""

    marketing: Signature = part("for marketing", Signature)
    sales: Signature = part("for sales", Signature)


@dataclass(frozen=True, slots=True)
class Company:
    """Whose agreement it is, and how it counts."""

    name: str = clause("the company's name", shape.text(), default="")
    currency: str = clause("the currency all money is shown in", shape.currency(), default="EUR")
    buyer: str = clause(
        "who buys: a company (account) or a person",
        shape.text(values=("account", "person")),
        default="account",
    )
    time_zone: str = clause("the time zone of its calendars", shape.zone(), default="UTC")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition of the ideal customer; all of them must hold."""

    attribute: str = clause(
        "industry, employees, annual_revenue, country, region, or a property of your own",
        shape.text(),
        default="",
    )
    is_one_of: tuple[str, ...] = clause("the values allowed", shape.words(), default=())
    at_least: float | None = clause(
        "the smallest number allowed", shape.number(low=-1e15), default=None
    )
    below: float | None = clause(
        "the first number that is too large", shape.number(low=-1e15), default=None
    )


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The words of your systems, by what they mean here. Yours are added to those known."""

    lead: Words = clause(
        "the states of a lead",
        shape.map_of(shape.words(), ask="stages with lists of words", keys=words.LEAD_STAGES),
        default=fixed(words.LEAD),
    )
    person: Words = clause(
        "the lifecycle stages of a contact",
        shape.map_of(shape.words(), ask="stages with lists of words", keys=words.LEAD_STAGES),
        default=fixed(words.PERSON),
    )
    deal: Words = clause(
        "the stages of a deal",
        shape.map_of(shape.words(), ask="stages with lists of words", keys=words.DEAL_STAGES),
        default=fixed(words.DEAL),
    )
    meaning: Mapping[str, str] = clause(
        "what both teams mean by each stage of a lead",
        shape.map_of(shape.text(), ask="stages with a sentence each", keys=words.LEAD_STAGES),
        default=lambda: MappingProxyType(dict(words.MEANINGS)),
    )


@dataclass(frozen=True, slots=True)
class FirstTouch:
    """Sales' promise: how soon a lead handed over is contacted by a human."""

    within_hours: float = clause(
        "working hours allowed", shape.number(low=0.25, high=10_000), default=8.0
    )
    share: float = clause("the share of leads for which it is kept", shape.share(), default=0.9)
    calendar: str = clause("the calendar the clock runs by", shape.text(), default="office")


@dataclass(frozen=True, slots=True)
class Disposition:
    """Sales' promise: how soon a lead is accepted, rejected or sent back."""

    within_hours: float = clause(
        "working hours allowed", shape.number(low=0.25, high=10_000), default=24.0
    )
    share: float = clause("the share of leads for which it is kept", shape.share(), default=0.95)
    calendar: str = clause("the calendar the clock runs by", shape.text(), default="office")


@dataclass(frozen=True, slots=True)
class Persistence:
    """Sales' promise: how often a lead that does not answer is tried again."""

    attempts: int = clause("attempts", shape.whole(low=1, high=100), default=5)
    days: int = clause("in how many days", shape.whole(low=1, high=365), default=14)
    share: float = clause("the share of leads for which it is kept", shape.share(), default=0.8)


@dataclass(frozen=True, slots=True)
class Recycling:
    """Sales' promise: a lead sent back for later is taken up again on its day."""

    within_days: int = clause(
        "days before or after the day set in which it counts as kept",
        shape.whole(low=0, high=365),
        default=7,
    )
    share: float = clause("the share of leads for which it is kept", shape.share(), default=0.8)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Marketing's promise: how many of the leads it hands over sales can take."""

    share: float = clause("accepted among those accepted or rejected", shape.share(), default=0.9)


@dataclass(frozen=True, slots=True)
class Completeness:
    """Marketing's promise: what a lead brings along."""

    share: float = clause("the share of leads that are complete", shape.share(), default=0.95)
    fields: tuple[str, ...] = clause(
        "what a lead must carry", shape.words(), default=("email", "name")
    )


@dataclass(frozen=True, slots=True)
class Promises:
    """What each team promises the other."""

    first_touch: FirstTouch = part("sales: the first human contact", FirstTouch)
    disposition: Disposition = part("sales: a decision on each lead", Disposition)
    persistence: Persistence = part("sales: trying again", Persistence)
    recycling: Recycling = part("sales: taking up again what was sent back", Recycling)
    acceptance: Acceptance = part("marketing: leads that sales can take", Acceptance)
    completeness: Completeness = part("marketing: complete leads", Completeness)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working hours by weekday. Without a time zone of its own it follows the company's."""

    time_zone: str = clause("its time zone; empty for the company's", shape.zone(), default="")
    monday: Spans = clause("hours on Mondays", shape.hours(), default=WORK_DAY)
    tuesday: Spans = clause("hours on Tuesdays", shape.hours(), default=WORK_DAY)
    wednesday: Spans = clause("hours on Wednesdays", shape.hours(), default=WORK_DAY)
    thursday: Spans = clause("hours on Thursdays", shape.hours(), default=WORK_DAY)
    friday: Spans = clause("hours on Fridays", shape.hours(), default=WORK_DAY)
    saturday: Spans = clause("hours on Saturdays", shape.hours(), default=())
    sunday: Spans = clause("hours on Sundays", shape.hours(), default=())
    holidays: tuple[date, ...] = clause(
        "days on which nobody works",
        shape.list_of(shape.day(), ask="a list of days"),
        default=(),
    )

    @property
    def week(self) -> tuple[Spans, ...]:
        """List the hours of the seven days, Monday first."""
        return (
            self.monday, self.tuesday, self.wednesday, self.thursday,
            self.friday, self.saturday, self.sunday,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """Who does what at one step of the way from lead to customer."""

    step: str = clause("the step", shape.text(), default="")
    responsible: tuple[str, ...] = clause("who does it", shape.words(), default=())
    accountable: str = clause("the one team that answers for it", shape.text(), default="")
    consulted: tuple[str, ...] = clause("who is asked before", shape.words(), default=())
    informed: tuple[str, ...] = clause("who is told after", shape.words(), default=())
