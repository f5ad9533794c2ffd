"""The invented company in a room that somebody set up: whose eyes are lent, and to whom."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.test import Client

from sameroom.notice.outcome import Verdict
from sameroom.notice.web import sending
from sameroom.notice.web.models import Outgoing, Way
from sameroom.people.web import arriving
from sameroom.people.web.models import Company, User
from sameroom.room.web import demo, eyes
from sameroom.room.web.demo import QUIET
from sameroom.room.web.models import Refresh, State
from sameroom.room.web.tests.builders import NOW, PASSWORD, People, people
from sameroom.webkit import audit
from sameroom.webkit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> People:
    everybody = people()
    eyes.lend_cast(members={"Jonas Feld": "crm:7"}, now=NOW)
    return everybody


def of_cast(name: str) -> User:
    return User.objects.get(email=eyes.address_of(name))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_an_administrator_sees_as_a_seller_and_is_themselves_again(room: People) -> None:
    jonas, admin = of_cast("Jonas Feld"), signed_in(room.admin)
    assert "See as Jonas Feld" in admin.get("/eyes").content.decode()
    assert admin.post("/eyes", {"as": jonas.pk}).status_code == 302
    assert admin.session["_auth_user_id"] == str(jonas.pk)
    assert jonas.member_id == "crm:7"
    assert admin.get("/log").status_code == 404, "they may what Jonas may"
    assert "Be yourself again" in admin.get("/eyes").content.decode()
    admin.post("/eyes", {"back": "1"})
    assert admin.session["_auth_user_id"] == str(room.admin.pk)
    assert eyes.LENT_BY not in admin.session
    entry = AuditEntry.objects.get(action="eyes.borrowed")
    assert entry.subject == str(jonas.pk)


@pytest.mark.parametrize("used", ["read", "imported"])
def test_a_room_in_use_is_not_filled_with_the_invented_company(room: People, used: str) -> None:
    admin = signed_in(room.admin)
    Refresh.objects.create(cause="demo", asked_at=NOW, state=State.FAILED)
    assert 'name="demo"' in admin.get("/set-up/your/data").content.decode(), "it may be tried again"
    if used == "read":
        Refresh.objects.create(cause="import", asked_at=NOW, state=State.DONE)
    else:
        audit.record("import.done", at=NOW, by=room.admin, subject=1)
    assert 'name="demo"' not in admin.get("/set-up/your/data").content.decode()
    assert admin.post("/set-up/your/data", {"demo": "1"}).status_code == 302
    assert "This room is not empty any more" in admin.get("/account").content.decode()
    assert Refresh.objects.filter(cause="demo").count() == 1


def test_nobody_else_borrows_eyes_or_comes_back_as_an_administrator(room: People) -> None:
    ada, jonas = signed_in(room.ada), of_cast("Jonas Feld")
    assert 'href="/eyes"' not in ada.get("/").content.decode()
    assert ada.get("/eyes").status_code == 404
    assert ada.post("/eyes", {"as": jonas.pk}).status_code == 404
    assert ada.post("/eyes", {"back": "1"}).status_code == 404
    assert signed_in(room.admin).post("/eyes", {"as": room.ada.pk}).status_code == 404
    worn = signed_in(room.admin)
    worn.post("/eyes", {"as": jonas.pk})
    User.objects.filter(pk=room.admin.pk).update(is_admin=False)
    assert worn.get("/eyes").status_code == 404, "whoever lent them is no administrator any more"
    assert worn.post("/eyes", {"back": "1"}).status_code == 404


def test_they_are_lent_no_more_once_own_data_came_in(room: People) -> None:
    audit.record("import.done", at=NOW, by=room.admin, subject=1)
    assert signed_in(room.admin).get("/eyes").status_code == 404


def test_nobody_signs_in_as_one_of_them(room: People) -> None:
    jonas = of_cast("Jonas Feld")
    assert not jonas.has_usable_password()
    jonas.set_password(PASSWORD)
    jonas.save()
    client = Client()
    client.post("/account/login/", {"login": jonas.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    client.post("/account/login/", {"login": room.ada.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(room.ada.pk)
    with pytest.raises(arriving.NotExpectedError):
        arriving._known(jonas, NOW)


def test_none_of_them_administers_or_is_written_to(room: People) -> None:
    assert not User.objects.filter(is_invented=True, is_admin=True).exists()
    one = Outgoing.objects.create(
        key="x", way=Way.MAIL, user=of_cast("Ada Winter"), made_at=NOW, next_at=NOW
    )
    outcome = sending.send(one=one, now=NOW)
    assert outcome.verdict is Verdict.NOT_NEEDED
    assert "invented" in outcome.reason


def test_the_halves_bring_theirs_once_and_again_after_a_kill(room: People) -> None:
    Refresh.objects.create(cause="demo", asked_at=NOW, state=State.DONE, beat_at=NOW)
    with patch.object(demo, "bring_halves", side_effect=RuntimeError) as bring:
        with pytest.raises(RuntimeError):
            demo.bring_outstanding(now=NOW, after=timedelta())
        demo.bring_outstanding(now=NOW + QUIET / 2)
        assert bring.call_count == 1, "it may still be at work"
        bring.side_effect = None
        demo.bring_outstanding(now=NOW + QUIET)
        demo.bring_outstanding(now=NOW + 3 * QUIET)
    assert bring.call_count == 2


def test_nothing_is_brought_into_a_room_with_a_company_of_its_own() -> None:
    people()
    Refresh.objects.create(cause="import", asked_at=NOW, state=State.DONE, beat_at=NOW)
    with patch.object(demo, "bring_halves") as bring:
        demo.bring_outstanding(now=NOW + QUIET)
    assert not bring.called
    assert not Company.objects.filter(is_demo=True).exists()
