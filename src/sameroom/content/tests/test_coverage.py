"""coverage: which stages and personas deals passed, and whether content for them was live."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from sameroom.content.measures.coverage import MEASURE
from sameroom.engines import catalog
from sameroom.engines.trial import Trial
from sameroom.measure import Context, Reading, Told, TooLittle, Window, rows
from sameroom.stats.clusters import Sums, clustered_share
from sameroom.stats.intervals import wilson

STARTS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
CONTEXT = Context(window=Window(STARTS, ENDS))
Row = Mapping[str, Any]  # Any: a cell


def on(month: int, day: int = 1, year: int = 2026) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


def make_trial(
    *,
    pieces: Sequence[Row],
    deals: Sequence[Row] = (),
    moves: Sequence[Row] = (),
    people: Sequence[Row] = (),
    acts: Sequence[Row] = (),
) -> Trial:
    window = {
        "starts_at": STARTS, "ends_at": ENDS,
        "starts_epoch": int(STARTS.timestamp()), "ends_epoch": int(ENDS.timestamp()),
    }  # fmt: skip
    return Trial(
        facts={
            "asset": pieces, "deal": deals, "stage_change": moves, "person": people,
            "activity": acts,
        },
        given={
            "audit_window": [window],
            "buyer": [{"unit": "account"}],
            "lifecycle_stage": [{"subject": "deal", "raw": "closed lost", "stage": "lost"}],
        },
    )  # fmt: skip


def piece(number: int, stage: str | None, persona: str | None, **more: Any) -> Row:  # Any: a cell
    return {
        "id": f"lib:{number}", "origin": "lib", "title": f"Piece {number}", "stage": stage,
        "persona": persona, "made_at": on(1, year=2025), **more,
    }  # fmt: skip


def deal(number: int, person: str = "fin", **more: Any) -> Row:  # Any: a cell
    return {
        "id": f"crm:d{number}", "person_id": f"crm:{person}", "amount": Decimal(100),
        "created_at": on(2), "outcome": "open", **more,
    }  # fmt: skip


def move(number: int, stage: str, moment: datetime) -> Row:
    return {
        "id": f"crm:m{number}-{stage}", "subject": "deal", "subject_id": f"crm:d{number}",
        "to_stage": stage, "changed_at": moment,
    }  # fmt: skip


PEOPLE = [
    {"id": "crm:fin", "persona": "Finance"},
    {"id": "crm:it", "persona": "IT"},
    {"id": "crm:who"},
]
DECKS = [piece(n, "Proof; evaluation", "Finance") for n in range(10)]


def worked() -> Trial:
    """Build the example of the method page."""
    deals = [deal(n, "fin" if n < 30 else "it") for n in range(40)]
    moves = [move(n, "Evaluation", on(2)) for n in range(40)]
    moves += [move(n, "Negotiation", on(3)) for n in range(20)]
    return make_trial(pieces=DECKS, deals=deals, moves=moves, people=PEOPLE)


def find(trial: Trial, figure: str, *labels: str) -> Told:
    (found,) = [
        each
        for each in trial.measure("coverage", context=CONTEXT)
        if each.figure == figure and tuple(label for _, label in each.part) == labels
    ]
    return found


def value(trial: Trial, figure: str, *labels: str) -> float:
    found = find(trial, figure, *labels)
    assert isinstance(found, Reading)
    return found.value


def test_the_example_worked_by_hand() -> None:
    trial = worked()
    both = find(trial, "covered_share")
    assert isinstance(both, Reading)
    assert (both.value, both.count) == (0.5, 60)
    # 20 deals with 1 of 2, 10 with 1 of 1, 10 with 0 of 1.
    assert both.interval == clustered_share(sums=Sums(40, 30, 60, 30, 20 * 4 + 20, 20 * 2 + 10))
    assert value(trial, "stage_covered_share") == pytest.approx(40 / 60)
    assert value(trial, "deals_through_holes") == 30
    assert value(trial, "money_through_holes") == 3000
    cell = find(trial, "covered_share", "Evaluation", "Finance")
    assert isinstance(cell, Reading)
    assert cell.interval == wilson(successes=30, trials=30)
    assert value(trial, "live_pieces", "Evaluation", "Finance") == 10
    assert value(trial, "covered_share", "Evaluation", "IT") == 0
    assert value(trial, "hole_money", "Negotiation", "Finance") == 2000


def test_the_deals_behind_the_holes_are_listed() -> None:
    (evidence, _) = MEASURE.evidence
    found = worked().rows(f"select deal_id, stage from content_need where {evidence.where}")
    assert len(found) == 30
    assert len({row["deal_id"] for row in found if row["stage"] == "Negotiation"}) == 20


@pytest.mark.parametrize(
    ("fields", "pieces"),
    [
        ({}, 1),
        ({"stage": " PROOF "}, 1),
        ({"stage": "Evaluation, Proof"}, 1),
        ({"stage": "Pro-of"}, 1),
        ({"stage": "Proof of concept"}, 0),
        ({"stage": None}, 0),
        ({"persona": None}, 0),
        ({"persona": "IT"}, 0),
        ({"persona": "IT, Finance"}, 1),
        ({"meant_for": "Partners"}, 0),
        ({"made_at": None}, 1),
        ({"made_at": on(5)}, 0),
        ({"retired_at": on(2)}, 0),
        ({"retired_at": on(4, 2)}, 1),
    ],
)
def test_which_content_meets_a_need(fields: Row, pieces: int) -> None:
    moves = [move(0, "Proof", on(4)), move(0, "Closed lost", on(5))]
    deals = [deal(0, outcome="lost", closed_at=on(5))]
    card = {**piece(0, "Proof", "Finance"), **fields}
    trial = make_trial(pieces=[card], deals=deals, moves=moves, people=PEOPLE)
    (row,) = trial.rows("select stage, pieces from content_need")
    assert row == {"stage": "Proof", "pieces": pieces}


@pytest.mark.parametrize(
    ("moves", "more", "stages"),
    [
        ([], {"stage": "Proof"}, ["Proof"]),
        ([], {"stage": "Proof", "outcome": "won", "closed_at": on(3)}, []),
        ([("A", on(1, year=2025)), ("B", on(2))], {}, ["A", "B"]),
        ([("A", on(1, year=2025)), ("B", on(6, year=2025))], {}, ["B"]),
        ([("A", on(8))], {}, []),
        ([("A", on(2)), ("B", on(3)), ("A", on(4))], {}, ["A", "B"]),
    ],
)
def test_in_which_stages_of_the_period_a_deal_was(
    moves: list[tuple[str, datetime]], more: Row, stages: list[str]
) -> None:
    listed = [{**move(0, stage, when), "id": f"crm:m{n}"} for n, (stage, when) in enumerate(moves)]
    trial = make_trial(pieces=[], deals=[deal(0, **more)], moves=listed)
    found = trial.rows("select stage from content_need order by stage")
    assert [row["stage"] for row in found] == stages


def test_everyone_an_act_of_the_deal_names_counts() -> None:
    acts = [{"deal_id": "crm:d0", "person_id": "crm:it", "occurred_at": on(3), "kind": "call"}]
    trial = make_trial(
        pieces=[], deals=[deal(0)], moves=[move(0, "Proof", on(2))], people=PEOPLE, acts=acts
    )
    found = trial.rows("select persona from content_need order by persona")
    assert [row["persona"] for row in found] == ["Finance", "IT"]


@pytest.mark.parametrize(
    ("trial", "figure", "word"),
    [
        (make_trial(pieces=[]), "covered_share", "say for which stage and persona"),
        (make_trial(pieces=DECKS), "stage_covered_share", "known stage"),
        (make_trial(pieces=DECKS), "covered_share", "persona is known"),
        (
            make_trial(
                pieces=DECKS,
                deals=[deal(n) for n in range(30)],
                moves=[move(n, "Angebot", on(2)) for n in range(30)],
                people=PEOPLE,
            ),
            "covered_share",
            "same words",
        ),
    ],
)
def test_too_little_says_what_to_bring(trial: Trial, figure: str, word: str) -> None:
    found = find(trial, figure)
    assert isinstance(found, TooLittle)
    assert word in found.missing
    assert found.bring


def test_without_personas_the_stages_are_still_told() -> None:
    trial = make_trial(
        pieces=[piece(n, "Proof", None) for n in range(10)],
        deals=[deal(n, "who") for n in range(40)],
        moves=[move(n, "Proof" if n < 30 else "Other", on(2)) for n in range(40)],
        people=PEOPLE,
    )
    assert value(trial, "stage_covered_share") == 30 / 40
    assert isinstance(find(trial, "covered_share"), TooLittle)


def test_the_order_of_rows_does_not_matter() -> None:
    moments = worked().ask(catalog.get_measure("coverage").sql)
    turned = moments.take(list(reversed(range(moments.num_rows))))
    assert rows(moments) != rows(turned)
    one, two = (list(MEASURE.result(moments=each, context=CONTEXT)) for each in (moments, turned))
    assert one == two
