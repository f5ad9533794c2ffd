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


@pytest.mark.parametrize(
    "name", ["crm_export_hubspot", "crm_export_salesforce", "marketing_export_mailchimp"]
)
def test_no_measure_fails_on_it(audited: Callable[..., Audited], name: str) -> None:
    assert "A measure failed" not in audited(name).printed
