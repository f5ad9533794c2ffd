"""What the log says of requests: never an address that lets somebody in, never who it was."""

import io
import json
import logging
import logging.config
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from sameroom.room.web.tests.builders import people
from sameroom.webkit import access, logs

pytestmark = pytest.mark.django_db
SECRET = "s3cr3t-of-this-link"
ADDRESSES = (
    "/set-up/{}", "/invitation/{}", "/act/{}", "/calendar/{}.ics", "/eyes/{}",
    "/account/password/reset/key/1-{}/",
)  # fmt: skip


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Log as SAMEROOM_LOG=json does, into a string."""
    form = logs.configuration(form="json")
    stream = io.StringIO()
    form["handlers"]["stderr"]["stream"] = stream
    before = logging.getLogger().handlers[:]
    logging.config.dictConfig(form)
    yield stream
    logging.config.dictConfig(settings.LOGGING)
    logging.getLogger().handlers[:] = before


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def break_access(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> bool:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(access.rights, "has", fail)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("how", ["asked", "broken", "forged"])
def test_an_address_that_lets_somebody_in_is_never_logged(
    written: io.StringIO, monkeypatch: pytest.MonkeyPatch, address: str, how: str
) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    if how == "broken":
        break_access(monkeypatch)
    place = address.format(SECRET)

    response = client.post(place) if how == "forged" else client.get(place)

    told = lines(written)
    assert [one for one in told if one["logger"] == "sameroom.request"]
    assert SECRET not in written.getvalue()
    if how == "broken":
        assert response.status_code == 500
        assert [one for one in told if one["level"] == "ERROR" and "exc_info" in one]


def test_a_line_carries_the_request_and_the_number_of_who_asked(written: io.StringIO) -> None:
    admin = people().admin
    client = Client()
    client.force_login(admin)

    response = client.get("/people")

    (line,) = lines(written)
    assert line["request_id"] == response["X-Request-ID"]
    assert (line["view"], line["status"], line["user"]) == ("people", 200, admin.pk)
    assert admin.name not in written.getvalue()
    assert admin.email not in written.getvalue()


def test_a_failure_carries_the_same_id_as_its_answer(
    written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_access(monkeypatch)

    response = Client(raise_request_exception=False).get("/people")

    assert {one["request_id"] for one in lines(written)} == {response["X-Request-ID"]}


def test_without_json_only_what_went_wrong_is_written() -> None:
    form = logs.configuration(form="line")

    assert form["loggers"]["sameroom.request"]["level"] == "WARNING"
    assert form["handlers"]["stderr"]["filters"] == ["safe"]
