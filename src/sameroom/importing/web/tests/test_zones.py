"""In which time zone the moments of a column are is said on the page of its file."""

import re
from pathlib import Path

import pytest
from django.test import Client

from sameroom.importing.found import Column, Found, from_text
from sameroom.importing.web import jobs
from sameroom.importing.web.models import Bringing
from sameroom.importing.web.tests.builders import planned
from sameroom.room.web.tests.builders import People

pytestmark = pytest.mark.django_db
HEAD = "Deal ID,Deal Name,Amount,Create Date,Close Date\n"
OPENED, CLOSED = 3, 4


@pytest.fixture
def one(tmp_path: Path, room: People) -> Bringing:
    rows = [
        f"D{n},Deal {n},100 EUR,2026-04-0{n} 10:00,2026-05-0{n}T10:00:00+02:00\n"
        for n in range(1, 9)
    ]
    text = (HEAD + "".join(rows)).encode()
    return planned(folder=tmp_path / "up", by=room.analyst, files={"deals.csv": text})


def send(client: Client, one: Bringing, **said: str) -> tuple[int, str]:
    told = {"version": str(one.version), "kind": "deal", "origin": "hubspot"} | said
    answer = client.post(f"/imports/{one.pk}/files/0", told)
    if answer.status_code == 302:
        jobs.plan.func(one.pk)
        one.refresh_from_db()
    return answer.status_code, answer.content.decode()


def opened(one: Bringing) -> Column:
    return from_text(one.found, Found).files[0].columns[OPENED]


def test_a_zone_is_asked_where_moments_do_not_say_theirs_and_can_be_taken_back(
    client: Client, one: Bringing
) -> None:
    page = client.get(f"/imports/{one.pk}/files/0").content.decode()
    assert f'name="z{OPENED}"' in page
    assert f'name="z{CLOSED}"' not in page
    assert "Empty: UTC, as for all files." in page
    assert '<option value="Europe/Berlin">' in page
    assert send(client, one, z3="asia/tokyo")[0] == 302
    assert opened(one).zone == "Asia/Tokyo"
    page = client.get(f"/imports/{one.pk}/files/0").content.decode()
    assert re.search(r'name="z3" value="Asia/Tokyo"', page)
    assert send(client, one, c0="ignore")[0] == 302
    assert opened(one).zone == "Asia/Tokyo", "what nobody spoke of stays"
    assert send(client, one, z3="")[0] == 302
    assert opened(one).zone == ""


def test_a_zone_that_there_is_not_is_told_beside_its_field(client: Client, one: Bringing) -> None:
    status, page = send(client, one, z3="Mars/Base", c0="ignore")
    assert status == 422
    assert "There is no time zone “Mars/Base”. Write one such as Europe/Berlin." in page
    assert 'value="Mars/Base"' in page
    assert 'id="id_z3_error"' in page


def test_who_comes_second_is_told_the_zone_that_stands(client: Client, one: Bringing) -> None:
    version = str(one.version)
    assert send(client, one, z3="Asia/Tokyo")[0] == 302
    status, page = send(client, one, version=version, z3="Europe/Berlin")
    assert status == 409
    told = page[page.index('role="alert"') : page.index('id="yours"')]
    assert re.search("Time zone of “Create Date”.*Asia/Tokyo.*Europe/Berlin", told, re.S)
