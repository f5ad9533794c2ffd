"""Programs pause clocks, dispute and settle as their people may on the pages, each thing once."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from sameroom import clock
from sameroom.api.web.tests.builders import a_program, a_token
from sameroom.handoff.web.models import Case, Dispute, Pause
from sameroom.handoff.web.tests.builders import a_case
from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import People, a_person, a_refresh, people
from sameroom.webkit.models import AuditEntry
from sameroom.webkit.rights import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> People:
    everybody = people()
    a_person("Hanna", team="sales", role=Role.LEAD, member_id="crm:1")
    a_refresh()
    return everybody


def program(user: User) -> Client:
    return a_program(a_token(user))


def send(
    who: Client, place: str, body: dict[str, Any] | None = None, **headers: str
) -> Any:  # Any: a test's response
    return who.post(f"/api/v1{place}", body or {}, content_type="application/json", headers=headers)


def tag(who: Client, place: str) -> dict[str, str]:
    return {"If-Match": str(who.get(f"/api/v1{place}")["ETag"])}


def running(number: int = 1, **told: Any) -> Case:  # Any: a column each
    now = clock.now()
    columns: dict[str, Any] = {
        "handed_over_at": now - timedelta(days=3), "due_at": now + timedelta(days=1),
        "touch_by": now + timedelta(days=1), "decide_by": now + timedelta(days=2),
    }  # fmt: skip
    return a_case(number, **(columns | told))


def missed() -> Case:
    ago: datetime = clock.now() - timedelta(days=1)
    return running(due_at=ago, touch_by=ago)


def test_a_pause_and_its_end_change_what_a_lead_is_and_what_may_be_done(room: People) -> None:
    case, sol = running(), program(room.sol)
    place = f"/cases/{case.pk}"
    assert "pause" in sol.get(f"/api/v1{place}").json()["may"]
    day = (clock.now() + timedelta(days=9)).date()
    got = send(sol, f"{place}/pause", {"reason": " Fair ", "until": str(day)}, **tag(sol, place))
    told = got.json()
    assert got.status_code == 200, told
    assert (told["paused_for"], "resume" in told["may"]) == ("Fair", True)
    assert Pause.objects.get().until is not None
    assert send(sol, f"{place}/pause", {"reason": "Fair"}, **{"If-Match": "*"}).status_code == 409
    got = send(sol, f"{place}/resume", **tag(sol, place))
    assert (got.status_code, got.json()["paused_at"]) == (200, None)
    assert send(sol, f"{place}/resume", **{"If-Match": "*"}).status_code == 409


def test_a_pause_asks_for_the_state_and_is_made_once_for_a_word(room: People) -> None:
    case, sol = running(), program(room.sol)
    place, told = f"/cases/{case.pk}/pause", {"reason": "Fair"}
    assert send(sol, place, told).status_code == 428
    seen = tag(sol, f"/cases/{case.pk}")
    headers = seen | {"Idempotency-Key": "a-pause"}
    first, again = (send(sol, place, told, **headers) for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert (again.content, again["Idempotent-Replayed"]) == (first.content, "true")
    assert Pause.objects.count() == 1
    assert send(sol, place, told, **seen).status_code == 412, "it is paused since"


@pytest.mark.parametrize(
    ("told", "where"),
    [({"reason": "  "}, "reason"), ({"reason": "Fair", "until": "2020-01-01"}, "until"),
     ({"reason": "Fair", "until": "9999-12-31"}, "until"),
     ({"reason": "Fair", "until": "0001-01-01"}, "until"), ({"reason": "x" * 301}, "reason")],
)  # fmt: skip
def test_what_is_wrong_in_a_pause_is_said_by_field(
    room: People, told: dict[str, str], where: str
) -> None:
    case, sol = running(), program(room.sol)
    got = send(sol, f"/cases/{case.pk}/pause", told, **{"If-Match": "*"})
    assert got.status_code == 422
    assert where in got.json()["where"]
    assert not Pause.objects.exists()


def test_a_dispute_is_raised_once_and_ends_when_both_leads_say_the_same(room: People) -> None:
    case, sol = missed(), program(room.sol)
    told = {"promise": "first_touch", "reason": "She asked us to wait"}
    word = {"Idempotency-Key": "a-dispute"}
    first, again = (send(sol, f"/cases/{case.pk}/disputes", told, **word) for _ in range(2))
    assert (first.status_code, again.content) == (201, first.content)
    one = first.json()
    assert (one["by"], one["ended_as"], one["may_rule"]) == ("You", "", False)
    assert send(sol, f"/cases/{case.pk}/disputes", told).status_code == 409
    place, ruling = f"/disputes/{one['id']}", {"ruling": "excuse", "note": "So it was"}
    ada, hanna = program(room.ada), program(User.objects.get(name="Hanna"))
    assert ada.get("/api/v1/disputes?open=true").json()["items"][0]["may_rule"] is True
    seen = tag(hanna, place)
    half = send(ada, f"{place}/rulings", ruling, **tag(ada, place))
    assert (half.status_code, half.json()["ended_as"]) == (200, "")
    assert send(hanna, f"{place}/rulings", ruling, **seen).status_code == 412
    assert send(hanna, f"{place}/rulings", ruling).status_code == 428
    agreed = ruling | {"note": "Of course"}
    whole = send(hanna, f"{place}/rulings", agreed, **tag(hanna, place))
    assert (whole.status_code, whole.json()["ended_as"]) == (200, "excuse")
    assert send(ada, f"{place}/rulings", ruling, **{"If-Match": "*"}).status_code == 409
    assert ada.get("/api/v1/disputes?open=true").json()["items"] == []
    listed = ada.get(f"/api/v1/disputes?case={case.pk}").json()["items"]
    assert len(listed) == 1
    words = [(one["team"], one["ruling"], one["note"], one["by"], one["counts"])
             for one in listed[0]["rulings"]]  # fmt: skip
    assert words == [
        ("marketing", "excuse", "So it was", "You", True),
        ("sales", "excuse", "Of course", "Sales", True),
    ]
    assert AuditEntry.objects.filter(action="promise.settled").count() == 1


def test_what_was_not_missed_and_a_promise_that_is_none_are_refused(room: People) -> None:
    case, sol = running(), program(room.sol)
    told = {"promise": "first_touch", "reason": "Ill"}
    got = send(sol, f"/cases/{case.pk}/disputes", told)
    assert got.status_code == 409
    assert got["Content-Type"].startswith("application/problem+json")
    told["promise"] = "acceptance"
    assert send(sol, f"/cases/{case.pk}/disputes", told).status_code == 422
    assert not Dispute.objects.exists()


def test_clocks_of_others_and_the_word_of_others_are_not_there(room: People) -> None:
    case = missed()
    told = {"promise": "first_touch", "reason": "Ill"}
    number = send(program(room.sol), f"/cases/{case.pk}/disputes", told).json()["id"]
    ruling = {"ruling": "excuse", "note": "Yes"}
    for who in (room.own, room.ada, room.analyst, room.admin):
        other = program(who)
        assert send(other, f"/cases/{case.pk}/pause", {"reason": "x"}).status_code == 404
        assert send(other, f"/cases/{case.pk}/resume").status_code == 404
        assert send(other, f"/cases/{case.pk}/disputes", told).status_code == 404
    for who in (room.own, room.sol, room.analyst, room.admin, room.outsider):
        got = send(program(who), f"/disputes/{number}/rulings", ruling, **{"If-Match": "*"})
        assert got.status_code == 404
    assert program(room.own).get(f"/api/v1/disputes/{number}").status_code == 404
    assert program(room.own).get("/api/v1/disputes").json()["items"] == []
    assert program(room.analyst).get(f"/api/v1/disputes/{number}").json()["by"] != "Sol"
