"""Programs read their own person's inbox and mark it as read, and nobody else's."""

import pytest

from sameroom.api.web.tests.builders import a_program, a_token
from sameroom.notice.web import operations
from sameroom.notice.web.notices import GIVEN_UP
from sameroom.room.web.tests.builders import NOW, people

pytestmark = pytest.mark.django_db


def test_an_inbox_is_read_in_pages_and_marked_as_read() -> None:
    room = people()
    for number in range(3):
        operations.tell(
            to=[room.sol.pk, room.ada.pk], kind=GIVEN_UP, words=f"Thing {number}", why="",
            href="/", key=f"thing:{number}", now=NOW,
        )  # fmt: skip
    sol, ada = a_program(a_token(room.sol)), a_program(a_token(room.ada))
    words, ids, cursor = [], [], ""
    while cursor is not None:
        page = sol.get("/api/v1/me/notices", {"limit": 2, "after": cursor}).json()
        words += [one["words"] for one in page["items"]]
        ids += [one["id"] for one in page["items"]]
        cursor = page["next"]
    assert words == ["Thing 2", "Thing 1", "Thing 0"]
    assert ada.post(f"/api/v1/me/notices/{ids[0]}/read").status_code == 404
    assert sol.post(f"/api/v1/me/notices/{ids[0]}/read").json() == {"unread": 2}
    assert sol.post(f"/api/v1/me/notices/read?up_to={ids[1]}").json() == {"unread": 0}
    assert sol.get("/api/v1/me/notices", {"unread": True}).json()["items"] == []
    assert len(ada.get("/api/v1/me/notices", {"unread": True}).json()["items"]) == 3
