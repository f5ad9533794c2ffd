"""The form in which programs are told how leads came to whom, and who is away."""

from datetime import date, datetime

from ninja import Field, Schema

from sameroom.webkit.rest.examples import example


class StepOut(Schema):
    """A step on the way of a lead to whoever has it, as the caller may know it."""

    id: int
    at: datetime
    how: str = Field(description="rule, nobody, given, taken, or taken_over.")
    words: str = Field(description="The rule, and whose turn it was; or who gave it to whom.")
    passed: list[str] = Field(description="Who was passed over, and why.")
    note: str = Field(description="Why, as whoever gave it said.")


class StepsOut(Schema):
    """A page of steps, the latest first."""

    items: list[StepOut]
    next: str | None


class AbsenceOut(Schema):
    """From when until when somebody is away, both days included; not why."""

    id: int
    who: str
    starts_on: date
    ends_on: date
    is_now: bool
    may_take_back: bool = Field(description="Whether the caller may take it back.")


class AbsenceIn(Schema):
    """From when until when somebody is away, both days included."""

    model_config = example(starts_on="2036-08-03", ends_on="2036-08-14")

    who: int | None = Field(
        None, ge=1, lt=2**62,
        description="Whose days they are, by /people; without it the caller's own.",
    )  # fmt: skip
    starts_on: date
    ends_on: date


class AbsencesOut(Schema):
    """A page of absences, the earliest first."""

    items: list[AbsenceOut]
    next: str | None
