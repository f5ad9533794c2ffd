"""A marketplace's funnel: 8,000 leads, 842 deals, and the revenue of those who were won.

The numbers are those that the data set's README verified by loading the files.
"""

from collections.abc import Callable

import pytest

from tests.real_data.audits import Audited

pytestmark = pytest.mark.real_data
NAME = "olist_funnel"
CONVERSION = {
    "unknown": 0.163, "paid_search": 0.123, "organic_search": 0.118, "direct_traffic": 0.112,
    "referral": 0.085, "social": 0.056, "display": 0.051, "other_publicities": 0.046,
    "email": 0.030, "other": 0.027,
}  # fmt: skip


def test_it_reads_every_lead_deal_and_seller(audited: Callable[..., Audited]) -> None:
    facts = audited(NAME).facts
    assert facts["lead"] == 8_000
    assert facts["deal"] == 842
    assert facts["account"] == 3_095


def test_it_reads_the_first_lead_to_the_last_win(audited: Callable[..., Audited]) -> None:
    document = audited(NAME).document
    assert document["starts_at"].startswith("2017-06-14")
    assert document["ends_at"].startswith("2018-11-15"), "the day after the last win"


def test_one_lead_in_ten_is_won(audited: Callable[..., Audited]) -> None:
    conversion = audited(NAME).get("campaign_results", "conversion")
    assert conversion["value"] == 842 / 8_000
    assert conversion["low"] < 0.105 < conversion["high"]


def test_conversion_by_origin_is_as_verified(audited: Callable[..., Audited]) -> None:
    found = audited(NAME).parts("campaign_results", "conversion", "channel")
    assert {origin: round(found[origin], 3) for origin in CONVERSION} == CONVERSION


def test_a_lead_is_won_after_a_fortnight_by_the_median(audited: Callable[..., Audited]) -> None:
    told = audited(NAME)
    assert told.value("funnel", "days_to_win_median") == 14
    assert told.value("funnel", "days_to_win_mean") == pytest.approx(48.4, abs=0.15)
    assert told.value("funnel", "days_to_win_p75") == pytest.approx(54.8, abs=0.3)


def test_the_win_before_first_contact_is_kept_flagged_and_left_out_of_durations(
    audited: Callable[..., Audited],
) -> None:
    told = audited(NAME)
    assert told.value("funnel", "impossible_wins") == 1
    assert told.get("funnel", "days_to_win_median")["count"] == 841
    assert told.value("campaign_results", "won") == 842


def test_380_of_the_won_sellers_sold_for_674909(audited: Callable[..., Audited]) -> None:
    told = audited(NAME)
    assert told.value("campaign_results", "won_amount") == pytest.approx(674_909, abs=0.5)
    assert told.get("data_quality", "missing_share", noun="deal", field="amount")[
        "value"
    ] == pytest.approx(462 / 842)
    assert told.document["currency"] == "BRL"


def test_without_lost_deals_no_win_rate_is_told(audited: Callable[..., Audited]) -> None:
    reading = audited(NAME).get("win_rate", "win_rate_count")
    assert not reading["told"]
    assert "lost" in reading["missing"]


def test_breaking_one_deal_changes_the_numbers(changed: Callable[..., Audited]) -> None:
    told = changed(
        NAME,
        file="olist_closed_deals_dataset.csv",
        old="5420aad7fec3549a85876ba1c529bd84,",
        new="no-such-lead,",
    )
    assert told.value("campaign_results", "won") == 841
    assert told.value("campaign_results", "conversion") == 841 / 8_000
