"""Whom a row behind a figure is about."""

from typing import Any

import pytest

from sameroom.engines.trial import Trial
from sameroom.record.timeline import key_of
from sameroom.room.finding import Finder

ACME, ADA, PUMPS = (
    (noun, key_of(noun=noun, subject_id=f"crm:{name}"))
    for noun, name in (("account", "acme"), ("person", "ada"), ("deal", "pumps"))
)
NOBODY = ("", "")


def finder(buyer: str = "account") -> Finder:
    trial = Trial(
        facts={
            "account": [{"id": "crm:acme", "name": "Acme"}],
            "person": [
                {"id": "crm:ada", "account_id": "crm:acme"},
                {"id": "mail:7", "origin": "mail", "source_id": "7"},
                {"id": "crm:solo"},
            ],
            "identity": [
                {"noun": "person", "ref": "crm:ada", "entity_id": "crm:ada"},
                {"noun": "person", "ref": "mail:7", "entity_id": "crm:ada"},
            ],
            "lead": [
                {"id": "crm:l1", "person_id": "crm:ada", "account_id": "crm:acme"},
                {"id": "crm:l2", "person_id": "crm:solo"},
            ],
            "deal": [{"id": "crm:pumps", "account_id": "crm:acme"}],
        }
    )
    return Finder(engine=trial, buyer=buyer)


@pytest.mark.parametrize(
    ("row", "first", "expected"),
    [
        ({"lead_id": "crm:l1"}, "lead_id", ACME),
        ({"case_id": "crm:l1#2"}, "case_id", ACME),
        ({"case_id": "crm:pumps", "noun": "deal"}, "case_id", PUMPS),
        ({"case_id": "crm:l1", "noun": "lead"}, "case_id", ACME),
        ({"deal_id": "crm:pumps", "buyer_id": "crm:acme"}, "deal_id", PUMPS),
        ({"buyer_id": "crm:acme"}, "buyer_id", ACME),
        ({"buyer_id": "crm:ada"}, "buyer_id", ADA),  # a buyer whose company nobody knows
        ({"id": "mail:7", "noun": "person"}, "id", ADA),  # resolved as the record does
        ({"person_id": "mail:7"}, "person_id", ADA),
        ({"lead_id": "crm:gone"}, "lead_id", NOBODY),
        ({"buyer_id": "crm:gone"}, "buyer_id", NOBODY),
        ({"asset_id": "cms:1", "title": "Guide"}, "asset_id", NOBODY),
        ({"deal_id": None, "account_id": "crm:acme"}, "deal_id", ACME),
    ],
)
def test_a_row_leads_to_whom_it_is_about(
    row: dict[str, Any], first: str, expected: tuple[str, str]
) -> None:
    assert finder().find(row=row, first=first) == expected


def test_where_people_buy_a_lead_is_its_person() -> None:
    assert finder("person").find(row={"lead_id": "crm:l1"}, first="lead_id") == ADA
    solo = ("person", key_of(noun="person", subject_id="crm:solo"))
    assert finder().find(row={"lead_id": "crm:l2"}, first="lead_id") == solo
