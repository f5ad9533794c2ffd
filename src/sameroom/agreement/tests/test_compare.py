"""What changed between two versions, and steps that nobody answers for."""

from sameroom import agreement
from sameroom.agreement.clauses import Step
from sameroom.agreement.compare import compare
from sameroom.agreement.roles import list_flags

BEFORE = """\
promises: {first_touch: {within_hours: 8, share: 0.9}}
ideal_customer: [{attribute: industry, is_one_of: [Steel]}]
costs: {rep_hour: [45, 60, 80]}
"""
AFTER = """\
version: "2"
signed: {marketing: {name: Ada}}
promises: {first_touch: {within_hours: 4, share: 0.85}}
ideal_customer:
  - {attribute: industry, is_one_of: [Steel, Paper]}
  - {attribute: employees, at_least: 50}
costs: {rep_hour: 70}
"""


def test_it_says_what_was_and_what_is_in_words() -> None:
    before, after = agreement.parse(text=BEFORE), agreement.parse(text=AFTER)
    told = [(one.about, one.was, one.now) for one in compare(before=before, after=after)]
    assert told == [
        ("the customer both teams want; every condition must hold: industry",
         "is one of Steel", "is one of Steel, Paper"),
        ("the customer both teams want; every condition must hold: employees",
         "nothing", "at least 50"),
        ("first touch – working hours allowed", "8", "4"),
        ("first touch – the share of leads for which it is kept", "90 %", "85 %"),
        ("an hour of a seller, all costs included", "60 (from 45 to 80)", "70"),
    ]  # fmt: skip


def test_the_same_said_otherwise_is_no_change() -> None:
    same = agreement.parse(text="# noted\nversion: x\npromises: {first_touch: {share: 0.90}}\n")
    assert compare(before=agreement.default(), after=same) == ()


def test_turned_round_each_change_is_turned_round() -> None:
    before, after = agreement.parse(text=BEFORE), agreement.parse(text=AFTER)
    there = {(one.about, one.was, one.now) for one in compare(before=before, after=after)}
    back = {(one.about, one.now, one.was) for one in compare(before=after, after=before)}
    assert there == back


def test_steps_that_nobody_or_two_answer_for_are_flagged() -> None:
    flags = list_flags(
        steps=[
            Step("Call", ("sales",), "sales"),
            Step("Answer", ("marketing",), ""),
            Step("Write", (), "marketing"),
            Step("Win", ("sales",), "sales and marketing"),
            Step("call ", ("sales",), "marketing"),
        ]
    )
    assert [(one.step, one.what.split(":")[0].split(".")[0]) for one in flags] == [
        ("Call", "More than one answers for it"),
        ("Answer", "Nobody answers for it"),
        ("Write", "Nobody does it"),
        ("Win", "More than one answers for it"),
    ]


def test_the_steps_that_stand_by_default_have_no_flag() -> None:
    assert list_flags(steps=agreement.default().clauses.roles) == ()
