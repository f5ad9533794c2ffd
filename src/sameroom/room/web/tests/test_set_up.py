"""The set-up's second step: what one goes back to correct is corrected, or it is said why not."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from sameroom import agreement, clock
from sameroom.agreement import public_holidays
from sameroom.agreement.public_holidays import list_days
from sameroom.agreement.web.holidays import COUNTRIES
from sameroom.agreement.web.models import Version
from sameroom.agreement.web.operations import begin_draft
from sameroom.room.web.tests.builders import NOW, People, a_person, people
from sameroom.site.tests.forms_read import find_form
from sameroom.webkit.models import AuditEntry
from sameroom.webkit.rights import Role

pytestmark = pytest.mark.django_db
PLACE = "/set-up/"


@pytest.fixture
def file(tmp_path: Path, settings: Settings) -> Path:
    settings.STORE, settings.ROOM = tmp_path / "record", tmp_path / "record" / "room"
    return tmp_path / "record" / "agreement.yaml"


@pytest.fixture
def room() -> People:
    return people()


def signed_in(room: People) -> Client:
    client = Client()
    client.force_login(room.admin)
    return client


def sends(client: Client) -> dict[str, list[str]]:
    """Give what the form would send as it was opened."""
    html = client.get(PLACE).content.decode()
    return dict(find_form(html=html, place=PLACE, action=PLACE).sends)


def say(client: Client, **said: str) -> int:
    """Open the page, change something, and send it."""
    return client.post(
        PLACE, sends(client) | {name: [one] for name, one in said.items()}
    ).status_code


def currency(file: Path) -> str:
    return agreement.read(path=file).clauses.company.currency


def test_who_goes_back_finds_their_answers_and_corrects_them(room: People, file: Path) -> None:
    client = signed_in(room)
    assert "data-own-zone" in client.get(PLACE).content.decode(), "the device's is offered"
    assert say(client, currency="EUR", opens="08:30", holidays="2026-12-25") == 302
    assert "data-own-zone" not in client.get(PLACE).content.decode(), "one was chosen"
    assert currency(file) == "EUR"
    stands = sends(client)
    assert (stands["currency"], stands["opens"][0][:5]) == (["EUR"], "08:30")
    assert stands["holidays"] == ["2026-12-25"]
    assert say(client, currency="USD") == 302
    read = agreement.read(path=file).clauses
    assert read.company.currency == "USD"
    assert [day.isoformat() for day in read.calendars["office"].holidays] == ["2026-12-25"]
    assert [one.name for one in file.parent.iterdir() if one.is_file()] == ["agreement.yaml"]
    assert say(client) == 302
    assert AuditEntry.objects.filter(action="agreement.begun").count() == 2


def test_the_second_of_two_is_told_who_was_first_and_may_keep_theirs(
    room: People, file: Path
) -> None:
    first = signed_in(room)
    second = Client()
    second.force_login(a_person("Ida", team="management", role=Role.LEAD, is_admin=True))
    opened = sends(second)
    assert say(first, currency="EUR") == 302
    answer = second.post(PLACE, opened | {"currency": ["CHF"]})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Ruth changed this on" in html
    assert "Take theirs" in html
    assert currency(file) == "EUR"
    form = find_form(html=html, place=PLACE, action=PLACE)
    assert second.post(PLACE, form.sends).status_code == 302
    assert currency(file) == "CHF"


def test_once_somebody_works_on_the_agreement_the_page_says_where_it_is_changed(
    room: People, file: Path
) -> None:
    client = signed_in(room)
    assert say(client, currency="EUR") == 302
    opened = sends(client)
    text = file.read_text("utf-8")
    file.write_text(text + "promises:\n  first_touch:\n    within_hours: 4\n", "utf-8")
    for answer in (client.get(PLACE), client.post(PLACE, opened | {"currency": ["USD"]})):
        assert 'href="/agreement"' in answer.content.decode()
        assert "nothing is changed here any more" in answer.content.decode()
    assert answer.status_code == 409
    assert currency(file) == "EUR"
    file.write_text(text, "utf-8")
    begin_draft(text=text, by=room.ada, now=NOW)
    assert Version.objects.exists()
    assert client.post(PLACE, opened | {"currency": ["USD"]}).status_code == 409
    assert currency(file) == "EUR"


def test_the_third_step_says_how_much_one_upload_may_have(
    room: People, file: Path, settings: Settings
) -> None:
    settings.UPLOAD_LIMIT = 1_234_567
    html = signed_in(room).get("/set-up/your/data").content.decode()
    assert 'data-limit="1234567"' in html


def test_public_holidays_are_written_below_and_only_kept_when_one_goes_on(
    room: People, file: Path
) -> None:
    client = signed_in(room)
    typed = sends(client) | {
        "holidays_of": ["DE-BY"], "holidays": ["2026-12-24\nsoon"], "opens": ["08:15"],
        "fill": ["1"],
    }  # fmt: skip
    answer = client.post(PLACE, typed)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert not file.exists()
    assert "is not a day" not in html, "nobody has said yet that it is done"
    form = find_form(html=html, place=PLACE, action=PLACE).sends
    lines = form["holidays"][0].split()
    assert lines[:2] == ["2026-12-24", "soon"], "what was typed stays where it was typed"
    year = clock.now().year
    assert {f"{year}-11-01", f"{year + 1}-01-06", "2026-12-24", "soon"} <= set(lines)
    assert len(lines) == 2 + len(list_days(place="DE-BY", years=range(year - 2, year + 2)))
    assert (form["opens"], form["holidays_of"]) == (["08:15"], [""])
    lines.remove("soon")
    lines.remove(f"{year}-11-01")
    form = dict(form) | {"holidays": ["\n".join(lines)]}
    assert client.post(PLACE, form).status_code == 302
    kept = agreement.read(path=file).clauses.calendars["office"].holidays
    assert {day.isoformat() for day in kept} == set(lines), "what was taken out stays out"


def test_each_line_that_is_no_day_is_told_and_all_stay_in_their_order(
    room: People, file: Path
) -> None:
    client, typed = signed_in(room), "2026-12-26\nsoon\n2026-01-01\nlater"
    answer = client.post(PLACE, sends(client) | {"holidays": [typed]})
    html = answer.content.decode()
    assert not file.exists()
    assert "Line 2: “soon” is not a day" in html
    assert "Line 4: “later” is not a day" in html
    form = find_form(html=html, place=PLACE, action=PLACE).sends
    assert form["holidays"][0].split() == typed.split()


def test_a_place_that_is_chosen_counts_though_nobody_had_it_written_below(
    room: People, file: Path
) -> None:
    assert say(signed_in(room), holidays_of="GB-SCT", holidays="") == 302
    year = clock.now().year
    kept = agreement.read(path=file).clauses.calendars["office"].holidays
    assert set(kept) == set(list_days(place="GB-SCT", years=range(year - 2, year + 2)))


def test_a_place_that_is_none_is_told_beside_the_field(room: People, file: Path) -> None:
    client = signed_in(room)
    for said in ({"holidays_of": ["XX-<b>"]}, {"holidays_of": [""], "fill": ["1"]}):
        answer = client.post(PLACE, sends(client) | said)
        assert answer.status_code == 422
        assert 'id="id_holidays_of_error"' in answer.content.decode()
        assert "<b>" not in answer.content.decode().partition("<main")[2].partition("</h1>")[2]
    assert not file.exists()


def test_every_country_that_is_offered_is_known() -> None:
    assert set(COUNTRIES) == set(public_holidays.COUNTRIES)
