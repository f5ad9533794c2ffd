"""Pages of a room in which nothing was read say so, and what to bring."""

import pytest
from django.test import Client

from sameroom.people.web.models import Company
from sameroom.room.web.tests.builders import people

pytestmark = pytest.mark.django_db
BRING = 'href="/imports">Bring exports</a>'


def seen(client: Client, place: str) -> str:
    return client.get(place).content.decode()


@pytest.mark.parametrize("place", ["/", "/data", "/leads", "/report/", "/quality"])
def test_whoever_looks_after_the_data_is_led_to_bring_it(place: str) -> None:
    client = Client()
    client.force_login(people().admin)
    said = seen(client, place)
    assert "Nothing has been read yet" in said
    assert said.count('">Bring exports</a>') == 1
    assert "Every lead that was handed over is decided" not in said
    assert "a minute or so" not in said


@pytest.mark.parametrize("place", ["/", "/leads", "/report/"])
def test_a_colleague_is_told_who_brings_it(place: str) -> None:
    client = Client()
    client.force_login(people().ada)
    said = seen(client, place)
    assert "Whoever looks after the data brings them." in said
    assert BRING not in said


def test_signing_in_before_the_set_up_says_where_to_begin() -> None:
    Company.objects.all().delete()
    assert "this room is not set up" in seen(Client(), "/account/login/")
    people()
    assert "this room is not set up" not in seen(Client(), "/account/login/")
