"""The rules, and that the tables decide the same."""

from datetime import timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sameroom.agreement.calendar import working_time
from sameroom.agreement.clauses import Calendar
from sameroom.handoff import rules
from sameroom.handoff.tests.builders import WINDOW, act, cases, lead, moment, move, record

WORDS = {
    "handed_over": "MQL", "accepted": "Accepted", "working": "Working", "qualified": "SQL",
    "converted": "Converted", "customer": "Customer", "recycled": "Recycled",
    "rejected": "Rejected", "disqualified": "Dead",
}  # fmt: skip
OFFICE = working_time(calendar=Calendar(), company_zone="UTC")
MINUTES = st.integers(0, 60 * 24 * 120)
STAGES = st.lists(st.sampled_from(sorted(WORDS)), min_size=0, max_size=5)
LIVES = st.tuples(STAGES, st.none() | MINUTES)


@pytest.mark.parametrize(
    ("stage", "contacted", "decision"),
    [
        ("accepted", False, "accepted"),
        ("working", False, "accepted"),
        ("converted", False, "accepted"),
        ("rejected", True, "rejected"),
        ("recycled", True, "recycled"),
        ("disqualified", True, "accepted"),
        ("disqualified", False, "rejected"),
        ("handed_over", True, None),
        (None, True, None),
    ],
)
def test_each_stage_decides_as_agreed(
    stage: str | None, contacted: bool, decision: str | None
) -> None:
    assert rules.decide(stage=stage, was_contacted=contacted) == decision


def test_a_lead_handed_over_after_a_decision_begins_a_new_turn() -> None:
    stages = ["handed_over", "handed_over", "recycled", "handed_over", "accepted"]
    assert rules.turns(stages=stages) == [1, 1, 1, 2, 2]
    assert rules.turns(stages=["working", "handed_over", "accepted"]) == [0, 1, 1]
    assert rules.turns(stages=["working", "recycled"]) == [1, 1]


@given(st.lists(st.sampled_from(sorted(WORDS)), max_size=12))
def test_turns_only_rise_and_by_one(stages: list[str]) -> None:
    numbered = rules.turns(stages=stages)
    steps = [after - before for before, after in pairwise(numbered)]
    assert set(steps) <= {0, 1}


@given(MINUTES, st.none() | MINUTES, MINUTES, st.integers(0, 10_000))
def test_nothing_gets_less_late_with_time(
    due: int, touched: int | None, now: int, later: int
) -> None:
    start = WINDOW.starts_at
    due_at = start + timedelta(minutes=due)
    touched_at = None if touched is None else start + timedelta(minutes=touched)
    first = start + timedelta(minutes=now)
    was = rules.is_late(due_at=due_at, first_touch_at=touched_at, now=first)
    still = rules.is_late(
        due_at=due_at, first_touch_at=touched_at, now=first + timedelta(minutes=later)
    )
    assert still or not was


@settings(max_examples=6, deadline=None)
@given(st.lists(LIVES, min_size=15, max_size=40))
def test_the_tables_decide_as_the_rules_do(lives: list[tuple[list[str], int | None]]) -> None:
    """One lead a life: stages a day apart, perhaps a call; one decision and one clock each."""
    leads, moves, acts = [], [], []
    for number, (stages, called) in enumerate(lives):
        leads.append(lead(number, handed_over_at=moment(1, 5, 9)))
        for day, stage in enumerate(stages):
            when = moment(1, 6, 9) + timedelta(days=day)
            moves.append(move(WORDS[stage], when, of=f"crm:l{number}"))
        if called is not None:
            when = WINDOW.starts_at + timedelta(days=4, minutes=called)
            acts.append(act(when, lead_id=f"crm:l{number}"))
    told = {row["case_id"]: row for row in cases(record(lead=leads, stage_change=moves,
                                                        activity=acts))}  # fmt: skip
    for number, (stages, _) in enumerate(lives):
        turned = rules.turns(stages=stages)
        for turn in sorted({*turned} - {0} or {1}):
            row = told[f"crm:l{number}" + (f"#{turn}" if turn > 1 else "")]
            mine = [stage for stage, own in zip(stages, turned, strict=True) if own == turn]
            decisive = [stage for stage in mine if stage != "handed_over"]
            contacted = row["contacted_at"] is not None and (
                row["decided_at"] is None or row["contacted_at"] < row["decided_at"]
            )
            wanted = rules.decide(stage=decisive[0] if decisive else None, was_contacted=contacted)
            assert row["decision"] == wanted
            due_at = OFFICE.after(starts_at=row["handed_over_at"], open_seconds=8 * 3600)
            assert due_at is not None
            assert row["due_at"] == due_at
            assert row["is_due"] == rules.is_due(due_at=due_at, now=WINDOW.ends_at)
            assert row["is_late"] == rules.is_late(
                due_at=due_at, first_touch_at=row["first_touch_at"], now=WINDOW.ends_at
            )
            assert row["waited_seconds"] == OFFICE.open_seconds(
                starts_at=row["handed_over_at"], ends_at=row["first_touch_at"] or WINDOW.ends_at
            )


def test_the_table_knows_a_contact_as_the_rule_does() -> None:
    kinds = [None, "call", "email", "meeting", "visit", "demo", "proposal", "message", "task",
             "note", "other"]  # fmt: skip
    ways = [None, "outbound", "inbound", "internal"]
    teams = [None, "sales", "marketing", "service"]
    every = list(product(kinds, ways, [None, True, False], teams))
    trial = record(
        member=[{"id": f"crm:{team}", "team": team} for team in teams],
        lead=[lead(number) for number in range(len(every))],
        activity=[
            {**act(moment(3, 4), lead_id=f"crm:l{number}", direction=way, is_automatic=machine,
                   member_id=f"crm:{team}"), "kind": kind}
            for number, (kind, way, machine, team) in enumerate(every)
        ],
    )  # fmt: skip
    told = {row["lead_id"]: row["contacted_at"] is not None for row in cases(trial)}
    for number, (kind, way, machine, team) in enumerate(every):
        assert told[f"crm:l{number}"] == rules.is_contact(
            kind=kind, direction=way, is_automatic=machine, team=team
        )
