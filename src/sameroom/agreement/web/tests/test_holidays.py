"""Public holidays in the clause of calendars: chosen, written in, changed, and only then kept."""

import re
from html import unescape

import pytest
from django.test import Client

from sameroom import clock
from sameroom.agreement import parse
from sameroom.agreement.public_holidays import list_days
from sameroom.agreement.web.models import ClauseWork, Version
from sameroom.agreement.web.operations import begin_draft, propose
from sameroom.room.web.tests.builders import NOW, People

pytestmark = pytest.mark.django_db
NAME = "calendars.0.value.holidays"
DAYS = re.compile(rf'<textarea id="f-{re.escape(NAME)}"[^>]*>(.*?)</textarea>', re.DOTALL)


@pytest.fixture
def place(room: People) -> str:
    return f"/agreement/{begin_draft(text='# ours', by=room.ada, now=NOW)}/clauses/calendars"


def as_ada(room: People) -> Client:
    client = Client()
    client.force_login(room.ada)
    return client


def days_in(html: str) -> list[str]:
    found = DAYS.search(html)
    assert found is not None
    return unescape(found[1]).split()


def kept_in(place: str) -> set[str]:
    one = Version.objects.get(number=place.split("/")[2])
    calendars = parse(text=one.text, is_in_force=False).clauses.calendars
    return {day.isoformat() for each in calendars.values() for day in each.holidays}


def test_they_are_written_beside_the_days_that_are_typed_and_kept_as_they_are_then(
    room: People, place: str
) -> None:
    client, year = as_ada(room), clock.now().year
    asked = {"calendars.0.name": "office", NAME: "2030-12-24\nsoon", f"of-{NAME}": "DE-BY"}
    answer = client.post(place, {**asked, "fill": NAME, "reason": "We are in Munich"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "We are in Munich" in html
    found = days_in(html)
    assert found[:2] == ["2030-12-24", "soon"], "what was typed stays where it was typed"
    assert set(found) == {"2030-12-24", "soon"} | {
        day.isoformat() for day in list_days(place="DE-BY", years=range(year - 2, year + 2))
    }
    assert not kept_in(place), "nothing is kept by it"
    found.remove("soon")
    found.remove(f"{year}-11-01")
    sent = {"calendars.0.name": "office", NAME: "\n".join(found), "seen": "0"}
    assert client.post(place, sent).status_code == 302
    assert kept_in(place) == set(found), "what was taken out stays out"


def test_a_place_that_is_chosen_counts_though_nobody_had_it_written_in(
    room: People, place: str
) -> None:
    sent = {"calendars.0.name": "office", NAME: "", f"of-{NAME}": "GB-SCT", "seen": "0"}
    assert as_ada(room).post(place, sent).status_code == 302
    year = clock.now().year
    assert kept_in(place) == {
        day.isoformat() for day in list_days(place="GB-SCT", years=range(year - 2, year + 2))
    }


def test_a_colleague_s_change_is_told_before_holidays_are_written_in(
    room: People, place: str
) -> None:
    client = as_ada(room)
    first = {"calendars.0.name": "office", NAME: "2031-01-01", "seen": "0"}
    assert client.post(place, first).status_code == 302
    asked = {"calendars.0.name": "office", NAME: "", f"of-{NAME}": "DE", "fill": NAME, "seen": "0"}
    answer = client.post(place, asked)
    assert answer.status_code == 409
    assert "2031-01-01" in answer.content.decode(), "how it stands is shown beside what was typed"
    assert kept_in(place) == {"2031-01-01"}


def test_nothing_is_written_into_what_is_proposed(room: People, place: str) -> None:
    propose(number=int(place.split("/")[2]), by=room.ada, now=NOW)
    asked = {"calendars.0.name": "office", NAME: "", f"of-{NAME}": "DE", "fill": NAME, "seen": "0"}
    assert as_ada(room).post(place, asked).status_code == 409


@pytest.mark.parametrize("field", ["reason", "calendars.0.name", "zzz"])
def test_days_are_written_nowhere_but_into_days(room: People, place: str, field: str) -> None:
    sent = {"calendars.0.name": "harbour", "reason": "Why not", f"of-{field}": "DE", "seen": "0"}
    client = as_ada(room)
    assert client.post(place, {**sent, "fill": field}).status_code == 422
    assert client.post(place, sent).status_code == 302
    text = Version.objects.get(number=place.split("/")[2]).text
    assert "-01-01" not in text
    assert "harbour:" in text
    assert ClauseWork.objects.get().reason == "Why not"


def test_return_in_a_field_keeps_the_clause(room: People, place: str) -> None:
    html = as_ada(room).get(place).content.decode().partition("clause-form")[2]
    first = re.search(r"<button[^>]*>", html)
    assert first is not None
    assert "name=" not in first[0], "it is none that does something else"


@pytest.mark.parametrize("chosen", ["", "XX-<b>"])
def test_no_place_is_told_beside_the_field_and_keeps_what_was_typed(
    room: People, place: str, chosen: str
) -> None:
    sent = {"calendars.0.name": "office", NAME: "2030-12-24", f"of-{NAME}": chosen, "fill": NAME}
    answer = as_ada(room).post(place, sent)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Choose a country or a region first." in html
    assert days_in(html) == ["2030-12-24"]
    assert not kept_in(place)


def test_what_differs_by_its_line_ends_alone_does_not_differ(room: People, place: str) -> None:
    """A browser ends the lines of a text otherwise than a file."""
    client = as_ada(room)
    first = {"calendars.0.name": "office", NAME: "2030-12-24\r\n2030-12-25", "seen": "0"}
    assert client.post(place, first).status_code == 302
    late = client.post(place, first)
    assert late.status_code == 409
    page = late.context["stale"]
    assert not [line for line in page.lines if "2030-12-24" in line[1]]
    other = client.post(place, first | {NAME: "2030-12-24\r\n2030-12-26"}).context["stale"]
    assert [line for line in other.lines if "2030-12-26" in line[2]]
