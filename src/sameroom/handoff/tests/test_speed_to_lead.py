"""speed_to_lead: how long leads wait, those still waiting among them."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pytest

from sameroom.agreement.calendar import working_time
from sameroom.agreement.clauses import Calendar
from sameroom.engines.trial import Trial
from sameroom.handoff.tests.builders import act, lead, moment, read, record, whole
from sameroom.measure import Reading, Told, TooLittle

OFFICE = working_time(calendar=Calendar(), company_zone="UTC")


def waits(minutes: Sequence[int | None]) -> Trial:
    """Make a lead a wait: handed over Monday 2 March at 9, called so many working minutes later."""
    acts = []
    for number, after in enumerate(minutes):
        if after:
            called = OFFICE.after(starts_at=moment(3, 2), open_seconds=after * 60)
            acts.append(act(called, lead_id=f"crm:l{number}"))
    return record(lead=[lead(n) for n in range(len(minutes))], activity=acts)


def value(told: Told) -> float:
    assert isinstance(told, Reading)
    return told.value


@pytest.mark.filterwarnings("ignore")  # the oracle's own library warns about itself
def test_median_and_interval_agree_with_lifelines() -> None:
    lifelines = pytest.importorskip("lifelines")
    from lifelines.utils import median_survival_times

    rng = np.random.default_rng(4)
    minutes = (rng.exponential(600, 120).astype(int) + 1).tolist()
    told = whole(waits([*minutes, None, None]), "speed_to_lead")
    end = OFFICE.open_seconds(starts_at=moment(3, 2), ends_at=moment(7, 1, 0)) / 3600
    seen = np.array([*[one / 60 for one in minutes], end, end])
    ended = np.array([True] * 120 + [False] * 2)
    oracle = lifelines.KaplanMeierFitter().fit(seen, ended)
    band = median_survival_times(oracle.confidence_interval_survival_function_)
    median = told["median_hours"]
    assert value(median) == pytest.approx(oracle.median_survival_time_)
    assert isinstance(median, Reading)
    assert median.interval is not None
    assert [median.interval.low, median.interval.high] == pytest.approx(band.iloc[0].to_list())
    assert value(told["p90_hours"]) == pytest.approx(oracle.percentile(0.1))


def test_leads_still_waiting_make_it_slower_and_not_faster() -> None:
    quick = [60] * 20 + [600] * 20
    assert value(whole(waits(quick), "speed_to_lead")["median_hours"]) == 1
    slow = whole(waits([*quick, *[None] * 5]), "speed_to_lead")["median_hours"]
    assert value(slow) == 10


def test_with_more_than_a_tenth_never_turned_to_there_is_no_slowest_tenth() -> None:
    told = whole(waits([60] * 40 + [None] * 10), "speed_to_lead")["p90_hours"]
    assert isinstance(told, TooLittle)
    assert "have not been followed up at all" in told.missing
    assert told.bring.startswith("A first call"), "nothing is missing from the record"


def test_leads_not_yet_due_are_left_out_of_the_promise() -> None:
    late = [lead(n, created_at=moment(6, 30, 16)) for n in range(100, 110)]
    quick = [act(moment(6, 30, 16, 30), lead_id=f"crm:l{n}") for n in range(100, 105)]
    leads = [lead(n) for n in range(40)]
    acts = [act(moment(3, 2, 12), lead_id=f"crm:l{n}") for n in range(30)]
    trial = record(lead=[*leads, *late], activity=[*acts, *quick])
    kept = whole(trial, "speed_to_lead")["within_target"]
    assert isinstance(kept, Reading)
    assert (kept.value, kept.count) == (30 / 40, 40)


def test_the_share_still_waiting_falls_over_the_hours() -> None:
    told = read(waits([60] * 20 + [300] * 20 + [None] * 10), "speed_to_lead")
    points = {one.part[0][1]: value(one) for one in told if one.figure == "still_waiting_share"}
    assert points["1"] == pytest.approx(0.6)
    assert points["8"] == pytest.approx(0.2)
    assert list(points.values()) == sorted(points.values(), reverse=True)


def test_without_any_contact_on_record_nothing_is_told() -> None:
    told = whole(waits([None] * 50), "speed_to_lead")["median_hours"]
    assert isinstance(told, TooLittle)
    assert "No call, mail" in told.missing


def test_without_any_date_nothing_is_told() -> None:
    leads = [lead(n, created_at=None) for n in range(50)]
    acts = [act(moment(3, 3), lead_id=f"crm:l{n}") for n in range(50)]
    told = whole(record(lead=leads, activity=acts), "speed_to_lead")["median_hours"]
    assert isinstance(told, TooLittle)
    assert "day" in told.bring


def sales_team(size: int) -> Trial:
    members = [{"id": f"crm:m{n}", "team": "sales"} for n in range(size)]
    leads = [lead(n, owner_id=f"crm:m{n % size}") for n in range(40)]
    acts = [act(moment(3, 2, 11), lead_id=f"crm:l{n}") for n in range(40)]
    return record(member=members, lead=leads, activity=acts)


@pytest.mark.parametrize(("size", "is_shown"), [(4, False), (5, True)])
def test_a_team_of_fewer_than_five_is_not_shown_apart(size: int, is_shown: bool) -> None:
    parts = {one.part for one in read(sales_team(size), "speed_to_lead")}
    assert ((("team", "sales"),) in parts) is is_shown


def test_the_wait_is_split_where_the_owner_is_known() -> None:
    handed = moment(3, 2, 9)
    leads = [
        lead(n, handed_over_at=handed, assigned_at=handed + timedelta(hours=2)) for n in range(30)
    ]
    acts = [act(moment(3, 2, 14), lead_id=f"crm:l{n}") for n in range(30)]
    told = whole(record(lead=leads, activity=acts), "speed_to_lead")
    assert value(told["routing_median_hours"]) == 2
    assert value(told["answering_median_hours"]) == 3
