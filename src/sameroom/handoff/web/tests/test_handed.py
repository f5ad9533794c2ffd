"""Whoever is handed over in the room brings along what the record knows, for packet and rules."""

from datetime import timedelta
from pathlib import Path

import pytest

from sameroom.handoff.moves import State
from sameroom.handoff.web import operations
from sameroom.handoff.web.models import Case
from sameroom.handoff.web.tests.builders import a_case
from sameroom.handoff.web.tests.routing_builders import agree, sellers
from sameroom.record.web import operations as record
from sameroom.record.web.api import list_who_did
from sameroom.record.web.models import Subject, TimelineEntry
from sameroom.room.web.tests.builders import ACME, NOW, People, people

pytestmark = pytest.mark.django_db
ROSA, BEN = "r" * 20, "b" * 20


@pytest.fixture
def here(settings: object, tmp_path: Path) -> People:
    agree(folder=tmp_path)
    sellers()
    everybody = people()
    record.show(generation=1, team_sizes={"sales": 9})
    Subject.objects.create(
        generation=1,
        key=ACME,
        noun="account",
        name="Acme",
        facts=[["industry", "Steel"], ["employees", "120"], ["region", None]],
    )
    for key, name in ((ROSA, "Rosa"), (BEN, "Ben")):
        Subject.objects.create(generation=1, key=key, noun="person", name=name,
                               facts=[["title", "Buyer"], ["country", "FR"]])  # fmt: skip
    did(ROSA, 3, "visit", ACME)
    did(ROSA, 2, "form", "")
    did(BEN, 1, "visit", "")
    return everybody


def did(person: str, days_ago: int, kind: str, account: str) -> None:
    TimelineEntry.objects.create(
        generation=1, happened_at=NOW - timedelta(days=days_ago), entry_id=f"{person} {days_ago}",
        side="marketing", noun="touch", kind=kind, about="Guide", person_key=person,
        account_key=account,
    )  # fmt: skip


def hand(key: str, here: People) -> Case:
    told = operations.Hand(person_key=key, person_name="Rosa", promise="x", why="y")
    return Case.objects.get(pk=operations.hand_over(hand=told, by=here.ada, now=NOW))


def test_their_company_and_its_values_come_along_and_the_rule_fits(here: People) -> None:
    case = hand(ROSA, here)
    assert (case.account_key, case.account_name) == (ACME, "Acme")
    assert case.packet["values"] == {
        "industry": ["Steel"], "employees": ["120"], "job title": ["Buyer"],
    }, "the company's country is not known, and the person's is not the company's"  # fmt: skip
    assert case.packet["company"] == [["Industry", "Steel"], ["Employees", "120"]]
    assert case.owner_id == "crm:3", "by the rule for steel"


def test_without_a_company_the_person_s_country_counts_and_an_earlier_lead_is_asked(
    here: People,
) -> None:
    a_case(person_key=BEN, state=State.REJECTED, packet={"values": {"segment": ["Key"]}})
    case = hand(BEN, here)
    assert (case.account_key, case.packet["values"]) == (
        "", {"segment": ["Key"], "country": ["FR"], "job title": ["Buyer"]},
    )  # fmt: skip


def test_who_came_lately_is_listed_once_the_last_first(here: People) -> None:
    found = list_who_did(kinds=("visit", "form"), since=NOW - timedelta(days=9), most=9)
    assert [(one.name, one.kind) for one in found] == [("Ben", "visit"), ("Rosa", "form")]
    assert list_who_did(kinds=("form",), since=NOW, most=9) == ()
