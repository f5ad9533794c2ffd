"""Programs do with leads what their people may do on the pages, and are told what they are told."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from sameroom import clock
from sameroom.api.web.tests.builders import a_program, a_token
from sameroom.handoff.moves import Move, State
from sameroom.handoff.web import jobs
from sameroom.handoff.web.models import Act, Case, Routing
from sameroom.handoff.web.tests.addresses import ROSA, examples
from sameroom.handoff.web.tests.builders import a_case
from sameroom.handoff.web.tests.routing_builders import a_seller
from sameroom.people.web.models import User
from sameroom.room.web import api as room_api
from sameroom.room.web.tests.builders import NOW, People, a_person, a_refresh, people
from sameroom.webkit.rights import Role

pytestmark = pytest.mark.django_db
REJECT = {"move": "reject", "family": "procedural", "reason": "Duplicate lead"}


@pytest.fixture
def room() -> People:
    everybody = people()
    a_refresh()
    return everybody


def program(user: User) -> Client:
    return a_program(a_token(user))


def send(
    who: Client, place: str, body: dict[str, Any], **headers: str
) -> Any:  # Any: a test's response
    return who.post(f"/api/v1{place}", body, content_type="application/json", headers=headers)


def seen(who: Client, case: Case) -> str:
    return str(who.get(f"/api/v1/cases/{case.pk}")["ETag"])


def test_a_lead_is_decided_and_the_act_reaches_the_record_as_that_of_a_page(
    room: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, sol = a_case(), program(room.sol)
    got = send(sol, f"/cases/{case.pk}/moves", REJECT, **{"If-Match": seen(sol, case)})
    assert got.status_code == 200, got.content
    told = got.json()
    assert (told["state"], told["reason"], told["decided_by"]) == (
        "rejected", "Duplicate lead", "You",
    )  # fmt: skip
    acts = sol.get(f"/api/v1/cases/{case.pk}/acts").json()["items"]
    assert [(one["move"], one["to_state"]) for one in acts] == [("reject", "rejected")]
    kept: dict[str, Any] = {}
    monkeypatch.setattr(room_api, "has_record", lambda: True)
    monkeypatch.setattr(room_api, "append_facts", lambda *, rows, now: kept.update(rows))
    assert jobs.append(now=clock.now() + timedelta(minutes=2)) == 1
    assert [row["reason"] for row in kept["stage_change"]] == ["Duplicate lead"]


def test_whoever_comes_second_is_told_who_was_first_and_what_they_did(room: People) -> None:
    case, sol, oda = a_case(owner_id=""), program(room.sol), program(room.own)
    User.objects.filter(pk=room.own.pk).update(sees="team")
    before = seen(oda, case)
    send(sol, f"/cases/{case.pk}/moves", {"move": "accept"}, **{"If-Match": seen(sol, case)})
    got = send(oda, f"/cases/{case.pk}/moves", REJECT, **{"If-Match": before})
    assert got.status_code == 412
    assert got.json()["detail"].startswith("Somebody was first. Sales: accept, ")
    assert "it is accepted now" in got.json()["detail"]
    assert Case.objects.get(pk=case.pk).state == State.ACCEPTED
    got = send(oda, f"/cases/{case.pk}/moves", REJECT, **{"If-Match": "*"})
    assert (got.status_code, got.json()["where"]) == (409, "move"), "it cannot go this way at all"
    assert send(oda, f"/cases/{case.pk}/moves", REJECT).status_code == 428
    assert Act.objects.count() == 1


def test_a_move_sent_again_is_done_once_and_answered_the_same(room: People) -> None:
    case, sol = a_case(), program(room.sol)
    told = {"If-Match": seen(sol, case), "Idempotency-Key": "case-1-accept"}
    first = send(sol, f"/cases/{case.pk}/moves", {"move": "accept"}, **told)
    again = send(sol, f"/cases/{case.pk}/moves", {"move": "accept"}, **told)
    assert (first.status_code, again.status_code) == (200, 200)
    assert again["Idempotent-Replayed"] == "true"
    assert again.content == first.content
    assert Act.objects.count() == 1


def test_what_a_move_asks_is_told_by_field_and_nothing_is_written(room: People) -> None:
    case, sol = a_case(), program(room.sol)
    day = clock.now().date().isoformat()
    for body, where in (
        ({"move": "reject"}, {"reason", "family"}),
        ({"move": "recycle", "return_on": day, "must_change": "x"}, {"return_on"}),
        ({"move": "recycle"}, {"return_on", "must_change"}),
        ({"move": "disqualify", "reason": "  "}, {"reason"}),
    ):
        got = send(sol, f"/cases/{case.pk}/moves", body, **{"If-Match": "*"})
        assert got.status_code == 422
        assert {one["where"] for one in got.json()["faults"]} == where
    assert not Act.objects.exists()


def test_moves_of_the_other_team_and_leads_of_others_are_not_there(room: People) -> None:
    case, sol = a_case(), program(room.sol)
    for who, body in (
        (sol, {"move": "contest", "note": "No"}),
        (program(room.ada), {"move": "accept"}),
        (program(room.own), {"move": "accept"}),
        (program(room.outsider), {"move": "accept"}),
    ):
        got = send(who, f"/cases/{case.pk}/moves", body, **{"If-Match": "*"})
        assert got.status_code == 404, got.content
    reads = a_program(a_token(room.sol, "read:leads"))
    got = send(reads, f"/cases/{case.pk}/moves", {"move": "accept"}, **{"If-Match": "*"})
    assert (got.status_code, Act.objects.count()) == (403, 0)


def test_ones_own_decision_is_undone_within_the_minute_only(
    room: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, sol = a_case(), program(room.sol)
    for late, status, state in ((59, 200, "waiting"), (61, 409, "accepted")):
        send(sol, f"/cases/{case.pk}/moves", {"move": "accept"}, **{"If-Match": "*"})
        then = clock.now() + timedelta(seconds=late)
        with monkeypatch.context() as later:
            later.setattr(clock, "now", lambda then=then: then)
            assert send(sol, f"/cases/{case.pk}/undo", {}).status_code == status
        assert Case.objects.get(pk=case.pk).state == state


def test_the_way_back_from_rejection_to_the_verdict_of_both(room: People) -> None:
    case, sol, ada = a_case(), program(room.sol), program(room.ada)
    kat = program(a_person("Kat", team="sales", role=Role.LEAD))
    send(sol, f"/cases/{case.pk}/moves", REJECT, **{"If-Match": "*"})
    contest = {"move": "contest", "note": "It is another plant"}
    assert send(ada, f"/cases/{case.pk}/moves", contest, **{"If-Match": "*"}).status_code == 200
    verdict = {"verdict": "overturn", "note": "Looked at it"}
    assert send(sol, f"/cases/{case.pk}/verdicts", verdict, **{"If-Match": "*"}).status_code == 404
    first = send(ada, f"/cases/{case.pk}/verdicts", verdict, **{"If-Match": seen(ada, case)})
    assert (first.json()["state"], first.json()["verdict_marketing"]) == ("contested", "overturn")
    last = send(kat, f"/cases/{case.pk}/verdicts", verdict, **{"If-Match": seen(kat, case)})
    assert last.json()["state"] == "waiting"
    again = send(kat, f"/cases/{case.pk}/verdicts", verdict, **{"If-Match": "*"})
    assert again.status_code == 409


def test_whoever_hands_over_somebody_taken_already_is_told_by_whom(room: People) -> None:
    examples(NOW)
    Case.objects.filter(person_key=ROSA).delete()
    one = a_case(80, person_key=ROSA, state=State.ACCEPTED, due_at=None, decided_at=NOW)
    told = {"person": ROSA, "promise": "Half the downtime", "why": "She asked for a price"}
    made = send(program(room.ada), "/cases", told)
    assert made.status_code == 201, made.content
    already = made.json()["held_already"]
    assert (already["case_id"], already["since"][:10]) == (one.pk, f"{NOW:%Y-%m-%d}")
    assert "Sol" not in already["owner"], "marketing does not learn who it is"


def test_somebody_is_handed_over_once(room: People) -> None:
    examples(NOW)
    ada = program(room.ada)
    told = {"person": ROSA, "promise": "Half the downtime", "why": "She asked for a price"}
    made = send(ada, "/cases", told)
    assert made.status_code == 201, made.content
    assert (made.json()["person_name"], made.json()["state"]) == ("Rosa Klein", "waiting")
    assert made.json()["held_already"] is None
    again = send(ada, "/cases", told)
    assert (again.status_code, again.json()["where"]) == (409, f"/cases/{made.json()['id']}")
    packet = ada.get(f"/api/v1/cases/{made.json()['id']}/packet").json()
    assert (packet["promise"], packet["sent_note"]) == (told["promise"], told["why"])
    assert send(program(room.sol), "/cases", told).status_code == 404
    assert send(ada, "/cases", told | {"why": " \n"}).status_code == 422


def test_a_receipt_is_given_once_by_sales_alone(room: People) -> None:
    case = a_case()
    assert send(program(room.ada), f"/cases/{case.pk}/opened", {}).json()["opened_at"] is None
    sol = program(room.sol)
    first = send(sol, f"/cases/{case.pk}/opened", {}).json()
    assert (first["opened"], first["opened_at"] is None) == ("You", False)
    assert send(sol, f"/cases/{case.pk}/opened", {}).json() == first


def test_several_are_done_each_for_itself_and_the_rest_is_named(room: People) -> None:
    one, two, decided = a_case(1), a_case(2), a_case(3, state=State.ACCEPTED)
    alien = a_case(4, team="marketing", owner_id="crm:9")
    ids = [one.pk, two.pk, decided.pk, alien.pk, 999_999]
    sol = program(room.sol)
    got = send(sol, "/cases/several", {"act": "reassign", "cases": ids, "to": room.own.pk}).json()
    assert (sorted(got["done"]), got["left"]) == (ids[:3], ids[3:]), "as on the page"
    assert Case.objects.get(pk=one.pk).owner_id == "crm:3"
    stranger = {"act": "reassign", "cases": ids, "to": room.ada.pk}
    assert send(sol, "/cases/several", stranger).json()["where"] == "to"
    got = send(sol, "/cases/several", {"act": "duplicate", "cases": ids}).json()
    assert (sorted(got["done"]), got["left"]) == ([one.pk, two.pk], ids[2:])
    assert set(Act.objects.values_list("move", flat=True)) == {Move.REJECT, "give"}


def test_an_instant_of_any_offset_is_understood(room: People) -> None:
    a_case(1, due_at=NOW)
    sol = program(room.sol)
    for offset, seen in (("-22:12", 1), ("%2B23:59", 0)):
        when = (NOW + timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%S") + offset
        answer = sol.get(f"/api/v1/cases?due_before={when}")
        assert (answer.status_code, len(answer.json()["items"])) == (200, seen)


def test_who_gives_on_the_page_gives_by_a_program_too(room: People) -> None:
    case = a_case(1, owner_id="", nobody_since=NOW)
    told = {"act": "reassign", "cases": [case.pk], "to": room.own.pk, "reason": "Knows them"}
    assert send(program(room.ada), "/cases/several", told).json()["done"] == [case.pk]
    step = Routing.objects.get()
    assert (step.to_id, step.by, step.note) == ("crm:3", room.ada, "Knows them")
    assert send(program(room.admin), "/cases/several", told | {"to": room.sol.pk}).json()["done"]
    a_person("Kat", team="sales", role=Role.LEAD)
    got = send(program(room.ada), "/cases/several", told)
    assert got.status_code == 404, "sales has a lead, who gives"
    got = send(program(room.admin), "/cases/several", told | {"act": "duplicate"})
    assert got.status_code == 404, "administrators decide nothing"


def test_nobody_gives_away_what_a_colleague_has(room: People) -> None:
    own, others = a_case(1), a_case(2, owner_id="crm:3")
    told = {"act": "reassign", "cases": [own.pk, others.pk], "to": room.own.pk}
    got = send(program(room.sol), "/cases/several", told).json()
    assert (got["done"], got["left"]) == ([own.pk], [others.pk])
    page = {"act": "reassign", "cases": [others.pk], "to": room.sol.pk, "sure": "1"}
    client = Client()
    client.force_login(room.sol)
    assert client.post("/leads/several", page).status_code == 422
    assert Case.objects.get(pk=others.pk).owner_id == "crm:3"


def test_the_list_goes_by_promise_and_its_pages_lose_nothing(room: People) -> None:
    a_case(1, due_at=None)
    a_case(2, due_at=NOW)
    a_case(3, due_at=NOW - timedelta(hours=1))
    a_case(4, due_at=NOW)
    a_case(5, due_at=None, state=State.REJECTED)
    sol, names, cursor = program(room.sol), [], ""
    while cursor is not None:
        page = sol.get("/api/v1/cases", {"limit": 1, "after": cursor}).json()
        names += [one["person_name"][-1] for one in page["items"]]
        cursor = page["next"]
    assert names == ["3", "2", "4", "1", "5"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"state": ["rejected", "accepted"]}, "34"),
        ({"whose": "mine"}, "13"),
        ({"whose": "nobody"}, "2"),
        ({"owner": "crm:2"}, "13"),
        ({"campaign": "Autumn"}, "4"),
        ({"family": "clerical"}, "3"),
        ({"due_before": "2026-07-06T08:30:00Z"}, "1"),
        ({"due_before": "2026-07-06T10:00:00+02:00"}, ""),
        ({"team": "sales"}, "1234"),
    ],
)
def test_the_list_is_narrowed_down(room: People, asked: dict[str, Any], found: str) -> None:
    a_case(1, due_at=NOW)
    a_case(2, owner_id="", handed_over_at=clock.now())
    a_case(3, state=State.REJECTED, family="clerical")
    a_case(4, owner_id="crm:3", state=State.ACCEPTED, campaign="Autumn")
    got = program(room.sol).get("/api/v1/cases", asked)
    assert got.status_code == 200, got.content
    assert "".join(sorted(one["person_name"][-1] for one in got.json()["items"])) == found


def test_nobodys_are_those_that_wait_and_that_nobody_has_who_could_decide(room: People) -> None:
    today = clock.now()
    a_case(1, handed_over_at=today)
    a_case(2, owner_id="", holder="queue", handed_over_at=today)
    a_case(3, owner_id="crm:9", handed_over_at=today)
    a_case(4, owner_id="", state=State.REJECTED, handed_over_at=today)
    a_case(5, owner_id="", handed_over_at=today - timedelta(days=900))
    a_seller("crm:9", "Lea", is_active=False)
    listed = program(room.sol).get("/api/v1/cases", {"whose": "nobody"}).json()["items"]
    assert [one["person_name"] for one in listed] == ["Buyer 2", "Buyer 3"]


def test_a_merged_lead_leads_to_the_one_that_is_seen_instead(room: People) -> None:
    case = a_case(1, is_gone=True, merged_into="crm:l2")
    sol = program(room.sol)
    assert sol.get(f"/api/v1/cases/{case.pk}").json()["merged_into"] is None
    other = a_case(2)
    for told in (sol.get(f"/api/v1/cases/{case.pk}").json(),
                 *sol.get("/api/v1/cases", {"limit": 1}).json()["items"]):  # fmt: skip
        assert sol.get(f"/api/v1/cases/{told['merged_into']}").json()["id"] == other.pk
    Case.objects.filter(pk=case.pk).update(owner_id="crm:3")
    Case.objects.filter(pk=other.pk).update(owner_id="crm:2")
    told = program(room.own).get(f"/api/v1/cases/{case.pk}").json()
    assert told["merged_into"] is None, "the other is not theirs to see"


def test_a_recycle_sent_again_after_its_day_gives_its_first_answer(
    room: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, sol = a_case(), program(room.sol)
    day = (clock.now() + timedelta(days=1)).date().isoformat()
    body = {"move": "recycle", "return_on": day, "must_change": "A budget"}
    told = {"If-Match": seen(sol, case), "Idempotency-Key": "recycle-1"}
    first = send(sol, f"/cases/{case.pk}/moves", body, **told)
    assert first.status_code == 200, first.content
    then = clock.now() + timedelta(hours=47)
    monkeypatch.setattr(clock, "now", lambda: then)
    again = send(sol, f"/cases/{case.pk}/moves", body, **told)
    assert (again.status_code, again.content) == (200, first.content)


def test_the_leads_of_a_few_of_another_team_cannot_be_asked_for(room: People) -> None:
    a_case(1)
    got = program(room.sol).get("/api/v1/cases", {"team": "marketing"})
    assert got.status_code == 422, "four people are not shown apart"


def test_a_colleagues_leads_cannot_be_asked_for_to_learn_whose_they_are(room: People) -> None:
    a_case(1, owner_id="crm:3")
    sol = program(room.sol)
    listed = sol.get("/api/v1/cases").json()["items"]
    assert [(one["owner"], one["owner_id"]) for one in listed] == [("Sales", "")]
    refused = sol.get("/api/v1/cases", {"owner": "crm:3"})
    assert (refused.status_code, refused.json()["where"]) == (422, "owner")
    kat = program(a_person("Kat", team="sales", role=Role.LEAD))
    assert len(kat.get("/api/v1/cases", {"owner": "crm:3"}).json()["items"]) == 1


def test_the_state_of_a_lead_does_not_change_by_looking_at_it(room: People) -> None:
    case, sol = a_case(), program(room.sol)
    before = seen(sol, case)
    send(sol, f"/cases/{case.pk}/opened", {})
    assert seen(sol, case) == before
    assert json.loads(sol.get(f"/api/v1/cases/{case.pk}").content)["may"] == [
        "accept", "reject", "recycle", "disqualify", "pause",
    ]  # fmt: skip
