"""How the interface answers: pages, states, repeats, problems, and what a thief gets."""

from datetime import timedelta

import pytest
from django.test import Client

from sameroom import clock
from sameroom.api.web import watch
from sameroom.api.web.tests.builders import a_program, a_token
from sameroom.people.web import keys
from sameroom.people.web.models import ApiToken, User
from sameroom.room.web.models import Refresh
from sameroom.room.web.tests.builders import ACME, People, a_person, a_refresh, people, some_rows
from sameroom.webkit.models import AuditEntry, RepeatableCall
from sameroom.webkit.rights import Sees

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> People:
    everybody = people()
    some_rows(a_refresh())
    return everybody


def test_a_session_alone_opens_nothing_and_changes_nothing(room: People) -> None:
    client = Client()
    client.force_login(room.admin)
    before = Refresh.objects.count()
    for answer in (client.get("/api/v1/me"), client.post("/api/v1/refreshes")):
        assert answer.status_code == 401
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["remedy"].startswith("Make one under Your account")
        assert answer["WWW-Authenticate"].startswith("Bearer")
    assert Refresh.objects.count() == before


def test_a_token_is_kept_as_a_hash_and_ends_when_it_says(room: People) -> None:
    now = clock.now()
    token = keys.make(
        user=room.sol, name="x", wanted=["read:people"], expires_at=now + timedelta(days=1), now=now
    )
    kept = ApiToken.objects.get()
    assert token not in str(vars(kept))
    assert keys.find_working(token=token, now=now + timedelta(hours=23))
    assert keys.find_working(token=token, now=now + timedelta(days=1)) is None
    for wanted, days in ((["read:people"], 400), (["read:people"], -1), (["all"], 1), ([], 1)):
        ends = now + timedelta(days=days)
        with pytest.raises(ValueError, match=r"scopes are|ends within"):
            keys.make(user=room.sol, name="x", wanted=wanted, expires_at=ends, now=now)


def test_a_token_does_what_it_was_made_for_and_never_more_than_its_owner(room: People) -> None:
    program = a_program(a_token(room.analyst, "read:readings"))
    assert program.get("/api/v1/refreshes").status_code == 200
    assert program.post("/api/v1/refreshes").status_code == 403
    assert program.get("/api/v1/people").status_code == 403
    User.objects.filter(pk=room.analyst.pk).update(role="member")
    assert program.get("/api/v1/refreshes").status_code == 404, "rights are those of the moment"
    User.objects.filter(pk=room.analyst.pk).update(team="")
    assert program.get("/api/v1/readings").status_code == 404


def test_one_takes_back_only_ones_own_and_it_ends_at_once(room: People) -> None:
    token = a_token(room.sol)
    number = ApiToken.objects.get().pk
    thief = Client()
    thief.force_login(room.ada)
    assert thief.post(f"/account/tokens/{number}/revoke").status_code == 404
    assert a_program(token).get("/api/v1/me").status_code == 200
    keys.revoke(token_id=number, user=room.sol, now=clock.now())
    assert a_program(token).get("/api/v1/me").status_code == 401
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"token.made", "token.revoked"} <= actions


def test_too_many_calls_within_a_minute_are_told_to_wait(
    room: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "A_MINUTE", 2)
    now = clock.now().replace(second=1)
    monkeypatch.setattr(clock, "now", lambda: now)
    program = a_program(a_token(room.sol))
    assert [program.get("/api/v1/me").status_code for _ in range(3)] == [200, 200, 429]
    assert program.get("/api/v1/me")["Retry-After"] == "60"
    now += timedelta(minutes=1)
    assert program.get("/api/v1/me").status_code == 200


def test_pages_neither_repeat_nor_hide_anybody_when_somebody_comes(room: People) -> None:
    program = a_program(a_token(room.admin))
    seen, cursor, pages = [], "", 0
    while cursor is not None:
        page = program.get("/api/v1/people", {"limit": 2, "after": cursor}).json()
        seen += [one["id"] for one in page["items"]]
        cursor, pages = page["next"], pages + 1
        if pages == 1:
            a_person("Meanwhile", team="sales")
    assert seen == sorted(User.objects.values_list("pk", flat=True))


def test_a_timeline_goes_on_where_it_ended(room: People) -> None:
    program = a_program(a_token(room.admin))
    seen, cursor = [], ""
    while cursor is not None:
        told = {"limit": 1, "after": cursor}
        page = program.get(f"/api/v1/accounts/{ACME}/timeline", told).json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next"]
    assert seen == ["activity 3", "touch 2", "activity 1"]


def test_rows_laid_out_anew_are_not_mixed_with_those_before(room: People) -> None:
    program = a_program(a_token(room.admin))
    place = "/api/v1/readings/acceptance/rows/1"
    page = program.get(place, {"limit": 1}).json()
    some_rows(a_refresh())
    answer = program.get(place, {"limit": 1, "after": page["next"]})
    assert (answer.status_code, answer.json()["where"]) == (409, "after")


def test_what_one_has_already_is_not_sent_again(room: People) -> None:
    program = a_program(a_token(room.sol))
    first = program.get("/api/v1/me")
    again = program.get("/api/v1/me", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    User.objects.filter(pk=room.sol.pk).update(name="Solveig")
    assert program.get("/api/v1/me", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_change_of_what_one_has_not_seen_is_refused(room: People) -> None:
    program = a_program(a_token(room.sol))

    def change(name: str, **headers: str) -> int:
        answer = program.patch(
            "/api/v1/me", {"name": name}, content_type="application/json", headers=headers
        )
        return answer.status_code

    seen = program.get("/api/v1/me")["ETag"]
    assert change("Eve") == 428
    assert change("Solveig", **{"If-Match": seen}) == 200
    assert change("Eve", **{"If-Match": seen}) == 412
    assert User.objects.get(pk=room.sol.pk).name == "Solveig"


def test_a_write_sent_again_is_done_once_and_answered_the_same(room: People) -> None:
    program = a_program(a_token(room.admin))
    word = {"Idempotency-Key": "monday-1"}
    first = program.post("/api/v1/refreshes", headers=word)
    Refresh.objects.filter(pk=first.json()["id"]).update(state="done")
    again = program.post("/api/v1/refreshes", headers=word)
    assert (first.status_code, again.status_code) == (202, 202)
    assert again.content == first.content
    assert again["Idempotent-Replayed"] == "true"
    other = program.post("/api/v1/refreshes?other=1", headers=word)
    assert (other.status_code, other.json()["where"]) == (422, "Idempotency-Key")
    colleague = a_program(a_token(room.analyst)).post("/api/v1/refreshes", headers=word)
    assert colleague.json()["id"] != first.json()["id"], "a word is its owner's own"


def test_a_word_is_forgotten_after_two_days(room: People) -> None:
    program = a_program(a_token(room.admin))
    program.post("/api/v1/refreshes", headers={"Idempotency-Key": "once"})
    for hours, kept in ((47, 1), (49, 0)):
        watch.look_after(now=clock.now() + timedelta(hours=hours))
        assert RepeatableCall.objects.count() == kept


def test_colleagues_are_named_as_on_pages(room: People) -> None:
    program = a_program(a_token(room.own))
    told = program.get(f"/api/v1/accounts/{ACME}/timeline").json()["items"]
    assert [one["by"] for one in told] == ["One of us", "", "You"]


def test_rows_and_lists_hold_only_what_one_sees(room: People) -> None:
    seller = a_person("Seller", team="sales", sees=Sees.TEAM)
    program = a_program(a_token(seller))
    rows = program.get("/api/v1/readings/acceptance/rows/1").json()
    assert [one["cells"]["Lead"] for one in rows["items"]] == ["row 1", "row 3"]
    names = [one["name"] for one in program.get("/api/v1/accounts").json()["items"]]
    assert names == ["Acme"]


@pytest.mark.parametrize("cursor", ["x", "bm9wZQ", "WzFd" * 50, "WyJhIl0", "W3RydWVd", "Wy0xXQ"])
def test_a_made_up_cursor_is_told_so(room: People, cursor: str) -> None:
    answer = a_program(a_token(room.admin)).get("/api/v1/people", {"after": cursor})
    assert (answer.status_code, answer.json()["where"]) == (422, "after")
