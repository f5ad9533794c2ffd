"""Each reader is answered in their language and told times in their zone."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import timezone, translation
from pytest_django import Settings

from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import PASSWORD, a_refresh, people, some_rows
from sameroom.webkit import words
from sameroom.webkit.locale import name_of_zone, zone

pytestmark = pytest.mark.django_db
GERMAN = {"HTTP_ACCEPT_LANGUAGE": "de-AT,de;q=0.9,en;q=0.5"}


def as_ada(**told: str) -> Client:
    client = Client()
    ada = people().ada
    User.objects.filter(pk=ada.pk).update(**told)
    assert client.login(email=ada.email, password=PASSWORD)
    return client


def test_a_browser_is_answered_in_its_language_and_caches_are_told() -> None:
    answer = Client().get("/account/login/", **GERMAN)
    assert b'<html lang="de">' in answer.content
    assert "Anmelden" in answer.text
    assert answer["Content-Language"] == "de"
    assert "Accept-Language" in answer["Vary"]


def test_a_language_that_is_not_there_is_answered_in_english() -> None:
    answer = Client().get("/account/login/", HTTP_ACCEPT_LANGUAGE="fr")
    assert b'<html lang="en">' in answer.content
    assert "Sign in" in answer.text


def test_what_somebody_chose_goes_before_what_the_browser_says() -> None:
    answer = as_ada(language="en").get("/account", **GERMAN)
    assert b'<html lang="en">' in answer.content
    assert {"Cookie", "Accept-Language"} <= set(answer["Vary"].split(", "))


def test_it_is_chosen_on_ones_account_and_holds_from_the_next_page_on() -> None:
    client = as_ada()
    told = {"language": "de", "time_zone": "Europe/Vienna", "has_keys": "on"}
    answer = client.post("/account", told, follow=True)
    assert "Gespeichert." in answer.text
    assert "Wie mein Browser" in answer.text
    ada = User.objects.get(name="Ada")
    assert (ada.language, ada.time_zone, ada.has_keys) == ("de", "Europe/Vienna", True)


@pytest.mark.parametrize("told", [{"language": "xx"}, {"time_zone": "Mars/Olympus"}])
def test_it_refuses_what_there_is_not_beside_the_field(told: dict[str, str]) -> None:
    answer = as_ada().post("/account", told)
    assert answer.status_code == 422
    assert b'class="error"' in answer.content
    assert User.objects.get(name="Ada").language == ""


def test_times_are_told_in_the_zone_that_was_chosen() -> None:
    client = as_ada(language="de", time_zone="Asia/Kolkata")
    a_refresh()
    assert "6. Juli 2026, 13:30" in client.get("/").text  # 08:00 in UTC


def test_times_are_told_in_the_zone_of_the_company_where_none_was_chosen(
    tmp_path: Path, settings: Settings
) -> None:
    settings.STORE = tmp_path
    client = as_ada(language="de")
    a_refresh()
    file = tmp_path / "agreement.yaml"
    file.write_text("company: {time_zone: America/New_York}", "utf-8")
    assert "6. Juli 2026, 04:00" in client.get("/").text  # 08:00 in UTC
    file.write_text("company: {time_zone: Asia/Kolkata}", "utf-8")
    assert "6. Juli 2026, 13:30" in client.get("/").text, "it is read anew as it changes"
    file.write_text("company: {time_zone: Nowhere}", "utf-8")
    assert name_of_zone("") == "UTC"


def test_numbers_and_plurals_are_written_as_the_language_does() -> None:
    client = as_ada(language="de")
    table = some_rows(a_refresh())
    type(table).objects.update(total=1204)
    said = client.get("/readings/acceptance/rows/1").text
    assert "1.204 Zeilen." in said
    assert "Davon werden hier 4 aufbewahrt: die ersten" in said


def test_one_request_leaves_nothing_behind_for_the_next() -> None:
    as_ada(language="de", time_zone="Asia/Kolkata").get("/account")
    assert timezone.get_current_timezone_name() == "UTC"
    assert b'<html lang="en">' in Client().get("/account/login/").content


def test_an_instant_is_read_by_people_and_machines() -> None:
    at = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    with translation.override("de"), timezone.override(zone("Europe/Berlin")):
        said = Template("{{ at|moment }}").render(Context({"at": at}))
    assert "2. März 2026, 00:30" in said
    assert 'datetime="2026-03-01T23:30:00+00:00" title="CET"' in said


def test_a_zone_that_is_gone_is_the_rooms_own() -> None:
    assert zone("Mars/Olympus") is None
    assert zone("../etc/passwd") is None


def test_the_log_says_acts_in_words() -> None:
    with translation.override("de"):
        assert words.act("invitation.sent") == "Einladung erstellt"
    assert words.act("invitation.sent") == "Invitation sent"
