"""Journeys: what is a step, where a journey begins and ends, and what came of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sameroom.attribution.tests.builders import call, day, deal, journeys, touch, trial
from sameroom.engines import catalog
from sameroom.stats import attribution
from sameroom.stats.attribution import rules


def test_a_journey_worked_by_hand() -> None:
    made = trial(
        touch=[touch("p", 10, "Search"), touch("p", 12, "Email")],
        activity=[call("p", 20)],
        deal=[deal("p", 30)],
    )
    assert journeys(made) == ["Search > Email > Sales: call = 1"]
    (row,) = made.rows("select * from journey where outcome = 'won' and by_what = 'channel'")
    assert (row["length"], row["amount"], row["lead_place"]) == (3, 100, 0)


def test_a_buyer_without_a_sale_makes_a_journey_that_led_nowhere() -> None:
    made = trial(touch=[touch("p", 10, "Search")], deal=[deal("q", 30)])
    assert journeys(made) == ["Search = 0"]


def test_a_lost_deal_is_no_sale_but_it_was_created() -> None:
    made = trial(
        touch=[touch("p", 1, "Search"), touch("p", 9, "Email")],
        deal=[deal("p", 30, opened=5, outcome="lost")],
    )
    assert journeys(made) == ["Search > Email = 0"]
    assert journeys(made, outcome="created") == ["Email = 0", "Search = 1"]


def test_a_sale_ends_a_journey_and_no_step_counts_twice() -> None:
    made = trial(
        touch=[touch("p", 10, "Search"), touch("p", 40, "Email"), touch("p", 70, "Social")],
        deal=[deal("p", 30), deal("p", 50)],
    )
    assert journeys(made) == ["Email = 1", "Search = 1", "Social = 0"]


def test_two_deals_at_the_same_instant_are_one_journey() -> None:
    made = trial(
        touch=[touch("p", 10, "Search")],
        deal=[deal("p", 30), deal("p", 30, id="crm:other")],
    )
    assert journeys(made) == ["Search = 2"]


def test_what_lies_before_the_look_back_does_not_count() -> None:
    said = "attribution: {look_back_days: 10}\n"
    made = trial(
        said=said,
        touch=[touch("p", 10, "Search"), touch("p", 25, "Email"), touch("q", 1, "Social"),
               touch("q", 20, "Search")],
        deal=[deal("p", 30)],
    )  # fmt: skip
    assert journeys(made) == ["Email = 1", "Search = 0"]


def test_the_look_back_reaches_into_the_time_before_the_period() -> None:
    made = trial(touch=[touch("p", -20, "Search")], deal=[deal("p", 30)])
    assert journeys(made) == ["Search = 1"]


def test_a_sale_before_the_period_ends_its_journey_outside() -> None:
    made = trial(touch=[touch("p", -20, "Search"), touch("p", 5, "Email")], deal=[deal("p", -10)])
    assert journeys(made) == ["Email = 0"]


def test_the_day_of_a_sale_is_counted_to_its_end() -> None:
    made = trial(touch=[touch("p", 30.4, "Search")], deal=[deal("p", 30)])
    assert journeys(made) == ["Search = 1"]


def test_a_step_at_the_very_instant_of_a_sale_led_to_it() -> None:
    made = trial(touch=[touch("p", 30.5, "Search")], deal=[deal("p", 30.5)])
    assert journeys(made) == ["Search = 1"]


def test_the_same_channel_in_a_row_is_one_step_unless_agreed_otherwise() -> None:
    touches = [touch("p", n, "Email" if n < 13 else "Search") for n in (10, 11, 12, 13)]
    facts = {"touch": touches, "deal": [deal("p", 30)]}
    assert journeys(trial(**facts)) == ["Email > Search = 1"]
    kept = trial(said="attribution: {collapse_repeats: false}\n", **facts)
    assert journeys(kept) == ["Email > Email > Email > Search = 1"]


def test_direct_visits_count_only_where_there_is_nothing_else() -> None:
    touches = [touch("p", 10, "Search"), touch("p", 11, "Direct"), touch("p", 12, "Search"),
               touch("q", 10, "direct traffic")]  # fmt: skip
    facts = {"touch": touches, "deal": [deal("p", 30)]}
    assert journeys(trial(**facts)) == ["Search = 1", "direct traffic = 0"]
    kept = trial(said="attribution: {drop_direct: false}\n", **facts)
    assert journeys(kept) == ["Search > Direct > Search = 1", "direct traffic = 0"]


def test_sales_acts_can_be_left_out() -> None:
    facts = {
        "touch": [touch("p", 10, "Search")],
        "activity": [call("p", 20), call("q", 3)],
        "deal": [deal("p", 30)],
    }
    assert journeys(trial(**facts)) == ["Sales: call = 0", "Search > Sales: call = 1"]
    said = "attribution: {sales_acts: false}\n"
    assert journeys(trial(said=said, **facts)) == ["Search = 1"]


@pytest.mark.parametrize("kind", ["email_sent", "impression", "email_open", "unsubscribe"])
def test_what_merely_happened_to_a_buyer_is_no_step(kind: str) -> None:
    made = trial(touch=[touch("p", 10, "Email", kind=kind)], deal=[deal("p", 30)])
    assert journeys(made) == []
    counted = trial(
        said=f"attribution: {{kinds: [{kind}]}}\n",
        touch=[touch("p", 10, "Email", kind=kind)],
        deal=[deal("p", 30)],
    )
    assert journeys(counted) == ["Email = 1"]


@pytest.mark.parametrize(
    "more",
    [{"is_automatic": True}, {"direction": "internal"}, {"kind": "note"}, {"member_id": "crm:ada"}],
)
def test_an_act_that_is_not_sales_turning_to_the_buyer_is_no_step(more: dict[str, object]) -> None:
    made = trial(
        activity=[call("p", 10, **more)],
        member=[{"id": "crm:ada", "name": "Ada", "team": "marketing"}],
        deal=[deal("p", 30)],
    )
    assert journeys(made) == []


def test_people_of_one_company_walk_one_journey() -> None:
    """Journeys are per account: what one met and what another bought belong together."""
    people = [{"id": f"crm:{one}", "account_id": "crm:firm"} for one in ("ada", "sol")]
    made = trial(
        buyer="account",
        account=[{"id": "crm:firm", "name": "Firm"}],
        person=people,
        touch=[touch("crm:ada", 10, "Search"), touch("crm:sol", 12, "Email")],
        deal=[{**deal("crm:sol", 30), "account_id": "crm:firm"}],
    )
    assert journeys(made) == ["Search > Email = 1"]


def test_by_campaign_a_step_carries_its_campaigns_name() -> None:
    made = trial(
        campaign=[{"id": "ads:1", "origin": "ads", "name": "Spring", "channel": "Search"}],
        touch=[touch("p", 10, None, campaign_id="ads:1"), touch("p", 11, "Email")],
        deal=[deal("p", 30)],
    )
    assert journeys(made, by_what="campaign") == ["Spring > no campaign = 1"]
    assert journeys(made) == ["Search > Email = 1"]


def test_the_order_of_steps_at_one_instant_is_that_of_their_ids() -> None:
    pair = [touch("p", 10, "B", id="crm:1"), touch("p", 10, "A", id="crm:2")]
    for way in (pair, pair[::-1]):
        assert journeys(trial(touch=way, deal=[deal("p", 30)])) == ["B > A = 1"]


def test_the_lead_and_the_deal_stand_at_the_step_before_them() -> None:
    made = trial(
        touch=[touch("p", n, name) for n, name in ((2, "A"), (4, "B"), (6, "C"), (8, "D"))],
        lead=[{"id": "crm:l", "person_id": "p", "created_at": day(4.5)}],
        deal=[deal("p", 30, opened=6.5, lead_id="crm:l")],
    )
    (row,) = made.rows("select * from journey where outcome = 'won' and by_what = 'channel'")
    assert (row["lead_place"], row["deal_place"], row["length"]) == (2, 3, 4)


@pytest.mark.parametrize("length", [1, 7, 8, 9, 63, 64, 65, 200, 512, 600])
def test_a_path_of_any_length_is_written_in_order(length: int) -> None:
    names = [f"C{n % 7}" for n in range(length)]
    made = trial(
        touch=[touch("p", n / 20, name, id=f"crm:{n:04}") for n, name in enumerate(names)],
        deal=[deal("p", 60)],
    )
    (row,) = made.rows("select * from journey where outcome = 'won' and by_what = 'channel'")
    numbers = {
        row["name"]: row["name_number"]
        for row in made.rows("select distinct name, name_number from journey_step")
    }
    wanted = [str(numbers[name]) for name in names[-512:]]
    assert row["path"].split(".") == wanted
    assert row["is_cut"] == (length > 512)


WALK = st.lists(
    st.tuples(st.floats(0, 59), st.sampled_from(["A", "B", "C"])), min_size=1, max_size=9
)


@given(st.lists(WALK, min_size=1, max_size=4))
@settings(max_examples=15, deadline=None)
def test_decay_in_sql_agrees_with_the_rule_in_python(walks: list[list[tuple[float, str]]]) -> None:
    made = trial(
        touch=[touch(f"p{n}", at, name) for n, walk in enumerate(walks) for at, name in walk],
        deal=[deal(f"p{n}", 60) for n in range(len(walks))],
    )
    paths, ages = [], []
    for n in range(len(walks)):
        steps = made.rows(
            "select name, happened from journey_step where outcome = 'won' and "
            f"by_what = 'channel' and buyer_id = 'p{n}' order by place"
        )
        paths.append([row["name"] for row in steps])
        ages += [day(60).timestamp() - row["happened"] for row in steps]
    built = attribution.gather(paths=paths, conversions=[1.0] * len(paths))
    weights = rules.decay(built, ages=np.array(ages), half_life=30 * 86400.0)
    wanted = rules.credit(built, weights=weights, amounts=built.conversions)
    moments = made.ask(catalog.get_measure("credit_range").sql).to_pylist()
    names = {
        row["number"]: row["name"]
        for row in moments
        if row["what"] == "name" and row["by_what"] == "channel"
    }
    found = {
        names[row["number"]]: row["deals"]
        for row in moments
        if (row["what"], row["by_what"], row["outcome"]) == ("decay", "channel", "won")
    }
    assert found == pytest.approx(dict(zip(built.names, wanted.tolist(), strict=True)), rel=1e-9)
