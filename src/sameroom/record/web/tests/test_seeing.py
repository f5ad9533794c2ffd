"""Who sees whose timeline, and what they learn of colleagues there."""

import pytest

from sameroom.record.web import queries
from sameroom.room.web.tests.builders import ACME, a_refresh, people, some_subjects
from sameroom.webkit.rights import Reader, Role, Sees, may_see

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("team", ["", "sales", "marketing", "service"])
@pytest.mark.parametrize("sees", list(Sees))
@pytest.mark.parametrize("member_id", ["", "crm:2", "crm:3"])
def test_the_query_and_the_rule_are_twins(team: str, sees: Sees, member_id: str) -> None:
    one = a_refresh()
    reader = Reader(user_id=1, team=team, sees=sees, member_id=member_id)
    found = {row.key for row in queries.visible(reader=reader, generation=one.pk)}
    by_rule = {
        subject.key
        for subject in some_subjects()
        if may_see(reader=reader, owner_id=subject.owner_id, teams=subject.teams)
    }
    assert found == by_rule


def said_of_colleagues(reader: Reader) -> list[str]:
    page = queries.find_subject_page(reader=reader, noun="account", key=ACME)
    assert page is not None
    return [one.by_whom for one in page.happenings]


def test_each_learns_of_colleagues_what_they_may() -> None:
    a_refresh()
    oda = Reader(user_id=1, team="sales", sees=Sees.TEAM, member_id="crm:3")
    leader = Reader(user_id=2, team="sales", role=Role.LEAD, sees=Sees.ALL, member_id="crm:1")
    ruth = Reader(user_id=3, team="management", sees=Sees.ALL, is_admin=True)
    # The latest first: a mail of marketing's four people, a form of nobody's, a call by Oda.
    assert said_of_colleagues(oda) == ["One of us", "", "You"]
    assert said_of_colleagues(leader) == ["One of us", "", "Oda Lenz"]
    assert said_of_colleagues(ruth) == ["One of us", "", "Sales"]


def test_before_anything_is_read_there_is_nobody() -> None:
    people()
    reader = Reader(user_id=1, team="sales", sees=Sees.ALL)
    assert queries.find_subject_page(reader=reader, noun="account", key=ACME) is None
