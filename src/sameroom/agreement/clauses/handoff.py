"""Who gets a lead, and what happens when a promise is about to be missed."""

from dataclasses import dataclass

from sameroom.agreement import shape
from sameroom.agreement.clauses.group import group, part
from sameroom.agreement.clauses.teams import Criterion
from sameroom.agreement.shape import clause

ACTS = ("remind", "notify", "reassign")
WHOM = ("owner", "sales lead", "both leads")


@dataclass(frozen=True, slots=True)
class Rule:
    """Who gets the leads of a segment or territory; the first rule that fits decides."""

    name: str = clause("what the rule is called", shape.text(), default="")
    when: tuple[Criterion, ...] = clause(
        "conditions on the lead's company or person; all must hold; none: every lead",
        shape.list_of(group(Criterion), ask="a list of conditions"),
        default=(),
    )
    to: tuple[str, ...] = clause(
        "the e-mail addresses of who takes turns", shape.words(), default=()
    )


@dataclass(frozen=True, slots=True)
class Routing:
    """How leads that nobody owns are shared out."""

    rules: tuple[Rule, ...] = clause(
        "who gets which leads, the first that fits",
        shape.list_of(group(Rule), ask="a list of rules"),
        default=(),
    )
    most_open: int = clause(
        "undecided leads of one person, from which they get no more",
        shape.whole(low=1, high=10_000),
        default=40,
    )
    otherwise: str = clause(
        "the e-mail address of who is told at once when nobody is there to take a lead; "
        "empty for the lead of sales",
        shape.text(),
        default="",
    )


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of an escalation."""

    after_hours: float = clause(
        "working hours after the promise fell due; below 0: before",
        shape.number(low=-1000, high=1000),
        default=0.0,
    )
    act: str = clause("what is done", shape.text(values=ACTS), default="notify")
    whom: str = clause("who is told", shape.text(values=WHOM), default="owner")


def first_touch_rungs() -> tuple[Rung, ...]:
    """Remind the owner two working hours before, tell both when it is missed."""
    return (Rung(-2.0, "remind", "owner"), Rung(0.0, "notify", "sales lead"))


def disposition_rungs() -> tuple[Rung, ...]:
    """Remind the owner four working hours before, tell both leads when it is missed."""
    return (Rung(-4.0, "remind", "owner"), Rung(0.0, "notify", "both leads"))


@dataclass(frozen=True, slots=True)
class Escalation:
    """What happens when a promise is about to be missed, or was."""

    first_touch: tuple[Rung, ...] = clause(
        "for the first human contact",
        shape.list_of(group(Rung), ask="a list of steps"),
        default=first_touch_rungs,
    )
    disposition: tuple[Rung, ...] = clause(
        "for the decision on a lead",
        shape.list_of(group(Rung), ask="a list of steps"),
        default=disposition_rungs,
    )


@dataclass(frozen=True, slots=True)
class Handoff:
    """How leads come to people, and what is done when a promise is in danger."""

    routing: Routing = part("who gets a lead", Routing)
    escalation: Escalation = part("what is done about a promise in danger", Escalation)
