"""Programs are told how leads fare, and how they came to whom, as the pages tell it and no more."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from sameroom import clock
from sameroom.api.web.tests.builders import a_program, a_token
from sameroom.handoff.moves import State
from sameroom.handoff.web import reading_queries, reading_rows
from sameroom.handoff.web.models import (
    Absence,
    CampaignOwner,
    Case,
    CountedLead,
    PromiseWeek,
    Routing,
)
from sameroom.handoff.web.reading_queries import Chosen
from sameroom.handoff.web.routing_models import How
from sameroom.handoff.web.tests.builders import a_case
from sameroom.handoff.web.tests.routing_builders import away, sellers
from sameroom.handoff.web.tests.test_readings import project
from sameroom.measure import Reading
from sameroom.people.web.models import User
from sameroom.record.web.models import Shown
from sameroom.room.web.tests.builders import NOW, People, a_person, people
from sameroom.webkit.models import AuditEntry
from sameroom.webkit.rights import Reader, Role, Sees

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> People:
    return people()


def ask(user: User, place: str, **asked: object) -> Any:  # Any: what JSON holds
    return answered(a_program(a_token(user)), place, **asked)


def answered(program: Client, place: str, **asked: object) -> Any:  # Any: as above
    answer = program.get(f"/api/v1{place}", asked)
    assert answer.status_code == 200, answer.content
    assert answer["ETag"]
    return answer.json()


def post(user: User, place: str, **told: object) -> Any:  # Any: Django's test answer
    return a_program(a_token(user)).post(
        f"/api/v1{place}", json.dumps(told), content_type="application/json"
    )


def all_pages(user: User, place: str, **asked: object) -> list[Any]:  # Any: as above
    items: list[Any] = []
    program, cursor = a_program(a_token(user)), ""
    while cursor is not None:
        page = answered(program, place, **{"after": cursor, "limit": 2} | asked)
        items += page["items"]
        cursor = page["next"]
    return items


def test_the_steps_of_a_lead_say_why_and_name_colleagues_to_whom_they_may(room: People) -> None:
    case = a_case(1)
    passed = {"address": "oda@tessaro.example", "why": "full", "undecided": 9,
              "member_id": "crm:3", "name": "Oda", "team": "sales"}  # fmt: skip
    told = {"case": case, "to_id": "crm:2", "to_name": "Sol", "to_team": "sales"}
    Routing.objects.create(how=How.RULE, at=NOW, rule="Steel", number=1, passed=[passed], **told)
    for number in range(2):
        Routing.objects.create(how=How.GIVEN, at=NOW + timedelta(hours=number), by=room.sol,
                               note=f"Note {number}", **told)  # fmt: skip
    place = f"/cases/{case.pk}/steps"
    steps = all_pages(room.sol, place)
    assert [one["note"] for one in steps] == ["Note 1", "Note 0", ""]
    assert steps[-1]["words"] == "Rule “Steel”: it was your turn."
    assert "Oda" not in str(steps), "only that colleagues were passed over"
    hanna = a_person("Hanna", team="sales", role=Role.LEAD)
    assert ask(hanna, place)["items"][-1]["passed"] == ["Oda had 9 undecided leads."]
    for user in (room.own, room.outsider):
        answer = a_program(a_token(user)).get(f"/api/v1{place}")
        assert answer.status_code == 404


def test_who_is_away_is_listed_for_their_own_team(room: People) -> None:
    sellers()
    today = clock.now().date()
    for first in (1, 0, 1):
        away("crm:3", today + timedelta(days=first), today + timedelta(days=5))
    away("crm:2", today, today)
    away("crm:2", today - timedelta(days=9), today - timedelta(days=3))
    listed = all_pages(room.sol, "/absences")
    assert [(one["who"], one["is_now"], one["may_take_back"]) for one in listed] == [
        ("You", True, True), ("Oda", True, False), ("Oda", False, False), ("Oda", False, False),
    ]  # fmt: skip
    assert len({one["id"] for one in listed}) == 4
    assert [one["who"] for one in ask(room.sol, "/absences", now=True)["items"]] == ["You", "Oda"]
    assert ask(room.ada, "/absences")["items"] == []
    assert [one["who"] for one in ask(room.admin, "/absences", now=True)["items"]] == ["Sol", "Oda"]


def test_a_program_says_who_is_away_and_takes_it_back(room: People) -> None:
    sellers()
    days = {"starts_on": "2036-08-03", "ends_on": "2036-08-14"}
    said = post(room.sol, "/absences", **days)
    assert said.status_code == 201
    assert (said.json()["who"], said.json()["is_now"]) == ("You", False)
    number = said.json()["id"]
    assert Absence.objects.get(pk=number).member_id == "crm:2"
    again = post(room.sol, "/absences", starts_on="2036-08-10", ends_on="2036-08-20")
    assert again.status_code == 409
    assert again.json()["detail"] == "You said already: away from 2036-08-03 to 2036-08-14."
    wrong = {"starts_on": "2036-08-14", "ends_on": "2036-08-03"}
    assert post(room.sol, "/absences", **wrong).json()["faults"] == [
        {"where": "ends_on", "what": "The last day lies before the first."}
    ]
    assert post(room.sol, "/absences", who=room.own.pk, **days).status_code == 404, "no lead"
    assert post(room.admin, "/absences", **days).json()["where"] == "who"
    assert post(room.admin, "/absences", who=room.own.pk, **days).json()["who"] == "Oda"
    assert post(room.ada, "/absences", who=room.own.pk, **days).status_code == 404
    assert post(room.own, f"/absences/{number}/back").status_code == 404
    back = post(room.sol, f"/absences/{number}/back")
    assert (back.status_code, back.json()["may_take_back"]) == (200, False)
    assert post(room.sol, f"/absences/{number}/back").status_code == 409
    assert post(room.sol, "/absences", **days).status_code == 201


def test_figures_are_those_of_the_page_for_the_leads_asked_for(room: People) -> None:
    project()
    known = reading_queries.find_known(chosen=Chosen(campaign="Webinar"))
    assert known is not None
    told = ask(room.sol, "/cases/readings", campaign="Webinar")
    assert (told["leads"], told["campaigns"]) == (known.leads, list(known.offered.campaigns))
    figures = {(one["measure"], one["figure"]): one for one in told["figures"] if not one["part"]}
    kept = known.find("speed_to_lead", "median_hours")
    assert isinstance(kept, Reading)
    got = figures["speed_to_lead", "median_hours"]
    assert (got["value"], got["count"], got["is_told"]) == (kept.value, kept.count, True)
    assert len(told["unanswered"]) == len(known.curve) > 1
    parts = {by for one in told["figures"] for by in one["part"]}
    assert parts
    assert parts <= {"month", "family", "attempts", "response", "hours"}, "as the page draws them"


def test_of_fewer_than_five_leads_nothing_is_told(room: People) -> None:
    project()
    told = ask(room.admin, "/cases/readings", campaign="Webinar", segment="Nothing")
    assert (told["leads"], told["figures"], told["weeks"]) == (None, [], [])
    assert told["campaigns"], "what can be asked for is said all the same"


def test_before_anything_is_read_there_are_no_figures(room: People) -> None:
    told = ask(room.admin, "/cases/readings")
    assert (told["leads"], told["figures"], told["starts_at"]) == (None, [], None)


def test_the_rows_behind_come_page_by_page_as_their_reader_sees_them(room: People) -> None:
    project()
    everything = Reader(1, "marketing", Role.LEAD, sees=Sees.ALL)
    for chosen in (Chosen(), Chosen(campaign="Webinar")):
        rows = reading_rows.list_behind(
            reader=everything, of="clocked", chosen=chosen, first=0, limit=9_999
        )
        got = all_pages(room.ada, "/cases/readings/clocked", campaign=chosen.campaign, limit=20)
        assert [one["record"] for one in got] == [one.record for one in rows]
        assert len(got) > 20
    key = got[0]["record"]
    CountedLead.objects.exclude(key=key).update(owner_id="crm:9")
    CountedLead.objects.filter(key=key).update(owner_id="crm:3")
    assert [one["record"] for one in all_pages(room.own, "/cases/readings/clocked")] == [key]


def test_rows_of_another_reading_of_the_record_are_not_mixed_in(room: People) -> None:
    project()
    cursor = ask(room.ada, "/cases/readings/clocked", limit=1)["next"]
    Shown.objects.update(generation=2)
    asked = {"after": cursor}
    answer = a_program(a_token(room.ada)).get("/api/v1/cases/readings/clocked", asked)
    assert answer.status_code == 409


def test_reasons_are_told_by_campaign_with_whose_it_is(room: People) -> None:
    for number, campaign in enumerate(("Autumn", "Fair", "Fair", "Mail")):
        a_case(number, campaign=campaign, state=State.REJECTED, reason="Wrong industry",
               sent_by=room.ada)  # fmt: skip
    a_case(9, campaign="Unseen", state=State.REJECTED, owner_id="crm:9", team="service")
    listed = all_pages(room.sol, "/cases/reasons")
    assert [(one["campaign"], one["rejected"]) for one in listed] == [
        ("Autumn", 1), ("Fair", 2), ("Mail", 1),
    ]  # fmt: skip
    assert listed[1]["reasons"] == [{"reason": "Wrong industry", "leads": 2}]
    assert "Ada" not in str(listed), "whom sales is not told by name"
    assert {one["owner"] for one in ask(room.ada, "/cases/reasons")["items"]} == {"You", ""}
    cursor = ask(room.sol, "/cases/reasons", limit=1)["next"]
    Case.objects.filter(campaign="Autumn").delete()
    again = a_program(a_token(room.sol)).get("/api/v1/cases/reasons", {"after": cursor})
    assert again.status_code == 409


def test_a_lead_of_marketing_says_by_program_whose_a_campaign_is(room: People) -> None:
    a_case(1, state=State.REJECTED, reason="Wrong industry")
    maja = a_person("Maja", team="marketing")
    place, told = "/cases/reasons/owners", {"campaign": "Spring fair", "owner": maja.pk}
    for user in (room.sol, maja, room.admin, room.outsider):
        assert post(user, place, **told, was=None).status_code == 404
    named = post(room.ada, place, **told, was=None)
    assert (named.status_code, named.json()) == (
        200, {"campaign": "Spring fair", "owner": "Maja", "owner_id": maja.pk},
    )  # fmt: skip
    (one,) = ask(room.ada, "/cases/reasons")["items"]
    assert (one["owner"], one["owner_id"], one["is_named"]) == ("Maja", maja.pk, True)
    for user in (room.sol, room.admin):
        assert ask(user, "/cases/reasons")["items"][0]["owner_id"] is None
    stale = post(room.ada, place, campaign="Spring fair", owner=room.ada.pk, was=None)
    assert (stale.status_code, stale.json()["where"]) == (409, "was")
    assert CampaignOwner.objects.get().owner == maja
    for wrong in ({"owner": room.sol.pk}, {"campaign": "No such one"}):
        answer = post(room.ada, place, **{**told, **wrong}, was=maja.pk)
        assert (answer.status_code, answer.json()["where"]) == (422, "campaign, owner")
    for lacking in (told, {**told, "campaign": "Fair\0", "was": None}):  # not whose it was; a zero
        assert post(room.ada, place, **lacking).status_code == 422
    assert post(room.ada, place, **told | {"owner": room.ada.pk}, was=maja.pk).status_code == 200
    assert AuditEntry.objects.filter(action="campaign.owner_named").count() == 2


def test_promises_are_counted_by_week_and_by_teams_that_are_not_small(room: People) -> None:
    Shown.objects.update_or_create(
        only=True,
        defaults={"generation": 4, "team_sizes": {"sales": 9, "service": 6, "partners": 3}},
    )
    week = NOW.date()
    for team in ("sales", "service", "partners"):
        PromiseWeek.objects.create(generation=4, promise="first_touch", team=team, week=week,
                                   kept=7, missed=3, open=2)  # fmt: skip
    told = ask(room.sol, "/promises", week=week.isoformat())
    line = next(one for one in told["sales"] if one["promise"] == "first_touch")
    assert (line["whole"]["kept"], line["whole"]["open"], line["whole"]["share"]) == (21, 6, 70)
    assert [(one["team"], one["tally"]["kept"]) for one in line["teams"]] == [
        ("sales", 7), ("service", 7),
    ]  # fmt: skip
    assert [one["week"] for one in line["weeks"]] == [week.isoformat()]
    for asked in ({"week": "2020-01-06"}, {"campaign": "Nowhere"}):
        answer = a_program(a_token(room.sol)).get("/api/v1/promises", asked)
        assert (answer.status_code, answer.json()["where"]) == (422, *asked)


def test_what_is_still_open_is_listed_for_who_sees_it(room: People) -> None:
    then = clock.now() + timedelta(hours=2)
    case = a_case(1, due_at=then, decide_by=None)
    found = ask(room.sol, "/promises")["open"]
    assert [(one["case"], one["person_name"]) for one in found] == [(case.pk, "Buyer 1")]
    assert ask(room.own, "/promises")["open"] == []
    assert Client().get("/api/v1/promises").status_code == 401
