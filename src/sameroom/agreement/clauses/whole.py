"""Everything both teams agree on, as one frozen dataclass."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sameroom.agreement import shape, words
from sameroom.agreement.clauses.areas import Accounts, Campaigns, Content, Goals, Record
from sameroom.agreement.clauses.attribution import Attribution
from sameroom.agreement.clauses.costs import Costs
from sameroom.agreement.clauses.group import Words, fixed, group, part
from sameroom.agreement.clauses.handoff import Handoff
from sameroom.agreement.clauses.teams import (
    Calendar,
    Company,
    Criterion,
    Lifecycle,
    Promises,
    Signed,
    Step,
)
from sameroom.agreement.shape import clause


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
    handoff: Handoff = part("how leads come to people", Handoff)
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
