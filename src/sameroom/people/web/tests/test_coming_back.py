"""Where somebody comes back to whose session ended while they typed."""

import pytest
from django.test import Client

from sameroom.people.web.models import Invitation
from sameroom.room.web.tests.builders import people

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("came", "back"),
    [
        ("http://testserver/people/invite", "%2Fpeople%2Finvite"),
        ("http://testserver/log?page=2", "%2Flog%3Fpage%3D2"),
        ("https://evil.example/people/invite", "%2F"),
        ("http://testserver.evil.example/x", "%2F"),
        ("http://testserver@evil.example/x", "%2F"),
        ("javascript:alert(1)", "%2F"),
        ("", "%2F"),
    ],
)
def test_a_form_leads_back_to_its_own_page_and_nowhere_else(came: str, back: str) -> None:
    people()
    told = {"name": "New", "email": "new@a.example", "team": "sales", "role": "member"}
    answer = Client().post("/people/invite", told, headers={"Referer": came})
    assert answer["Location"] == f"/account/login/?next={back}"
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("part", ["/progress", "/imports/5/progress", "/leads?case=3"])
@pytest.mark.parametrize(
    ("page", "back"),
    [
        ("http://testserver/imports/5", "%2Fimports%2F5"),
        ("http://testserver/leads?show=mine", "%2Fleads%3Fshow%3Dmine"),
        ("https://evil.example/imports/5", "%2F"),
        ("", "%2F"),
    ],
)
def test_a_live_part_leads_back_to_the_page_it_stands_on(part: str, page: str, back: str) -> None:
    people()
    asked = {"HX-Request": "true", **({"HX-Current-URL": page} if page else {})}
    answer = Client().get(part, headers=asked)
    assert answer["HX-Redirect"] == f"/account/login/?next={back}"


def test_a_page_says_whose_it_is_only_to_whoever_is_in() -> None:
    room = people()
    client = Client()
    assert "data-who" not in client.get("/account/login/").content.decode()
    client.force_login(room.ada)
    assert f'data-who="{room.ada.pk}"' in client.get("/account").content.decode()
