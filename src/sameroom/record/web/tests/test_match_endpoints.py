"""Programs decide on pairs as people do: one word stands, and the second is told who was first."""

import pytest

from sameroom.api.web.tests.builders import a_program, a_token
from sameroom.record.web.models import MatchWord
from sameroom.record.web.tests.pairs import a_pair, write
from sameroom.room.web.tests.builders import a_refresh, people

pytestmark = pytest.mark.django_db
JSON = "application/json"


def test_a_pair_is_decided_once_and_can_be_taken_back() -> None:
    room = people()
    a_refresh()
    first, *_ = write(a_pair(1), a_pair(2), a_pair(3))
    noor, ruth = a_program(a_token(room.analyst)), a_program(a_token(room.admin))
    keys, cursor = [], ""
    while cursor is not None:
        page = noor.get("/api/v1/matches", {"limit": 1, "after": cursor}).json()
        keys += [one["key"] for one in page["items"]]
        cursor = page["next"]
    assert len(set(keys)) == len(keys) == 3
    place = f"/api/v1/matches/{first.key}"
    said = noor.post(f"{place}/words", {"word": "same"}, content_type=JSON)
    assert said.status_code == 201
    late = ruth.post(f"{place}/words", {"word": "different"}, content_type=JSON)
    assert late.status_code == 409
    assert late.json()["detail"].startswith("Somebody was first. Noor: same, ")
    assert noor.get(place).json()["word"] == "same"
    waiting = noor.get("/api/v1/matches").json()["items"]
    assert first.key not in {one["key"] for one in waiting}
    assert len(noor.get("/api/v1/matches", {"waiting": False}).json()["items"]) == 3
    number = said.json()["id"]
    back = [ruth.post(f"/api/v1/matches/said/{number}/take-back") for _ in range(2)]
    assert [one.status_code for one in back] == [200, 409]
    assert noor.get("/api/v1/matches/said").json()["items"] == []
    assert MatchWord.objects.filter(undone_at=None).count() == 0


def test_pairs_laid_out_anew_are_not_mixed_with_those_before() -> None:
    room = people()
    a_refresh()
    write(a_pair(1), a_pair(2))
    noor = a_program(a_token(room.analyst))
    cursor = noor.get("/api/v1/matches", {"limit": 1}).json()["next"]
    a_refresh()
    assert noor.get("/api/v1/matches", {"after": cursor}).status_code == 409
