"""A bank's loan sales: events, cases, paths, hand-overs and outcomes as verified."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.real_data.audits import Audited, audit, find_data
from tests.real_data.logs import audit_changed

pytestmark = pytest.mark.real_data
NAME = "bpic2012_loan_sales"


def test_it_reads_every_event_and_every_case(audited: Callable[..., Audited]) -> None:
    told = audited(NAME)
    assert told.facts == {"stage_change": 262_200, "deal": 13_087}
    assert told.value("process_map", "steps") == 262_200
    assert told.value("process_map", "cases") == 13_087
    steps = told.parts("process_map", "step_times", "step")
    assert len(steps) == 24
    assert sum(steps.values()) == 262_200


def test_paths_and_pairs_are_those_of_the_challenge(audited: Callable[..., Audited]) -> None:
    told = audited(NAME)
    assert told.value("process_variants", "variants") == 4_366
    assert told.value("process_map", "edges") == 125


def test_hand_overs_and_what_came_straight_back_are_as_verified(
    audited: Callable[..., Audited],
) -> None:
    told = audited(NAME)
    assert told.value("process_map", "handovers") == 51_712
    assert told.value("process_map", "returns") == 2_281
    for figure, cases in (("handed_share", 9_655), ("returned_share", 1_688)):
        reading = told.get("process_map", figure)
        assert round(reading["value"] * reading["count"]) == cases


def test_outcomes_are_as_verified(audited: Callable[..., Audited]) -> None:
    ended = audited(NAME).parts("cycle_time", "ended", "ending")
    assert ended == {
        "lost: declined": 7_635, "lost: cancelled": 2_807, "won": 2_246, "still open": 399,
    }  # fmt: skip


def test_half_are_decided_within_a_day(audited: Callable[..., Audited]) -> None:
    """The README's median of .81 days counts open cases as ended; few are open so early."""
    assert audited(NAME).value("cycle_time", "median_days") == pytest.approx(0.81, abs=0.01)


def test_what_the_log_does_not_tell_is_not_told(audited: Callable[..., Audited]) -> None:
    told = audited(NAME)
    assert not told.get("conformance", "conforming_share")["told"]
    assert not told.get("self_serve_share", "self_serve_share")["told"]
    assert not told.get("channel_fit", "channel_distance")["told"]


def test_completed_work_alone_makes_4336_paths(tmp_path: Path) -> None:
    told = audit(find_data(NAME), tmp_path, "bpic2012_completed")
    assert told.value("process_map", "steps") == 164_506
    assert told.value("process_variants", "variants") == 4_336
    assert told.value("process_map", "edges") == 138


def test_breaking_one_event_changes_the_numbers(tmp_path: Path) -> None:
    told = audit_changed(
        name=NAME,
        file="BPI_Challenge_2012.xes.gz",
        old='key="concept:name" value="A_PARTLYSUBMITTED"',
        new='key="concept:name" value="NO_SUCH_STEP"',
        folder=tmp_path,
    )
    assert told.value("process_map", "edges") == 127
    assert told.parts("process_map", "step_times", "step")["NO_SUCH_STEP"] == 1
    # The case had a path of its own, and still has.
    assert told.value("process_variants", "variants") == 4_366
