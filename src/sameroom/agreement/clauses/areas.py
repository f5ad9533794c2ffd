"""What each area counts by: content, campaigns, goals, accounts, the record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sameroom.agreement import shape
from sameroom.agreement.clauses.group import group
from sameroom.agreement.shape import clause


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
class Target:
    """A result both teams want, how it is counted, and who answers for it."""

    goal: str = clause("what is to be reached", shape.text(), default="")
    formula: str = clause("how it is counted", shape.text(), default="")
    target: float | None = clause("the number wanted", shape.number(low=-1e15), default=None)
    by: date | None = clause("the day by which", shape.day(), default=None)
    owner: str = clause("who answers for it", shape.text(), default="")


@dataclass(frozen=True, slots=True)
class Goals:
    """How results are followed up."""

    horizon_days: int = clause(
        "days after the hand-over in which a win still counts for a cohort",
        shape.whole(low=1, high=3650),
        default=180,
    )
    targets: tuple[Target, ...] = clause(
        "the results both teams want, each with its formula",
        shape.list_of(group(Target), ask="a list of goals"),
        default=(),
    )
    owners: Mapping[str, str] = clause(
        "who answers for a figure, by the figure's name",
        shape.map_of(shape.text(), ask="names of figures, each with a team or a person"),
        default=lambda: MappingProxyType({}),
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
