"""Acts by one-time link: by a press only, once, for one person, and nobody is signed in."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from sameroom import clock
from sameroom.notice.web.models import Link, Notice
from sameroom.notice.web.operations import settle
from sameroom.notice.web.tests.builders import Pot, link_of, tea, tell_tea
from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import People, people
from sameroom.webkit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> People:
    return people()


@pytest.fixture(autouse=True)
def pot() -> Iterator[Pot]:
    with tea() as one:
        yield one


def offer(user: User, subject: str = "7", key: str = "tea:1") -> str:
    tell_tea(user, offers=subject, key=key, now=clock.now())
    return link_of(user, key)


def test_looking_does_nothing_and_pressing_does_it_once(room: People, pot: Pot) -> None:
    place, client = offer(room.sol), Client()
    for _ in range(3):
        shown = client.get(place)
        assert "You take pot 7." in shown.content.decode()
    assert pot.taken == {}
    assert "Done" in client.post(place).content.decode()
    assert pot.taken == {"7": room.sol.pk}
    entry = AuditEntry.objects.get(action="act.by_link")
    assert (entry.actor_id, entry.subject) == (room.sol.pk, "tea.take 7")
    again = client.post(place)
    assert again.status_code == 410
    assert "was done already" in again.content.decode()
    assert AuditEntry.objects.filter(action="act.by_link").count() == 1


def test_nobody_is_signed_in_by_it(room: People) -> None:
    client = Client()
    client.post(offer(room.sol))
    assert "_auth_user_id" not in client.session
    assert client.get("/people").status_code == 302


def test_a_press_from_another_site_is_refused(room: People, pot: Pot) -> None:
    assert Client(enforce_csrf_checks=True).post(offer(room.sol)).status_code == 403
    assert pot.taken == {}


def test_one_that_is_too_old_says_so(room: People, pot: Pot) -> None:
    place = offer(room.sol)
    late = clock.now() - timedelta(seconds=1)
    link = Link.objects.get()
    link.expires_at = late
    link.save()
    place = link_of(room.sol)
    answer = Client().post(place)
    assert answer.status_code == 410
    assert "too old" in answer.content.decode()
    assert pot.taken == {}


def test_its_life_cannot_be_made_longer_in_the_database_alone(room: People) -> None:
    place = offer(room.sol)
    Link.objects.update(expires_at=clock.now() + timedelta(days=300))
    assert Client().get(place).status_code == 404


def test_when_somebody_else_was_first_it_says_so_and_stays_unused(room: People, pot: Pot) -> None:
    place = offer(room.sol)
    pot.taken["7"] = room.own.pk
    answer = Client().post(place)
    assert answer.status_code == 409
    assert "Somebody else took this pot. Take another." in answer.content.decode()
    assert Link.objects.get().used_at is None


def test_what_is_settled_or_gone_says_so(room: People, pot: Pot) -> None:
    settled, gone = offer(room.sol), offer(room.own, "8", "tea:2")
    settle(key="tea:1", now=clock.now())
    pot.gone.add("8")
    for place in (settled, gone):
        for answer in (Client().get(place), Client().post(place)):
            assert answer.status_code == 410
            assert "nothing to do any more" in answer.content.decode()


def test_another_persons_link_is_not_there(room: People, pot: Pot) -> None:
    place, client = offer(room.sol), Client()
    client.force_login(room.ada)
    assert client.get(place).status_code == 404
    assert client.post(place).status_code == 404
    assert pot.taken == {}


@pytest.mark.parametrize("change", ["user", "subject", "number", "mark", "none"])
def test_a_link_is_tied_to_person_act_and_subject(room: People, pot: Pot, change: str) -> None:
    place, other = offer(room.sol), offer(room.own, "8", "tea:2")
    if change == "user":
        Notice.objects.filter(key="tea:1").update(user=room.ada)
    elif change == "subject":
        Link.objects.filter(notice__key="tea:1").update(subject="9")
    elif change == "number":
        place = f"/act/{Link.objects.get(subject='8').pk}-{place.partition('-')[2]}"
    elif change == "mark":
        place = place[:-1] + ("A" if place[-1] != "A" else "B")
    else:
        place = other.partition("-")[0]
    assert Client().post(place).status_code == 404
    assert pot.taken == {}


def test_whoever_left_does_nothing_by_a_link_they_kept(room: People, pot: Pot) -> None:
    place = offer(room.sol)
    User.objects.filter(pk=room.sol.pk).update(is_active=False)
    assert Client().post(place).status_code == 404
    assert pot.taken == {}
