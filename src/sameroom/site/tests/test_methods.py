"""An address that is called in a way that it does not take says so in words."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from sameroom.room.web.tests.builders import people
from sameroom.webkit.methods import MethodMiddleware

pytestmark = pytest.mark.django_db
SENT = ("/inbox/read", "/agreement/begin", "/notices/calendar", "/data/refresh")


@pytest.fixture
def inside() -> Client:
    client = Client(headers={"accept": "text/html"})
    admin = people().by_kind()["admin"]
    assert admin is not None
    client.force_login(admin)
    return client


@pytest.mark.parametrize("place", SENT)
def test_an_address_of_a_form_that_is_looked_at_says_what_happened(
    inside: Client, place: str
) -> None:
    answer = inside.get(place)
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    said = answer.content.decode()
    assert "only takes what a form sends" in said
    assert '<a class="button" href="/">' in said
    assert inside.head(place).status_code == 405


def test_a_page_that_something_is_sent_to_says_that_it_was_not_saved(inside: Client) -> None:
    answer = inside.post("/quality", {"a": "b"})
    assert answer.status_code == 405
    assert "What was sent was not saved" in answer.content.decode()


@pytest.mark.parametrize("place", SENT)
def test_what_may_be_asked_is_told_without_a_page(inside: Client, place: str) -> None:
    answer = inside.options(place)
    assert (answer.status_code, answer["Allow"], answer.content) == (204, "POST", b"")


@pytest.mark.parametrize("method", ["get", "head", "options", "post", "delete"])
@pytest.mark.parametrize("place", SENT)
def test_outsiders_learn_no_more_than_before(place: str, method: str) -> None:
    outsider = people().outsider
    answer = getattr(Client(), method)(place)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")
    if place == "/data/refresh":
        client = Client()
        client.force_login(outsider)
        assert getattr(client, method)(place).status_code == 404


def test_programs_are_told_in_their_own_form() -> None:
    answer = Client().delete("/api/v1/readings")
    assert answer.status_code == 405
    assert answer["Content-Type"].startswith("application/problem+json")


def test_a_refusal_that_does_not_say_what_it_takes_is_passed_on() -> None:
    bare = HttpResponse(status=405)
    assert MethodMiddleware(lambda _request: bare)(RequestFactory().get("/")) is bare
