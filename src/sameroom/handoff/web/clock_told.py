"""The form in which clocks and disputes are told to programs, and in which programs act on them."""

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import StringConstraints

from sameroom.handoff.promises import Ruling
from sameroom.handoff.web.told import SAYS
from sameroom.webkit.rest.examples import example

OF_LEAD = "^(first_touch|disposition)$"
Said = Annotated[str, StringConstraints(max_length=1_000, pattern=SAYS)]


class PauseIn(Schema):
    """What the buyer asked for, and until when."""

    model_config = example(reason="On leave, call after the fair")

    reason: str = Field(max_length=300, pattern=SAYS, description="Both teams read it.")
    until: date | None = Field(
        None,
        description="On that morning, where the company is, the clocks run again by themselves.",
    )


class DisputeIn(Schema):
    """Why a missed promise should not count."""

    model_config = example(promise="first_touch", reason="She had asked not to be called before.")

    promise: str = Field(pattern=OF_LEAD, description="first_touch or disposition.")
    reason: Said


class RulingIn(Schema):
    """How a dispute is to end, and why."""

    model_config = example(ruling="excuse", note="So she told us, too.")

    ruling: Ruling
    note: Said


class RulingOut(Schema):
    """What somebody said for a team about how a dispute is to end."""

    team: str
    ruling: Ruling
    note: str
    by: str = Field(description="Whoever said it, as the caller may know them.")
    said_at: datetime
    counts: bool = Field(description="False where the same team said another word after it.")


class DisputeOut(Schema):
    """A missed promise of which somebody says that it should not count."""

    id: int
    case: int = Field(description="The lead, for /cases/{case_id}.")
    promise: str
    due_at: datetime = Field(description="Until when it was to be kept.")
    reason: str
    by: str = Field(description="Whoever disputes it, as the caller may know them.")
    raised_at: datetime
    verdict_marketing: str
    verdict_sales: str
    ended_as: str = Field(description="excuse or count; empty while it is open.")
    ended_at: datetime | None
    note: str = Field(description="The sentence said last; `rulings` has every one.")
    rulings: list[RulingOut] = Field(description="What was said for either team, the first first.")
    may_rule: bool = Field(description="Whether the caller has a say in it now.")


class DisputesOut(Schema):
    """A page of disputes, the latest first."""

    items: list[DisputeOut]
    next: str | None
