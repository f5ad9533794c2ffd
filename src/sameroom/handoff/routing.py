"""Who gets a lead: the agreement's rules, who is there, who has room, and whose turn it is.

Turns are kept by credit, as among people who share a car (R. Fagin and J. H. Williams, "A fair
carpool scheduling algorithm", IBM Journal of Research and Development 27, 1983): of each lead
everybody who could have got it earns the same part, and whoever gets it pays for the whole. Whoever
is away earns nothing and pays nothing, and so comes back to where they stood: neither starved nor
flooded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

from sameroom.handoff.clocks import WorkingTime

Values = Mapping[str, Sequence[str | float]]


class Condition(Protocol):
    """A condition as the agreement has it: see `ideal_customer` there."""

    @property
    def attribute(self) -> str:
        """Name what it looks at."""

    @property
    def is_one_of(self) -> tuple[str, ...]:
        """List the values allowed."""

    @property
    def at_least(self) -> float | None:
        """Give the smallest number allowed."""

    @property
    def below(self) -> float | None:
        """Give the first number that is too large."""


class Rule(Protocol):
    """A rule as the agreement has it: see `handoff.routing` there."""

    @property
    def name(self) -> str:
        """Say what it is called."""

    @property
    def when(self) -> Sequence[Condition]:
        """List its conditions."""

    @property
    def to(self) -> tuple[str, ...]:
        """List the addresses of who takes turns."""


@dataclass(frozen=True, slots=True)
class Seller:
    """Somebody who may get a lead.

    Args:
        address: their e-mail address, in lower case.
        working: their own working time, holidays and absences left out.
        undecided: how many leads wait for their decision.
        credit: what they earned and did not get yet, in leads.
        is_here: false for who has left.
        has_missed: whether this lead was taken from them, since they missed what was promised.
    """

    address: str
    working: WorkingTime
    undecided: int = 0
    credit: Fraction = Fraction(0)
    is_here: bool = True
    has_missed: bool = False


class Why(StrEnum):
    """Why somebody whom a rule names does not get a lead."""

    UNKNOWN = "unknown"
    LEFT = "left"
    MISSED = "missed"
    AWAY = "away"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Passed:
    """Somebody whom the rule names and who was passed over.

    Args:
        undecided: how many leads waited for their decision.
    """

    address: str
    why: Why
    undecided: int = 0


@dataclass(frozen=True, slots=True)
class Routed:
    """Who gets a lead, and why.

    Args:
        address: whose it is; "" when nobody is there to take it.
        rule: the name of the rule that decided; "" when none fits.
        reason: the whole of it, as sentences.
        credits: everybody's credit after it, by address; of those alone whom it changes.
        passed: whom the rule names and who could not take it, in its order.
        number: of the rule that decided, from 1; 0 when none fits.
    """

    address: str
    rule: str
    reason: str
    credits: Mapping[str, Fraction]
    passed: tuple[Passed, ...] = ()
    number: int = 0


def holds(*, condition: Condition, values: Values) -> bool:
    """Tell whether a condition holds (twin: icp_fit.sql, which also tells what is unknown).

    Of several values one that fits is enough; what is not on record does not fit.

    Args:
        values: what is known, by attribute in lower case.
    """
    told = values.get(condition.attribute.strip().lower(), ())
    if condition.is_one_of:
        allowed = {value.strip().lower() for value in condition.is_one_of}
        return any(str(value).strip().lower() in allowed for value in told)
    low = float("-inf") if condition.at_least is None else condition.at_least
    high = float("inf") if condition.below is None else condition.below
    return any(low <= number < high for number in map(_number, told) if number is not None)


def _number(value: str | float) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def route(
    *,
    values: Values,
    rules: Sequence[Rule],
    sellers: Mapping[str, Seller],
    most_open: int,
    now: datetime,
    due_at: datetime,
) -> Routed:
    """Decide who gets a lead that nobody owns.

    The first rule whose conditions hold decides. Of those it names stay who are here, have not
    missed the promise to this lead, work at some time before the promise falls due, and have room;
    of them the one with the most credit gets it, then the one with the fewest undecided leads, then
    the first by address.

    Args:
        values: what is known of the lead, by attribute in lower case.
        sellers: everybody who may get leads, by address.
        most_open: undecided leads from which somebody gets no more.
        due_at: when the first contact falls due.
    """
    fitting = (at for at, one in enumerate(rules) if _fits(one, values))
    at = next(fitting, None)
    if at is None:
        return Routed("", "", "No rule of the agreement fits this lead.", {})
    rule = rules[at]
    named = list(dict.fromkeys(address.strip().lower() for address in rule.to))
    passed = tuple(
        one for one in (_passed(each, sellers.get(each), most_open, now, due_at) for each in named)
        if one is not None
    )  # fmt: skip
    out = {one.address for one in passed}
    able = [sellers[address] for address in named if address not in out]
    why = " ".join(f"{one.address} {_said(one)}." for one in passed)
    if not able:
        said = f"Rule “{rule.name}”: nobody is there to take it. {why}".strip()
        return Routed("", rule.name, said, {}, passed, at + 1)
    chosen = min(able, key=lambda one: (-one.credit, one.undecided, one.address))
    said = f"Rule “{rule.name}”: the turn of {chosen.address}. {why}".strip()
    return Routed(chosen.address, rule.name, said, _settled(able, chosen), passed, at + 1)


def _fits(rule: Rule, values: Values) -> bool:
    return all(holds(condition=condition, values=values) for condition in rule.when)


def _passed(
    address: str, seller: Seller | None, most_open: int, now: datetime, due_at: datetime
) -> Passed | None:
    if seller is None:
        return Passed(address, Why.UNKNOWN)
    if not seller.is_here:
        return Passed(address, Why.LEFT)
    if seller.has_missed:
        return Passed(address, Why.MISSED)
    if not seller.working.open_seconds(starts_at=now, ends_at=due_at):
        return Passed(address, Why.AWAY)
    if seller.undecided >= most_open:
        return Passed(address, Why.FULL, seller.undecided)
    return None


def _said(one: Passed) -> str:
    return {
        Why.UNKNOWN: "is not known here",
        Why.LEFT: "has left",
        Why.MISSED: "missed the promise to this lead",
        Why.AWAY: "does not work before the promise falls due",
        Why.FULL: f"has {one.undecided} undecided leads",
    }[one.why]


def _settled(able: Sequence[Seller], chosen: Seller) -> dict[str, Fraction]:
    part = Fraction(1, len(able))
    return {one.address: one.credit + part - (1 if one is chosen else 0) for one in able}
