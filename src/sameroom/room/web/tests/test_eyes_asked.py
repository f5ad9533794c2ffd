"""Whose eyes are asked for may be anything that somebody sends."""

import pytest
from django.test import Client

from sameroom.people.web.models import Company
from sameroom.room.web.tests.builders import people

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("told", ["9" * 5_000, "9" * 30, "-1", "", "one", "0", "999999"])
def test_nobody_of_the_cast_is_not_there(told: str) -> None:
    room = people()
    Company.objects.update(is_demo=True)
    client = Client()
    client.force_login(room.sol)
    assert client.post("/eyes", {"as": told}).status_code == 404
