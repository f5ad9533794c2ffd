"""What waits for somebody's word stands on the page of what was sent back, whatever else does."""

from datetime import date, timedelta

import pytest
from django.test import Client

from sameroom.handoff.moves import State
from sameroom.handoff.web import back_queries, things
from sameroom.handoff.web.tests.builders import a_case
from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import NOW, a_person, people
from sameroom.webkit.rights import Reader, Role

pytestmark = pytest.mark.django_db


def on_the_page(reader: Reader) -> back_queries.BackPage:
    return back_queries.get_back_page(reader=reader, now=NOW)


@pytest.mark.parametrize("most", [5, 2])
def test_neither_what_asks_nor_what_comes_back_later_hides_the_other(
    client: Client, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    everybody = people()
    monkeypatch.setattr(back_queries, "MOST_BACK", most)
    monkeypatch.setattr(back_queries, "MOST_LATER", 4)
    told = {"is_ours": True, "decided_at": NOW - timedelta(days=40)}
    a_case(1, state=State.CONTESTED, **told)
    a_case(2, state=State.REJECTED, **told)
    a_case(3, state=State.RETURNED, **told)
    for number in range(4, 14):
        a_case(number, state=State.RECYCLED, is_ours=True, decided_at=NOW,
               return_on=date(2026, 9, 17 - number))  # fmt: skip
    page = on_the_page(everybody.ada.as_reader())
    assert [len(one) for one in (page.contested, page.returned)] == [1, 1]
    assert len(page.rejected) == (1 if most == 5 else 0)  # what asks least goes first
    assert [one.return_on.day for one in page.later] == [4, 5, 6, 7]  # the next days
    client.force_login(everybody.ada)
    words = client.get("/leads/sent-back").content.decode()
    assert ("More was sent back than is listed here" in words) == (most == 2)
    assert "More come back than these 4" in words


def test_whoever_sent_a_lead_finds_it_before_those_of_others() -> None:
    everybody = people()
    for number, by in ((1, everybody.ada), (2, None)):
        a_case(number, state=State.REJECTED, is_ours=True, sent_by=by,
               decided_at=NOW - timedelta(days=3 - number))  # fmt: skip
    page = on_the_page(everybody.ada.as_reader())
    assert [one.who for one in page.rejected] == ["Buyer 1", "Buyer 2"]


@pytest.mark.parametrize("state", [State.RETURNED, State.RECYCLED])
def test_only_who_may_take_a_lead_up_again_is_offered_to(client: Client, state: State) -> None:
    everybody = people()
    case = a_case(state=state, is_ours=True, decided_at=NOW, return_on=date(2026, 7, 6))
    form = f'action="/leads/{case.pk}/move"'
    for user, is_offered in (
        (everybody.sol, True), (everybody.ada, True), (everybody.admin, False),
        (a_person("Vera", team="service"), False),
    ):  # fmt: skip
        client.force_login(user)
        page = client.get("/leads/sent-back").content.decode()
        assert "Buyer 1" in page, user.name
        assert (form in page) == is_offered, user.name


def test_a_rejection_is_with_whoever_sent_the_lead_else_with_the_lead_of_marketing() -> None:
    everybody, ben = people(), a_person("Ben", team="marketing")
    gone = a_person("Gone", team="marketing")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    for number, by in enumerate((ben, everybody.ada, gone, None), start=1):
        a_case(number, state=State.REJECTED, is_ours=True, sent_by=by, decided_at=NOW)

    def asked(user: User) -> list[str]:
        told = things.list_things(reader=User.objects.get(pk=user.pk).as_reader(), now=NOW)
        return [one.words for one in told if "rejection" in one.words]

    assert asked(ben) == ["Answer 1 rejection."]
    assert asked(everybody.ada) == ["Answer 3 rejections."]
    assert asked(everybody.sol) == []
    User.objects.filter(pk=everybody.ada.pk).update(role=Role.MEMBER)
    assert asked(ben) == ["Answer 3 rejections."], "nobody leads marketing: it is with all of it"
