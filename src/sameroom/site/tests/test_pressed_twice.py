"""Every button as it is pressed twice, or after a colleague pressed it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any  # Any: numbers and users

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from sameroom.people.web.models import Door, Invitation, User
from sameroom.people.web.operations import Newcomer, Place, invite, open_door
from sameroom.record.web.models import MatchPair
from sameroom.room.web.tests.builders import NOW, PASSWORD, a_refresh, people
from sameroom.site.tests.edits import STANDS, made
from sameroom.site.tests.presses import AGAIN, PRESSES, Press
from sameroom.webkit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def named(tmp_path: Path, settings: Settings) -> Iterator[dict[str, Any]]:  # Any: numbers, users
    settings.STORE, settings.ROOM = tmp_path / "record", tmp_path / "record" / "room"
    cache.clear()
    everybody = people()
    a_refresh()
    yield made(everybody) | {"outsider": everybody.outsider}
    cache.clear()


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def press(user: User, one: Press, named: Mapping[str, Any]) -> HttpResponse:  # Any: dito
    """Press a button, and see the page that comes of it."""
    sends = {
        name.format(**named): [each.format(**named) for each in said]
        if isinstance(said, list)
        else said.format(**named)
        for name, said in one.sends.items()
    }
    return as_(user).post(one.place.format(**named), sends, follow=True)


def test_every_button_is_pressed_twice_or_declared_as_one_that_does_the_same_again() -> None:
    assert PRESSES.keys() | AGAIN.keys() == STANDS.keys()
    assert not PRESSES.keys() & AGAIN.keys()
    assert all(len(why.split()) > 6 for why in AGAIN.values())


@pytest.mark.parametrize("name", sorted(PRESSES))
def test_whoever_is_second_sees_what_is_so_and_who_did_it(
    named: dict[str, Any],
    name: str,  # Any: numbers, users
) -> None:
    one = PRESSES[name]
    one.prepare(named)
    first, second = (named["users"][who] for who in one.by)
    assert press(first, one, named).status_code == 200
    done = AuditEntry.objects.latest("pk").pk
    answer = press(second, one, named)
    assert answer.status_code in {200, 409, 422}, answer.status_code
    html = answer.content.decode()
    assert one.told in html
    assert "<h1>" in html or "<h1 " in html, "it is a whole page"
    since = AuditEntry.objects.filter(pk__gt=done).exclude(action="person.signed_in")
    assert not since.exists(), "nothing was done again"
    assert press(named["outsider"], one, named).status_code in {403, 404}


def test_an_answer_in_a_discussion_that_was_settled_meanwhile_is_kept(
    named: dict[str, Any],  # Any: numbers, users
) -> None:
    PRESSES["agreement_reopen"].prepare(named)
    answer = as_(named["users"]["ada"]).post(
        f"/agreement/discussions/{named['talk']}/reply", {"body": "Because of the fair"}
    )
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Sol changed this on" in html
    assert "It is settled. Open it again to say more." in html
    assert "Because of the fair" in html


def test_what_was_typed_about_a_webhook_that_was_taken_away_is_kept(
    named: dict[str, Any],  # Any: numbers, users
) -> None:
    PRESSES["try_webhook"].prepare(named)
    told = {"name": "Pond", "address": "https://hooks.example.com/pond"}
    answer = as_(named["users"]["ida"]).post(f"/webhooks/{named['hook']}", told)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert PRESSES["try_webhook"].told in html
    assert "https://hooks.example.com/pond" in html


def test_a_pair_that_the_record_follows_by_now_says_who_decided_on_it(
    named: dict[str, Any],  # Any: numbers, users
) -> None:
    PRESSES["match_taken_back"].prepare(named)
    MatchPair.objects.all().delete()
    place = f"/matches/{named['pair']}"
    answer = as_(named["users"]["noor"]).post(place, {"word": "different"}, follow=True)
    assert answer.status_code == 200
    assert "This pair is decided already, and the record follows. Ruth did that on" in (
        answer.content.decode()
    )
    assert as_(named["users"]["sol"]).post(place).status_code == 404


def test_what_is_over_of_an_import_leads_to_it_as_it_is_now(
    named: dict[str, Any],  # Any: numbers, users
) -> None:
    number = named["planned"]
    press(named["users"]["noor"], Press("/imports/{planned}/drop", ("noor", "ruth"), ""), named)
    for place in ("undo", "files/0"):
        answer = as_(named["users"]["ruth"]).get(f"/imports/{number}/{place}", follow=True)
        assert answer.status_code == 200
        assert "Noor did that on" in answer.content.decode()
    assert as_(named["users"]["ruth"]).get("/imports/999999/undo").status_code == 404


def test_an_invitation_that_lets_nobody_in_any_more_says_why_and_a_guess_finds_nothing(
    named: dict[str, Any],  # Any: numbers, users
) -> None:
    token = invite(who=Newcomer("new@a.example", "New"), place=Place("sales"),
                   by=named["users"]["ruth"], now=NOW)  # fmt: skip
    place, told = f"/invitation/{token}", {"name": "New", "password": PASSWORD}
    assert "It worked until" in Client().get(place).content.decode()
    for changes, words in (
        ({"withdrawn_at": NOW}, "It was withdrawn."),
        ({"withdrawn_at": None, "used_at": NOW}, "Somebody came in by it on"),
    ):
        Invitation.objects.update(**changes)
        for answer in (Client().get(place), Client().post(place, told)):
            assert answer.status_code == 410
            assert words in answer.content.decode()
    assert Client().get("/invitation/a-guess").status_code == 404


def test_the_link_of_the_set_up_leads_in_once_it_was_used(
    named: dict[str, Any],  # Any: numbers, users
) -> None:
    token = open_door(now=NOW)
    assert Client().get(f"/set-up/{token}").status_code == 404, "there is a company"
    Door.objects.update(used_at=NOW)
    answer = Client().post(f"/set-up/{token}", follow=True)
    assert "The company is set up already. Sign in." in answer.content.decode()
    assert Client().get("/set-up/a-guess").status_code == 404
