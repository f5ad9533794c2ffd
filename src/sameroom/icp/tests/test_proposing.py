"""The ideal customer that the won ones propose."""

import pytest

from sameroom.icp.proposing import condition, propose
from sameroom.measure import Reading, TooLittle, Unit


def a_rule(said: str, *, finding: str = "confirmed", lift: float = 2.0) -> Reading:
    return Reading("lift", lift, Unit.RATIO, 40, None, (("rule", said), ("finding", finding)))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("industry is Steel", {"attribute": "industry", "is_one_of": ["Steel"]}),
        ("employees is 50 to under 1,000",
         {"attribute": "employees", "at_least": 50, "below": 1000}),
        ("employees is under 10", {"attribute": "employees", "below": 10}),
        ("annual revenue is 2.5 M and more",
         {"attribute": "annual_revenue", "at_least": 2500000}),
    ],
)  # fmt: skip
def test_a_condition_is_read_as_it_is_told(said: str, meant: dict[str, object]) -> None:
    assert condition(said) == meant


def test_the_best_rule_that_held_is_proposed_with_its_reason() -> None:
    told = [
        TooLittle("support", Unit.SHARE, 1, 2),
        a_rule("industry is Paper", finding="not confirmed", lift=9.0),
        a_rule("annual revenue is 1 M and more and industry is Oil and gas and country is DE"),
        a_rule("industry is Steel"),
    ]
    proposed = propose(told)
    assert proposed is not None
    assert proposed.value == [
        {"attribute": "annual_revenue", "at_least": 1000000},
        {"attribute": "industry", "is_one_of": ["Oil and gas"]},
        {"attribute": "country", "is_one_of": ["DE"]},
    ]
    assert "40 later buyers" in proposed.reason
    assert "2.0 times" in proposed.reason


def test_where_no_rule_held_nothing_is_proposed() -> None:
    assert propose([a_rule("industry is Steel", finding="not confirmed")]) is None
    assert propose([]) is None
