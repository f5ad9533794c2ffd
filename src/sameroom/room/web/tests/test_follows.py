"""What people say of two of their own choice: the record follows, and it can be taken back."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from sameroom import importing
from sameroom.record.web.models import MatchWord, SourceRow, Subject
from sameroom.room.web import jobs, operations
from sameroom.room.web.models import Refresh, State
from sameroom.room.web.tests.builders import NOW, people

pytestmark = pytest.mark.django_db
PEOPLE = """id,name,email
1,Ada Stone,ada@acme.example
2,Adelheid Stone,a.stone@acme.example
3,Bo Kim,bo@bolt.example
"""
CONTACTS = """id,name,email
7,A. Stone,ada@acme.example
8,Bo Kim,bo@bolt.example
"""
MAPPING = """[[file]]
path = "{name}.csv"
origin = "{name}"
fills = ["person"]

[file.columns]
id = "person.source_id"
name = "person.name"
email = "person.email"

"""


@pytest.fixture
def analyst(tmp_path: Path, settings: Settings) -> Client:
    settings.STORE, settings.ROOM = tmp_path / "record", tmp_path / "record" / "room"
    settings.REPORT = tmp_path / "report"
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "crm.csv").write_text(PEOPLE, "utf-8")
    (exports / "mail.csv").write_text(CONTACTS, "utf-8")
    (exports / "mapping.toml").write_text(
        MAPPING.format(name="crm") + MAPPING.format(name="mail"), "utf-8"
    )
    client = Client()
    client.force_login(people().analyst)
    importing.run(folder=exports, store=tmp_path / "record", now=NOW)
    return client


def read_anew() -> dict[str, set[str]]:
    """Read the record anew; gives the rows of each person, by the name of the page."""
    number = operations.ask_refresh(cause="by hand", now=NOW)
    jobs.refresh.func(number)
    one = Refresh.objects.get(pk=number)
    assert (one.state, one.failure) == (State.DONE, "")
    people = Subject.objects.filter(generation=number, noun="person")
    return {
        person.name: set(
            SourceRow.objects.filter(generation=number, key=person.key).values_list(
                "ref", flat=True
            )
        )
        for person in people
    }


def place_of(name: str) -> str:
    return f"/persons/{Subject.objects.order_by('-pk').filter(name=name).first().key}"


@pytest.mark.slow
def test_two_of_ones_own_choice_become_one_and_a_row_is_taken_out_until_it_is_taken_back(
    analyst: Client,
) -> None:
    at_first = read_anew()
    assert at_first == {
        "Ada Stone": {"crm:1", "mail:7"}, "Adelheid Stone": {"crm:2"}, "Bo Kim": {"crm:3", "mail:8"}
    }  # fmt: skip
    other = place_of("Adelheid Stone").rpartition("/")[2]
    pair = analyst.post(f"{place_of('Ada Stone')}/compare", {"other": other})["Location"]
    analyst.post(pair, {"word": "same"})
    row = analyst.post(f"{place_of('Bo Kim')}/compare", {"row": "mail:8"})["Location"]
    analyst.post(row, {"word": "different"})
    followed = read_anew()
    assert followed["Ada Stone"] == {"crm:1", "crm:2", "mail:7"}
    assert "Adelheid Stone" not in followed
    assert MatchWord.objects.exclude(followed_at=None).count() == 2
    bos = Subject.objects.filter(generation=Refresh.objects.latest("pk").pk, name="Bo Kim")
    assert bos.count() == 2, "the row taken out is somebody of its own"
    text = analyst.get(f"{place_of('Ada Stone')}/sources").content.decode()
    assert "Somebody decided that it belongs here." in text
    assert "Somebody spoke on them before." in analyst.get(pair).content.decode()
    for number in MatchWord.objects.values_list("pk", flat=True):
        analyst.post(f"/matches/said/{number}")
    assert read_anew() == at_first
