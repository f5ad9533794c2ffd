"""A fictitious hardware seller's pipeline, with traps and without signal."""

from collections.abc import Callable

import pytest

from tests.real_data.audits import Audited

pytestmark = pytest.mark.real_data
NAME = "maven_crm_sales"


def test_it_reads_every_deal_account_product_and_agent(audited: Callable[..., Audited]) -> None:
    facts = audited(NAME).facts
    assert facts["deal"] == 8_800
    assert facts["account"] == 85
    assert facts["product"] == 7
    assert facts["member"] == 35


def test_the_win_rate_is_as_verified(audited: Callable[..., Audited]) -> None:
    reading = audited(NAME).get("win_rate", "win_rate_count")
    assert reading["value"] == pytest.approx(4_238 / (4_238 + 2_473))
    assert reading["count"] == 6_711


def test_what_was_won_adds_up(audited: Callable[..., Audited]) -> None:
    assert audited(NAME).value("win_rate", "won_amount") == pytest.approx(10_005_534)


def test_lost_deals_without_a_value_leave_no_win_rate_by_value(
    audited: Callable[..., Audited],
) -> None:
    reading = audited(NAME).get("win_rate", "win_rate_value")
    assert not reading["told"], "every lost deal says 0, so the share of money would be 100 %"


def test_deals_whose_product_is_not_in_the_list_are_found(audited: Callable[..., Audited]) -> None:
    reading = audited(NAME).get("data_quality", "unknown_share", noun="deal", field="product_id")
    assert round(reading["value"] * reading["count"]) == 1_480
    rows = (audited(NAME).folder / "evidence").glob("record-data-quality-*nobody*.csv")
    assert any("GTXPro" in path.read_text("utf-8-sig") for path in rows)


def test_open_deals_without_account_are_counted(audited: Callable[..., Audited]) -> None:
    reading = audited(NAME).get("data_quality", "missing_share", noun="deal", field="buyer")
    assert round(reading["value"] * reading["count"]) == 1_425


def test_nothing_is_reported_as_a_driver_where_there_is_no_signal(
    audited: Callable[..., Audited],
) -> None:
    readings = audited(NAME).document["readings"]
    named = [row for row in readings if row["measure"] == "icp_drift" and "segment" in row["part"]]
    assert [row for row in named if row["figure"] in {"aimed_share", "won_share"}] == []


def test_breaking_one_deal_changes_the_numbers(changed: Callable[..., Audited]) -> None:
    told = changed(
        NAME,
        file="sales_pipeline.csv",
        old="1C1I7A6R,Moses Frase,GTX Plus Basic,Cancity,Won",
        new="1C1I7A6R,Moses Frase,GTX Plus Basic,Cancity,Lost",
    )
    assert told.value("win_rate", "win_rate_count") == pytest.approx(4_237 / 6_711)
    assert told.value("win_rate", "won_amount") == pytest.approx(10_005_534 - 1_054)


def test_no_rule_and_no_segment_is_named_where_the_industry_tells_nothing(
    audited: Callable[..., Audited],
) -> None:
    """The win rates of its sectors lie within chance, as its own file lets one count."""
    assert audited(NAME).value("who_buys", "confirmed_rules") == 0
    named = [
        row
        for row in audited(NAME).document["readings"]
        if row["measure"] in ("who_buys", "momentum") and row["part"].get("finding")
    ]
    assert [row for row in named if row["part"]["finding"] != "not confirmed"] == []


def test_mending_one_name_mends_one_join(changed: Callable[..., Audited]) -> None:
    told = changed(NAME, file="sales_pipeline.csv", old=",GTXPro,", new=",GTX Pro,")
    reading = told.get("data_quality", "unknown_share", noun="deal", field="product_id")
    assert round(reading["value"] * reading["count"]) == 1_479
