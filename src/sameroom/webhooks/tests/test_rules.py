"""When a receiver is left alone, and what an address may be."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sameroom.notice.outcome import Verdict
from sameroom.webhooks import rules

NOW = datetime(2026, 7, 6, 8, tzinfo=UTC)
GAPS = st.lists(st.integers(1, 47).map(lambda hours: timedelta(hours=hours)), max_size=30)


@given(GAPS)
def test_who_fails_again_and_again_is_off_after_three_days_and_not_before(
    gaps: list[timedelta],
) -> None:
    now, since, failed_at = NOW, None, None
    for gap in [timedelta(0), *gaps]:
        now += gap
        since = rules.began_failing(failing_since=since, failed_at=failed_at, now=now)
        failed_at = now
        assert since == NOW
        assert rules.is_to_be_off(failing_since=since, now=now) == (now - NOW >= rules.OFF_AFTER)


def test_who_failed_weeks_ago_and_fails_again_begins_anew() -> None:
    before = NOW - timedelta(weeks=3)
    since = rules.began_failing(failing_since=before, failed_at=before, now=NOW)
    assert since == NOW


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (200, Verdict.SENT), (204, Verdict.SENT), (301, Verdict.NEVER), (307, Verdict.NEVER),
        (400, Verdict.NEVER), (404, Verdict.NEVER), (410, Verdict.NEVER), (408, Verdict.LATER),
        (425, Verdict.LATER), (429, Verdict.LATER), (500, Verdict.LATER), (503, Verdict.LATER),
    ],
)  # fmt: skip
def test_an_answer_is_told_apart_from_one_that_is_no_use_to_wait_for(
    status: int, verdict: Verdict
) -> None:
    assert rules.judge(status=status).verdict is verdict


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.example.com/", "https://", "https:///x", "https://user:word@example.com/",
        "https://example.com:99999/", "ftp://example.com/", "javascript:alert(1)", "//example.com",
        "https://example.com/a b", "https://example.com/\r\nHost: x", "https://ex\u00e4mple.com/",
        "https://example.com/" + "x" * 1_000, "", "https://127.0.0.1/", "https://localhost:8443/a",
        "https://a.LOCALHOST./", "https://[::1]/", "https://10.1.2.3/", "https://192.168.0.9/x",
        "https://169.254.169.254/latest", "https://[fd00::1]/", "https://0.0.0.0/",
    ],
)  # fmt: skip
def test_what_nothing_is_sent_to(address: str) -> None:
    assert not rules.is_address(address)


def test_an_address_may_have_a_port_and_a_query() -> None:
    assert rules.is_address("https://hooks.example.com:8443/room?token=a_b-1")
    assert rules.is_address("https://93.184.215.14/room")
