"""The clauses of the agreement: what both teams sign, as frozen data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, time
from types import MappingProxyType
from typing import Any

from sameroom.agreement import shape, words
from sameroom.agreement.place import Place
from sameroom.agreement.shape import Clause, clause

Words = Mapping[str, tuple[str, ...]]
Spans = tuple[tuple[time, time], ...]
WORK_DAY: Spans = ((time(9), time(17)),)


def group(kind: type) -> tuple[str, shape.Reader]:
    """Allow a group of keys, those of a dataclass."""

    def read(value: Any, place: Place) -> Any:  # Any: a YAML value in, the dataclass out
        if not isinstance(value, dict):
            place.wrong(value, "a group of keys")
            return kind()
        return read_group(kind, value, place)

    return (f"a group of keys: {', '.join(each.name for each in fields(kind))}", read)


def read_group(kind: type, node: Any, place: Place) -> Any:  # Any: a YAML mapping in
    """Read the keys of a dataclass from a mapping; what is not there keeps its default."""
    cards = {each.name: each.metadata["clause"] for each in fields(kind)}
    given = {
        str(key): cards[str(key)].read(value, place.key_of(node, key))
        for key, value in node.items()
        if place.knows(node, key, tuple(cards)) and value is not None
    }
    return kind(**given)


def part(about: str, kind: type) -> Any:  # Any: as dataclasses.field
    """Declare a group of keys as one key of a larger group."""
    allowed, read = group(kind)
    card = Clause(about, allowed, read, section=kind)
    return field(default_factory=kind, metadata={"clause": card})


def fixed(values: Words) -> Callable[[], Words]:
    """Give a maker of an unchangeable mapping, as a default."""
    return lambda: MappingProxyType(dict(values))


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


@dataclass(frozen=True, slots=True)
class Content:
    """Which content counts when we ask what is used."""

    min_live_days: int = clause(
        "days it must have been live before it can count as unused",
        shape.whole(low=0, high=3650),
        default=60,
    )


@dataclass(frozen=True, slots=True)
class Campaigns:
    """How campaigns and the sale keep out of each other's way."""

    live_days: int = clause(
        "days after a contact by sales in which a negotiation counts as live",
        shape.whole(low=1, high=365),
        default=14,
    )
    mass_mail_people: int = clause(
        "people written to for one campaign on one day, from which it is a mass mail",
        shape.whole(low=2, high=1_000_000),
        default=20,
    )
    most_contacts_per_week: int = clause(
        "contacts with one person in a week, both teams together, that are not too many",
        shape.whole(low=1, high=100),
        default=3,
    )
    one_shot_days: int = clause(
        "days up to which a campaign counts as one-shot",
        shape.whole(low=1, high=365),
        default=14,
    )


@dataclass(frozen=True, slots=True)
class Goals:
    """How results are followed up."""

    horizon_days: int = clause(
        "days after the hand-over in which a win still counts for a cohort",
        shape.whole(low=1, high=3650),
        default=180,
    )


@dataclass(frozen=True, slots=True)
class Accounts:
    """When a customer counts as due, as grown, as gone."""

    horizon_days: int = clause(
        "days in which an expansion or a return still counts",
        shape.whole(low=1, high=3650),
        default=180,
    )
    touch_days: int = clause(
        "days before that in which touches by the teams count",
        shape.whole(low=1, high=3650),
        default=90,
    )
    lapsed_days: int = clause(
        "days without a purchase after which a customer is a former one",
        shape.whole(low=1, high=3650),
        default=365,
    )
    repeat_grace: float = clause(
        "how many of its usual gaps a regular buyer may let pass before the next purchase",
        shape.number(low=1, high=10),
        default=1.5,
    )


@dataclass(frozen=True, slots=True)
class Record:
    """When a row of the record is out of date."""

    stale_days: int = clause(
        "days without any change after which a person or company counts as out of date",
        shape.whole(low=1, high=3650),
        default=365,
    )


@dataclass(frozen=True, slots=True)
class Guess:
    """A number nobody knows exactly: a low, a likely and a high value."""

    low: float
    likely: float
    high: float


def a_guess(*, high: float = 1e12) -> tuple[str, shape.Reader]:
    """Allow a range: a list of low, likely and high, or one number that is known."""
    ask = "[low, likely, high] in rising order, or one number"

    def read(value: Any, place: Place) -> Guess:  # Any: whatever stands in the file
        ends = list(value) if isinstance(value, list) else [value] * 3
        fine = all(isinstance(n, int | float) and not isinstance(n, bool) for n in ends)
        if not fine or len(ends) != 3 or not 0 <= ends[0] <= ends[1] <= ends[2] <= high:
            place.wrong(value, ask + (f", none above {high:g}" if high < 1e12 else ""))
            return Guess(0.0, 0.0, 0.0)
        return Guess(float(ends[0]), float(ends[1]), float(ends[2]))

    return (ask, read)


def money_guess(about: str, low: float, likely: float, high: float) -> Any:  # Any: as field
    """Declare an assumed amount."""
    return clause(about, a_guess(), default=Guess(low, likely, high))


@dataclass(frozen=True, slots=True)
class Costs:
    """Assumptions of the cost page. Each is a range and is carried through to the result."""

    cost_per_lead: Guess = money_guess(
        "money spent for one lead, used only where no spend is known", 30, 80, 200
    )
    rep_hour: Guess = money_guess("an hour of a seller, all costs included", 35, 55, 90)
    marketing_hour: Guess = money_guess("an hour of a marketer, all costs included", 35, 50, 80)
    margin_share: Guess = clause(
        "what remains of a sale after its own costs, as a share",
        a_guess(high=1),
        default=Guess(0.2, 0.4, 0.6),
    )
    asset_cost: Guess = money_guess("making one piece of content, outside costs", 300, 900, 2500)
    asset_hours: Guess = money_guess("hours of work in one piece of content", 6, 14, 30)
    act_minutes: Guess = money_guess("minutes of a sales act whose length is not known", 5, 12, 30)
    late_win_loss_share: Guess = clause(
        "by how much a late first contact lowers the chance to win, as a share of that chance",
        a_guess(high=1),
        default=Guess(0.0, 0.1, 0.3),
    )
    untouched_win_share: Guess = clause(
        "the chance to win an untouched lead had it been worked, as a share of the usual chance",
        a_guess(high=1),
        default=Guess(0.2, 0.5, 0.9),
    )


@dataclass(frozen=True, slots=True)
class Position:
    """Credit by position: the parts of the first and the last step."""

    first: float = clause("what the first step gets", shape.share(), default=0.4)
    last: float = clause("what the last step gets", shape.share(), default=0.4)


@dataclass(frozen=True, slots=True)
class WShape:
    """Credit by the W: the parts of the first step and of those that made the lead and the deal."""

    first: float = clause("what the first step gets", shape.share(), default=0.3)
    lead_creation: float = clause("what the step before the lead gets", shape.share(), default=0.3)
    deal_creation: float = clause("what the step before the deal gets", shape.share(), default=0.3)


@dataclass(frozen=True, slots=True)
class FullPath:
    """Credit by the full path: the W, and the last step before the sale."""

    first: float = clause("what the first step gets", shape.share(), default=0.225)
    lead_creation: float = clause(
        "what the step before the lead gets", shape.share(), default=0.225
    )
    deal_creation: float = clause(
        "what the step before the deal gets", shape.share(), default=0.225
    )
    last: float = clause("what the last step gets", shape.share(), default=0.225)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Which steps of a buyer count towards a sale, and how the rules share the credit out."""

    look_back_days: int = clause(
        "days before the sale in which a step still counts",
        shape.whole(low=1, high=3650),
        default=90,
    )
    half_life_days: float = clause(
        "days after which a step counts half, under time decay",
        shape.number(low=0.1, high=3650),
        default=30.0,
    )
    position: Position = part("the parts of credit by position", Position)
    w_shape: WShape = part("the parts of credit by the W", WShape)
    full_path: FullPath = part("the parts of credit by the full path", FullPath)
    collapse_repeats: bool = clause(
        "the same channel several times in a row counts once", shape.flag(), default=True
    )
    drop_direct: bool = clause(
        "direct visits count only where there is nothing else", shape.flag(), default=True
    )
    sales_acts: bool = clause(
        "sales acts count as steps beside marketing's touches", shape.flag(), default=True
    )
    direct: tuple[str, ...] = clause(
        "channels that say nothing of where a visit came from",
        shape.words(),
        default=words.DIRECT,
    )
    kinds: tuple[str, ...] = clause(
        "kinds of touch that count; those the buyer took part in",
        shape.words(),
        default=words.TOUCHES,
    )
    acts: tuple[str, ...] = clause(
        "kinds of sales act that count", shape.words(), default=words.ACTS
    )
    sales_sources: tuple[str, ...] = clause(
        "lead sources that mean sales found the buyer itself",
        shape.words(),
        default=words.SALES_SOURCES,
    )


@dataclass(frozen=True, slots=True)
class Clauses:
    """Everything both teams agree on."""

    version: str = clause("your own label of this version", shape.text(), default="")
    in_force_from: date | None = clause("the day from which it holds", shape.day(), default=None)
    signed: Signed = part("one signature from each team", Signed)
    company: Company = part("whose agreement it is", Company)
    ideal_customer: tuple[Criterion, ...] = clause(
        "the customer both teams want; every condition must hold",
        shape.list_of(group(Criterion), ask="a list of conditions"),
        default=(),
    )
    lifecycle: Lifecycle = part("the words of your systems", Lifecycle)
    reasons: Words = clause(
        "why leads are rejected or sent back, by family; yours are added to those known",
        shape.map_of(shape.words(), ask="families with lists of words", keys=words.FAMILIES),
        default=fixed(words.REASONS),
    )
    promises: Promises = part("what each team promises the other", Promises)
    calendars: Mapping[str, Calendar] = clause(
        "working hours, by a name of your own",
        shape.map_of(group(Calendar), ask="names with working hours"),
        default=lambda: MappingProxyType({"office": Calendar()}),
    )
    roles: tuple[Step, ...] = clause(
        "who does what at each step",
        shape.list_of(group(Step), ask="a list of steps"),
        default=lambda: tuple(Step(*row) for row in words.STEPS),
    )
    bands: Mapping[str, tuple[float, ...]] = clause(
        "where numbers are cut into groups, in rising order",
        shape.map_of(
            shape.list_of(shape.number(low=-1e15), ask="a list of numbers"),
            ask="attributes with lists of numbers",
        ),
        default=lambda: MappingProxyType(dict(words.BANDS)),
    )
    channels: Words = clause(
        "your names of channels, each with the words your systems use for it",
        shape.map_of(shape.words(), ask="names with lists of words"),
        default=fixed({}),
    )
    content: Content = part("which content counts", Content)
    campaigns: Campaigns = part("campaigns beside the sale", Campaigns)
    goals: Goals = part("how results are followed up", Goals)
    accounts: Accounts = part("when a customer is due, grown or gone", Accounts)
    record: Record = part("when a row is out of date", Record)
    attribution: Attribution = part("which steps get credit for a sale", Attribution)
    costs: Costs = part("what things are assumed to cost", Costs)
