"""Somebody is who the record says by their address, where that leaves no doubt; else one asks."""

from collections.abc import Iterator
from datetime import timedelta

import pyarrow as pa
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sameroom import clock
from sameroom.handoff.tests.builders import record
from sameroom.people.members import Address, list_addresses
from sameroom.people.web import linking, operations, projecting, things
from sameroom.people.web.models import RecordAddress, User
from sameroom.people.web.operations import Newcomer, Place
from sameroom.room.web.tests.builders import NOW, People, a_person, people
from sameroom.webkit.models import AuditEntry
from sameroom.webkit.rights import Role, Sees

pytestmark = pytest.mark.django_db
LENA = Newcomer("Lena@Tessaro.example", "Lena", "eight blue herons")


@pytest.fixture
def room() -> Iterator[People]:
    cache.clear()
    yield people()
    cache.clear()


class Engine:
    """A record that knows some addresses."""

    def __init__(self, **members: str) -> None:
        self.rows = [
            {"member_id": f"crm:{name[1:]}", "address": one}
            for name, addresses in members.items()
            for one in addresses.split()
        ]

    def ask(self, sql: str) -> pa.Table:
        """Answer what is asked for: the addresses."""
        schema = pa.schema([("member_id", pa.string()), ("address", pa.string())])
        return pa.Table.from_pylist(self.rows, schema=schema)


def test_the_record_tells_the_addresses_of_who_works_here() -> None:
    members = [
        {"id": "crm:u1", "name": "Rosa Klein", "email": " Rosa@Tessaro.example"},
        {"id": "crm:u2", "name": "Jo Berg", "email": "jo@tessaro.example", "is_active": False},
        {"id": "crm:u3", "name": "Kai Lind", "email": " "},
        {"id": "crm:u4", "name": "Tess Ohm", "email": "tess@tessaro.example", "is_active": True},
    ]
    assert list(list_addresses(engine=record(member=members))) == [
        Address("crm:u1", "rosa@tessaro.example"), Address("crm:u4", "tess@tessaro.example"),
    ]  # fmt: skip


def refresh(**members: str) -> None:
    projecting.project(engine=Engine(**members), generation=1, now=NOW)


def member_of(user: User) -> str:
    return str(User.objects.values_list("member_id", flat=True).get(pk=user.pk))


def change(room: People, user: User, member_id: str) -> None:
    user.refresh_from_db()
    operations.change(
        user_id=user.pk, place=Place(user.team, Role(user.role), Sees(user.sees)),
        member_id=member_id, is_active=True, by=room.admin, now=NOW,
    )  # fmt: skip


def test_after_a_refresh_whose_address_is_one_members_is_linked_and_the_log_has_it(
    room: People,
) -> None:
    refresh(m9=room.ada.email, m10="else@tessaro.example")
    assert member_of(room.ada) == "crm:9"
    entry = AuditEntry.objects.get(action="person.found_in_record")
    assert (entry.subject, entry.actor_id) == (str(room.ada.pk), None)
    assert entry.at > clock.now() - timedelta(minutes=5), "when it was done, not what it tells of"
    refresh(m9=room.ada.email)
    assert AuditEntry.objects.filter(action="person.found_in_record").count() == 1


def test_whoever_joins_is_linked_at_once(room: People) -> None:
    refresh(m9="lena@tessaro.example")
    token = operations.invite(who=LENA, place=Place("sales"), by=room.admin, now=NOW)
    number = operations.join(token=token, name="Lena", password="eight blue herons", now=NOW)
    assert User.objects.get(pk=number).member_id == "crm:9"


def test_nobody_is_linked_where_there_is_doubt(room: People) -> None:
    """Two members with the address, a member whom another is, and nobody at all."""
    tess = a_person("Tess", team="sales")
    refresh(m8=room.ada.email, m9=room.ada.email, m2=tess.email)
    assert [member_of(one) for one in (room.ada, tess, room.analyst)] == ["", "", ""]


def test_two_addresses_of_one_member_link_one_person(room: People) -> None:
    tess = a_person("Tess", team="sales")
    refresh(m9=f"{room.ada.email} {tess.email}")
    assert sorted([member_of(room.ada), member_of(tess)]) == ["", "crm:9"]


def test_what_a_person_set_or_took_away_stands(room: People) -> None:
    change(room, room.sol, "crm:77")
    refresh(m2=room.sol.email, m9=room.ada.email)
    assert (member_of(room.sol), member_of(room.ada)) == ("crm:77", "crm:9")
    change(room, room.ada, "")
    refresh(m9=room.ada.email)
    assert member_of(room.ada) == ""


def test_a_change_of_something_else_does_not_end_the_linking(room: People) -> None:
    change(room, room.ada, "")
    refresh(m9=room.ada.email)
    assert member_of(room.ada) == "crm:9"


def test_whoever_left_or_is_invented_is_not_linked(room: People) -> None:
    User.objects.filter(pk=room.ada.pk).update(is_active=False)
    User.objects.filter(pk=room.analyst.pk).update(is_invented=True)
    refresh(m8=room.ada.email, m9=room.analyst.email)
    assert [member_of(one) for one in (room.ada, room.analyst)] == ["", ""]


def test_a_refresh_keeps_the_addresses_of_now_alone(room: People) -> None:
    refresh(m8="old@tessaro.example")
    refresh(m9="new@tessaro.example")
    assert list(RecordAddress.objects.values_list("address", flat=True)) == ["new@tessaro.example"]


def said(room: People, user: User) -> list[tuple[str, str]]:
    listed = things.list_things(reader=user.as_reader(), now=NOW)
    invites = "/people/invite"  # for teams that nobody leads: see test_inviting.py
    return [(one.words, one.href) for one in listed if not one.href.startswith(invites)]


def test_administrators_are_told_who_waits_for_a_team(room: People) -> None:
    waits = ("Max waits for a team.", f"/people/{room.outsider.pk}")
    assert said(room, room.admin) == [waits]
    assert said(room, room.ada) == []
    a_person("Lena")
    assert said(room, room.admin) == [("2 people wait for a team.", "/people")]
    page = Client()
    page.force_login(room.admin)
    assert "2 people wait for a team." in page.get("/").content.decode()


def test_administrators_are_told_who_is_not_linked_though_their_rights_need_it(
    room: People,
) -> None:
    tess = a_person("Tess", team="sales", sees=Sees.OWN)
    assert len(said(room, room.admin)) == 1, "there is no record yet to be linked to"
    refresh(m9="else@tessaro.example")
    assert said(room, room.admin)[1] == (
        "Tess is not linked to the record.", f"/people/{tess.pk}"
    )  # fmt: skip
    a_person("Tom", team="marketing", sees=Sees.TEAM)
    assert said(room, room.admin)[1] == ("2 people are not linked to the record.", "/people")
    client = Client()
    client.force_login(room.admin)
    assert client.get("/people").content.decode().count("not linked to the record") == 2
    client.force_login(room.ada)
    assert "not linked to the record" not in client.get("/people").content.decode()


def test_an_outsider_is_told_what_they_wait_for_and_finds_nothing_else(room: People) -> None:
    client = Client()
    client.force_login(room.outsider)
    page = client.get("/", follow=True)
    assert page.redirect_chain == [("/account", 302)]
    assert "whoever administers the room has to give you one" in page.content.decode()
    for place in ("/people", "/leads", "/data", "/inbox"):
        assert client.get(place).status_code == 404
    client.force_login(room.ada)
    assert "belong to no team" not in client.get("/account").content.decode()


def test_linking_asks_little(room: People, django_assert_max_num_queries: object) -> None:
    for number in range(30):
        a_person(f"P{number}", team="sales")
    refresh(**{f"m{number}": f"p{number}@tessaro.example" for number in range(100, 130)})
    with django_assert_max_num_queries(3):  # type: ignore[operator]  # it is one of the library
        assert linking.link(now=NOW) == 0


def test_the_first_page_reads_no_row_for_each_who_waits(room: People) -> None:
    """However many wait: the database counts them, and all of them are counted."""
    refresh(m9="else@tessaro.example")
    User.objects.bulk_create(
        User(
            email=f"{team}{number}@tessaro.example",
            name=f"P{number}",
            team=team,
            sees=Sees.OWN,
            joined_at=NOW,
        )
        for number in range(600)
        for team in ("", "sales")
    )
    with CaptureQueriesContext(connection) as asked:
        found = linking.get_asked(teams=things.SIGNING, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute(asked[0]["sql"])
        assert (len(asked), len(cursor.fetchall()) < 10) == (1, True), "one row a team"
    assert (found.for_a_team.count, found.for_a_link.count) == (601, 600)
    assert said(room, room.admin) == [
        ("601 people wait for a team.", "/people"),
        ("600 people are not linked to the record.", "/people"),
    ]
    client = Client()
    client.force_login(room.admin)
    assert client.get("/people").content.decode().count("not linked to the record") == 600
