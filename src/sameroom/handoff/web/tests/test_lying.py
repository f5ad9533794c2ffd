"""What was left lying is counted apart from what waits, whether anything else waits or not."""

from datetime import timedelta

import pytest

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
