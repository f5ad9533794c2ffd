"""What was left lying is counted apart from what waits, whether anything else waits or not."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sameroom.handoff import moves
from sameroom.handoff.web.queries import get_queue_page
from sameroom.handoff.web.tests.builders import a_case
from sameroom.room.web.tests.builders import NOW, people

pytestmark = pytest.mark.django_db
LONG_AGO = NOW - moves.LYING_AFTER - timedelta(days=1)


@pytest.mark.parametrize("fresh", [0, 3])
def test_what_was_left_lying_is_counted_apart(fresh: int) -> None:
    reader = people().sol.as_reader()
    for number in range(2):
        a_case(number, handed_over_at=LONG_AGO, due_at=LONG_AGO)
    for number in range(10, 10 + fresh):
        a_case(number)
    counts = dict(get_queue_page(reader=reader, show="", case_id=None, now=NOW).counts)
    assert (counts["mine"], counts["lying"]) == (fresh, 2)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite tells its way in these words")
def test_no_row_of_the_leads_left_lying_is_read_to_count_and_to_list_the_others() -> None:
    reader = people().ada.as_reader()
    a_case(1)
    with CaptureQueriesContext(connection) as caught:
        get_queue_page(reader=reader, show="all", case_id=None, now=NOW)
    asked = [one["sql"] for one in caught if "handed_over_at" in one["sql"].partition("WHERE")[2]]
    assert len(asked) == 2, "one counts, one lists"
    for sql in asked:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            way = " ".join(str(row[-1]) for row in cursor.fetchall())
        assert "COVERING INDEX case_queue (state=? AND is_gone=? AND handed_over_at>?)" in way, way


def test_what_has_no_time_waits_too_behind_what_has_one() -> None:
    reader = people().sol.as_reader()
    a_case(1, handed_over_at=None, due_at=None)
    a_case(2)
    a_case(3, handed_over_at=None, due_at=None, owner_id="crm:3")
    page = get_queue_page(reader=reader, show="team", case_id=None, now=NOW)
    assert dict(page.counts) == {"mine": 2, "team": 3, "taken": 0, "lying": 0}
    assert [line.who for line in page.lines] == ["Buyer 2", "Buyer 1", "Buyer 3"]
    mine = get_queue_page(reader=reader, show="mine", case_id=None, now=NOW)
    assert [line.who for line in mine.lines] == ["Buyer 2", "Buyer 1"]
