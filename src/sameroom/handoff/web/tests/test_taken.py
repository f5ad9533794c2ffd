"""Accepted leads stand in the queue until something becomes of them."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sameroom.handoff.moves import LYING_AFTER, State
from sameroom.handoff.web import lining_up, queries
from sameroom.handoff.web.models import Case
from sameroom.handoff.web.queries import QueuePage
from sameroom.handoff.web.tests.builders import HANDED, a_case
from sameroom.handoff.web.things import list_things
from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import NOW, a_person, people
from sameroom.webkit.rights import Role, Sees

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def taken(number: int, *, due_at: datetime | None = None, **told: object) -> Case:
    """Make an accepted lead; one without a time of promise was contacted."""
    return a_case(number, state=State.ACCEPTED, due_at=due_at, is_touched=due_at is None, **told)


def page_of(user: User, show: str = "taken") -> QueuePage:
    return queries.get_queue_page(reader=user.as_reader(), show=show, case_id=None, now=NOW)


def names(page: QueuePage) -> list[str]:
    return [one.who for one in page.lines]


def test_a_contact_still_owed_comes_first_by_its_time_then_the_newest() -> None:
    sol = people().sol
    taken(1, handed_over_at=HANDED - HOUR)
    taken(2, handed_over_at=HANDED)
    taken(3, due_at=NOW + 2 * HOUR)
    taken(4, due_at=NOW - HOUR)
    taken(5, handed_over_at=None)
    a_case(6)
    a_case(7, state=State.QUALIFIED)
    taken(8, is_gone=True)
    page = page_of(sol)
    assert names(page) == [f"Buyer {number}" for number in (4, 3, 2, 1, 5)]
    assert [one.urgency for one in page.lines] == ["late", "soon", "made", "made", "made"]
    assert dict(page.counts)["taken"] == page.total == 5
    assert (page.late, page.back) == (1, 0)
    assert "Buyer 4" not in names(page_of(sol, "mine"))


def test_taken_ones_are_told_only_to_whoever_sees_them() -> None:
    everybody = people()
    taken(1, owner_id="crm:2")
    taken(2, owner_id="crm:9", due_at=NOW + HOUR)
    taken(3, owner_id="crm:9", team="service")
    kat = a_person("Kat", team="sales", role=Role.LEAD, member_id="crm:7")
    for user in (everybody.sol, kat, everybody.own):
        for sees in (Sees.OWN, Sees.TEAM, Sees.ALL):
            User.objects.filter(pk=user.pk).update(sees=sees)
            now_is = User.objects.get(pk=user.pk)
            page = page_of(now_is)
            by_rule = set(queries.visible(reader=now_is.as_reader()).values_list("pk", flat=True))
            assert {one.case_id for one in page.lines} == by_rule, (user, sees)
            assert dict(page.counts)["taken"] == len(by_rule)


def test_the_list_is_bounded_and_what_its_reader_owes_is_among_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lining_up, "LISTED", 3)
    monkeypatch.setattr(lining_up, "MOST_COUNTED", 5)
    kat = a_person("Kat", team="sales", role=Role.LEAD, member_id="crm:7", sees=Sees.ALL)
    for number in range(1, 5):
        taken(number, owner_id="crm:9", due_at=NOW + number * HOUR)
        taken(number + 10, owner_id="crm:7")
    taken(5, owner_id="crm:7", due_at=NOW + 9 * HOUR)
    page = page_of(kat)
    assert names(page) == ["Buyer 1", "Buyer 2", "Buyer 5"]
    assert page.total == 5, "nine are taken, and no more than so many are counted"


@pytest.mark.parametrize("lying", [0, 2])
def test_they_are_counted_where_nothing_else_waits(lying: int) -> None:
    sol = people().sol
    long_ago = NOW - timedelta(days=99)
    for number in range(lying):
        a_case(number + 10, handed_over_at=long_ago, due_at=long_ago)
    taken(1)
    page = page_of(sol, "")
    assert dict(page.counts)["taken"] == 1
    assert dict(page.counts)["lying"] == lying
    assert page.show == "taken", "what was taken comes before what was left lying"


def test_what_can_become_of_them_is_done_there_and_the_next_one_lies_on_top(client: Client) -> None:
    client.force_login(people().sol)
    first, second = taken(1, due_at=NOW + HOUR), taken(2)
    shown = client.get("/leads?show=taken").content.decode()
    for move in ("qualify", "recycle", "disqualify"):
        assert f'name="move" value="{move}"' in shown
    for not_here in ('value="accept"', 'value="reject"', 'value="duplicate"'):
        assert not_here not in shown
    assert 'data-desk="a">Qualified' in shown
    told = {"move": "qualify", "read_as": "accepted", "show": "taken", "next": second.pk}
    answer = client.post(f"/leads/{first.pk}/move", told, follow=True)
    assert answer.redirect_chain == [(f"/leads?show=taken&case={second.pk}", 302)]
    assert Case.objects.get(pk=first.pk).state == State.QUALIFIED
    assert [one.case_id for one in answer.context["page"].lines] == [second.pk]


def test_marketing_sees_what_became_of_theirs_and_decides_nothing(client: Client) -> None:
    everybody = people()
    client.force_login(everybody.ada)
    taken(1)
    shown = client.get("/leads?show=taken")
    assert "Buyer 1" in shown.content.decode()
    assert shown.context["page"].packet.may == frozenset()


def test_what_is_due_leads_where_its_leads_are() -> None:
    reader = people().sol.as_reader()

    def due() -> dict[str, str]:
        return {one.href: one.words for one in list_things(reader=reader, now=NOW)}

    a_case(1, due_at=NOW + HOUR)
    assert due() == {"/leads?show=mine": "Keep the promise to 1 lead by tomorrow."}
    taken(2, due_at=NOW + HOUR)
    taken(3, due_at=NOW + 2 * HOUR)
    taken(4)
    taken(5, due_at=NOW + HOUR, owner_id="crm:9")
    assert due() == {
        "/leads?show=mine": "Keep the promise to 1 lead by tomorrow.",
        "/leads?show=taken": ("Call or write to 2 accepted leads by tomorrow."),
    }
    Case.objects.filter(state=State.WAITING).delete()
    assert list(due()) == ["/leads?show=taken"]
    taken(6, due_at=NOW - HOUR)
    taken(7, due_at=NOW - LYING_AFTER - HOUR)
    assert due() == {"/leads?show=taken": "Call or write to 3 accepted leads by tomorrow."}


def test_the_queue_of_taken_ones_takes_no_more_than_a_dozen_queries(client: Client) -> None:
    client.force_login(people().sol)
    late = NOW - HOUR
    taken(1, due_at=late, touch_by=late, decide_by=late)
    client.get("/leads?show=taken")
    with CaptureQueriesContext(connection) as caught:
        page = client.get("/leads?show=taken").content.decode()
    assert "Buyer 1" in page
    assert len(caught) <= 12, [one["sql"][:150] for one in caught]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite tells its way in these words")
@pytest.mark.parametrize("sees", list(Sees))
def test_taken_ones_are_found_along_indexes(sees: Sees) -> None:
    sol = people().sol
    User.objects.filter(pk=sol.pk).update(sees=sees)
    a_case(1)
    with CaptureQueriesContext(connection) as caught:
        page_of(User.objects.get(pk=sol.pk))
    asked = [one["sql"] for one in caught if "'accepted'" in one["sql"]]
    assert len(asked) == 2, "one counts, one lists"
    for sql in asked:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            way = [str(row[-1]) for row in cursor.fetchall()]
        assert not any("SCAN handoff_case" in one or one.startswith("SCAN U0") for one in way), way
        # All that are accepted have the state; each way is narrower, or in the order asked for.
        assert not any(one.endswith("case_state_due (state=?)") for one in way), way
        assert not any(one.endswith("case_state_due (state=? AND due_at=?)") for one in way), way
