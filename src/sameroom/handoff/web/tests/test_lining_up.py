"""The lists of the queue hold what the rules say, whoever looks, and count it."""

import random
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sameroom.handoff import moves
from sameroom.handoff.moves import State
from sameroom.handoff.web import lining_up
from sameroom.handoff.web.lining_up import LISTED_BACK, SHOWS, count_lines, list_lines, offered
from sameroom.handoff.web.models import Case
from sameroom.handoff.web.tests.builders import a_case
from sameroom.people.web.models import User
from sameroom.room.web.models import Present
from sameroom.room.web.tests.builders import NOW, a_person, people
from sameroom.webkit.rights import Reader, Role, Sees

pytestmark = pytest.mark.django_db
SINCE = NOW - moves.LYING_AFTER
DAY = timedelta(days=1)
STATES = (State.WAITING, State.ACCEPTED, State.RETURNED, State.REJECTED)


def many(chance: random.Random, users: list[User], n: int) -> None:
    """Hand over leads of every kind: lying, without times, gone, of nobody, back, sent by us."""
    for number in range(n):
        handed = chance.choice([None, SINCE - DAY, SINCE, NOW - DAY, NOW, NOW + DAY])
        is_due = handed is not None and chance.random() < 0.7
        a_case(
            number, state=chance.choice(STATES), is_gone=chance.random() < 0.1,
            owner_id=chance.choice(["", "crm:2", "crm:3", "crm:7"]),
            team=chance.choice(["", "sales", "marketing", "service"]), handed_over_at=handed,
            due_at=handed + chance.randrange(9) * DAY if handed and is_due else None,
            return_on=chance.choice([None, NOW.date()]), sent_by=chance.choice([None, *users]),
        )  # fmt: skip


def everybody() -> list[Reader]:
    told = people()
    lead = a_person("Kat", team="sales", role=Role.LEAD, member_id="crm:7", sees=Sees.ALL)
    service = a_person("Ser", team="service", sees=Sees.TEAM)
    unknown = a_person("Uma", team="sales", sees=Sees.TEAM)
    users = [told.admin, told.ada, told.sol, told.own, told.analyst, lead, service, unknown]
    many(random.Random(5), users, 160)
    return [one.as_reader() for one in users]


def is_shown(case: Case, show: str, reader: Reader) -> bool:
    """Say by the rules alone whether a list holds a lead; those that are back apart."""
    if case.is_gone or not moves.sees_case(
        reader=reader, owner_id=case.owner_id, team=case.team, sent_by=case.sent_by_id
    ):
        return False
    if show == "taken":
        return case.state == State.ACCEPTED
    lies = moves.is_lying(handed_over_at=case.handed_over_at, now=NOW)
    if show == "lying":
        return case.state == State.WAITING and lies
    is_there = case.state == State.WAITING and not lies
    return is_there and is_whose(case, show, reader)


def is_whose(case: Case, show: str, reader: Reader) -> bool:
    if show == "mine":
        return case.owner_id != "" and case.owner_id == reader.member_id
    return show == "all" or case.team in {reader.team, ""}


def is_back(case: Case, show: str, reader: Reader) -> bool:
    sees = moves.sees_case(
        reader=reader, owner_id=case.owner_id, team=case.team, sent_by=case.sent_by_id
    )
    may = moves.may_do(reader=reader, move=moves.Move.TAKE_BACK)
    returned = case.state == State.RETURNED and not case.is_gone
    return may and sees and returned and is_whose(case, show, reader)


def test_each_list_holds_and_counts_what_the_rules_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lining_up, "LISTED", 500)
    readers, seen = everybody(), set()
    cases = list(Case.objects.all())
    for reader in readers:
        counts = count_lines(reader=reader, since=SINCE)
        assert tuple(counts) == offered(reader=reader)
        for show, n in counts.items():
            by_rule = {one.pk for one in cases if is_shown(one, show, reader)}
            back = {one.pk for one in cases if is_back(one, show, reader)}
            got = list_lines(reader=reader, show=show, since=SINCE)
            wanted = by_rule if show in {"taken", "lying"} else by_rule | back
            left_out = wanted - {row.pk for row in got}
            assert {row.pk for row in got} <= wanted, (reader, show)
            too_many = max(0, len(back) - LISTED_BACK) if show not in {"taken", "lying"} else 0
            assert left_out <= back, (reader, show)
            assert len(left_out) == too_many, (reader, show)
            assert n == len(by_rule), (reader, show)
            seen.add((show, n > 0))
    assert seen >= {(show, True) for show in SHOWS}, "each list has something for somebody"


@pytest.mark.parametrize("most", [1, 5, 20])
def test_of_too_many_those_that_come_first_are_listed(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers = everybody()
    for reader in readers:
        for show in offered(reader=reader):
            monkeypatch.setattr(lining_up, "LISTED", 500)
            whole = list_lines(reader=reader, show=show, since=SINCE)
            monkeypatch.setattr(lining_up, "LISTED", most)
            some = list_lines(reader=reader, show=show, since=SINCE)
            if show == "taken":  # what one owes oneself is among them, whatever comes first
                mine = [row.pk for row in whole if row.due_at and row.owner_id == reader.member_id]
                assert len(some) == min(most, len(whole))
                assert {row.pk for row in some} >= set(mine[:most] if reader.member_id else [])
                continue
            waiting = [row.pk for row in whole if row.state == State.WAITING]
            assert [row.pk for row in some if row.state == State.WAITING] == waiting[:most]


def test_it_takes_one_query_to_count_and_one_to_list() -> None:
    reader = everybody()[0]
    for show in SHOWS:
        with CaptureQueriesContext(connection) as caught:
            count_lines(reader=reader, since=SINCE)
            list_lines(reader=reader, show=show, since=SINCE)
        assert len(caught) == 2, show


@pytest.mark.parametrize("since", [SINCE, NOW - DAY, NOW + 9 * DAY])
def test_what_counts_as_lying_moves_with_the_day(since: datetime) -> None:
    reader = people().ada.as_reader()
    for number, handed in enumerate((SINCE - DAY, SINCE, NOW - DAY, NOW)):
        a_case(number, handed_over_at=handed, due_at=handed + DAY)
    expected = sum(handed < since for handed in (SINCE - DAY, SINCE, NOW - DAY, NOW))
    assert count_lines(reader=reader, since=since)["lying"] == expected


def test_a_line_is_told_to_each_in_their_own_language_at_their_own_hour(client: Client) -> None:
    """Lines are kept once they are written: by all that they depend on."""
    Present.objects.create(only=True, as_of=NOW, starts_at=NOW - 99 * DAY)
    told = people()
    kat = a_person("Kat", team="sales", role=Role.LEAD, member_id="crm:7")
    a_case(1, due_at=NOW - DAY, person_name="<b>Rosa</b>")
    a_case(2, due_at=NOW + 2 * DAY)
    a_case(3, due_at=None, owner_id="crm:9", team="sales")
    places = (("", "UTC"), ("de", "UTC"), ("de", "Asia/Tokyo"), ("", "UTC"))
    seen = []
    for user in (told.sol, kat, told.sol):
        client.force_login(user)
        for language, zone in places:
            User.objects.filter(pk=user.pk).update(language=language, time_zone=zone)
            text = client.get("/leads?show=team").content.decode()
            lines = text[text.index('id="line-up"') :]
            seen.append(lines[lines.index("<ol>") : lines.index("</ol>")])
            assert "&lt;b&gt;Rosa&lt;/b&gt;" in seen[-1]
            assert ("late</span>" in seen[-1], "überfällig" in seen[-1]) == (
                language == "", language == "de",
            ), (language, zone)  # fmt: skip
    assert seen[0] == seen[3]
    assert len({*seen[:3]}) == 3, "each its own"
    assert seen[:4] == seen[8:]


def line_of(client: Client, case: Case, address: str) -> str:
    text = client.get(address).content.decode()
    lines = text[text.index("<ol>", text.index('id="line-up"')) :].split("</li>")
    return next(one for one in lines if case.person_name in one)


def test_a_line_is_told_by_what_may_be_done_from_which_list_and_whether_it_is_on_top(
    client: Client,
) -> None:
    Present.objects.create(only=True, as_of=NOW, starts_at=NOW - 99 * DAY)
    told = people()
    first, second = a_case(1), a_case(2)
    for _ in range(2):  # what was kept for one list, reader or case does not serve another
        client.force_login(told.sol)
        assert "show=mine" in line_of(client, first, "/leads?show=mine")
        assert "show=team" in line_of(client, first, "/leads?show=team")
        assert 'type="checkbox"' in line_of(client, first, "/leads?show=team")
        assert "aria-current" in line_of(client, first, "/leads?show=mine")
        on_top = f"/leads?show=mine&case={second.pk}"
        assert "aria-current" not in line_of(client, first, on_top)
        assert "aria-current" in line_of(client, second, on_top)
        client.force_login(told.ada)
        assert 'type="checkbox"' not in line_of(client, first, "/leads?show=all")


def test_lines_are_kept_in_memory_alone(settings: Any) -> None:  # Any: pytest-django's
    kept = settings.CACHES["template_fragments"]
    assert kept["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache"
    assert kept["OPTIONS"]["MAX_ENTRIES"] <= 1_000


def test_it_says_how_many_of_those_that_wait_are_shown(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that are back are lines, too, and are not counted among those that wait."""
    monkeypatch.setattr(lining_up, "LISTED", 2)
    Present.objects.create(only=True, as_of=NOW, starts_at=NOW - 99 * DAY)
    client.force_login(people().sol)
    for number in (1, 2, 3):
        a_case(number)
        a_case(10 + number, state=State.RETURNED, return_on=NOW.date())
    assert "The first 2 are shown." in client.get("/leads?show=mine").content.decode()
    Case.objects.get(key="crm:l3").delete()
    assert "are shown." not in client.get("/leads?show=mine").content.decode()
