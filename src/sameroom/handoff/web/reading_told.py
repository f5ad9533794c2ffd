"""The form in which programs are told how leads fare, and how both teams' promises stand."""

from datetime import date, datetime

from ninja import Field, Schema

from sameroom.handoff.web.told import NO_ZERO
from sameroom.webkit.rest.examples import example


class LeadFigureOut(Schema):
    """A figure about the leads asked for; without a value, too little to tell."""

    measure: str
    figure: str
    part: dict[str, str] = Field(description="Of which month, reason, and so on; {}: of all.")
    is_told: bool
    value: float | None
    low: float | None
    high: float | None
    unit: str
    count: int = Field(description="How many it stands on; where it is not told, how many are.")


class SpotOut(Schema):
    """What share of the leads still waits after so many working hours, and its range."""

    hours: float
    share: float
    low: float
    high: float


class WeekReasonsOut(Schema):
    """How many leads of a week's hand-overs were turned down, by the family of the reason."""

    week: date
    families: dict[str, int]


class CampaignWeeksOut(Schema):
    """The same for a campaign."""

    campaign: str
    weeks: list[WeekReasonsOut]


class LeadReadingsOut(Schema):
    """How the leads asked for fare; of fewer than five nothing is told."""

    leads: int | None = Field(default=None, description="How many; null for fewer than five.")
    starts_at: datetime | None = Field(default=None, description="Since when the record is read.")
    ends_at: datetime | None = None
    promised_hours: float | None = Field(default=None, description="Until the first answer.")
    decision_hours: float | None = Field(default=None, description="Until the decision.")
    campaigns: list[str] = Field(default=[], description="What `campaign` may be.")
    segments: list[str] = Field(default=[], description="What `segment` may be.")
    teams: list[str] = Field(default=[], description="What `team` may be.")
    months: list[str] = Field(default=[], description="What `period` may be, beside recent.")
    figures: list[LeadFigureOut] = Field(default=[])
    unanswered: list[SpotOut] = Field(default=[], description="The share that waits for an answer.")
    undecided: list[SpotOut] = Field(default=[], description="The share that waits for a decision.")
    ages: list[int] = Field(
        default=[], description="The undecided, by days waited: to 7, to 14, to 30, to 60, longer."
    )
    weeks: list[WeekReasonsOut] = Field(default=[])
    by_campaign: list[CampaignWeeksOut] = Field(default=[])


class LeadRowOut(Schema):
    """A lead behind the readings, as it was when the record was read."""

    record: str = Field(description="Its id in the record.")
    case: int | None = Field(description="For /cases/{case_id}; null where the room has none.")
    person: str = Field(description="Key of the person, for /persons/{key}; may be empty.")
    person_name: str
    account_name: str
    campaign: str
    owner: str = Field(description="As the caller may know them.")
    handed_over_at: datetime | None
    first_touch_at: datetime | None
    waited_hours: float | None = Field(description="Working hours until the first answer, or yet.")
    decision: str = Field(description="Empty while there is none.")
    reason: str
    decided_at: datetime | None
    decision_hours: float | None = Field(description="Working hours until the decision, or yet.")


class LeadRowsOut(Schema):
    """A page of them, what was handed over last first."""

    title: str
    items: list[LeadRowOut]
    next: str | None


class ReasonOut(Schema):
    """A reason, and how many leads of a campaign it was said of."""

    reason: str
    leads: int


class CampaignReasonsOut(Schema):
    """Why leads of a campaign that the caller sees were turned down, and whose it is."""

    campaign: str
    rejected: int
    here_today: int = Field(description="How many of them here since midnight.")
    reasons: list[ReasonOut]
    owner: str = Field(description="As the caller may know them; empty for nobody.")
    is_named: bool = Field(
        description="Whether a lead said so; else it is who handed over most of its leads."
    )
    owner_id: int | None = Field(
        description="Their number by /people, for whoever names owners; null for others, and for"
        " nobody.",
    )


class CampaignOwnerIn(Schema):
    """Whose a campaign is to be."""

    model_config = example(campaign="Spring fair", owner=2, was=None)

    campaign: str = Field(min_length=1, max_length=200, pattern=NO_ZERO)
    owner: int = Field(ge=1, lt=2**62, description="Somebody of marketing, by /people.")
    was: int | None = Field(
        ge=1, lt=2**62,
        description="Whose it was when you read it, as `owner_id` of /cases/reasons; null: nobody.",
    )  # fmt: skip


class CampaignOwnerOut(Schema):
    """Whose a campaign is."""

    campaign: str
    owner: str
    owner_id: int


class ReasonsOut(Schema):
    """A page of campaigns, by name."""

    items: list[CampaignReasonsOut]
    next: str | None


class TallyOut(Schema):
    """How often a promise was kept and missed, and how many are still open."""

    kept: int
    missed: int
    open: int
    paused: int
    excused: int
    untold: int
    share: int | None = Field(description="Per cent kept of those that are over.")


class WeekTallyOut(Schema):
    """A promise in one week."""

    week: date
    tally: TallyOut


class TeamTallyOut(Schema):
    """A promise of one team; teams of fewer than five are not told apart."""

    team: str
    tally: TallyOut


class PromiseOut(Schema):
    """A promise: what was agreed, and how it stands as a whole, by week and by team."""

    promise: str
    words: str
    terms: str
    promised: int = Field(description="Per cent that are to be kept.")
    is_met: bool | None
    whole: TallyOut
    weeks: list[WeekTallyOut]
    teams: list[TeamTallyOut]


class DelayOut(Schema):
    """Working hours that leads of a week waited on average; null: too few to tell."""

    week: date
    routing_hours: float | None
    human_hours: float | None


class OpenOut(Schema):
    """A lead that the caller sees, about which a promise is still to be kept."""

    case: int = Field(description="For /cases/{case_id}.")
    person_name: str
    account_name: str
    promise: str = Field(description="In words.")
    due_at: datetime


class PromisesOut(Schema):
    """Marketing's promises beside sales', as the record and the room know them."""

    weeks: list[date] = Field(description="What `week` may be.")
    campaigns: list[str] = Field(description="What `campaign` may be.")
    marketing: list[PromiseOut]
    sales: list[PromiseOut]
    delays: list[DelayOut]
    open: list[OpenOut] = Field(description="The first due; all are in /cases.")
