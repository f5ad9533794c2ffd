"""response_conversion: what becomes of leads by how soon they are answered."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from sameroom.agreement.calendar import working_time
from sameroom.agreement.clauses import Calendar
from sameroom.engines.trial import Trial
from sameroom.handoff import rules
from sameroom.handoff.tests.builders import Row, act, lead, moment, move, read, record
from sameroom.measure import Reading, Told, TooLittle

OFFICE = working_time(calendar=Calendar(), company_zone="UTC")
SHORT = "goals: {horizon_days: 60}"


def made(waits: list[int | None], won: list[bool], **columns: object) -> Trial:
    """Make a lead a wait, in working minutes from Monday 2 March at 9, some of them won."""
    acts, deals = [], []
    for number, minutes in enumerate(waits):
        if minutes is not None:
            called = OFFICE.after(starts_at=moment(3, 2), open_seconds=minutes * 60)
            acts.append(act(called, lead_id=f"crm:l{number}"))
        if won[number]:
            deals.append(
                {"id": f"crm:d{number}", "lead_id": f"crm:l{number}", "outcome": "won",
                 "created_at": moment(4, 1), "closed_at": moment(4, 20)}
            )  # fmt: skip
    leads = [lead(n, **columns) for n in range(len(waits))]
    return record(agreement=SHORT, lead=leads, activity=acts, deal=deals)


def by_part(told: list[Told]) -> dict[tuple[str, str], Told]:
    return {(one.figure, one.part[0][1] if one.part else ""): one for one in told}


def test_the_table_of_its_page_ten_times_over() -> None:
    waits = [30] * 40 + [600] * 40 + [None] * 30
    won = [n % 4 == 0 for n in range(40)] + [n % 8 == 0 for n in range(40)] + [False] * 30
    told = by_part(read(made(waits, won), "response_conversion"))
    quick, slow = told["won_share", "within 1 hour"], told["won_share", "8 to 24 hours"]
    never = told["won_share", "never answered"]
    assert isinstance(quick, Reading)
    assert isinstance(slow, Reading)
    assert isinstance(never, Reading)
    assert (quick.value, slow.value, never.value) == (10 / 40, 5 / 40, 0)
    assert quick.interval is not None
    assert (quick.interval.low, quick.interval.high) == pytest.approx(
        proportion_confint(10, 40, method="wilson")
    )
    assert isinstance(told["recommended_difference", ""], TooLittle)


def test_the_answers_stand_side_by_side_and_say_what_they_are() -> None:
    rng = np.random.default_rng(8)
    quality = rng.normal(size=900)
    waits = [60 if one > 0 else 900 for one in quality + rng.normal(size=900)]
    won = (rng.random(900) < 1 / (1 + np.exp(1.2 - quality))).tolist()
    trial = made(waits, won)
    told = by_part(read(trial, "response_conversion"))
    raw, best = told["raw_difference", ""], told["recommended_difference", ""]
    assert isinstance(raw, Reading)
    assert isinstance(best, Reading)
    assert raw.interval is not None
    assert best.interval is not None
    assert raw.interval.low > 0  # fooled: nothing is planted but the pick of the better leads
    assert "association" in best.words
    assert isinstance(told["arrival_difference", ""], TooLittle)


def test_a_score_that_knows_the_quality_takes_the_difference_away() -> None:
    rng = np.random.default_rng(8)
    quality = rng.normal(size=900)
    prompt = quality + rng.normal(size=900) > 0
    leads, acts, deals = [], [], []
    for n in range(900):
        leads.append(lead(n, score=float(quality[n])))
        wait = timedelta(minutes=60 if prompt[n] else 60 * 24 * 5)
        acts.append(act(moment(3, 2) + wait, lead_id=f"crm:l{n}"))
        if rng.random() < 1 / (1 + np.exp(1.2 - quality[n])):
            deals.append({"id": f"crm:d{n}", "lead_id": f"crm:l{n}", "outcome": "won",
                          "created_at": moment(4, 1), "closed_at": moment(4, 20)})  # fmt: skip
    trial = record(agreement=SHORT, lead=leads, activity=acts, deal=deals)
    told = by_part(read(trial, "response_conversion"))
    raw, adjusted = told["raw_difference", ""], told["adjusted_difference", ""]
    assert isinstance(raw, Reading)
    assert isinstance(adjusted, Reading)
    assert adjusted.interval is not None
    assert raw.value > 0.15
    assert adjusted.interval.low < 0 < adjusted.interval.high


def test_a_reply_by_a_machine_is_no_response() -> None:
    acts = [act(moment(3, 2, 9, 5), lead_id="crm:l1", is_automatic=True)]
    rows = record(agreement=SHORT, lead=[lead()], activity=acts).rows("select * from lead_response")
    assert [row["response"] for row in rows] == ["never answered"]


def test_a_lead_whose_horizon_has_not_passed_is_left_out() -> None:
    rows = record(agreement=SHORT, lead=[lead(created_at=moment(5, 3)), lead(2)]).rows(
        "select case_id from lead_response"
    )
    assert rows == [{"case_id": "crm:l2"}]


def test_a_win_after_the_horizon_is_none() -> None:
    deal = {"id": "crm:d", "lead_id": "crm:l1", "outcome": "won", "created_at": moment(4, 1),
            "closed_at": moment(5, 2)}  # fmt: skip
    (row,) = record(agreement=SHORT, lead=[lead()], deal=[deal]).rows(
        "select is_deal, is_won from lead_response"
    )
    assert row == {"is_deal": True, "is_won": False}


def test_off_hours_are_those_of_the_calendar() -> None:
    leads = [lead(1), lead(2, created_at=moment(3, 2, 20)), lead(3, created_at=moment(3, 7, 11))]
    rows = record(agreement=SHORT, lead=leads).rows(
        "select is_off_hours from lead_response order by case_id"
    )
    assert [row["is_off_hours"] for row in rows] == [False, True, True]


@settings(max_examples=25, deadline=None)
@given(st.none() | st.integers(1, 8 * 60 * 6), st.booleans())
def test_the_table_names_the_response_as_the_rule_does(wait: int | None, rejected: bool) -> None:
    facts: dict[str, list[Row]] = {"stage_change": [move("MQL", moment(3, 2))]}
    if rejected:
        facts["stage_change"].append(move("Rejected", moment(3, 4)))
    if wait is not None:
        called = OFFICE.after(starts_at=moment(3, 2), open_seconds=wait * 60)
        facts["activity"] = [act(called, lead_id="crm:l1")]
    trial = record(agreement=SHORT, lead=[lead()], **facts)
    (row,) = trial.rows("select response, waited_seconds, first_touch_at from lead_response")
    assert row["response"] == rules.response_of(
        waited_seconds=None if row["first_touch_at"] is None else row["waited_seconds"],
        was_turned_down=rejected,
        was_contacted=wait is not None,
    )
