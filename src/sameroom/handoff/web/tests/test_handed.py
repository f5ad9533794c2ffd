"""Whoever is handed over in the room brings along what the record knows, for packet and rules."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from sameroom import clock
from sameroom.handoff.moves import State
from sameroom.handoff.web import handed, opening_words, operations
from sameroom.handoff.web.models import Case, Routing, Seller
from sameroom.handoff.web.routing_models import How
from sameroom.handoff.web.tests.builders import a_case
from sameroom.handoff.web.tests.routing_builders import agree, away, sellers
from sameroom.handoff.web.ways import get_way
from sameroom.people.web.models import User
from sameroom.record.web import operations as record
from sameroom.record.web.api import list_who_did
from sameroom.record.web.models import Subject, SubjectTeam, TimelineEntry
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


FOR_TEA = """
- name: Tea
  when: [{attribute: industry, is_one_of: [Tea]}]
  to: [oda@tessaro.example]
"""
EARLIER = {
    "acts": [
        {"at": "2026-06-20T08:00:00+00:00", "kind": "form", "about": "Price list"},
        {"at": "2026-06-19T08:00:00+00:00", "kind": "visit", "about": "https://x.example/a"},
    ],
    "more_acts": 4,
    "texts": [{"at": "2026-06-18T08:00:00+00:00", "team": "marketing", "channel": "email",
               "subject": "News", "body": "Hello"}],
    "fit": [{"attribute": "industry", "fits": 1, "why": ""},
            {"attribute": "region", "fits": 0, "why": "north"}],
    "similar": [{"name": "Mill", "deal_id": "d1", "amount": "", "closed": "", "like": "Steel"}],
    "promise": "An old promise", "opening": "About the old promise?", "score": 90,
}  # fmt: skip


def held(**told: object) -> Case:
    """Make the lead by which Oda (crm:3), or whoever is told, has Rosa already."""
    columns = {
        "person_key": ROSA, "state": State.ACCEPTED, "owner_id": "crm:3", "owner_name": "Oda",
        "decided_at": NOW - timedelta(days=8), "packet": EARLIER, "due_at": None,
    }  # fmt: skip
    return a_case(90, **(columns | told))  # type: ignore[arg-type]  # a column each


def test_who_is_taken_already_is_left_with_whoever_has_them(here: People) -> None:
    held(owner_id="crm:2", owner_name="Sol")
    case = hand(ROSA, here)
    assert case.owner_id == "crm:2", "though the rule for steel would give it to Oda"
    step = Routing.objects.get(case=case)
    assert (step.how, step.rule, step.to_id) == (How.KEPT, "Steel", "crm:2")
    way = get_way(case=case, reader=here.sol.as_reader(), sizes={})
    assert way.why == "It came to you, who have this person already by an earlier lead."
    (told,) = get_way(case=case, reader=here.ada.as_reader(), sizes={"sales": 9}).steps
    assert told.words.startswith("It went to Sales: they have this person already")


@pytest.mark.parametrize("why", ["left", "away", "rejected", "gone", "no rule", "other team"])
def test_the_rules_go_on_where_nobody_is_there_to_keep_them(
    here: People, tmp_path: Path, why: str
) -> None:
    told: dict[str, object] = {"owner_id": "crm:2", "owner_name": "Sol"}
    if why == "left":
        Seller.objects.filter(member_id="crm:2").update(is_active=False)
    elif why == "away":
        away("crm:2", NOW.date(), NOW.date())
    elif why == "rejected":
        told["state"] = State.REJECTED
    elif why == "gone":
        told["is_gone"] = True
    elif why == "no rule":
        agree(folder=tmp_path, rules=FOR_TEA)
    else:
        told["team"] = "service"
    held(**told)
    case = hand(ROSA, here)
    assert not Routing.objects.filter(case=case, how=How.KEPT).exists()
    assert case.owner_id == ("" if why == "no rule" else "crm:3")


def test_what_an_earlier_lead_knew_and_still_holds_comes_along(
    here: People, tmp_path: Path
) -> None:
    more = "ideal_customer: [{attribute: Industry, is_one_of: [Steel]}]\n"
    agree(folder=tmp_path, more=more)
    held()
    packet = hand(ROSA, here).packet
    for part in ("acts", "more_acts", "texts", "similar"):
        assert packet[part] == EARLIER[part]
    assert [one["attribute"] for one in packet["fit"]] == ["industry"], "region is asked no more"
    assert opening_words.line(packet).words == (
        "Hello Rosa, you filled in our form about “Price list” on 20 June. What made you look "
        "into “x”?"
    ), "by what is promised now"
    assert packet["promise"] == "x"
    assert "score" not in packet


def test_what_was_known_of_another_company_does_not(here: People) -> None:
    held(account_key="f" * 20)
    packet = hand(ROSA, here).packet
    assert (packet["acts"], packet["similar"], packet["fit"]) == (EARLIER["acts"], [], [])


def test_nothing_comes_of_a_lead_that_its_system_has_no_more(here: People) -> None:
    held(is_gone=True)
    packet = hand(ROSA, here).packet
    assert (packet["acts"], packet["begin"]) == ([], {})


def test_marketing_is_told_before_and_may_go_on(here: People, client: Client) -> None:
    SubjectTeam.objects.create(generation=1, key=BEN, team="marketing")
    one = held(person_key=BEN)
    client.force_login(here.ada)
    place = f"/persons/{BEN}/hand-over"
    shown = client.get(place).content.decode()
    assert re.search(r"Sales has them already, since [^:<]*2026: Sales\.", shown)
    assert "Oda" not in shown, "marketing does not learn who it is"
    assert f"/leads/{one.pk}" in shown
    assert "this one goes to the same colleague" in shown
    today = clock.now().date()
    away("crm:3", today, today)
    away_today = client.get(place).content.decode()
    assert "that colleague takes none today" in away_today
    assert "the same colleague" not in away_today
    told = {"promise": "x", "why": "y"}
    assert client.post(place, {"promise": ""}).context["held"].case_id == one.pk
    answer = client.post(place, told)
    assert answer.status_code == 302
    assert Case.objects.filter(person_key=BEN, state=State.WAITING).count() == 1
    Case.objects.filter(pk=one.pk).update(state=State.REJECTED)
    assert "Sales has them already" not in client.get(place).content.decode()


def test_the_owner_is_named_to_whom_they_may_be_and_the_lead_to_who_sees_it(here: People) -> None:
    one = held()
    Seller.objects.filter(member_id="crm:3").update(name="Oda")
    told = handed.tell_holder(reader=here.own.as_reader(), person_key=ROSA, present=NOW)
    assert told is not None
    User.objects.filter(pk=here.ada.pk).update(sees="own", role="member")
    ada = User.objects.get(pk=here.ada.pk).as_reader()
    unseen = handed.tell_holder(reader=ada, person_key=ROSA, present=NOW)
    assert unseen is not None
    assert (unseen.owner, unseen.since, unseen.case_id) == ("Sales", one.decided_at, None)
    assert handed.tell_holder(reader=ada, person_key=BEN, present=NOW) is None
    assert handed.tell_holder(reader=ada, person_key="", present=NOW) is None
