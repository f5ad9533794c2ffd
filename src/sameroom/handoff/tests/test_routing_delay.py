"""routing_delay: until a person has a lead, and until that person follows it up."""

import numpy as np
import pytest

from sameroom.agreement.calendar import working_time
from sameroom.agreement.clauses import Calendar
from sameroom.engines.trial import Trial
from sameroom.handoff import rules
from sameroom.handoff.tests.builders import Row, act, lead, moment, record, whole
from sameroom.measure import Reading, Told, TooLittle

OFFICE = working_time(calendar=Calendar(), company_zone="UTC")
HANDED = moment(3, 2)


def made(waits: list[tuple[int | None, int | None]], **columns: object) -> Trial:
    """Make a lead a pair of working minutes: until it has an owner, and then until a call."""
    leads, acts = [], []
    for number, (routed, answered) in enumerate(waits):
        row: Row = lead(number, handed_over_at=HANDED, **columns)
        if routed is not None:
            row["assigned_at"] = OFFICE.after(starts_at=HANDED, open_seconds=routed * 60)
            row["owner_id"] = "crm:sol"
        leads.append(row)
        if answered is not None:
            called = OFFICE.after(starts_at=HANDED, open_seconds=((routed or 0) + answered) * 60)
            acts.append(act(called, lead_id=f"crm:l{number}"))
    return record(lead=leads, activity=acts)


def value(told: Told) -> float:
    assert isinstance(told, Reading)
    return told.value


def test_the_example_of_its_page_ten_times_over() -> None:
    waits: list[tuple[int | None, int | None]] = [(60, 120), (120, 60), (240, 60), (None, None)]
    told = whole(made(waits * 10), "routing_delay")
    assert value(told["routing_median_hours"]) == 2
    assert value(told["human_median_hours"]) == 1
    assert value(told["routing_share"]) == pytest.approx(7 / 11)
    assert value(told["unrouted_share"]) == 10 / 40
    assert isinstance(told["routing_p90_hours"], TooLittle)
    assert "no person who owns them yet" in told["routing_p90_hours"].missing


@pytest.mark.filterwarnings("ignore")  # the oracle's own library warns about itself
def test_both_clocks_agree_with_lifelines() -> None:
    lifelines = pytest.importorskip("lifelines")
    rng = np.random.default_rng(3)
    routed = (rng.exponential(90, 81).astype(int) + 1).tolist()
    answered = [
        None if n % 10 == 0 else int(one) + 1 for n, one in enumerate(rng.exponential(300, 81))
    ]
    told = whole(made([*zip(routed, answered, strict=True)]), "routing_delay")
    end = OFFICE.open_seconds(starts_at=HANDED, ends_at=moment(7, 1, 0)) / 3600
    fitter = lifelines.KaplanMeierFitter()
    fitter.fit(np.array(routed) / 60)
    assert value(told["routing_median_hours"]) == pytest.approx(fitter.median_survival_time_)
    assert value(told["routing_p90_hours"]) == pytest.approx(fitter.percentile(0.1))
    hours = [
        end - first / 60 if then is None else then / 60
        for first, then in zip(routed, answered, strict=True)
    ]
    fitter.fit(hours, [then is not None for then in answered])
    assert value(told["human_median_hours"]) == pytest.approx(fitter.median_survival_time_)


def test_where_nothing_says_when_a_lead_got_its_owner_it_says_what_to_bring() -> None:
    acts = [act(moment(3, 2, 12), lead_id=f"crm:l{n}") for n in range(40)]
    trial = record(lead=[lead(n, owner_id="crm:sol") for n in range(40)], activity=acts)
    told = whole(trial, "routing_delay")["routing_median_hours"]
    assert isinstance(told, TooLittle)
    assert "history of lead owners" in told.bring


def test_a_lead_called_before_it_was_assigned_was_routed_by_the_call() -> None:
    row = lead(handed_over_at=HANDED, assigned_at=moment(3, 2, 15), owner_id="crm:sol")
    calls = [act(moment(3, 2, 11), lead_id="crm:l1")]
    (told,) = record(lead=[row], activity=calls).rows("select * from lead_routing")
    assert (told["routing_seconds"], told["is_routed"], told["human_seconds"]) == (7200, True, None)


@pytest.mark.parametrize(
    ("owner_id", "name"),
    [
        (None, None), ("crm:sol", None), ("salesforce:00G5f000", None), ("crm:q", "EMEA Queue"),
        ("name:lead queue", None), ("salesforce:0055f000", None),
    ],
)  # fmt: skip
def test_the_table_tells_the_holder_as_the_rule_does(
    owner_id: str | None, name: str | None
) -> None:
    members = [{"id": owner_id, "name": name}] if name else []
    trial = record(member=members, lead=[lead(owner_id=owner_id)])
    (row,) = trial.rows("select holder from lead_routing")
    assert row["holder"] == rules.holder_of(owner_id=owner_id, owner=name)


def test_a_lead_in_a_queue_is_still_being_routed_though_it_has_an_owner() -> None:
    waits: list[tuple[int | None, int | None]] = [(60, 60)] * 30
    trial = made(waits)
    assert value(whole(trial, "routing_delay")["unrouted_share"]) == 0
    leads = [lead(n, owner_id="sf:00G1", handed_over_at=HANDED) for n in range(40)]
    assert value(whole(record(lead=leads), "routing_delay")["unrouted_share"]) == 1
