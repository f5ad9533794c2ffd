"""content_reach: which reps a piece was meant for, and which of them used it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from sameroom.engines.trial import Trial
from sameroom.measure import Context, Reading, TooLittle, Window
from sameroom.stats.clusters import Sums, crossed_share

STARTS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
MARCH, LAST_YEAR = datetime(2026, 3, 3, tzinfo=UTC), datetime(2025, 3, 3, tzinfo=UTC)
CONTEXT = Context(window=Window(STARTS, ENDS))
Row = Mapping[str, Any]  # Any: a cell


def make_trial(
    *,
    pieces: Sequence[Row],
    uses: Sequence[Row],
    reps: int = 5,
    others: Sequence[Row] = (),
    acts: Sequence[Row] = (),
    deals: Sequence[Row] = (),
) -> Trial:
    window = {
        "starts_at": STARTS, "ends_at": ENDS,
        "starts_epoch": int(STARTS.timestamp()), "ends_epoch": int(ENDS.timestamp()),
    }  # fmt: skip
    people = [{"id": f"crm:r{n}", "name": f"Rep {n}", "team": "sales"} for n in range(reps)]
    calls = [
        {"id": f"crm:a{n}", "member_id": f"crm:r{n}", "occurred_at": MARCH, "kind": "call"}
        for n in range(reps)
    ]
    return Trial(
        facts={
            "asset": pieces, "asset_use": uses, "member": [*people, *others],
            "activity": [*calls, *acts], "deal": deals,
        },
        given={"audit_window": [window], "term": [{"name": "content.min_live_days", "amount": 60}]},
    )  # fmt: skip


def piece(number: int, **more: Any) -> Row:  # Any: a cell
    return {
        "id": f"lib:{number}", "origin": "lib", "title": f"Piece {number}", "meant_for": "Sales",
        "made_at": LAST_YEAR, "kind": "deck" if number < 10 else "case study", **more,
    }  # fmt: skip


def use(number: int, rep: int, **more: Any) -> Row:  # Any: a cell
    return {
        "asset_id": f"lib:{number}", "member_id": f"crm:r{rep}", "occurred_at": MARCH,
        "kind": "shared", **more,
    }  # fmt: skip


def worked() -> Trial:
    """Build the example of the method page."""
    uses = [use(0, rep) for rep in range(5)] + [use(n, 0) for n in range(1, 11)]
    return make_trial(pieces=[piece(n) for n in range(20)], uses=[*uses, use(0, 0)])


def test_the_example_worked_by_hand() -> None:
    told = {
        (each.figure, each.part): each
        for each in worked().measure("content_reach", context=CONTEXT)
    }
    whole = told[("reach_share", ())]
    assert isinstance(whole, Reading)
    assert (whole.value, whole.count) == (0.15, 20)
    decks = told[("reach_share", (("kind", "deck"),))]
    assert isinstance(decks, Reading)
    assert decks.value == 14 / 50
    average = told[("reps_per_piece", ())]
    assert isinstance(average, Reading)
    assert average.value == 15 / 20
    # By piece: 5, then ten of 1, then nought; by rep: 11, then four of 1.
    pieces = Sums(20, 15, 100, 25 + 10, 20 * 25, 5 * 15)
    reps = Sums(5, 15, 100, 121 + 4, 5 * 400, 20 * 15)
    assert whole.interval == crossed_share(first=pieces, second=reps)


def test_each_piece_is_a_row_behind_the_figure() -> None:
    rows = worked().rows("select * from asset_reach order by reached_reps desc, asset_id")
    assert [row["reached_reps"] for row in rows] == [5] + [1] * 10 + [0] * 9
    assert {row["meant_for_reps"] for row in rows} == {5}
    assert rows[0]["uses"] == 6


@pytest.mark.parametrize(
    ("fields", "pairs"),
    [
        ({}, 5),
        ({"meant_for": "Partners"}, 0),
        ({"retired_at": datetime(2026, 6, 1, tzinfo=UTC)}, 0),
        ({"made_at": datetime(2026, 6, 1, tzinfo=UTC)}, 0),
        ({"made_at": datetime(2026, 4, 1, tzinfo=UTC)}, 0),  # every rep was last seen in March
    ],
)
def test_whom_a_piece_was_meant_for(fields: Row, pairs: int) -> None:
    trial = make_trial(pieces=[piece(0, **fields), piece(1)], uses=[])
    found = trial.rows("select * from asset_audience where asset_id = 'lib:0'")
    assert len(found) == pairs


def test_who_is_no_rep_of_the_period() -> None:
    others = [
        {"id": "crm:m", "name": "Ada", "team": "marketing"},
        {"id": "crm:gone", "name": "Gone", "team": "sales"},
        {"id": "crm:bot", "name": "Bot", "team": "sales"},
    ]
    acts = [
        {"member_id": "crm:m", "occurred_at": MARCH, "kind": "call"},
        {"member_id": "crm:gone", "occurred_at": LAST_YEAR, "kind": "call"},
        {"member_id": "crm:bot", "occurred_at": MARCH, "kind": "email", "is_automatic": True},
    ]
    trial = make_trial(pieces=[piece(0)], uses=[], others=others, acts=acts)
    rows = trial.rows("select member_id from asset_audience order by member_id")
    assert [row["member_id"] for row in rows] == [f"crm:r{n}" for n in range(5)]


@pytest.mark.parametrize(
    ("fields", "is_used"),
    [
        ({}, True),
        ({"asset_id": "name:piece 0"}, True),
        ({"member_id": None, "deal_id": "crm:d1"}, True),
        ({"member_id": None}, False),
        ({"occurred_at": LAST_YEAR}, False),
        ({"occurred_at": None}, True),
    ],
)
def test_what_is_a_use_by_a_rep(fields: Row, *, is_used: bool) -> None:
    deals = [{"id": "crm:d1", "owner_id": "crm:r1", "created_at": MARCH}]
    trial = make_trial(pieces=[piece(0)], uses=[use(0, 1, **fields)], deals=deals)
    (row,) = trial.rows("select is_used from asset_audience where member_id = 'crm:r1'")
    assert row["is_used"] is is_used


@pytest.mark.parametrize(
    ("reps", "pieces", "nameless", "have", "need"),
    [(4, 20, 0, 4, 5), (5, 19, 0, 19, 20), (5, 20, 3, 1, 2), (0, 20, 0, 0, 5)],
)
def test_too_little_says_what_to_bring(
    reps: int, pieces: int, nameless: int, have: int, need: int
) -> None:
    uses = [use(n, 0, member_id=None) for n in range(nameless)] + [use(0, 0)]
    uses = uses if reps else []
    trial = make_trial(pieces=[piece(n) for n in range(pieces)], uses=uses, reps=reps)
    (found,) = trial.measure("content_reach", context=CONTEXT)
    assert isinstance(found, TooLittle)
    assert (found.have, found.need) == (have, need)
    assert found.missing
    assert found.bring


def test_the_order_of_rows_does_not_matter() -> None:
    uses = [use(n, n % 5) for n in range(14)]
    one = make_trial(pieces=[piece(n) for n in range(20)], uses=uses)
    two = make_trial(pieces=[piece(n) for n in reversed(range(20))], uses=uses[::-1])
    assert one.measure("content_reach", context=CONTEXT) == two.measure(
        "content_reach", context=CONTEXT
    )
