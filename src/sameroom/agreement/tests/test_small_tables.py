"""What the agreement gives to SQL."""

from datetime import UTC, datetime
from typing import Any

import pytest

from sameroom import agreement
from sameroom.agreement import Agreement
from sameroom.engines.arrow import given_schema
from sameroom.engines.given import GIVEN
from sameroom.measure import Window

WINDOW = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC))


def rows(name: str, agreed: Agreement | None = None) -> list[dict[str, Any]]:  # Any: a cell
    return agreement.tables(agreed or agreement.default(), WINDOW)[name].to_pylist()


def test_it_gives_every_small_table_with_its_declared_columns() -> None:
    given = agreement.tables(agreement.default(), WINDOW)
    wanted = {table.name: given_schema(table) for table in GIVEN if table.name != "audit_window"}
    assert {name: table.schema for name, table in given.items()} == wanted


def test_every_number_is_a_term_and_a_range_gives_three() -> None:
    terms = agreement.terms(agreement.parse(text="costs: {rep_hour: [40, 50, 70]}\n"))
    assert terms["costs.rep_hour.low"] == 40
    assert terms["costs.rep_hour.likely"] == 50
    assert terms["costs.rep_hour.high"] == 70
    assert terms["promises.first_touch.within_hours"] == 8
    assert terms["content.min_live_days"] == 60


@pytest.mark.parametrize(
    ("subject", "raw", "stage"),
    [
        ("lead", "open - not contacted", "handed_over"),
        ("lead", "working - contacted", "working"),
        ("lead", "closed - converted", "converted"),
        ("lead", "attempted to contact", "working"),
        ("lead", "bad timing", "recycled"),
        ("lead", "dead", "disqualified"),
        ("lead", "junk", "rejected"),
        ("lead", "abgelehnt", "rejected"),
        ("lead", "rejetée", "rejected"),
        ("lead", "aceptado", "accepted"),
        ("lead", "não qualificado", "disqualified"),
        ("person", "marketingqualifiedlead", "handed_over"),
        ("person", "marketing qualified lead", "handed_over"),
        ("person", "subscribed", "new"),
        ("deal", "closedwon", "won"),
        ("deal", "closed lost", "lost"),
        ("deal", "negotiation/review", "open"),
    ],
)
def test_the_words_of_common_systems_are_known(subject: str, raw: str, stage: str) -> None:
    found = [(row["subject"], row["raw"], row["stage"]) for row in rows("lifecycle_stage")]
    assert (subject, raw, stage) in found


def test_the_words_of_a_stage_keep_their_order() -> None:
    places = {
        row["raw"]: row["position"] for row in rows("lifecycle_stage") if row["subject"] == "deal"
    }
    assert places["qualifiedtobuy"] < places["presentationscheduled"] < places["contractsent"]
    assert places["won"] == 1


def test_no_word_has_two_meanings() -> None:
    known = [(row["subject"], row["raw"]) for row in rows("lifecycle_stage")]
    assert len(known) == len(set(known))
    reasons = [row["raw"] for row in rows("reason_family")]
    assert len(reasons) == len(set(reasons))


def test_words_are_carried_as_sql_will_see_them() -> None:
    agreed = agreement.parse(text="lifecycle: {lead: {accepted: [' Größe OK ']}}\n")
    raws = {row["raw"] for row in rows("lifecycle_stage", agreed)}
    assert {"größe ok", "grösse ok"} <= raws


def test_bands_cover_every_number_once() -> None:
    agreed = agreement.parse(text="bands: {employees: [10, 250]}\n")
    bands = [row for row in rows("band", agreed) if row["attribute"] == "employees"]
    assert [row["label"] for row in bands] == ["under 10", "10 to under 250", "250 and more"]
    for number in (-5, 9.9, 10, 249, 250, 1e9):
        assert sum(row["low"] <= number < row["high"] for row in bands) == 1


def test_the_ideal_customer_is_a_row_a_value_or_a_range() -> None:
    agreed = agreement.parse(
        text="ideal_customer:\n"
        "  - {attribute: industry, is_one_of: [Software, software, Steel]}\n"
        "  - {attribute: employees, at_least: 50}\n"
    )
    told = [(row["attribute"], row["content"], row["low"]) for row in rows("icp_criterion", agreed)]
    assert told == [("industry", "software", None), ("industry", "steel", None),
                    ("employees", None, 50.0)]  # fmt: skip


def test_a_promise_is_given_in_working_seconds() -> None:
    promises = {row["name"]: row for row in rows("promise")}
    assert promises["first_touch"]["within_seconds"] == 8 * 3600
    assert promises["first_touch"]["team"] == "sales"
    assert promises["acceptance"]["team"] == "marketing"
    assert promises["persistence"]["attempts"] == 5


def test_a_channel_goes_by_its_own_name_too() -> None:
    agreed = agreement.parse(text="channels: {Paid search: [cpc, Google Ads]}\n")
    told = {row["raw"]: row["channel"] for row in rows("channel_name", agreed)}
    assert told == dict.fromkeys(("paid search", "cpc", "google ads"), "Paid search")


def test_the_calendar_reaches_a_year_beyond_the_window() -> None:
    quarters = [row["quarter"] for row in rows("calendar_quarter")]
    assert min(quarters) * 900 <= datetime(2025, 1, 1, tzinfo=UTC).timestamp()
    assert max(quarters) * 900 >= datetime(2027, 6, 30, tzinfo=UTC).timestamp()


def test_yes_and_no_are_terms_of_one_and_nought() -> None:
    terms = agreement.terms(agreement.parse(text="attribution: {drop_direct: false}\n"))
    assert terms["attribution.drop_direct"] == 0
    assert terms["attribution.collapse_repeats"] == 1


def test_the_words_that_attribution_counts_come_by_what_they_mean() -> None:
    agreed = agreement.parse(text="attribution: {direct: [Typed In], acts: [call]}\n")
    told = {(row["meaning"], row["raw"]) for row in rows("counted_word", agreed)}
    assert ("direct", "typed in") in told
    assert {raw for meaning, raw in told if meaning == "act"} == {"call"}
    assert ("touch", "click") in told
    assert ("sales", "cold call") in told
