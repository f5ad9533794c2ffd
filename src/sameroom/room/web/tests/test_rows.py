"""Which rows behind a reading somebody sees."""

import pytest

from sameroom.room.web import queries
from sameroom.room.web.tests.builders import a_refresh, some_rows
from sameroom.webkit.rights import Reader, Sees

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("reader", "seen"),
    [
        (Reader(user_id=1, team="management", sees=Sees.ALL), ["row 1", "row 2", "row 3", "row 4"]),
        (Reader(user_id=1, team="sales", sees=Sees.TEAM), ["row 1", "row 3"]),
        (Reader(user_id=1, team="marketing", sees=Sees.TEAM), ["row 2", "row 3"]),
        (Reader(user_id=1, team="sales", sees=Sees.OWN, member_id="crm:3"), ["row 1", "row 3"]),
        (Reader(user_id=1, team="sales", sees=Sees.OWN), ["row 3"]),
        (Reader(user_id=1, sees=Sees.ALL), ["row 3"]),
    ],
)
def test_rows_are_those_about_whom_one_sees_and_those_about_nobody(
    reader: Reader, seen: list[str]
) -> None:
    some_rows(a_refresh())
    page = queries.find_rows_page(reader=reader, measure="acceptance", place=1, number=1)
    assert page is not None
    assert [line.cells[0] for line in page.lines] == seen
    assert (page.total, page.seen) == (4, len(seen))
