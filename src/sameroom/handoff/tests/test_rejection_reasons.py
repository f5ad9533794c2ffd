"""rejection_reasons: why leads are turned down."""

from collections.abc import Mapping

import pytest

from sameroom.handoff.tests.builders import lead, read, record, whole
from sameroom.measure import Reading, TooLittle


def turned_down(reasons: Mapping[str | None, int], campaign: str = "") -> list[dict[str, object]]:
    listed = [reason for reason, times in reasons.items() for _ in range(times)]
    return [
        lead(n, status="Rejected", status_reason=reason, campaign_id=campaign or None)
        for n, reason in enumerate(listed)
    ]


WORKED = {"Company too small": 14, "student": 6, "wrong number": 10, None: 10}


def test_the_example_of_its_page() -> None:
    told = read(record(lead=turned_down(WORKED)), "rejection_reasons")
    shares = {one.part: one for one in told if isinstance(one, Reading)}
    ideal = shares[(("family", "Not the customer we want"),)]
    assert (ideal.value, ideal.count) == (0.5, 40)
    assert ideal.interval is not None
    assert (ideal.interval.low, ideal.interval.high) == pytest.approx((0.352, 0.648), abs=1e-3)
    assert shares[(("family", "No reason given"),)].value == 0.25
    assert shares[(("reason", "wrong number"),)].value == 0.25
    stated = [one for one in told if one.figure == "stated_share"]
    assert isinstance(stated[0], Reading)
    assert stated[0].value == 0.75


def test_the_families_add_up_to_all_rejections() -> None:
    told = read(record(lead=turned_down(WORKED)), "rejection_reasons")
    families = [
        one.value
        for one in told
        if isinstance(one, Reading) and one.part and one.part[0][0] == "family"
    ]
    assert sum(families) == pytest.approx(1)


def test_a_campaign_is_told_only_with_enough_rejections() -> None:
    few = record(lead=turned_down({"student": 29, None: 1}, "name:spring"))
    parts = [one.part for one in read(few, "rejection_reasons")]
    assert (("campaign", "spring"), ("family", "Not the customer we want")) in parts
    fewer = record(lead=turned_down({"student": 29}, "name:spring"))
    assert not [one for one in read(fewer, "rejection_reasons") if one.part]


@pytest.mark.parametrize(
    ("reason", "family"),
    [
        ("No budget", "disqualified"),
        ("they have no budget, call again later", "disqualified"),
        ("Wrong region (Bavaria)", "procedural"),
        ("latest news", "other"),
        ("Kein Bedarf", "disqualified"),
        ("hors cible", "definitional"),
        ("bad timing", "timing"),
        ("the moon was full", "other"),
    ],
)
def test_a_reason_belongs_to_the_family_of_its_longest_known_phrase(
    reason: str, family: str
) -> None:
    trial = record(lead=turned_down({reason: 1}))
    assert trial.rows("select reason_family from handoff_case") == [{"reason_family": family}]


def test_few_rejections_are_too_little_to_tell() -> None:
    told = whole(record(lead=turned_down({"student": 3})), "rejection_reasons")
    assert isinstance(told["stated_share"], TooLittle)
    assert isinstance(told["rejected"], Reading)


def test_the_kind_of_reason_that_weighs_most_comes_first_and_says_so() -> None:
    told = read(record(lead=turned_down(WORKED)), "rejection_reasons")
    shares = [one for one in told if isinstance(one, Reading) and one.figure == "reason_share"]
    assert shares[0].part == (("family", "Not the customer we want"),)
    assert shares[0].words == "20 of 40 rejections say “Not the customer we want”."
