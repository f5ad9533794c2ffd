"""process_map: which step follows which, how long after, and through whose hands."""

import itertools
from collections import Counter
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sameroom.measure import TooLittle
from sameroom.process.tests.builders import Row, act, deal, measured, moves, on, reading, trial

EXAMPLE = [
    *moves(1, ("open", 0, "ada"), ("demo", 2, "sol"), ("won", 3, "ada")),
    *moves(2, ("open", 0, "ada"), ("demo", 4, "ada"), ("demo", 5), ("lost", 6, "sol")),
]


def edges(rows: list[Row]) -> dict[tuple[str, str], tuple[int, float]]:
    engine = trial(stage_change=rows)
    return {
        (row["previous_step"], row["step"]): (row["times"], row["median_seconds"] / 86_400)
        for row in engine.rows("select * from process_edge where previous_id is not null")
    }


def test_the_example_worked_by_hand() -> None:
    assert edges(EXAMPLE) == {
        ("open", "demo"): (2, 3), ("demo", "won"): (1, 1), ("demo", "demo"): (1, 1),
        ("demo", "lost"): (1, 1),
    }  # fmt: skip
    told = measured(trial(stage_change=EXAMPLE), "process_map")
    assert reading(told, "steps").value == 7
    assert reading(told, "handovers").value == 3
    assert reading(told, "returns").value == 1
    assert reading(told, "edges").value == 4
    assert reading(told, "starts", **{"from": "start", "to": "open"}).value == 2
    assert reading(told, "ends", **{"from": "won", "to": "won"}).value == 1
    assert isinstance(told["steps_per_case", ()], TooLittle), "two cases are too few for a mean"


def test_an_edge_tells_how_often_it_changed_hands() -> None:
    """A step that names nobody changes no hands."""
    rows = trial(stage_change=EXAMPLE).rows(
        "select * from process_edge where previous_id is not null"
    )
    changed = {(row["previous_step"], row["step"]): row["handovers"] for row in rows}
    assert changed == {
        ("open", "demo"): 1, ("demo", "won"): 1, ("demo", "demo"): 0, ("demo", "lost"): 0,
    }  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 6)), min_size=1, max_size=7),
        min_size=1, max_size=8,
    )
)  # fmt: skip
def test_it_agrees_with_a_plain_walk_whatever_the_order_of_rows(
    cases: list[list[tuple[str, int]]],
) -> None:
    rows = [
        row for n, case in enumerate(cases) for row in moves(n, *((s, float(d)) for s, d in case))
    ]
    waits: dict[tuple[str, str], list[int]] = {}
    for case in cases:
        ordered = sorted(case, key=lambda step: step[1])  # stable, as the source's own order is
        for (one, first), (two, second) in itertools.pairwise(ordered):
            waits.setdefault((one, two), []).append(second - first)
    found = edges(rows[::-1])
    assert {key: times for key, (times, _) in found.items()} == {
        k: len(w) for k, w in waits.items()
    }
    for key, (_, days) in found.items():
        assert days == pytest.approx(median(waits[key]))


def test_hand_overs_agree_with_a_plain_walk() -> None:
    hands = ["ada", "sol", "ada", None, "ada", "sol", "max", "sol", "sol", None]
    rows = [
        row
        for n in range(40)
        for row in moves(n, *_taken([hands[(n * 7 + k) % 10] for k in range(1 + n % 9)]))
    ]
    told = measured(trial(stage_change=rows), "process_map")
    expected: Counter[str] = Counter()
    for n in range(40):
        known = [h for h in (hands[(n * 7 + k) % 10] for k in range(1 + n % 9)) if h]
        runs = [h for k, h in enumerate(known) if k == 0 or h != known[k - 1]]
        expected["handovers"] += max(len(runs) - 1, 0)
        expected["returns"] += sum(a == b for a, b in zip(runs, runs[2:], strict=False))
    assert reading(told, "handovers").value == expected["handovers"]
    assert reading(told, "returns").value == expected["returns"]


def _taken(hands: list[str | None]) -> list[tuple[str, float] | tuple[str, float, str]]:
    return [("s", float(k)) if h is None else ("s", float(k), h) for k, h in enumerate(hands)]


def test_acts_of_sales_are_steps_and_paperwork_is_not() -> None:
    acts = [
        act(1, "call", 1, deal_id="crm:d1"),
        act(2, "note", 2, deal_id="crm:d1"),
        act(3, "email", 3, deal_id="crm:d1", is_automatic=True),
        act(4, "meeting", 4, deal_id="crm:d1"),
        act(5, "email", 5, deal_id="crm:d1", member_id="crm:mia"),
        act(6, "email", 6, deal_id="crm:d1", direction="internal"),
    ]
    members = [{"id": "crm:mia", "name": "Mia", "team": "marketing"}]
    engine = trial(
        stage_change=moves(1, ("open", 0)), activity=acts, member=members, deal=[deal(1)]
    )
    steps = engine.rows("select step from process_step order by position")
    assert [row["step"] for row in steps] == ["open", "call (act)", "meeting (act)"]


def test_an_act_that_names_no_deal_belongs_to_the_only_lead_of_its_person() -> None:
    leads = [
        {"id": "crm:l1", "person_id": "crm:p1", "created_at": on(0)},
        {"id": "crm:l2", "person_id": "crm:p2", "created_at": on(0)},
        {"id": "crm:l3", "person_id": "crm:p2", "created_at": on(1)},
    ]
    identity = [{"noun": "person", "ref": f"crm:p{n}", "entity_id": f"crm:p{n}"} for n in (1, 2)]
    acts = [act(1, "call", 1, person_id="crm:p1"), act(2, "call", 1, person_id="crm:p2")]
    engine = trial(lead=leads, activity=acts, identity=identity)
    found = engine.rows("select act_id, noun, case_id from process_act order by act_id")
    assert [row["case_id"] for row in found] == ["crm:l1", None]


def test_steps_of_one_instant_keep_the_order_of_their_source() -> None:
    rows = moves(1, ("z", 1), ("a", 1), ("m", 1))
    for row, name in zip(rows, ("3", "1", "2"), strict=True):
        row["id"] = f"crm:{name}"  # ids would sort them otherwise
    assert set(edges(rows)) == {("z", "a"), ("a", "m")}


def test_waiting_is_split_by_the_team_that_ends_it() -> None:
    members = [
        {"id": "crm:mia", "name": "Mia", "team": "marketing"},
        {"id": "crm:sol", "name": "Sol", "team": "sales"},
    ]
    rows = [
        row
        for n in range(40)
        for row in moves(n, ("open", 0, "sol"), ("checked", 3, "mia"), ("won", 4, "sol"))
    ]
    told = measured(trial(stage_change=rows, member=members), "process_map")
    assert reading(told, "marketing_wait_share").value == pytest.approx(0.75)
    assert reading(told, "steps_per_case").value == 3
    assert reading(told, "handed_share").value == 1
    assert reading(told, "returned_share").value == 1


def test_cases_that_began_before_the_period_are_left_out_and_later_steps_too() -> None:
    rows = [*moves(1, ("open", -3), ("won", 2)), *moves(2, ("open", 1), ("won", 182))]
    engine = trial(stage_change=rows)
    steps = engine.rows("select case_id, step from process_step")
    assert steps == [{"case_id": "crm:d2", "step": "open"}]


def test_nothing_dated_makes_no_map() -> None:
    told = measured(trial(stage_change=[{**EXAMPLE[0], "changed_at": None}]), "process_map")
    assert isinstance(told["steps_per_case", ()], TooLittle)
