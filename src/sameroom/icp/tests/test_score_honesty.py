"""score_honesty: the worked example, planted calibration, and what is left out."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from sameroom.engines.trial import Trial
from sameroom.icp.measures.score_honesty import MEASURE
from sameroom.icp.scores import Scored, band_of, calibration_error
from sameroom.icp.tests.test_icp_drift import CONTEXT, whole
from sameroom.icp.tests.test_tables import ENDS, STARTS
from sameroom.measure import Reading, Told, TooLittle

EXAMPLE = {10.0: (1, 20), 30.0: (2, 20), 50.0: (4, 20), 70.0: (6, 20), 90.0: (7, 20)}
REST = {"unscored": 0, "undated": 0, "immature": 0}
Cells = Mapping[float, tuple[int, int]]


def tell(cells: Cells, **rest: int) -> list[Told]:
    """Tell of leads won and all leads by score."""
    rows: list[dict[str, Any]] = [  # Any: a cell
        {"slice": "score", "score": score, "cases": cases, "accepted": won, "won": won, **REST}
        for score, (won, cases) in cells.items()
    ]
    cases = sum(cases for _, cases in cells.values()) + sum(rest.values())
    empty = {"slice": "rest", "score": None, "cases": cases, "accepted": 0, "won": 0}
    rows.append({**empty, **REST, **rest})
    return list(MEASURE.result(moments=pa.Table.from_pylist(rows), context=CONTEXT))


def value(told: Told) -> float:
    assert isinstance(told, Reading)
    return told.value


def test_the_worked_example_of_the_method_page() -> None:
    told = tell(EXAMPLE)
    said = whole(told)
    assert value(said["auc_won"]) == pytest.approx(0.70)
    assert value(said["calibration_error"]) == pytest.approx(0.30, abs=0.005)
    assert value(said["brier_score"]) == pytest.approx(0.266)
    brier = said["brier_score"]
    assert isinstance(brier, Reading)
    assert "would score 0.160; this is not better" in brier.words
    bands = [
        (dict(one.part)["score"], one.value)
        for one in told
        if isinstance(one, Reading) and one.figure == "won_share"
    ]
    assert bands == [("10", 0.05), ("30", 0.1), ("50", 0.2), ("70", 0.3), ("90", 0.35)]


def test_the_order_of_rows_does_not_matter() -> None:
    assert tell(dict(reversed(EXAMPLE.items()))) == tell(EXAMPLE)


def test_a_score_that_says_nothing_or_the_contrary_is_said_to() -> None:
    even = whole(tell({10.0: (8, 50), 50.0: (9, 50), 90.0: (8, 50)}))["auc_won"]
    assert isinstance(even, Reading)
    assert even.words.startswith("It cannot be told")
    turned = whole(tell({10.0: (40, 100), 90.0: (5, 100)}))["auc_won"]
    assert isinstance(turned, Reading)
    assert turned.words.startswith("The score points the wrong way")


def test_a_score_too_good_to_be_true_is_pointed_out() -> None:
    told = whole(tell({10.0: (0, 100), 90.0: (30, 31)}))["auc_won"]
    assert isinstance(told, Reading)
    assert "perhaps set when the end was known" in told.words


def test_a_score_on_a_scale_of_its_own_names_no_chance() -> None:
    told = whole(tell({100.0: (10, 50), 900.0: (20, 50)}))
    assert isinstance(told["auc_won"], Reading)
    silent = told["calibration_error"]
    assert isinstance(silent, TooLittle)
    assert "name no chance" in silent.missing


def test_few_leads_and_few_wins_are_too_little_and_what_is_left_out_is_said() -> None:
    few = whole(tell({10.0: (3, 20)}, immature=7))["auc_won"]
    assert isinstance(few, TooLittle)
    assert "7 handed over less than 180 days ago" in few.missing
    wins = whole(tell({10.0: (3, 50), 20.0: (6, 50)}))["auc_won"]
    assert isinstance(wins, TooLittle)
    assert (wins.have, wins.need) == (9, 10)
    assert isinstance(tell({})[0], TooLittle)


def test_a_score_dealt_by_chance_is_rarely_said_to_tell() -> None:
    rng, alarms, companies = np.random.default_rng(5), 0, 200
    for _ in range(companies):
        won = rng.binomial(40, 0.2, size=10)
        told = whole(tell({10.0 * n: (int(hits), 40) for n, hits in enumerate(won)}))["auc_won"]
        assert isinstance(told, Reading)
        alarms += not told.words.startswith("It cannot be told")
    assert alarms <= 18


@pytest.mark.parametrize("off", [0.0, 0.15])
def test_the_calibration_error_covers_the_planted_one(off: float) -> None:
    rng, held, companies = np.random.default_rng(8), 0, 150
    chance = np.linspace(0.2, 0.8, 20)
    cases = np.full(20, 30.0)
    for _ in range(companies):
        won = rng.binomial(30, chance - off).astype(float)
        scored = Scored(chance, cases, won, won)
        told = calibration_error(
            chance=chance, cases=cases, won=won, band=band_of(scored=scored), seed=1
        )
        held += told.interval.low <= off <= told.interval.high
    assert held / companies >= 0.92


def leads(kinds: Sequence[tuple[float | None, datetime | None, int | None]]) -> Trial:
    """Make leads of a score, handed over at an instant, won so many days later."""
    window = {
        "starts_at": STARTS, "ends_at": ENDS,
        "starts_epoch": int(STARTS.timestamp()), "ends_epoch": int(ENDS.timestamp()),
    }  # fmt: skip
    return Trial(
        facts={
            "lead": [
                {"id": f"crm:{n}", "person_id": f"crm:p{n}", "score": score, "created_at": at}
                for n, (score, at, _) in enumerate(kinds)
            ],
            "deal": [
                {"id": f"crm:d{n}", "lead_id": f"crm:{n}", "outcome": "won", "created_at": at,
                 "closed_at": at + timedelta(days=days)}
                for n, (_, at, days) in enumerate(kinds)
                if at is not None and days is not None
            ],
        },
        given={
            "audit_window": [window],
            "buyer": [{"unit": "person"}],
            "term": [{"name": "goals.horizon_days", "amount": 60.0}],
        },
    )  # fmt: skip


def test_only_leads_whose_days_have_passed_count_and_late_wins_do_not() -> None:
    early, late = STARTS + timedelta(days=5), ENDS - timedelta(days=20)
    trial = leads(
        [(10, early, 59), (20, early, 61), (30, early, None), (40, late, 3), (50, None, None),
         (None, early, 3)]
    )  # fmt: skip
    rows = trial.rows(
        "select score, was_won from scored_lead "
        "where is_mature and score is not null order by score"
    )
    assert [(row["score"], row["was_won"]) for row in rows] == [(10, 1), (20, 0), (30, 0)]
    told = trial.told("score_honesty", context=CONTEXT)["auc_won"]
    assert isinstance(told, TooLittle)
    assert told.have == 3
    for words in ("1 handed over less than", "1 without a date", "1 without a score"):
        assert words in told.missing
