"""A day is a day where the company is, whatever day it is in UTC."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from sameroom.handoff.moves import State
from sameroom.handoff.web import queries, watch
from sameroom.handoff.web.models import Case
from sameroom.handoff.web.tests.builders import a_case
from sameroom.handoff.web.tests.routing_builders import agree
from sameroom.measure import Window
from sameroom.room.web import operations as room
from sameroom.room.web.tests.builders import NOW, people

pytestmark = pytest.mark.django_db
# Six in the evening of the sixth in Los Angeles: in UTC it is the seventh.
EVENING = datetime(2026, 7, 7, 1, tzinfo=UTC)
IN_LOS_ANGELES = "company: {time_zone: America/Los_Angeles}\n"


def test_whoever_sends_back_in_the_evening_says_tomorrow(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    agree(folder=tmp_path, more=IN_LOS_ANGELES)
    case = a_case(due_at=None)
    monkeypatch.setattr("sameroom.clock.now", lambda: EVENING)
    client.force_login(people().sol)
    told = {"move": "recycle", "read_as": "waiting", "must_change": "the budget is open"}
    place = f"/leads/{case.pk}/move"
    assert client.post(place, told | {"return_on": "2026-07-06"}).status_code == 422
    assert client.post(place, told | {"return_on": "2026-07-07"}).status_code == 302


def test_it_is_back_when_its_day_begins_where_the_company_is(tmp_path: Path) -> None:
    agree(folder=tmp_path, more=IN_LOS_ANGELES)
    case = a_case(state=State.RECYCLED, return_on=date(2026, 7, 7), is_ours=True)
    for after, state in ((0, State.RECYCLED), (5, State.RECYCLED), (7, State.RETURNED)):
        watch.look_after(now=EVENING + timedelta(hours=after))
        assert Case.objects.get(pk=case.pk).state == state, after


def test_in_an_invented_company_it_is_back_on_a_day_of_its_own() -> None:
    room.set_present(window=Window(NOW - timedelta(days=365), NOW))
    case = a_case(state=State.RECYCLED, return_on=date(2026, 7, 20), is_ours=True)
    watch.look_after(now=NOW + timedelta(days=140))
    assert Case.objects.get(pk=case.pk).state == State.RECYCLED
    assert queries.day_of(NOW + timedelta(days=140)) == NOW.date()
