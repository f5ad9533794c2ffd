"""persistence: how often a silent lead is tried again."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from sameroom.engines.trial import Trial
from sameroom.handoff import rules
from sameroom.handoff.tests.builders import (
    WINDOW,
    Row,
    act,
    lead,
    moment,
    move,
    read,
    record,
    whole,
)
from sameroom.measure import Reading, TooLittle

NUMBERS = {"promises.persistence.attempts": 5, "promises.persistence.days": 14}


def tries(number: int, days: list[float], **columns: object) -> list[Row]:
    first = moment(3, 3)
    return [act(first + timedelta(days=day), lead_id=f"crm:l{number}", **columns) for day in days]


def the_table_of_its_page() -> Trial:
    """Each of the six leads of the page, ten times over."""
    leads, acts, moves, deals = [], [], [], []
    for n in range(60):
        leads.append(lead(n))
        kind = n % 6
        if kind == 0:
            acts += tries(n, [0, 1, 3, 7, 13])
        elif kind == 1:
            acts += tries(n, [0, 1, 3, 7, 14])
        elif kind == 2:
            acts += tries(n, [0])
        elif kind == 3:
            acts += [*tries(n, [0]), *tries(n, [2], direction="inbound", kind="email")]
        elif kind == 4:
            acts += tries(n, [0, 2])
            moves.append(move("Recycled", moment(3, 8), of=f"crm:l{n}"))
        else:
            acts += [act(moment(6, 25), lead_id=f"crm:l{n}")]
    return record(lead=leads, activity=acts, stage_change=moves, deal=deals)


def test_the_example_of_its_page_ten_times_over() -> None:
    told = whole(the_table_of_its_page(), "persistence")
    share = told["persistent_share"]
    assert isinstance(share, Reading)
    assert (share.value, share.count) == (10 / 30, 30)
    counts = [told[name].value for name in ("answered", "ended", "running")]  # type: ignore[union-attr]  # all are readings
    assert counts == [10, 10, 10]
    assert "Left out: 10 that answered, 10 decided before" in share.words


def test_its_interval_agrees_with_statsmodels() -> None:
    share = whole(the_table_of_its_page(), "persistence")["persistent_share"]
    assert isinstance(share, Reading)
    assert share.interval is not None
    assert (share.interval.low, share.interval.high) == pytest.approx(
        proportion_confint(10, 30, method="wilson")
    )


def test_the_promise_comes_from_the_agreement() -> None:
    leads = [lead(n) for n in range(40)]
    acts = [one for n in range(40) for one in tries(n, [0, 1] if n < 30 else [0, 9])]
    text = "promises: {persistence: {attempts: 2, days: 7}}"
    trial = record(agreement=text, lead=leads, activity=acts)
    told = {
        one.figure: one
        for one in read(
            trial, "persistence",
            **{"promises.persistence.attempts": 2, "promises.persistence.days": 7},
        )
        if not one.part
    }  # fmt: skip
    share = told["persistent_share"]
    assert isinstance(share, Reading)
    assert share.value == 30 / 40


def test_what_a_machine_sends_is_no_try() -> None:
    leads = [lead(n) for n in range(30)]
    acts = [one for n in range(30) for one in tries(n, [0])]
    acts += [one for n in range(30) for one in tries(n, [1, 2, 3, 4], is_automatic=True)]
    share = whole(record(lead=leads, activity=acts), "persistence")["persistent_share"]
    assert isinstance(share, Reading)
    assert share.value == 0


@pytest.mark.parametrize(
    ("columns", "is_answer"),
    [
        ({"kind": "meeting"}, True),
        ({"kind": "meeting", "outcome": "No show"}, False),
        ({"kind": "call", "outcome": "Connected"}, True),
        ({"kind": "call", "outcome": "Left voicemail"}, False),
        ({"kind": "email", "direction": "inbound"}, True),
        ({"kind": "email", "direction": "inbound", "is_automatic": True}, False),
    ],
)
def test_what_counts_as_an_answer(columns: Row, is_answer: bool) -> None:
    acts = [*tries(1, [0]), act(moment(3, 4), lead_id="crm:l1", **columns)]
    (row,) = record(lead=[lead()], activity=acts).rows("select has_answered from lead_pursuit")
    assert row["has_answered"] is is_answer


def test_a_lead_closed_at_an_unknown_time_is_left_out() -> None:
    leads = [lead(n, status="Dead") for n in range(40)]
    acts = [one for n in range(40) for one in tries(n, [0])]
    told = whole(record(lead=leads, activity=acts), "persistence")["persistent_share"]
    assert isinstance(told, TooLittle)


def test_without_any_act_it_says_what_to_bring() -> None:
    told = whole(record(lead=[lead(n) for n in range(40)]), "persistence")["persistent_share"]
    assert isinstance(told, TooLittle)
    assert "unanswered ones too" in told.bring


MINUTES = st.lists(st.integers(0, 60 * 24 * 40), min_size=1, max_size=9)


@settings(max_examples=40, deadline=None)
@given(MINUTES, st.none() | st.integers(0, 60 * 24 * 40), st.integers(0, 60 * 24 * 40))
def test_the_table_decides_as_the_rules_do(
    contacts: list[int], answer: int | None, begins: int
) -> None:
    start = moment(5, 1) + timedelta(minutes=begins)
    made = [start + timedelta(minutes=one) for one in contacts]
    acts = [act(one, lead_id="crm:l1") for one in made if one < WINDOW.ends_at]
    made = [one for one in made if one < WINDOW.ends_at]
    answered: datetime | None = None
    if answer is not None and made:
        answered = min(made) + timedelta(minutes=answer)
        acts.append(act(answered, lead_id="crm:l1", kind="email", direction="inbound"))
        answered = answered if answered < WINDOW.ends_at else None
    leads = [lead(handed_over_at=moment(4, 1), created_at=moment(4, 1))]
    rows = record(lead=leads, activity=acts).rows("select * from lead_pursuit")
    if not made:
        assert rows == []
        return
    silent = rules.is_silent(
        first_contact_at=min(made), answered_at=answered, concluded_at=None, days=14,
        now=WINDOW.ends_at,
    )  # fmt: skip
    told = rows[0]
    assert told["is_pursued"] == rules.is_pursued(contacts=made, attempts=5, days=14)
    assert (told["has_elapsed"] and not told["has_answered"] and not told["has_ended"]) == silent
