"""How much of what sales uses sales made, worked by hand."""

from collections.abc import Sequence

import pytest

from sameroom.content.measures.sales_made_content import MEASURE
from sameroom.content.tests.test_unused_content import CONTEXT, make_trial, piece, use
from sameroom.measure import Reading, TooLittle
from sameroom.stats.intervals import wilson


def made_by(teams: Sequence[str | None]) -> dict[str, Reading | TooLittle]:
    trial = make_trial(
        assets=[piece(number, made_by_team=team) for number, team in enumerate(teams)],
        uses=[use(number, deal_id="crm:d1") for number in range(len(teams))],
    )
    return trial.told(MEASURE.name, context=CONTEXT)


def test_the_worked_example_of_the_method_page() -> None:
    told = made_by(["sales"] * 14 + ["marketing"] * 11)["sales_made_share"]
    assert isinstance(told, Reading)
    assert told.value == pytest.approx(0.56)
    assert told.interval == wilson(successes=14, trials=25)


def test_the_two_shares_add_up_to_all() -> None:
    told = made_by(["sales"] * 8 + ["marketing"] * 20 + [None] * 5)
    shares = [told[name].value for name in ("sales_made_share", "made_by_others_share")]  # type: ignore[union-attr]  # both are readings
    assert sum(shares) == pytest.approx(1)
    assert told["sales_made_share"].count == 28  # type: ignore[union-attr]  # as above


def test_unknown_makers_are_not_taken_for_marketing() -> None:
    told = made_by(["sales"] * 22 + [None] * 30)["sales_made_share"]
    assert isinstance(told, TooLittle)
    assert told.missing == "Of 52 pieces used, the maker is known of only 22."


def test_pieces_used_outside_deals_do_not_count_where_deals_are_known() -> None:
    trial = make_trial(
        assets=[piece(number, made_by_team="sales") for number in range(30)],
        uses=[
            *(use(number, deal_id="crm:d1") for number in range(21)),
            *(use(number, member_id="name:sol") for number in range(21, 30)),
        ],
        members=[{"id": "crm:1", "name": "Sol", "team": "sales"}],
    )
    told = trial.told(MEASURE.name, context=CONTEXT)["sales_made_share"]
    assert isinstance(told, Reading)
    assert told.count == 21
