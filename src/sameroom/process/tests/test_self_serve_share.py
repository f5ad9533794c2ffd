"""self_serve_share: deals won without any act of sales."""

import pytest
from statsmodels.stats.proportion import proportion_confint

from sameroom.measure import TooLittle
from sameroom.process.tests.builders import Row, act, deal, measured, on, reading, trial


def wins(count: int) -> list[Row]:
    return [deal(n, "won", closed=20, channel="Web") for n in range(count)]


def test_the_example_worked_by_hand() -> None:
    acts = [act(n, ("call", "email")[n % 2], 5, deal_id=f"crm:d{n}") for n in range(28)]
    acts += [act(n, "email", 5, deal_id=f"crm:d{n}", is_automatic=True) for n in (28, 29)]
    told = measured(trial(deal=wins(40), activity=acts), "self_serve_share")
    found = reading(told, "self_serve_share")
    assert found.value == 0.3
    assert found.interval
    low, high = proportion_confint(12, 40, method="wilson")
    assert (found.interval.low, found.interval.high) == pytest.approx((low, high))
    assert reading(told, "self_serve_share", channel="Web").value == 0.3


def alone(*acts: Row, **facts: list[Row]) -> int:
    """Count the deals won alone among two, of which the second has a call."""
    told = trial(deal=[deal(0, "won", closed=20, **DEAL), deal(1, "won", closed=20)],
                 activity=[act(90, "call", 1, deal_id="crm:d1"), *acts], **facts)  # fmt: skip
    return int(told.rows("select count(*) as n from process_close where acts = 0")[0]["n"])


DEAL = {"lead_id": "crm:l0", "account_id": "crm:c0"}
FACTS = {
    "lead": [{"id": "crm:l0", "created_at": on(-5), "account_id": "crm:c0"}],
    "account": [{"id": "crm:c0"}],
}


def test_acts_count_by_deal_and_lead() -> None:
    assert alone(**FACTS) == 1
    assert alone(act(1, "visit", 3, deal_id="crm:d0"), **FACTS) == 0
    assert alone(act(1, "visit", 3, lead_id="crm:l0"), **FACTS) == 0
    assert alone(act(1, "visit", 3, deal_id="crm:d9"), **FACTS) == 1


def test_what_does_not_count() -> None:
    marketing = [{"id": "crm:mia", "name": "Mia", "team": "marketing"}]
    for other in (
        act(1, "note", 3, deal_id="crm:d0"),
        act(1, "task", 3, deal_id="crm:d0"),
        act(1, "email", 3, deal_id="crm:d0", is_automatic=True),
        act(1, "call", 21.5, deal_id="crm:d0"),
        act(1, "email", 3, deal_id="crm:d0", member_id="crm:mia"),
    ):
        assert alone(other, member=marketing, **FACTS) == 1, other


def test_where_no_act_is_on_record_nothing_is_told() -> None:
    acts = [act(1, "call", 1, deal_id="crm:elsewhere")]
    told = measured(trial(deal=wins(40), activity=acts), "self_serve_share")
    found = told["self_serve_share", ()]
    assert isinstance(found, TooLittle)
    assert "No act of sales" in found.missing


def test_what_those_who_bought_alone_read() -> None:
    acts = [act(n, "call", 5, deal_id=f"crm:d{n}") for n in range(40)]
    uses = [
        {"id": f"crm:u{n}", "deal_id": f"crm:d{n}", "asset_id": "crm:guide", "kind": "viewed",
         "occurred_at": on(4 if n != 41 else 30)}
        for n in [*range(10), *range(40, 60)]
    ]  # fmt: skip
    assets = [{"id": "crm:guide", "title": "Guide"}]
    told = measured(
        trial(deal=wins(80), activity=acts, asset_use=uses, asset=assets), "self_serve_share"
    )
    assert reading(told, "alone_read_share", content="Guide").value == 19 / 40
    assert reading(told, "others_read_share", content="Guide").value == 10 / 40
