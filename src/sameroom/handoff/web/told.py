"""The form in which leads are told to programs, and in which programs say what they do."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from ninja import Field, Schema
from pydantic import StringConstraints

from sameroom.handoff import moves
from sameroom.handoff.moves import Move
from sameroom.webkit.rest.examples import example

NO_ZERO = r"^[^\x00]*$"
SAYS = r"^[^\x00]*[^\s\x00][^\x00]*$"  # something
Short = Annotated[str, StringConstraints(max_length=300, pattern=NO_ZERO)]
Long = Annotated[str, StringConstraints(max_length=4_000, pattern=NO_ZERO)]


class DecisionMove(StrEnum):
    """A move that one person makes; how a contested rejection ends is a verdict of two."""

    ACCEPT = "accept"
    REJECT = "reject"
    RECYCLE = "recycle"
    QUALIFY = "qualify"
    DISQUALIFY = "disqualify"
    ANSWER = "answer"
    RESUBMIT = "resubmit"
    CONTEST = "contest"
    TAKE_BACK = "take back"


class Verdict(StrEnum):
    """How the lead of a team says that a contested rejection is to end."""

    UPHOLD = "uphold"
    OVERTURN = "overturn"


class Bulk(StrEnum):
    """What is safe to do with several leads at once."""

    DUPLICATE = "duplicate"
    REASSIGN = "reassign"


class Family(StrEnum):
    """What kind of reason a rejection has."""

    NONE = ""
    PROCEDURAL = "procedural"
    CLERICAL = "clerical"
    DEFINITIONAL = "definitional"


class CaseOut(Schema):
    """A lead that was handed over. Colleagues are named only to whom they may be."""

    id: int
    state: str = Field(description="waiting, accepted, rejected, recycled, qualified, …")
    turn: int = Field(description="For the how manieth time it was handed over.")
    person: str = Field(description="Key of the person, for /persons/{key}; may be empty.")
    person_name: str
    account: str = Field(description="Key of the company, for /accounts/{key}; may be empty.")
    account_name: str
    campaign: str
    channel: str
    holder: str = Field(description="person, queue, nobody, or left: its owner works here no more.")
    owner: str = Field(description="Whoever has it, as the caller may know them.")
    owner_id: str = Field(description="In the record; empty where the caller may not know it.")
    team: str
    handed_over_at: datetime | None
    due_at: datetime | None = Field(description="Until when the first touch is promised.")
    decide_by: datetime | None = Field(description="Until when the decision is promised.")
    decided_at: datetime | None
    decided_by: str
    family: str
    reason: str
    note: str
    return_on: date | None
    must_change: str
    answer: str
    verdict_marketing: str
    verdict_sales: str
    paused_at: datetime | None = Field(description="Since when its clocks stand still.")
    paused_until: datetime | None = Field(description="When they run again by themselves.")
    paused_for: str
    is_gone: bool = Field(description="Its system has it no more: nothing can be decided.")
    merged_into: int | None = Field(
        description="Into which lead its system merged it; null where the caller sees none."
    )
    may: list[str] = Field(
        description="What the caller may do with it now: moves, and `pause` or `resume`."
    )


class HolderOut(Schema):
    """A colleague of sales who has somebody already, by an earlier lead that was accepted."""

    owner: str = Field(description="Whoever it is, as the caller may know them.")
    since: datetime | None
    case_id: int | None = Field(description="That lead; null where the caller does not see it.")
    keeps: bool = Field(description="Whether the rules leave the new lead with them, too.")


class HandedOut(CaseOut):
    """A lead that was just handed over."""

    held_already: HolderOut | None = Field(
        description="Who of sales had this person before; they were handed over all the same."
    )


class CasesOut(Schema):
    """A page of leads, by promise: what is due first comes first."""

    items: list[CaseOut]
    next: str | None


class ActOut(Schema):
    """Something that was done with a lead in the room."""

    id: int
    move: str
    at: datetime
    by: str
    from_state: str
    to_state: str
    family: str
    reason: str
    note: str
    is_undone: bool


class ActsOut(Schema):
    """A page of them, the latest first."""

    items: list[ActOut]
    next: str | None


class DidOut(Schema):
    """Something that the buyer did."""

    at: datetime
    what: str
    about: str


class TextOut(Schema):
    """A text that reached the buyer."""

    at: datetime
    team: str
    channel: str
    subject: str
    body: str


class FitOut(Schema):
    """A condition of the ideal customer; `fits` is null where it is not known."""

    attribute: str
    fits: bool | None
    why: str


class PacketOut(Schema):
    """All that is known of a lead, as the pages show it."""

    case_id: int
    state: str
    who: str
    title: str
    email: str
    company: str
    facts: list[tuple[str, str]]
    campaign: str
    came_by: str
    audience: str
    promise: str
    sent_note: str
    why: list[str]
    acts: list[DidOut]
    more_acts: int
    texts: list[TextOut]
    fits: list[FitOut]
    similar: list[dict[str, str]]
    opening: str
    rests_on: str
    urgency: str
    warnings: list[str]
    opened: str
    opened_at: datetime | None


class ReceiptOut(Schema):
    """Who of sales opened a lead first, and when; empty while nobody has."""

    opened: str
    opened_at: datetime | None


class HandIn(Schema):
    """Somebody to hand over to sales."""

    model_config = example(
        person="3c9161ea484b2a50c254", promise="Half the downtime within a year",
        why="She asked for a price", campaign="Spring fair",
    )  # fmt: skip

    person: str = Field(pattern=r"^[0-9a-f]{20}$", description="Their key, as /persons gives it.")
    promise: str = Field(max_length=300, pattern=SAYS, description="What they were promised.")
    why: str = Field(
        max_length=1_000, pattern=SAYS,
        description="Why now: what they did that shows they want to talk.",
    )  # fmt: skip
    campaign: str = Field("", max_length=200, pattern=NO_ZERO)


class MoveIn(Schema):
    """What is done with a lead, and what is said with it.

    A rejection asks for `family` and `reason`, closing for `reason`, recycling for `return_on` and
    `must_change`, marketing's moves for `note`.
    """

    model_config = example(
        move="reject", family="definitional", reason="Wrong industry", note="They print books."
    )

    move: DecisionMove
    family: Family = Family.NONE
    reason: Short = ""
    note: Long = ""
    return_on: date | None = Field(None, description="The day on which it comes back.")
    must_change: Short = Field("", description="What must have changed by then.")

    def told(self) -> moves.Told:
        """Give what was said."""
        return moves.Told(
            family=self.family.value, reason=self.reason.strip(), note=self.note.strip(),
            return_on=self.return_on, must_change=self.must_change.strip(),
        )  # fmt: skip

    def chosen(self) -> Move:
        """Give the move."""
        return Move(self.move.value)


class VerdictIn(Schema):
    """How a contested rejection is to end, and why."""

    model_config = example(verdict="overturn", note="It is another plant.")

    verdict: Verdict
    note: Long


class SeveralIn(Schema):
    """What is done with several leads."""

    model_config = example(act="duplicate", cases=[17, 18])

    act: Bulk
    cases: list[Annotated[int, Field(ge=1, lt=2**62)]] = Field(min_length=1, max_length=200)
    to: int | None = Field(None, ge=1, lt=2**62, description="To whom, by /people; to reassign.")
    reason: Short = Field("", description="Why they are given; who gets them reads it.")


class SeveralOut(Schema):
    """What was done, and what was not: decided meanwhile, or not there for the caller."""

    done: list[int]
    left: list[int]
