"""An online school's leads: who converted, and no date anywhere."""

from collections.abc import Callable

import pytest

from tests.real_data.audits import Audited

pytestmark = pytest.mark.real_data
NAME = "xeducation_leads"


def test_it_reads_every_lead(audited: Callable[..., Audited]) -> None:
    assert audited(NAME).facts["lead"] == 9_240


def test_conversion_is_as_verified(audited: Callable[..., Audited]) -> None:
    reading = audited(NAME).get("campaign_results", "conversion")
    assert reading["value"] == pytest.approx(3_561 / 9_240)


@pytest.mark.parametrize("measure", ["speed_to_lead", "never_touched", "funnel"])
def test_what_needs_dates_says_so(audited: Callable[..., Audited], measure: str) -> None:
    rows = [row for row in audited(NAME).document["readings"] if row["measure"] == measure]
    assert rows
    assert all(not row["told"] for row in rows)
    assert any("when" in row["missing"] and row["bring"] for row in rows)


def test_leads_that_did_not_convert_are_not_called_rejected(
    audited: Callable[..., Audited],
) -> None:
    reading = audited(NAME).get("acceptance", "acceptance_rate")
    assert not reading["told"]
    assert audited(NAME).value("campaign_results", "rejected") == 0


def test_select_is_not_taken_for_an_answer(audited: Callable[..., Audited]) -> None:
    text = (audited(NAME).folder / "readings.json").read_text("utf-8")
    assert '"Select"' not in text


def test_breaking_one_lead_changes_the_numbers(changed: Callable[..., Audited]) -> None:
    told = changed(
        NAME,
        file="leads.csv",
        old="7927b2df-8bba-4d29-b9a2-b6e0beafe620,660737,API,Olark Chat,No,No,0,",
        new="7927b2df-8bba-4d29-b9a2-b6e0beafe620,660737,API,Olark Chat,No,No,1,",
    )
    assert told.value("campaign_results", "conversion") == pytest.approx(3_562 / 9_240)
