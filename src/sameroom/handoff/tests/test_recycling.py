"""recycling: leads sent back for later, and what becomes of them."""

from datetime import timedelta

import pytest
from statsmodels.stats.proportion import proportion_confint

from sameroom.engines.trial import Trial
from sameroom.handoff.tests.builders import Row, act, lead, moment, move, read, record, whole
from sameroom.measure import Reading, Told, TooLittle

SHORT = "goals: {horizon_days: 60}"


def the_table_of_its_page() -> Trial:
    """Each of the eight leads of the page, thirty times over."""
    leads, moves, deals = [], [], []
    for n in range(240):
        kind, name = n % 8, f"crm:l{n}"
        leads.append(lead(n))
        moves.append(move("MQL", moment(3, 2), of=name))
        if kind < 4:
            moves.append(move("Accepted" if kind < 3 else "Rejected", moment(3, 3), of=name))
        if kind == 2:
            moves.append(move("Recycled", moment(3, 20), of=name))
        if kind in (4, 5, 6):
            moves.append(move("Recycled", moment(3, 3) if kind < 6 else moment(6, 1), of=name))
        if kind in (2, 5):
            won_at = moment(4, 20) if kind == 2 else moment(6, 1)
            deals.append(
                {"id": f"crm:d{n}", "lead_id": name, "created_at": moment(4, 1),
                 "closed_at": won_at, "outcome": "won"}
            )  # fmt: skip
    return record(agreement=SHORT, lead=leads, stage_change=moves, deal=deals)


def reading(told: Told) -> Reading:
    assert isinstance(told, Reading)
    return told


def test_the_example_of_its_page_thirty_times_over() -> None:
    answer = read(the_table_of_its_page(), "recycling", **{"goals.horizon_days": 60})
    told = {one.figure: one for one in answer if not one.part}
    assert reading(told["recycle_rate"]).value == 4 / 4
    later = reading(told["recycle_yield"])
    assert (later.value, later.count) == (1 / 3, 90)
    assert "30 sent back less than 60 days ago" in later.words
    assert later.interval is not None
    assert (later.interval.low, later.interval.high) == pytest.approx(
        proportion_confint(30, 90, method="wilson")
    )


@pytest.mark.parametrize("after", [False, True])
def test_the_interval_of_the_rate_agrees_with_a_bootstrap(after: bool) -> None:
    import numpy as np

    kinds = ["Accepted"] * 120 + ["Rejected"] * 40 + ["Recycled"] * 30
    leads = [lead(n) for n in range(len(kinds))]
    moves = [move("MQL", moment(3, 2), of=f"crm:l{n}") for n in range(len(kinds))]
    moves += [move(kind, moment(3, 3), of=f"crm:l{n}") for n, kind in enumerate(kinds)]
    if after:  # twenty of the accepted are sent back as well
        moves += [move("Recycled", moment(3, 9), of=f"crm:l{n}") for n in range(20)]
    told = reading(whole(record(lead=leads, stage_change=moves), "recycling")["recycle_rate"])
    sent = np.array([kind == "Recycled" for kind in kinds])
    decided = ~sent
    sent[:20] |= after
    picked = np.random.default_rng(3).integers(0, sent.size, (6000, sent.size))
    drawn = sent[picked].sum(axis=1) / decided[picked].sum(axis=1)
    assert told.value == pytest.approx(sent.sum() / decided.sum())
    assert told.interval is not None
    low, high = np.quantile(drawn, [0.025, 0.975])
    assert (told.interval.low, told.interval.high) == pytest.approx((low, high), abs=0.012)


def returned(day: int | None, *, again: bool = False) -> Row:
    """Send a lead back on 9 March for 1 April, and call it on a day of April."""
    moves = [move("MQL", moment(3, 2)), move("Recycled", moment(3, 9))]
    moves += [move("MQL", moment(3, 30))] if again else []
    acts = [act(moment(3, 10), lead_id="crm:l1")]
    acts += [] if day is None else [act(moment(4, 1) + timedelta(days=day), lead_id="crm:l1")]
    trial = record(lead=[lead(return_at=moment(4, 1, 0))], stage_change=moves, activity=acts)
    rows: list[Row] = trial.rows("select * from recycled_lead")
    return rows[0]


@pytest.mark.parametrize(
    ("day", "is_kept"), [(0, True), (7, True), (8, False), (-6, True), (-9, False), (None, False)]
)
def test_a_day_of_return_is_kept_within_the_agreed_days(day: int | None, is_kept: bool) -> None:
    row = returned(day)
    assert row["is_return_due"] is True
    assert row["is_return_kept"] is is_kept


def test_a_new_hand_over_takes_a_lead_up_again() -> None:
    assert returned(None, again=True)["is_return_kept"] is True


def test_a_new_lead_of_the_same_person_can_win_for_the_one_sent_back() -> None:
    moves = [move("MQL", moment(3, 2)), move("Recycled", moment(3, 9))]
    deal = {"id": "crm:d", "person_id": "crm:p1", "created_at": moment(5, 1),
            "closed_at": moment(5, 9), "outcome": "won"}  # fmt: skip
    trial = record(person=[{"id": "crm:p1"}], lead=[lead()], stage_change=moves, deal=[deal])
    (row,) = trial.rows("select is_won_later from recycled_lead")
    assert row["is_won_later"] is True


def test_without_days_of_return_it_says_what_to_bring() -> None:
    told = whole(the_table_of_its_page(), "recycling")["return_kept_share"]
    assert isinstance(told, TooLittle)
    assert "day on which each is to be taken up" in told.bring


def test_where_nothing_is_ever_sent_back_nothing_is_told() -> None:
    told = whole(record(lead=[lead(n) for n in range(40)]), "recycling")
    assert isinstance(told["recycle_yield"], TooLittle)
    assert isinstance(told["recycle_rate"], TooLittle)
