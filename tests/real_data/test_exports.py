"""Exports in the shape of three tools, imported without a mapping file."""

from collections.abc import Callable

import pytest

from tests.real_data.audits import Audited

pytestmark = pytest.mark.real_data


def test_a_hubspot_export_is_read_whole(audited: Callable[..., Audited]) -> None:
    facts = audited("crm_export_hubspot").facts
    at_least = {"person": 950, "account": 200, "deal": 500, "activity": 2_000, "ticket": 300}
    assert {
        noun: facts.get(noun, 0) for noun, count in at_least.items() if facts.get(noun, 0) < count
    } == {}


def test_a_salesforce_export_is_read_whole(audited: Callable[..., Audited]) -> None:
    facts = audited("crm_export_salesforce").facts
    at_least = {"account": 18, "person": 47, "lead": 22, "deal": 36, "stage_change": 48}
    assert {
        noun: facts.get(noun, 0) for noun, count in at_least.items() if facts.get(noun, 0) < count
    } == {}


def test_a_mailchimp_export_is_read_whole(audited: Callable[..., Audited]) -> None:
    facts = audited("marketing_export_mailchimp").facts
    assert facts["campaign"] >= 2
    assert facts["person"] >= 5
    assert facts["touch"] >= 10


def test_a_deal_under_the_id_of_another_is_missed(
    audited: Callable[..., Audited], changed: Callable[..., Audited]
) -> None:
    name, file = "crm_export_hubspot", "faker_export/hubspot_deals.csv"
    one, two = (
        "DEAL-b2b19d36-f446-4de7-bf09-15379257b914",
        "DEAL-4c6547c3-7ec2-4ee7-88d0-c8b4c6b9765e",
    )
    told = changed(name, file=file, old=one, new=two)
    assert told.facts["deal"] == audited(name).facts["deal"] - 1


@pytest.mark.parametrize(
    "name", ["crm_export_hubspot", "crm_export_salesforce", "marketing_export_mailchimp"]
)
def test_no_measure_fails_on_it(audited: Callable[..., Audited], name: str) -> None:
    assert "A measure failed" not in audited(name).printed
