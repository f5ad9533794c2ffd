"""448 deals of a firm, 83 of them exact copies; no dates, no amounts."""

from collections.abc import Callable

import pytest

from tests.real_data.audits import Audited

pytestmark = pytest.mark.real_data
NAME = "b2b_win_loss_448"


def test_copies_are_folded_and_173_of_365_deals_were_won(audited: Callable[..., Audited]) -> None:
    told = audited(NAME)
    assert told.facts["deal"] == 365
    assert told.value("win_rate", "win_rate_count") == 173 / 365
    assert told.get("win_rate", "win_rate_count")["count"] == 365


def test_what_needs_dates_says_so(audited: Callable[..., Audited]) -> None:
    told = audited(NAME)
    for measure, figure in (
        ("process_map", "steps_per_case"),
        ("process_variants", "variants"),
        ("cycle_time", "median_days"),
        ("bottleneck", "wait_days"),
        ("self_serve_share", "self_serve_share"),
    ):
        reading = told.get(measure, figure)
        assert not reading["told"]
        assert "Nothing imported says" in reading["missing"]


def test_breaking_one_row_changes_the_numbers(changed: Callable[..., Audited]) -> None:
    told = changed(NAME, file="b2b_sales.csv", old="Strategic account,Won", new="Broken,Lost")
    assert told.value("win_rate", "win_rate_count") == 172 / 365
