"""What counts as unused sales content, what does not, and what is said when it is not known."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sameroom.content.usage import little_used, top_tenth
from sameroom.engines.trial import Trial
from sameroom.measure import Context, Reading, TooLittle, Window
from sameroom.stats.intervals import wilson

STARTS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
MARCH, LAST_YEAR = datetime(2026, 3, 3, tzinfo=UTC), datetime(2025, 3, 3, tzinfo=UTC)
CONTEXT = Context(window=Window(STARTS, ENDS))
Rows = Sequence[Mapping[str, Any]]  # Any: a cell


def make_trial(*, assets: Rows = (), uses: Rows = (), members: Rows = ()) -> Trial:
    window = {
        "starts_at": STARTS, "ends_at": ENDS,
        "starts_epoch": int(STARTS.timestamp()), "ends_epoch": int(ENDS.timestamp()),
    }  # fmt: skip
    return Trial(
        facts={"asset": assets, "asset_use": uses, "member": members},
        given={"audit_window": [window], "term": [{"name": "content.min_live_days", "amount": 60}]},
    )


def piece(number: int, **fields: Any) -> Mapping[str, Any]:  # Any: a cell
    return {
        "id": f"lib:{number}", "origin": "lib", "title": f"Piece {number}", "meant_for": "Sales",
        "made_at": LAST_YEAR, **fields,
    }  # fmt: skip


def use(number: int, **fields: Any) -> Mapping[str, Any]:  # Any: a cell
    return {"asset_id": f"lib:{number}", "occurred_at": MARCH, "kind": "shared", **fields}


def test_the_worked_example_of_the_method_page() -> None:
    assets = [piece(number) for number in range(40)]
    uses = [use(number, deal_id="crm:d1") for number in range(12)]
    told = make_trial(assets=assets, uses=uses).told("unused_content", context=CONTEXT)
    unused = told["unused_share"]
    assert isinstance(unused, Reading)
    assert (unused.value, unused.count) == (0.7, 40)
    assert unused.interval == wilson(successes=28, trials=40)
    assert round(unused.interval.low, 3) == 0.546
    assert round(unused.interval.high, 3) == 0.819


@pytest.mark.parametrize(
    "fields",
    [
        {"meant_for": "Partners"},
        {"made_at": datetime(2026, 6, 1, tzinfo=UTC)},
        {"retired_at": datetime(2026, 6, 1, tzinfo=UTC)},
    ],
    ids=["for others", "too new", "retired"],
)
def test_it_does_not_blame_a_piece_that_sales_could_not_use(fields: Mapping[str, Any]) -> None:
    assets = [*(piece(number) for number in range(20)), piece(20, **fields)]
    told = make_trial(assets=assets).told("unused_content", context=CONTEXT)["unused_share"]
    assert isinstance(told, Reading)
    assert told.count == 20


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({"member_id": "name:sol"}, True),
        ({"member_id": "name:ada"}, False),
        ({"deal_id": "crm:d1"}, True),
        ({"deal_id": "crm:d1", "occurred_at": LAST_YEAR}, False),
        ({}, False),
    ],
    ids=["by sales", "by marketing", "in a deal", "before the period", "by nobody known"],
)
def test_a_use_counts_in_a_deal_or_by_sales_in_the_period(
    fields: Mapping[str, Any], counts: bool
) -> None:
    members = [
        {"id": "crm:1", "name": "Sol", "team": "sales"},
        {"id": "crm:2", "name": "Ada", "team": "marketing"},
    ]
    trial = make_trial(
        assets=[piece(number) for number in range(20)], uses=[use(3, **fields)], members=members
    )
    told = trial.told("unused_content", context=CONTEXT)["used_share"]
    assert isinstance(told, Reading)
    assert told.value == (0.05 if counts else 0.0)


def test_pieces_that_nobody_is_named_for_are_all_meant_for_sales_and_it_says_so() -> None:
    assets = [piece(number, meant_for=None) for number in range(20)]
    told = make_trial(assets=assets).told("unused_content", context=CONTEXT)["unused_share"]
    assert isinstance(told, Reading)
    assert "all are taken as meant for sales" in told.words


def test_a_log_of_uses_alone_does_not_tell_what_lies_unused() -> None:
    uses = [use(number) for number in range(30) for _ in range(1 + 9 * (number < 3))]
    told = make_trial(uses=uses).told("unused_content", context=CONTEXT)
    silent = told["unused_share"]
    assert isinstance(silent, TooLittle)
    assert "those that lie unused cannot be counted" in silent.missing
    top, little = told["top_tenth_share"], told["little_used_share"]
    assert isinstance(top, Reading)
    assert isinstance(little, Reading)
    assert top.value == pytest.approx(30 / 57)
    assert little.value == pytest.approx(27 / 30)


def test_too_few_pieces_are_too_little_to_tell() -> None:
    told = make_trial(assets=[piece(1)]).told("unused_content", context=CONTEXT)["unused_share"]
    assert told == TooLittle("unused_share", told.unit, 1, 20, "", told.bring)  # type: ignore[union-attr]  # it is TooLittle


def test_each_kind_is_told_by_itself() -> None:
    assets = [piece(number, kind="deck" if number < 15 else "video") for number in range(30)]
    uses = [use(number, deal_id="crm:d1") for number in range(10)]
    told = make_trial(assets=assets, uses=uses).measure("unused_content", context=CONTEXT)
    by_kind = {
        reading.part: reading.value
        for reading in told
        if isinstance(reading, Reading) and reading.figure == "used_share"
    }
    assert by_kind[(("kind", "deck"),)] == pytest.approx(10 / 15)
    assert by_kind[(("kind", "video"),)] == 0


def test_the_rows_behind_the_figure_are_the_unused_pieces() -> None:
    trial = make_trial(
        assets=[piece(number) for number in range(4)], uses=[use(1, deal_id="crm:d1")]
    )
    rows = trial.rows(
        "select asset_id from sales_asset where is_counted and not is_used order by asset_id"
    )
    assert [row["asset_id"] for row in rows] == ["lib:0", "lib:2", "lib:3"]


@given(st.lists(st.integers(1, 50), min_size=1, max_size=60))
def test_the_top_tenth_has_at_least_its_share_of_uses(uses: list[int]) -> None:
    histogram = {value: uses.count(value) for value in uses}
    top = max(1, len(uses) // 10)
    assert top_tenth(histogram) == pytest.approx(sum(sorted(uses)[-top:]) / sum(uses))
    assert top_tenth(histogram) >= top / len(uses) - 1e-12
    assert little_used(histogram) == sum(value < 5 for value in uses)
