"""What people do has the record read anew, and the machine does other things too in between."""

from datetime import timedelta

import pytest

from sameroom.room.web import operations, watch
from sameroom.room.web.models import Refresh, State, Wanted
from sameroom.room.web.tests.builders import NOW

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def a_done(*, took: timedelta, ended: timedelta = timedelta()) -> Refresh:
    """Make a refresh that ended some time ago."""
    at = NOW - ended
    return Refresh.objects.create(
        cause="import", state=State.DONE, asked_at=at - took, began_at=at - took, beat_at=at,
        finished_at=at,
    )  # fmt: skip


def waiting() -> int:
    return Refresh.objects.filter(state=State.WAITING).count()


@pytest.mark.parametrize("took", [MINUTE / 2, MINUTE])
def test_where_it_is_quick_it_is_asked_for_at_once(took: timedelta) -> None:
    a_done(took=took)
    operations.ask_before_long(cause="acts", now=NOW)
    assert (waiting(), Wanted.objects.count()) == (1, 0)


def test_the_first_time_and_after_an_older_version_it_is_asked_for_at_once() -> None:
    Refresh.objects.create(cause="import", state=State.DONE, asked_at=NOW, finished_at=NOW)
    operations.ask_before_long(cause="acts", now=NOW)
    assert (waiting(), Wanted.objects.count()) == (1, 0)


def test_where_it_takes_five_minutes_twenty_more_pass_before_the_next() -> None:
    a_done(took=5 * MINUTE)
    for minute in range(3):
        operations.ask_before_long(cause="acts", now=NOW + minute * MINUTE)
    assert (waiting(), Wanted.objects.get().not_before) == (0, NOW + 20 * MINUTE)
    operations.ask_wanted(now=NOW + 19 * MINUTE)
    assert waiting() == 0
    watch.look_after(now=NOW + 20 * MINUTE)
    one = Refresh.objects.get(state=State.WAITING)
    assert one.cause == "acts"
    operations.ask_wanted(now=NOW + 21 * MINUTE)
    assert waiting() == 1, "one waits, however often it is asked for"
    assert operations.begin(number=one.pk, now=NOW + 21 * MINUTE)
    assert not Wanted.objects.exists()


def test_where_the_rest_has_passed_already_it_is_asked_for_at_once() -> None:
    a_done(took=5 * MINUTE, ended=20 * MINUTE)
    operations.ask_before_long(cause="acts", now=NOW)
    assert (waiting(), Wanted.objects.count()) == (1, 0)


def test_whoever_asks_by_hand_does_not_wait_and_what_was_wanted_is_read_with_it() -> None:
    a_done(took=5 * MINUTE)
    operations.ask_before_long(cause="acts", now=NOW)
    number = operations.ask_refresh(cause="by hand", now=NOW + MINUTE)
    assert operations.begin(number=number, now=NOW + MINUTE)
    assert not Wanted.objects.exists()


def test_what_is_wanted_while_it_is_read_is_not_lost() -> None:
    a_done(took=5 * MINUTE)
    number = operations.ask_refresh(cause="by hand", now=NOW)
    operations.begin(number=number, now=NOW)
    operations.ask_before_long(cause="acts", now=NOW + MINUTE)
    assert Wanted.objects.get().since == NOW + MINUTE
    assert not operations.begin(number=number, now=NOW + 2 * MINUTE)
    assert Wanted.objects.exists(), "whoever comes second begins nothing and reads nothing"
