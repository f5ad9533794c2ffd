"""A company's log of shared content: which colleague used what."""

from collections.abc import Callable

import pytest

from tests.real_data.audits import Audited

pytestmark = pytest.mark.real_data
NAME = "content_usage_deskdrop"
REPEATED = 11  # rows that repeat another to the letter, of 72,312


def test_it_reads_every_use_once(audited: Callable[..., Audited]) -> None:
    assert audited(NAME).facts["asset_use"] == 72_312 - REPEATED


def test_it_reads_the_period_of_the_log(audited: Callable[..., Audited]) -> None:
    document = audited(NAME).document
    assert document["starts_at"].startswith("2016-03-14")
    assert document["ends_at"].startswith("2017-03-01")


def test_how_far_use_is_concentrated_is_as_verified(audited: Callable[..., Audited]) -> None:
    told = audited(NAME)
    top = told.get("unused_content", "top_tenth_share", use="viewed")
    few = told.get("unused_content", "little_used_share", use="viewed")
    assert top["value"] == pytest.approx(0.405, abs=0.001)
    assert few["value"] == pytest.approx(0.22, abs=0.005)
    assert told.get("unused_content", "top_tenth_share")["count"] == 2_987


def test_what_lies_unused_cannot_be_told_from_uses_alone(audited: Callable[..., Audited]) -> None:
    reading = audited(NAME).get("unused_content", "unused_share")
    assert not reading["told"]
    assert reading["bring"]
