"""Rights are kept and taken: the last administrator, somebody who leaves, invitations."""

import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test import Client

from sameroom import clock
from sameroom.api.web.tests.builders import a_program, a_token
from sameroom.people.web import factor, operations, queries
from sameroom.people.web.models import ApiToken, Invitation, User
from sameroom.people.web.operations import Newcomer, Place
from sameroom.room.web.tests.builders import NOW, PASSWORD, a_person, people
from sameroom.webkit.models import AuditEntry
from sameroom.webkit.rights import Role, Sees


def demote(user: User, by: User) -> None:
    place = Place("sales", Role.MEMBER, Sees.ALL, is_admin=False)
    operations.change(user_id=user.pk, place=place, member_id="", is_active=True, by=by, now=NOW)


@pytest.mark.django_db
def test_the_last_administrator_keeps_the_right_and_cannot_leave() -> None:
    room = people()
    with pytest.raises(operations.LastAdministratorError):
        demote(room.admin, room.admin)
    with pytest.raises(operations.LastAdministratorError):
        operations.leave(user_id=room.admin.pk, taker_id=None, by=room.admin, now=NOW)
    room.admin.refresh_from_db()
    assert (room.admin.is_admin, room.admin.is_active) == (True, True)


@pytest.mark.django_db
def test_that_the_last_administrator_stays_is_told_beside_what_would_take_the_right() -> None:
    room, client = people(), Client()
    client.force_login(room.admin)
    page = f"/people/{room.admin.pk}"
    sent = {"team": "sales", "role": "member", "sees": "all"}
    words = "There must be somebody who administers."
    for kept, field in (({"is_active": "on"}, "is_admin"), ({"is_admin": "on"}, "is_active")):
        answer = client.post(page, sent | kept)
        html = answer.content.decode()
        assert answer.status_code == 422
        assert html.count(words) == 1
        assert words in html.split(f'class="error" id="id_{field}_error"')[1].split("</div>")[0]
    html = client.post(f"{page}/leave", {}).content.decode()
    assert html.count(words) == 1
    assert words in html.split('id="refused"')[1].split("</button>")[0]


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_take_each_others_right_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if connection.vendor == "sqlite":
        # Threads of a test share one connection here, and one alone writes at a time: no race.
        pytest.skip("its tests share one connection; it lets one write at a time")  # as above
    room = people()
    other = a_person("Second", team="sales", is_admin=True)
    both, failed = threading.Barrier(2), []
    check = operations._keep_an_administrator

    def check_and_wait_for_the_other() -> None:
        check()
        with suppress(threading.BrokenBarrierError):  # the other waits for the lock instead
            both.wait(timeout=2)

    monkeypatch.setattr(operations, "_keep_an_administrator", check_and_wait_for_the_other)

    def act(user: User, by: User) -> None:
        try:
            demote(user, by)
        except operations.LastAdministratorError as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=act, args=pair)
        for pair in ((room.admin, other), (other, room.admin))
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(failed) == 1
    assert User.objects.filter(is_admin=True).count() == 1


@pytest.mark.django_db
def test_whoever_leaves_is_out_at_once_and_what_they_did_stays() -> None:
    room = people()
    client, program = Client(), a_program(a_token(room.sol))
    client.post("/account/login/", {"login": room.sol.email, "password": PASSWORD})
    assert client.get("/account").status_code == 200
    assert program.get("/api/v1/me").status_code == 200
    operations.leave(user_id=room.sol.pk, taker_id=room.own.pk, by=room.admin, now=NOW)
    assert client.get("/account").status_code == 302
    assert program.get("/api/v1/me").status_code == 401
    assert not ApiToken.objects.filter(user=room.sol, revoked_at=None).exists()
    assert AuditEntry.objects.filter(action="person.left", subject=str(room.sol.pk)).exists()
    assert AuditEntry.objects.filter(actor_id=room.sol.pk, action="token.made").exists()
    assert queries.find_taker(user_id=room.sol.pk) == room.own.pk
    response = client.post("/account/login/", {"login": room.sol.email, "password": PASSWORD})
    assert client.get("/account").status_code == 302, response.status_code
    with pytest.raises(operations.ChangedMeanwhileError):
        operations.leave(user_id=room.sol.pk, taker_id=None, by=room.admin, now=NOW)


@pytest.mark.django_db
def test_a_taker_who_left_too_hands_on_and_circles_end() -> None:
    room = people()
    assert queries.find_taker(user_id=room.sol.pk) is None, "they are here"
    for user, taker in ((room.sol, room.own), (room.own, room.ada)):
        operations.leave(user_id=user.pk, taker_id=taker.pk, by=room.admin, now=NOW)
    assert queries.find_taker(user_id=room.sol.pk) == room.ada.pk
    User.objects.filter(pk=room.ada.pk).update(is_active=False, taken_over_by=room.sol.pk)
    assert queries.find_taker(user_id=room.sol.pk) is None


@pytest.mark.django_db
def test_an_invitation_is_resent_withdrawn_and_expires() -> None:
    room = people()
    who = Newcomer("new@a.example", "New")
    first = operations.invite(who=who, place=Place("sales"), by=room.admin, now=NOW)
    number = Invitation.objects.get().pk
    late = NOW + timedelta(days=7)
    assert queries.find_invitation(token=first, now=late - timedelta(seconds=1))
    with pytest.raises(operations.LinkSpentError):
        operations.join(token=first, name="New", password=PASSWORD, now=late)
    second = operations.resend(invitation_id=number, by=room.admin, now=late)
    assert queries.find_invitation(token=first, now=late) is None, "the old link is spent"
    assert queries.find_invitation(token=second, now=late)
    operations.withdraw(invitation_id=number, by=room.admin, now=late)
    assert queries.find_invitation(token=second, now=late) is None
    with pytest.raises(operations.LinkSpentError):
        operations.resend(invitation_id=number, by=room.admin, now=late)
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"invitation.sent", "invitation.resent", "invitation.withdrawn"} <= actions


@pytest.mark.django_db
def test_a_factor_is_asked_of_administrators_always_and_of_all_when_said_so() -> None:
    room = people()
    for user in (room.admin, room.sol):
        factor.ask(user_id=user.pk, now=NOW)
    after = NOW + factor.GRACE

    def late(user: User) -> bool:
        return factor.is_overdue(user=User.objects.get(pk=user.pk), now=after)

    assert (late(room.admin), late(room.sol)) == (True, False)
    admin = User.objects.get(pk=room.admin.pk)
    assert not factor.is_overdue(user=admin, now=after - timedelta(seconds=1)), "there is a grace"
    factor.ask_of_all(is_asked=True, by=room.admin, now=NOW)
    assert (late(room.admin), late(room.sol)) == (True, True)
    factor.ask_of_all(is_asked=False, by=room.admin, now=NOW)
    assert (late(room.admin), late(room.sol)) == (True, False)


@pytest.mark.django_db
def test_whoever_is_late_with_it_gets_no_page_and_no_program_does() -> None:
    room = people()
    factor.ask(user_id=room.admin.pk, now=NOW)  # it is later than a week after by now
    client = Client()
    client.force_login(room.admin)
    for place in ("/people", "/", "/log", "/people/second-factor"):
        assert client.get(place)["Location"] == "/account/2fa/totp/activate/", place
    assert client.get("/account").status_code == 200
    assert a_program(a_token(room.admin)).get("/api/v1/readings").status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize(("said", "kept"), [("Europe/Berlin", "Europe/Berlin"), ("Mars/Base", "")])
def test_whoever_comes_in_reads_times_in_the_zone_of_their_device(said: str, kept: str) -> None:
    who, place = Newcomer("new@a.example", "New"), Place("sales")
    token = operations.invite(who=who, place=place, by=people().admin, now=clock.now())
    told = {"name": "New", "password": "eight blue herons", "time_zone": said}
    assert Client().post(f"/invitation/{token}", told).status_code == 302
    assert User.objects.get(email="new@a.example").time_zone == kept
