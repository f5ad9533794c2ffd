"""credit_range: every model's share of what was sold, and the range over them."""

import numpy as np
import pytest

from sameroom.attribution.tests.builders import (
    Row,
    call,
    context,
    day,
    deal,
    find,
    missing,
    touch,
    trial,
    value,
)
from sameroom.engines.trial import Trial
from sameroom.measure import Reading, Told
from sameroom.stats import attribution

MODELS = ("first", "last", "linear", "position", "markov", "shapley", "decay")


def company(*, buyers: int = 40, idle: int = 40, said: str = "") -> Trial:
    """Make buyers who met Search, then Email, then a call; as many idle ones met Email alone.

    The clicks lie 20 and 10 days before the call, so decay at a half-life of 10 gives 1, 2, 4.
    """
    touches: list[Row] = []
    for n in range(buyers):
        touches += [touch(f"p{n}", 5, "Search"), touch(f"p{n}", 15, "Email")]
    touches += [touch(f"q{n}", 15, "Email") for n in range(idle)]
    return trial(
        said=said,
        touch=touches,
        activity=[call(f"p{n}", 25) for n in range(buyers)],
        deal=[deal(f"p{n}", 30) for n in range(buyers)],
    )


@pytest.fixture(scope="module")
def told() -> list[Told]:
    said = "attribution: {half_life_days: 10}\n"
    return company(said=said).measure("credit_range", context=context(said))


@pytest.mark.parametrize(
    ("model", "search", "email", "phone"),
    [
        ("first", 1, 0, 0),
        ("last", 0, 0, 1),
        ("linear", 1 / 3, 1 / 3, 1 / 3),
        ("position", 0.4, 0.2, 0.4),
        ("shapley", 1 / 3, 1 / 3, 1 / 3),
        ("decay", 1 / 7, 2 / 7, 4 / 7),
        # Half of those who start meet Search, and all of them buy; all effects are 1.
        ("markov", 1 / 3, 1 / 3, 1 / 3),
    ],
)
def test_the_example_worked_by_hand(
    told: list[Told], model: str, search: float, email: float, phone: float
) -> None:
    found = [
        value(told, f"share_{model}", channel=name) for name in ("Search", "Email", "Sales: call")
    ]
    assert found == pytest.approx([search, email, phone])


def test_the_range_is_from_the_lowest_model_to_the_highest(told: list[Told]) -> None:
    assert value(told, "share_lowest", channel="Search") == 0
    assert value(told, "share_highest", channel="Search") == 1
    assert value(told, "deals_highest", channel="Search") == 40
    assert value(told, "value_highest", channel="Search") == 4000
    assert value(told, "value_lowest", channel="Email") == 0


def test_the_models_apart_are_named(told: list[Told]) -> None:
    found = find(told, "models_apart")
    assert isinstance(found, Reading)
    assert found.value == pytest.approx(1)
    assert "first touch or last touch" in found.words
    assert "before the record begins" in found.words


def test_marketings_share_of_all_hangs_on_the_model(told: list[Told]) -> None:
    assert value(told, "marketing_lowest") == 0
    assert value(told, "marketing_highest") == 1


@pytest.mark.parametrize("model", MODELS)
def test_shares_add_up_to_one(told: list[Told], model: str) -> None:
    for by_what in ("channel", "campaign"):
        shares = [
            each.value
            for each in told
            if isinstance(each, Reading)
            and each.figure == f"share_{model}"
            and [name for name, _ in each.part] == [by_what]
        ]
        assert sum(shares) == pytest.approx(1)


def test_below_thirty_sales_nothing_is_shared_out() -> None:
    found = company(buyers=29).measure("credit_range", context=context())
    told = missing(found, "models_apart")
    assert (told.have, told.need) == (29, 30)
    assert "meetings" in told.bring
    assert not [each for each in found if each.figure.startswith("share_")]


def test_without_journeys_that_led_nowhere_there_is_no_chain() -> None:
    found = company(idle=0).measure("credit_range", context=context())
    assert missing(found, "markov_order")
    assert not [each for each in found if each.figure == "share_markov"]
    assert value(found, "share_linear", channel="Email") == pytest.approx(1 / 3)


def test_won_deals_with_nothing_before_them_are_counted() -> None:
    rows = [deal(f"z{n}", 30) for n in range(10)]
    made = trial(
        touch=[touch(f"p{n}", 5, "Search") for n in range(40)],
        deal=[*[deal(f"p{n}", 30) for n in range(40)], *rows],
    )
    found = made.measure("credit_range", context=context())
    assert value(found, "untouched_share") == pytest.approx(10 / 50)
    assert value(company().measure("credit_range", context=context()), "untouched_share") == 0


def test_leads_and_deals_on_record_make_the_w_and_the_full_path() -> None:
    steps = ((2, "A"), (4, "B"), (6, "C"), (8, "D"))
    made = trial(
        touch=[touch(f"p{n}", at, name) for n in range(30) for at, name in steps],
        lead=[{"id": f"crm:l{n}", "person_id": f"p{n}", "created_at": day(4.5)} for n in range(30)],
        deal=[deal(f"p{n}", 30, opened=6.5, lead_id=f"crm:l{n}") for n in range(30)],
    )
    found = made.measure("credit_range", context=context())
    w_shape = [value(found, "share_w_shape", channel=name) for name in "ABCD"]
    assert w_shape == pytest.approx([0.3, 0.3, 0.3, 0.1])
    whole = [value(found, "share_full_path", channel=name) for name in "ABCD"]
    assert whole == pytest.approx([0.25, 0.25, 0.25, 0.25])


def test_the_parts_that_were_agreed_are_used() -> None:
    said = "attribution: {position: {first: 0.6, last: 0.1}}\n"
    found = company(said=said).measure("credit_range", context=context(said))
    assert value(found, "share_position", channel="Search") == pytest.approx(0.6)
    assert value(found, "share_position", channel="Sales: call") == pytest.approx(0.1)


def test_money_follows_the_deals_that_brought_it() -> None:
    made = trial(
        touch=[touch(f"p{n}", 5, "Search" if n < 30 else "Email") for n in range(40)]
        + [touch(f"q{n}", 5, "Email") for n in range(10)],
        deal=[deal(f"p{n}", 30, amount=10 if n < 30 else 90) for n in range(40)],
    )
    found = made.measure("credit_range", context=context())
    # By each rule Search has its own 30 deals of 10, Email its 10 deals of 90. In the chain both
    # effects are the part of the sales, and of the money, that goes with them: the same.
    for end in ("lowest", "highest"):
        assert value(found, f"value_{end}", channel="Search") == pytest.approx(300)
        assert value(found, f"value_{end}", channel="Email") == pytest.approx(900)


def test_sales_dealt_out_at_random_show_no_channel_that_differs() -> None:
    """Of 40 companies without any difference about two may raise an alarm, and not six."""
    rng = np.random.default_rng(8)
    alarms = 0
    for _ in range(40):
        counts = rng.binomial(60, 0.4, size=3)
        made = attribution.gather(
            paths=[["A"], ["B"], ["A", "B"]], conversions=counts, nulls=60 - counts
        )
        dealt = attribution.differs_by_chance(journeys=made, rng=rng, draws=99)
        alarms += dealt is not None and dealt.chance <= 0.05
    assert alarms <= 6


def test_a_channel_that_sells_is_told_from_chance() -> None:
    found = find(company().measure("credit_range", context=context()), "chance_alike")
    assert isinstance(found, Reading)
    assert found.value <= 0.01
    assert "more often than chance" in found.words


def test_to_a_deal_created_the_shares_are_told_apart_from_those_to_a_sale() -> None:
    made = company()
    found = made.measure("credit_range", context=context())
    parts = {each.part for each in found if len(each.part) == 2}
    # All deals were opened before the first click: nothing led to their creation.
    assert parts == set()


def test_the_same_record_is_told_the_same_twice() -> None:
    """To one part in a billion: an engine may add floats up in any order."""
    once, again = (
        {
            (each.figure, each.part): each.value if isinstance(each, Reading) else each.have
            for each in company().measure("credit_range", context=context())
        }
        for _ in range(2)
    )
    assert once == pytest.approx(again, rel=1e-9)
