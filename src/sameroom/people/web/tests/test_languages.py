"""Who chose no language is written to in the room's, which whoever set it up chose by that."""

import pytest
from django.test import Client

from sameroom import clock
from sameroom.people.web import operations
from sameroom.people.web.languages import language_of, room_language
from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import people

pytestmark = pytest.mark.django_db


def test_who_chose_none_has_the_rooms_language_and_whoever_acts_where_there_is_none() -> None:
    room = people()
    assert (language_of(user=room.sol), language_of(user=room.sol, otherwise="de")) == ("en", "de")
    User.objects.filter(pk=room.admin.pk).update(language="de")
    assert (room_language(), language_of(user=room.sol), language_of(user=None)) == ("de",) * 3
    User.objects.filter(pk=room.sol.pk).update(language="en")
    room.sol.refresh_from_db()
    assert language_of(user=room.sol) == "en"
    User.objects.filter(pk=room.admin.pk).update(language="xx")
    assert room_language() == ""


@pytest.mark.parametrize(("browser", "kept"), [("de-AT,de;q=0.9", "de"), ("en", "")])
def test_whoever_sets_the_room_up_in_german_gives_it_that_language(browser: str, kept: str) -> None:
    token = operations.open_door(now=clock.now())
    told = {
        "company": "Acme", "name": "Ruth", "email": "ruth@us.example", "team": "management",
        "password": "a short sentence is fine",
    }  # fmt: skip
    answer = Client().post(f"/set-up/{token}", told, headers={"Accept-Language": browser})
    assert answer.status_code == 302
    assert User.objects.get(email="ruth@us.example").language == kept
